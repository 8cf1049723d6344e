package io.cameo.numpy;

import java.nio.charset.StandardCharsets;

/** The few calls that are allowed, done by hand: bytes from text, and numpy's arrays, scalars and element types. */
final class PickleRebuild {
    private static final int MOST_DIMENSIONS = 64; // numpy's own limit

    private final PickleInput in;
    private final PickleStack stack;
    private final boolean objects;
    private long unbuilt;

    /** @param objects whether floats, dictionaries and objects may be made */
    PickleRebuild(PickleInput in, PickleStack stack, boolean objects) {
        this.in = in;
        this.stack = stack;
        this.objects = objects;
    }

    /** Whether every array that was begun has its elements. */
    boolean isFinished() {
        return unbuilt == 0;
    }

    /** REDUCE: a call with its arguments. */
    void reduce() {
        PickleSequence arguments = tuple(stack.pop(), "pickle calls without arguments");
        PickleValue called = stack.pop();
        if (called instanceof PickleGlobal global) {
            stack.push(stack.create(new PickleObject(global, arguments)));
            return;
        }
        if (!(called instanceof PickleName name)) {
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
                    case ORDERED_MAP -> orderedMap(arguments);
                    case MEMBER -> member(arguments);
                });
    }

    /** NEWOBJ: a class and the arguments of its constructor. */
    void object() {
        PickleSequence arguments = tuple(stack.pop(), "pickle makes an object without arguments");
        if (!(stack.pop() instanceof PickleGlobal made)) {
            throw in.fault("pickle makes an object of what is no class");
        }
        stack.push(stack.create(new PickleObject(made, arguments)));
    }

    /** BUILD: the state of what was made before. */
    void build() {
        PickleValue given = stack.pop();
        if (stack.top() instanceof PickleObject object) {
            if (!object.takesState()) {
                throw in.fault("pickle gives a state to what takes none: made=" + object.made());
            }
            object.build(given);
            stack.checkDepth(object);
            return;
        }
        PickleSequence state = tuple(given, "pickle gives no state");
        switch (stack.top()) {
            case PickleDtype dtype -> dtype.order(order(state));
            case PickleArray array
            when !array.isBuilt() -> {
                if (state.size() != 5) {
                    throw in.fault("array in pickle has an unknown state: fields=" + state.size() + ", expected=5");
                }
                if (objects && state.get(2) instanceof PickleDtype dtype && dtype.isObjects()) {
                    array.build(objects(array, state));
                    stack.checkDepth(array);
                } else {
                    array.build(state(state.get(4), state.get(2), state.get(1), isTrue(state.get(3))));
                }
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
        if (!type.isWhole() && objects) {
            return stack.create(new PickleValue.Real(type.doubleAt(bytes.segment(), 0)));
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

    private PickleMap orderedMap(PickleSequence arguments) {
        if (arguments.size() > 0) {
            throw in.fault("pickle makes a dictionary of what is not read: arguments=" + arguments.size());
        }
        return stack.create(new PickleMap());
    }

    private PickleObject member(PickleSequence arguments) {
        if (arguments.size() != 2
                || !(arguments.get(0) instanceof PickleGlobal enumeration)
                || !(arguments.get(1) instanceof PickleText name)) {
            throw in.fault("pickle asks for an attribute of what is no enumeration");
        }
        return stack.create(new PickleObject(enumeration, PickleSequence.tuple(name)));
    }

    /** An array of Python's objects has a list for its data. */
    private PickleArray.State objects(PickleArray array, PickleSequence state) {
        Shape shape = shape(state.get(1));
        long values = shape.values();
        if (!(state.get(4) instanceof PickleSequence list) || list.size() != values || !array.takesObjects()) {
            throw in.fault("array in pickle does not fit its shape: shape=" + shape + ", descr=|O");
        }
        return new PickleArray.State(null, shape, values, isTrue(state.get(3)), null, list);
    }

    private PickleArray.State state(PickleValue data, PickleValue dtype, PickleValue shape, boolean fortran) {
        NpyType type = type(dtype);
        Shape checked = shape(shape);
        long values = checked.values();
        if (!(data instanceof PickleBytes bytes)
                || values < 0
                || values > bytes.sizeBytes()
                || values * type.sizeBytes() != bytes.sizeBytes()) {
            throw in.fault("array in pickle does not fit its shape: shape=" + checked + ", descr=" + type.descr());
        }
        return new PickleArray.State(type, checked, values, fortran, bytes, null);
    }

    private Shape shape(PickleValue shape) {
        PickleSequence dimensions = tuple(shape, "array in pickle has no shape");
        if (dimensions.size() > MOST_DIMENSIONS) {
            // A shape can be shared, and would be copied for each array.
            throw in.fault("array in pickle has too many dimensions: dimensions=" + dimensions.size());
        }
        long[] sizes = new long[dimensions.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = dimensions.get(i) instanceof PickleValue.Whole whole ? whole.value() : -1;
        }
        return new Shape(sizes);
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
