package io.cameo.numpy;

import java.nio.charset.StandardCharsets;

/** The few calls that are allowed, done by hand: bytes from text, and numpy's arrays, scalars and element types. */
final class PickleRebuild {
    private static final int MOST_DIMENSIONS = 64; // numpy's own limit

    private final PickleInput in;
    private final PickleStack stack;
    private long unbuilt;

    PickleRebuild(PickleInput in, PickleStack stack) {
        this.in = in;
        this.stack = stack;
    }

    /** Whether every array that was begun has its elements. */
    boolean isFinished() {
        return unbuilt == 0;
    }

    /** REDUCE: a call with its arguments. */
    void reduce() {
        PickleSequence arguments = tuple(stack.pop(), "pickle calls without arguments");
        if (!(stack.pop() instanceof PickleName name)) {
            throw in.fault("pickle calls what cannot be called");
        }
        stack.push(
                switch (name) {
                    case ENCODE -> encode(arguments);
                    case DTYPE -> stack.create(new PickleDtype(word(argument(arguments, 0))));
                    case RECONSTRUCT -> reconstruct(arguments);
                    case FROM_BUFFER -> fromBuffer(arguments);
                    case SCALAR -> scalar(arguments);
                    case NDARRAY -> throw in.fault("pickle calls what cannot be called: name=numpy.ndarray");
                });
    }

    /** BUILD: the state of what was made before. */
    void build() {
        PickleSequence state = tuple(stack.pop(), "pickle gives no state");
        switch (stack.top()) {
            case PickleDtype dtype -> dtype.order(order(state));
            case PickleArray array
            when !array.isBuilt() -> {
                if (state.size() != 5) {
                    throw in.fault("array in pickle has an unknown state: fields=" + state.size() + ", expected=5");
                }
                array.build(state(state.get(4), state.get(2), state.get(1), isTrue(state.get(3))));
                unbuilt--;
            }
            default -> throw in.fault("pickle gives a state to what takes none");
        }
    }

    PickleBytes latin1(PickleText text) {
        if (text.latin1Bytes() < 0) {
            throw in.fault("pickle has a text that is no bytes");
        }
        return PickleBytes.latin1(text);
    }

    private PickleBytes encode(PickleSequence arguments) {
        String encoding = word(argument(arguments, 1));
        if (!(argument(arguments, 0) instanceof PickleText text)
                || !(encoding.equals("latin1") || encoding.equals("latin-1"))) {
            throw in.fault("pickle encodes in a way that is not known: encoding=" + Shown.text(encoding));
        }
        return stack.create(latin1(text));
    }

    private PickleArray reconstruct(PickleSequence arguments) {
        if (argument(arguments, 0) != PickleName.NDARRAY) {
            throw in.fault("pickle makes an array of an unknown kind");
        }
        unbuilt++;
        return stack.create(new PickleArray());
    }

    private PickleArray fromBuffer(PickleSequence arguments) {
        PickleArray array = stack.create(new PickleArray());
        boolean fortran = word(argument(arguments, 3)).equals("F");
        array.build(state(argument(arguments, 0), argument(arguments, 1), argument(arguments, 2), fortran));
        return array;
    }

    private PickleValue scalar(PickleSequence arguments) {
        NpyType type = type(argument(arguments, 0));
        if (!(argument(arguments, 1) instanceof PickleBytes bytes) || bytes.sizeBytes() != type.sizeBytes()) {
            throw in.fault("scalar in pickle has no value");
        }
        if (!type.isWhole()) {
            throw in.fault("scalar in pickle is no whole number: descr=" + type.descr());
        }
        long value = type.longAt(bytes.segment(), 0);
        if (type == NpyType.BOOL) {
            return value == 0 ? PickleValue.Truth.FALSE : PickleValue.Truth.TRUE;
        }
        return stack.create(new PickleValue.Whole(value));
    }

    private PickleArray.State state(PickleValue data, PickleValue dtype, PickleValue shape, boolean fortran) {
        NpyType type = type(dtype);
        PickleSequence dimensions = tuple(shape, "array in pickle has no shape");
        if (dimensions.size() > MOST_DIMENSIONS) {
            // A shape can be shared, and would be copied for each array.
            throw in.fault("array in pickle has too many dimensions: dimensions=" + dimensions.size());
        }
        long[] sizes = new long[dimensions.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = dimensions.get(i) instanceof PickleValue.Whole whole ? whole.value() : -1;
        }
        Shape checked = new Shape(sizes);
        long values = checked.values();
        if (!(data instanceof PickleBytes bytes)
                || values < 0
                || values > bytes.sizeBytes()
                || values * type.sizeBytes() != bytes.sizeBytes()) {
            throw in.fault("array in pickle does not fit its shape: shape=" + checked + ", descr=" + type.descr());
        }
        return new PickleArray.State(type, checked, values, fortran, bytes);
    }

    private NpyType type(PickleValue dtype) {
        if (!(dtype instanceof PickleDtype built)) {
            throw in.fault("array in pickle has no element type");
        }
        NpyType type = built.type();
        if (type == null) {
            throw in.fault(NpyType.refusal(built.descr()));
        }
        return type;
    }

    /** The state of a plain dtype: version, byte order, and nothing of fields and sub-arrays. */
    private String order(PickleSequence state) {
        boolean plain = state.size() >= 5;
        for (int i = 2; i < 5 && plain; i++) {
            plain = state.get(i) == PickleValue.Nothing.NONE;
        }
        String order = plain ? word(state.get(1)) : "?";
        if (order.length() != 1 || "<>|=".indexOf(order.charAt(0)) < 0) {
            throw in.fault("element type in pickle is not plain");
        }
        return order;
    }

    private PickleValue argument(PickleSequence arguments, int index) {
        if (index >= arguments.size()) {
            throw in.fault("pickle calls with too few arguments: arguments=" + arguments.size());
        }
        return arguments.get(index);
    }

    private PickleSequence tuple(PickleValue value, String otherwise) {
        if (value instanceof PickleSequence sequence && sequence.isTuple()) {
            return sequence;
        }
        throw in.fault(otherwise);
    }

    private static boolean isTrue(PickleValue value) {
        return value == PickleValue.Truth.TRUE || (value instanceof PickleValue.Whole whole && whole.value() != 0);
    }

    /** A short text, which Python 2 has as bytes; one that is nobody's name where it is neither. */
    static String word(PickleValue value) {
        return switch (value) {
            case PickleText text -> text.name();
            case PickleBytes bytes
            when bytes.sizeBytes() <= PickleText.MOST_NAME_BYTES ->
                new String(bytes.toBytes(), StandardCharsets.ISO_8859_1);
            default -> "?";
        };
    }
}
