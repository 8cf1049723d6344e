package io.cameo.record;

/** Where the records of an index begin, in its order. */
sealed interface Offsets permits OffsetList, CixOffsets {
    int size();

    /** The offset at a position; throws {@link IndexOutOfBoundsException} beyond the last. */
    long get(int position);

    /** What it takes of the heap. */
    long memoryBytes();
}
