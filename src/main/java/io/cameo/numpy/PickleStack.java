package io.cameo.numpy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The stack, its marks and the memo of a pickle. Everything that a file can make grow is bounded by its size. */
final class PickleStack {
    private static final int MOST_MARKS = 64;
    private static final int MOST_DEPTH = 16;
    /** Enough for any small set, whatever its elements look like. */
    private static final int FREE_VALUES = 1 << 16;
    /** An image takes more bytes than this for each value that describes it. */
    private static final int BYTES_PER_VALUE = 32;

    private static final int BYTES_PER_PUSH = 4;

    private final PickleInput in;
    private final int[] marks = new int[MOST_MARKS];
    private PickleValue[] stack = new PickleValue[64];
    private @Nullable PickleValue[] memo = new @Nullable PickleValue[64];
    private int size;
    private int markCount;
    private long pushes;
    private long created;
    private int nextMemo;

    PickleStack(PickleInput in) {
        this.in = in;
    }

    /** Counts a value that takes memory of its own, before it is pushed. */
    <T extends PickleValue> T create(T value) {
        if (++created > FREE_VALUES + in.size() / BYTES_PER_VALUE) {
            throw in.fault("pickle has more values than its size allows: values=" + created);
        }
        checkDepth(value);
        return value;
    }

    /** How many values stand in one another, this one included. */
    static int depth(PickleValue value) {
        return switch (value) {
            case PickleSequence sequence -> sequence.depth();
            case PickleMap map -> map.depth();
            case PickleObject object -> object.depth();
            case PickleReference reference -> 1 + depth(reference.id());
            case PickleArray array -> array.depth();
            default -> 0;
        };
    }

    void checkDepth(PickleValue value) {
        if (depth(value) > MOST_DEPTH) {
            throw in.fault("pickle nests too deeply: expected<=" + MOST_DEPTH);
        }
    }

    void push(PickleValue value) {
        if (++pushes > FREE_VALUES + in.size() / BYTES_PER_PUSH) {
            throw in.fault("pickle has more instructions than its size allows: values=" + pushes);
        }
        if (size == stack.length) {
            stack = Arrays.copyOf(stack, size + (size >> 1));
        }
        stack[size++] = value;
    }

    PickleValue pop() {
        if (size <= floor()) {
            throw in.fault("pickle takes a value that is not there");
        }
        return stack[--size];
    }

    PickleValue top() {
        if (size <= floor()) {
            throw in.fault("pickle takes a value that is not there");
        }
        return stack[size - 1];
    }

    void mark() {
        if (markCount == MOST_MARKS) {
            throw in.fault("pickle nests too deeply: expected<=" + MOST_MARKS);
        }
        marks[markCount++] = size;
    }

    /** Takes off what lies above the last mark. */
    PickleValue[] popToMark() {
        int from = takeMark();
        PickleValue[] items = Arrays.copyOfRange(stack, from, size);
        size = from;
        return items;
    }

    /** Moves what lies above the last mark into the list below it. */
    void appendToMark() {
        int from = takeMark();
        int count = size - from;
        size = from;
        append(list(top()), from, count);
    }

    /** Moves the value on top into the list below it. */
    void appendOne() {
        pop();
        append(list(top()), size, 1);
    }

    boolean isFinished() {
        return size == 1 && markCount == 0;
    }

    void memoize() {
        memoize(nextMemo);
    }

    void memoize(long index) {
        // Pickles number what they keep from 0 or 1 on.
        if (index < 0 || index > pushes + 1) {
            throw in.fault("pickle keeps a value under a number that is too large: number=" + index);
        }
        int slot = (int) index;
        if (slot >= memo.length) {
            memo = Arrays.copyOf(memo, Math.max(slot + 1, memo.length + (memo.length >> 1)));
        }
        memo[slot] = top();
        nextMemo = Math.max(nextMemo, slot + 1);
    }

    /**
     * Pushes a value that was kept. Lists and dictionaries are not given again, and objects take no state
     * afterwards: only so could one come to hold itself.
     */
    void recall(long index) {
        PickleValue value = index < 0 || index >= memo.length ? null : memo[(int) index];
        if (value == null) {
            throw in.fault("pickle recalls a value that it did not keep: number=" + index);
        }
        switch (value) {
            case PickleSequence sequence
            when !sequence.isTuple() -> throw in.fault("pickle uses a list twice: number=" + index);
            case PickleMap _ -> throw in.fault("pickle uses a dictionary twice: number=" + index);
            case PickleObject object -> object.share();
            case PickleArray array -> array.share();
            default -> {
                // whole already
            }
        }
        push(value);
    }

    private void append(PickleSequence list, int from, int count) {
        list.append(stack, from, count);
        checkDepth(list);
    }

    /** Moves the keys and values above the last mark into the dictionary below it. */
    void putToMark() {
        int from = takeMark();
        put(from);
    }

    /** Moves a key and its value into the dictionary below them. */
    void putOne() {
        pop();
        pop();
        int from = size;
        size += 2;
        put(from);
    }

    private void put(int from) {
        int count = size - from;
        size = from;
        if (!(top() instanceof PickleMap map)) {
            throw in.fault("pickle sets an entry of what is no dictionary");
        }
        if (count % 2 != 0) {
            throw in.fault("pickle sets a key without a value");
        }
        map.put(stack, from, count);
        checkDepth(map);
    }

    private PickleSequence list(PickleValue value) {
        if (value instanceof PickleSequence sequence && !sequence.isTuple()) {
            return sequence;
        }
        throw in.fault("pickle appends to what is no list");
    }

    private int floor() {
        return markCount == 0 ? 0 : marks[markCount - 1];
    }

    private int takeMark() {
        if (markCount == 0) {
            throw in.fault("pickle takes a mark that is not there");
        }
        return marks[--markCount];
    }
}
