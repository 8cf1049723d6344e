package io.cameo.numpy;

import org.jspecify.annotations.Nullable;

/**
 * What Python would make an object of: a class or function by its name, the arguments that it would be called with, and
 * the state that the object would be given. A member of an enumeration by its name is one of the class with that name as
 * its argument. Nothing of it is executed. Safe for many threads once the pickle is read.
 */
public final class PickleObject implements PickleValue {
    private final PickleGlobal made;
    private final PickleSequence arguments;
    private @Nullable PickleValue state;
    private boolean shared;
    private int depth;

    PickleObject(PickleGlobal made, PickleSequence arguments) {
        this.made = made;
        this.arguments = arguments;
        depth = 1 + arguments.depth();
    }

    /** Of what it would be made. */
    public PickleGlobal made() {
        return made;
    }

    /** A tuple. */
    public PickleSequence arguments() {
        return arguments;
    }

    /** What it would be filled with, mostly a {@link PickleMap} of its fields; null if nothing. */
    public @Nullable PickleValue state() {
        return state;
    }

    int depth() {
        return depth;
    }

    /** Whether it has no state yet and is held once: only then can a state come that does not hold the object itself. */
    boolean takesState() {
        return state == null && !shared;
    }

    void share() {
        shared = true;
    }

    void build(PickleValue given) {
        state = given;
        depth = Math.max(depth, 1 + PickleStack.depth(given));
    }
}
