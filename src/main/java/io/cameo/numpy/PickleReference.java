package io.cameo.numpy;

/** Something that is kept outside of the pickle, under a persistent id. */
public final class PickleReference implements PickleValue {
    private final PickleValue id;

    PickleReference(PickleValue id) {
        this.id = id;
    }

    /** What says which; torch has a tuple. */
    public PickleValue id() {
        return id;
    }
}
