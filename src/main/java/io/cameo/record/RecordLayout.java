package io.cameo.record;

/**
 * How a record lies in a file.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                     magic = 0xCED7230A                        |
 *  +---------------------------------------------------------+-----+
 *  |                     length (29 bits)                    |cflag|
 *  +---------------------------------------------------------+-----+
 *  |                     length bytes of data                     ...
 *  +---------------------------------------------------------------+
 *  |                     zeros up to a multiple of 4              ...
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * <p>Little-endian. A file is parts, one after the other, and nothing else. A record is one part with cflag 0, or a
 * first part (1), any number of middle parts (2) and a last one (3). The writer cuts a record wherever its content holds
 * the magic at a multiple of 4 and drops those four bytes; the reader puts them back between the parts. So an aligned
 * magic is always the head of a part, and a reader that lost its place can find the next one.
 *
 * <p>Source: dmlc-core {@code include/dmlc/recordio.h}, {@code src/recordio.cc}.
 */
final class RecordLayout {
    static final int MAGIC = 0xCED7230A;

    static final int MAGIC_OFFSET = 0;
    static final int LENGTH_OFFSET = 4;
    static final int HEAD_BYTES = 8;
    static final int ALIGNMENT = 4;

    static final int LENGTH_BITS = 29;
    static final int MAX_CONTENT_BYTES = (1 << LENGTH_BITS) - 1;

    static final int WHOLE = 0;
    static final int FIRST = 1;
    static final int MIDDLE = 2;
    static final int LAST = 3;

    private RecordLayout() {}

    static int lengthWord(int cflag, int lengthBytes) {
        return cflag << LENGTH_BITS | lengthBytes;
    }

    static int cflag(int lengthWord) {
        return lengthWord >>> LENGTH_BITS;
    }

    static int length(int lengthWord) {
        return lengthWord & MAX_CONTENT_BYTES;
    }

    /** Rounds up to the next multiple of 4. */
    static long aligned(long bytes) {
        return (bytes + (ALIGNMENT - 1)) & -ALIGNMENT;
    }
}
