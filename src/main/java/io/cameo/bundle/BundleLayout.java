package io.cameo.bundle;

import java.nio.charset.StandardCharsets;

/**
 * Where everything stands in a bundle; {@code docs/bundle.md} says why. Numbers are little-endian.
 *
 * <pre>
 *   0                                              directory offset                              end - 32    end
 *   +----------+-----+----------+-----+-------------+-------------------+-----+-------------------+-----------+
 *   | part 0   | pad | part 1   | pad | ...         | entry 0           | pad | entry 1 ...       | footer    |
 *   +----------+-----+----------+-----+-------------+-------------------+-----+-------------------+-----------+
 *
 *   entry   0        8        16       24     28      29      30     31           32            34   36   40
 *           +--------+--------+--------+------+-------+-------+------+------------+-------------+----+----+
 *           | offset | stored | plain  | crc  | codec | dtype | rank | name bytes | media bytes | 0  | 0  |
 *           | u64    | u64    | u64    | u32  | u8    | u8    | u8   | u8         | u16         |u16 |u32 |
 *           +--------+--------+--------+------+-------+-------+------+------------+-------------+----+----+
 *           | shape: rank times u64 | name, UTF-8 | media type, ASCII | zeros to a multiple of 8 |
 *
 *   footer  0                  8                 12      16             20        24             32
 *           +------------------+-----------------+-------+--------------+---------+--------------+
 *           | directory offset | directory bytes | parts | crc          | version | "CAMEOBDL"   |
 *           | u64              | u32             | u32   | u32          | u32     | 8 bytes      |
 *           +------------------+-----------------+-------+--------------+---------+--------------+
 * </pre>
 */
final class BundleLayout {
    static final int VERSION = 1;
    /** Parts and entries begin at multiples of this, counted from the start of the payload. */
    static final int ALIGNMENT = 8;

    static final int ENTRY_STORED = 8;
    static final int ENTRY_PLAIN = 16;
    static final int ENTRY_CRC = 24;
    static final int ENTRY_CODEC = 28;
    static final int ENTRY_DTYPE = 29;
    static final int ENTRY_RANK = 30;
    static final int ENTRY_NAME_BYTES = 31;
    static final int ENTRY_MEDIA_BYTES = 32;
    static final int ENTRY_ZEROS = 34;
    static final int ENTRY_BYTES = 40;

    static final int FOOTER_DIRECTORY_BYTES = 8;
    static final int FOOTER_PARTS = 12;
    static final int FOOTER_CRC = 16;
    static final int FOOTER_VERSION = 20;
    static final int FOOTER_MAGIC = 24;
    static final int FOOTER_BYTES = 32;

    static final long MAGIC = magic();

    static final int MOST_PARTS = 4096;
    static final int MOST_DIRECTORY_BYTES = 1 << 20;
    static final int MOST_RANK = 8;
    static final int MOST_NAME_BYTES = 255;
    static final int MOST_MEDIA_BYTES = 1024;
    /** A byte of an LZ4 block stands for at most so many. */
    static final int MOST_EXPANSION = 255;

    private BundleLayout() {}

    static long aligned(long offset) {
        return (offset + ALIGNMENT - 1) & -ALIGNMENT;
    }

    private static long magic() {
        byte[] letters = "CAMEOBDL".getBytes(StandardCharsets.US_ASCII);
        long magic = 0;
        for (int i = 0; i < letters.length; i++) {
            magic |= (long) letters[i] << (8 * i);
        }
        return magic;
    }
}
