package io.cameo.numpy;

/** A name that the reader's {@link PickleVocabulary} allows: {@code torch.FloatStorage}. It is never looked up. */
public record PickleGlobal(String module, String name) implements PickleValue {
    /** Module and name with a dot between. */
    @Override
    public String toString() {
        return module + "." + name;
    }
}
