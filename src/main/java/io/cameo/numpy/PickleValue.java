package io.cameo.numpy;

/**
 * What a pickle may hold here: plain values, texts, bytes, sequences and arrays, and where the reader's
 * {@link PickleVocabulary} allows it floats, dictionaries, and what objects would be made of.
 *
 * <p>Values belong to the {@link Pickle} that gave them; bytes are slices of its file.
 */
public sealed interface PickleValue
        permits PickleValue.Nothing,
                PickleValue.Truth,
                PickleValue.Whole,
                PickleValue.Real,
                PickleText,
                PickleBytes,
                PickleSequence,
                PickleMap,
                PickleArray,
                PickleDtype,
                PickleName,
                PickleGlobal,
                PickleObject,
                PickleReference {
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

    /** A float. */
    record Real(double value) implements PickleValue {}
}
