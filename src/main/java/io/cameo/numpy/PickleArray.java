package io.cameo.numpy;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An array inside a pickle. Safe for many threads once the pickle is read. */
public final class PickleArray implements PickleValue {
    private @Nullable State state;

    PickleArray() {}

    /** The element type. */
    public NpyType type() {
        return state().type;
    }

    /** The dimensions, as a copy. */
    public long[] shape() {
        return state().shape.toArray();
    }

    /** How many elements it has. */
    public long values() {
        return state().values;
    }

    /** Whether its elements lie in Fortran order; that matters only where two dimensions are above 1. */
    public boolean fortranOrder() {
        return state().fortranOrder;
    }

    /** All elements as they stand in the file. */
    public PickleBytes data() {
        return state().data;
    }

    /**
     * A copy of the elements in the order of the file, as whole numbers; fractions are cut off.
     *
     * @throws IllegalArgumentException if there are more than an array of Java holds
     */
    public long[] toLongs() {
        State built = state();
        if (built.values > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("array is too large for the heap: values=" + built.values);
        }
        MemorySegment bytes = built.data.segment();
        long[] values = new long[(int) built.values];
        for (int i = 0; i < values.length; i++) {
            values[i] = built.type.longAt(bytes, (long) i * built.type.sizeBytes());
        }
        return values;
    }

    boolean isBuilt() {
        return state != null;
    }

    void build(State built) {
        state = built;
    }

    private State state() {
        // The reader gives no array away before its state is there.
        return Objects.requireNonNull(state, "array without state");
    }

    record State(NpyType type, Shape shape, long values, boolean fortranOrder, PickleBytes data) {}
}
