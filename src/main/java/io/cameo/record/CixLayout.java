package io.cameo.record;

/**
 * How a {@code .cix} file lies on disk: a head, one entry a record in file order, a look-up table, the text of keys.
 *
 * <pre>
 *  head, 128 bytes
 *  +-----+----------------+------------------------------------------------------+
 *  |   0 | magic          | u64   "CAMEOCIX"                                     |
 *  |   8 | version        | u32   1                                              |
 *  |  12 | entry_bytes    | u32   32                                             |
 *  |  16 | records        | u64                                                  |
 *  |  24 | rec_bytes      | u64   size of the record file                        |
 *  |  32 | rec_ends       | u32   CRC32C of its first and last 4 KiB             |
 *  |  36 | lookup_kind    | u32   0 counter, 1 rising, 2 dense, 3 sorted, 4 text |
 *  |  40 | lowest_key     | i64   smallest key; 0 where keys are text            |
 *  |  48 | lookup_offset  | u64   where the look-up table begins                 |
 *  |  56 | lookup_count   | u64   how many u32 it has                            |
 *  |  64 | text_offset    | u64   where the text of keys begins                  |
 *  |  72 | text_bytes     | u64   how long it is                                 |
 *  |  80 | body_crc       | u32   CRC32C of everything behind the head           |
 *  |  84 | zeros          |                                                      |
 *  | 124 | head_crc       | u32   CRC32C of the 124 bytes before it              |
 *  +-----+----------------+------------------------------------------------------+
 *  entry, 32 bytes
 *  +-----+----------------+------------------------------------------------------+
 *  |   0 | key            | i64   the key; where its text ends if keys are text  |
 *  |   8 | offset         | u64   first head of the record                       |
 *  |  16 | length         | u32   bytes of content                               |
 *  |  20 | crc            | u32   CRC32C of the content                          |
 *  |  24 | label          | f32   first label; NaN 0x7fc00000 without a header   |
 *  |  28 | flag           | u32   flag of the header; 0xffffffff without one     |
 *  +-----+----------------+------------------------------------------------------+
 * </pre>
 *
 * <p>Little-endian. Described in prose, with reasons and an example, in {@code docs/cix.md}.
 */
final class CixLayout {
    static final long MAGIC = 0x5849434F454D4143L; // "CAMEOCIX"
    static final int VERSION = 1;

    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = 8;
    static final int ENTRY_BYTES_OFFSET = 12;
    static final int RECORDS_OFFSET = 16;
    static final int REC_BYTES_OFFSET = 24;
    static final int REC_ENDS_OFFSET = 32;
    static final int LOOKUP_KIND_OFFSET = 36;
    static final int LOWEST_KEY_OFFSET = 40;
    static final int LOOKUP_OFFSET_OFFSET = 48;
    static final int LOOKUP_COUNT_OFFSET = 56;
    static final int TEXT_OFFSET_OFFSET = 64;
    static final int TEXT_BYTES_OFFSET = 72;
    static final int BODY_CRC_OFFSET = 80;
    static final int HEAD_CRC_OFFSET = 124;
    static final int HEAD_BYTES = 128;

    static final int KEY_OFFSET = 0;
    static final int OFFSET_OFFSET = 8;
    static final int LENGTH_OFFSET = 16;
    static final int CRC_OFFSET = 20;
    static final int LABEL_OFFSET = 24;
    static final int FLAG_OFFSET = 28;
    static final int ENTRY_BYTES = 32;

    static final int NO_HEADER_FLAG = 0xffffffff;
    static final int NO_LABEL_BITS = 0x7fc00000;

    static final int COUNTER = 0;
    static final int RISING = 1;
    static final int DENSE = 2;
    static final int SORTED = 3;
    static final int TEXT = 4;

    /** What stands in a dense table where no record has the key. */
    static final int NO_POSITION = 0xffffffff;

    /** How much of either end of the record file goes into {@code rec_ends}. */
    static final int END_BYTES = 4096;

    private CixLayout() {}
}
