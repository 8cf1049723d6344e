package io.cameo.archive;

/**
 * Where things stand in a zip archive; all numbers little-endian. Source: PKWARE's APPNOTE.TXT 6.3.10.
 *
 * <pre>
 * local header, before the data of an entry
 *   0 PK\3\4 | 4 version u16 | 6 flags u16 | 8 method u16 | 10 time u16 | 12 date u16
 *  14 crc u32 | 18 packed size u32 | 22 size u32 | 26 name length u16 | 28 extra length u16 | 30 name, extra
 *
 * directory record, one for each entry
 *   0 PK\1\2 | 4 made by u16 | 6 version u16 | 8 flags u16 | 10 method u16 | 12 time u16 | 14 date u16
 *  16 crc u32 | 20 packed size u32 | 24 size u32 | 28 name length u16 | 30 extra length u16 | 32 comment length u16
 *  34 disk u16 | 36 internal u16 | 38 external u32 | 42 offset on disk u32 | 46 name, extra, comment
 *
 * ZIP64 end record
 *   0 PK\6\6 | 4 size of the rest u64 | 12 made by u16 | 14 version u16 | 16 disk u32 | 20 directory's disk u32
 *  24 entries on this disk u64 | 32 entries u64 | 40 directory size u64 | 48 directory offset u64
 *
 * ZIP64 locator, directly before the end record
 *   0 PK\6\7 | 4 disk of the ZIP64 end record u32 | 8 its offset u64 | 16 disks u32
 *
 * end record
 *   0 PK\5\6 | 4 disk u16 | 6 directory's disk u16 | 8 entries on this disk u16 | 10 entries u16
 *  12 directory size u32 | 16 directory offset u32 | 20 comment length u16 | 22 comment
 * </pre>
 */
final class ZipLayout {
    static final int LOCAL_SIGNATURE = 0x04034b50;
    static final int LOCAL_BYTES = 30;
    static final int LOCAL_FLAGS = 6;
    static final int LOCAL_METHOD = 8;
    static final int LOCAL_CRC = 14;
    static final int LOCAL_PACKED = 18;
    static final int LOCAL_SIZE = 22;
    static final int LOCAL_NAME_LENGTH = 26;
    static final int LOCAL_EXTRA_LENGTH = 28;

    static final int DIRECTORY_SIGNATURE = 0x02014b50;
    static final int DIRECTORY_BYTES = 46;
    static final int DIRECTORY_MADE_BY = 4;
    static final int DIRECTORY_FLAGS = 8;
    static final int DIRECTORY_METHOD = 10;
    static final int DIRECTORY_TIME = 12;
    static final int DIRECTORY_DATE = 14;
    static final int DIRECTORY_CRC = 16;
    static final int DIRECTORY_PACKED = 20;
    static final int DIRECTORY_SIZE = 24;
    static final int DIRECTORY_NAME_LENGTH = 28;
    static final int DIRECTORY_EXTRA_LENGTH = 30;
    static final int DIRECTORY_COMMENT_LENGTH = 32;
    static final int DIRECTORY_DISK = 34;
    static final int DIRECTORY_EXTERNAL = 38;
    static final int DIRECTORY_OFFSET = 42;

    static final int END64_SIGNATURE = 0x06064b50;
    static final int END64_BYTES = 56;
    static final int END64_REST = 4;
    static final int END64_REST_FROM = 12;
    static final int END64_DISK = 16;
    static final int END64_DIRECTORY_DISK = 20;
    static final int END64_ENTRIES = 32;
    static final int END64_DIRECTORY_BYTES = 40;
    static final int END64_DIRECTORY_OFFSET = 48;

    static final int LOCATOR_SIGNATURE = 0x07064b50;
    static final int LOCATOR_BYTES = 20;
    static final int LOCATOR_DISK = 4;
    static final int LOCATOR_OFFSET = 8;
    static final int LOCATOR_DISKS = 16;

    static final int END_SIGNATURE = 0x06054b50;
    static final int END_BYTES = 22;
    static final int END_DISK = 4;
    static final int END_DIRECTORY_DISK = 6;
    static final int END_ENTRIES = 10;
    static final int END_DIRECTORY_BYTES = 12;
    static final int END_DIRECTORY_OFFSET = 16;
    static final int END_COMMENT_LENGTH = 20;

    /** Begins the first part of a split archive; a data descriptor has the same signature. */
    static final int SPLIT_SIGNATURE = 0x08074b50;
    /** Begins an archive that was to be split and turned out to fit into one part. */
    static final int UNSPLIT_SIGNATURE = 0x30304b50;

    /** In place of a number that does not fit: it stands in the ZIP64 record or field. */
    static final int IN_ZIP64_16 = 0xFFFF;

    static final long IN_ZIP64_32 = 0xFFFF_FFFFL;

    static final int FLAG_ENCRYPTED = 1;
    /** Sizes and checksum stand behind the data, and may be 0 in the local header. */
    static final int FLAG_DESCRIPTOR = 1 << 3;

    static final int FLAG_STRONG_ENCRYPTION = 1 << 6;
    static final int FLAG_UTF8 = 1 << 11;
    static final int FLAG_MASKED = 1 << 13;

    static final int STORED = 0;
    static final int DEFLATED = 8;

    static final int EXTRA_ZIP64 = 0x0001;
    /** Info-ZIP: a byte that says which times follow, then seconds of 1970 in UTC, the time of change first. */
    static final int EXTRA_TIME = 0x5455;
    /** Info-ZIP: version 1, CRC of the name in the header, the name in UTF-8. */
    static final int EXTRA_UNICODE_NAME = 0x7075;

    static final int MADE_ON_UNIX = 3;
    static final int MADE_ON_DARWIN = 19;

    private ZipLayout() {}
}
