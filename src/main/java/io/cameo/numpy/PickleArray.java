package io.cameo.numpy;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An array inside a pickle: of numbers, or, where the reader's {@link PickleVocabulary} allows objects, of any values.
 * Safe for many threads once the pickle is read.
 */
public final class PickleArray implements PickleValue {
    private static final String OF_OBJECTS = "array holds objects";

    private @Nullable State state;
    private boolean shared;

    PickleArray() {}

    /** Whether its elements are values of the pickle and not numbers. */
    public boolean isOfObjects() {
        return state().objects != null;
    }

    /**
     * The elements of an array of objects, in the order of the file.
     *
     * @throws IllegalArgumentException if it is one of numbers
     */
    public PickleSequence objects() {
        PickleSequence objects = state().objects;
        if (objects == null) {
            throw new IllegalArgumentException("array holds numbers");
        }
        return objects;
    }

    /**
     * The element type.
     *
     * @throws IllegalArgumentException if it is an array of objects; so do all below that give numbers
     */
    public NpyType type() {
        return state().numbers();
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
        return state().bytes();
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
        NpyType type = built.numbers();
        MemorySegment bytes = built.bytes().segment();
        long[] values = new long[(int) built.values];
        for (int i = 0; i < values.length; i++) {
            values[i] = type.longAt(bytes, (long) i * type.sizeBytes());
        }
        return values;
    }

    boolean isBuilt() {
        return state != null;
    }

    /** Whether objects can be its elements without one of them being the array itself. */
    boolean takesObjects() {
        return !shared;
    }

    void share() {
        shared = true;
    }

    int depth() {
        return state == null || state.objects == null ? 0 : 1 + state.objects.depth();
    }

    void build(State built) {
        state = built;
    }

    private State state() {
        // The reader gives no array away before its state is there.
        return Objects.requireNonNull(state, "array without state");
    }

    /** Numbers have a type and bytes, objects a list. */
    record State(
            @Nullable NpyType type,
            Shape shape,
            long values,
            boolean fortranOrder,
            @Nullable PickleBytes data,
            @Nullable PickleSequence objects) {
        NpyType numbers() {
            if (type == null) {
                throw new IllegalArgumentException(OF_OBJECTS);
            }
            return type;
        }

        PickleBytes bytes() {
            if (data == null) {
                throw new IllegalArgumentException(OF_OBJECTS);
            }
            return data;
        }
    }
}
