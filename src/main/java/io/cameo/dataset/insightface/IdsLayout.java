package io.cameo.dataset.insightface;

/**
 * How an {@code .ids} file lies on disk: a head, the labels of identities, where each one's images begin, the identity of
 * every image, and the images by identity where that is not their own order.
 *
 * <pre>
 *  head, 128 bytes
 *  +-----+----------------+------------------------------------------------------+
 *  |   0 | magic          | u64   "CAMEOIDS"                                     |
 *  |   8 | version        | u32   1                                              |
 *  |  12 | layout         | u32   'A' 0x41, 'B', 'C' or 'D'                      |
 *  |  16 | records        | u64   records of the file, those without image too   |
 *  |  24 | images         | u64   N, the first N records of the file             |
 *  |  32 | identities     | u64   K, as many as there are different labels       |
 *  |  40 | runs           | u64   runs of equal labels                           |
 *  |  48 | rec_bytes      | u64   size of the record file                        |
 *  |  56 | rec_ends       | u32   CRC32C of its first and last 4 KiB             |
 *  |  60 | cix_crc        | u32   head_crc of the .cix; 0 if there was none      |
 *  |  64 | order_count    | u64   0, or N                                        |
 *  |  72 | body_crc       | u32   CRC32C of everything behind the head           |
 *  |  76 | zeros          |                                                      |
 *  | 124 | head_crc       | u32   CRC32C of the 124 bytes before it              |
 *  +-----+----------------+------------------------------------------------------+
 *  body
 *  +----------------+------------------------------------------------------------+
 *  | labels         | f64 x K      ascending                                     |
 *  | begins         | u32 x K + 1  where in the order an identity's images begin |
 *  | identity       | u32 x N      of each image                                 |
 *  | order          | u32 x order_count  images, identity after identity         |
 *  +----------------+------------------------------------------------------------+
 * </pre>
 *
 * <p>Little-endian, no gaps. Described in prose, with reasons and an example, in {@code docs/insightface.md}.
 */
final class IdsLayout {
    static final long MAGIC = 0x5344494F454D4143L; // "CAMEOIDS"
    static final int VERSION = 1;

    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = 8;
    static final int LAYOUT_OFFSET = 12;
    static final int RECORDS_OFFSET = 16;
    static final int IMAGES_OFFSET = 24;
    static final int IDENTITIES_OFFSET = 32;
    static final int RUNS_OFFSET = 40;
    static final int REC_BYTES_OFFSET = 48;
    static final int REC_ENDS_OFFSET = 56;
    static final int CIX_CRC_OFFSET = 60;
    static final int ORDER_COUNT_OFFSET = 64;
    static final int BODY_CRC_OFFSET = 72;
    static final int HEAD_CRC_OFFSET = 124;
    static final int HEAD_BYTES = 128;

    /** How much of either end of the record file goes into {@code rec_ends}. */
    static final int END_BYTES = 4096;

    /** Where a {@code .cix} has the checksum of its head, see {@code docs/cix.md}. */
    static final int CIX_HEAD_CRC_OFFSET = 124;

    private IdsLayout() {}

    /** Size of the body. */
    static long bodyBytes(long images, long identities, long orderCount) {
        return 8 * identities + 4 * (identities + 1) + 4 * images + 4 * orderCount;
    }
}
