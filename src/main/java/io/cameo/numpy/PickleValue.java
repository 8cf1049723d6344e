package io.cameo.numpy;

/**
 * What a pickle may hold here: nothing but plain values, texts, bytes, sequences and arrays.
 *
 * <p>Values belong to the {@link Pickle} that gave them; bytes are slices of its file.
 */
public sealed interface PickleValue
        permits PickleValue.Nothing,
                PickleValue.Truth,
                PickleValue.Whole,
                PickleText,
                PickleBytes,
                PickleSequence,
                PickleArray,
                PickleDtype,
                PickleName {
    /** {@code None}. */
    enum Nothing implements PickleValue {
        NONE
    }

    /** {@code True} or {@code False}. */
    enum Truth implements PickleValue {
        FALSE,
        TRUE
    }

    /** An integer that fits a long. */
    record Whole(long value) implements PickleValue {}
}
