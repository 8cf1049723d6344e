package io.cameo.record;

/**
 * One record in a bucket file, on its way to another place. Bucket files live for one run on one machine.
 *
 * <pre>
 *  +----+--------------+-------------------------------------------------+
 *  |  0 | destination  | i32   its place in the new order                |
 *  |  4 | crc          | i32   CRC32C of the content                     |
 *  |  8 | key          | i64   its key; 0 where keys are text            |
 *  | 16 | length       | i32   bytes of content                          |
 *  | 20 | text_length  | i32   bytes of the key's text, or 0             |
 *  | 24 | content, text of the key, zeros up to a multiple of 8          |
 *  +----+----------------------------------------------------------------+
 * </pre>
 */
final class BucketLayout {
    static final int DESTINATION_OFFSET = 0;
    static final int CRC_OFFSET = 4;
    static final int KEY_OFFSET = 8;
    static final int LENGTH_OFFSET = 16;
    static final int TEXT_LENGTH_OFFSET = 20;
    static final int CONTENT_OFFSET = 24;

    private static final int ALIGNMENT = 8;

    private BucketLayout() {}

    static long entryBytes(long contentLength, long textLength) {
        return (CONTENT_OFFSET + contentLength + textLength + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
