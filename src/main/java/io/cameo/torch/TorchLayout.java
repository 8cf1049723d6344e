package io.cameo.torch;

/**
 * A file of {@code torch.save} (torch 1.6 and later, {@code caffe2/serialize/inline_container.cc}): a zip whose entries are
 * stored, each payload at a multiple of 64, with sizes only in the directory.
 *
 * <pre>
 *   entry      50 4b 03 04 | need u16 | flags u16 | method u16 | time u16 | date u16 | crc u32 | packed u32 | size u32
 *              | name length u16 | extra length u16 | name | extra: 'F' 'B' length u16 'Z' 'Z' ... | payload
 *              flags are 0x0808, and crc, packed and size 0: they follow the payload
 *   descriptor 50 4b 07 08 | crc u32 | packed u32 | size u32
 *   directory  50 4b 01 02 | by u16 | need u16 | flags u16 | method u16 | time u16 | date u16 | crc u32 | packed u32
 *              | size u32 | name length u16 | extra length u16 | comment length u16 | disk u16 | internal u16
 *              | external u32 | offset u32 | name | extra | comment
 *   end64      50 4b 06 06 | rest u64 | by u16 | need u16 | disk u32 | disk u32 | entries u64 | entries u64
 *              | directory bytes u64 | directory offset u64
 *   locator    50 4b 06 07 | disk u32 | end64 offset u64 | disks u32
 *   end        50 4b 05 06 | disk u16 | disk u16 | entries u16 | entries u16 | directory bytes u32
 *              | directory offset u32 | comment length u16
 *
 *   archive/data.pkl    the pickle
 *   archive/data/KEY    a storage: its elements, little-endian
 *   archive/version     '3' LF
 * </pre>
 */
final class TorchLayout {
    static final int LOCAL_SIGNATURE = 0x04034b50;
    static final int LOCAL_BYTES = 30;
    static final int LOCAL_NAME_LENGTH = 26;
    static final int LOCAL_EXTRA_LENGTH = 28;

    static final int DESCRIPTOR_SIGNATURE = 0x08074b50;

    static final int DIRECTORY_SIGNATURE = 0x02014b50;
    static final int DIRECTORY_BYTES = 46;
    static final int DIRECTORY_METHOD = 10;
    static final int DIRECTORY_CRC = 16;
    static final int DIRECTORY_PACKED = 20;
    static final int DIRECTORY_SIZE = 24;
    static final int DIRECTORY_NAME_LENGTH = 28;
    static final int DIRECTORY_EXTRA_LENGTH = 30;
    static final int DIRECTORY_COMMENT_LENGTH = 32;
    static final int DIRECTORY_OFFSET = 42;

    static final int END64_SIGNATURE = 0x06064b50;
    static final int END64_BYTES = 56;
    static final int LOCATOR_SIGNATURE = 0x07064b50;
    static final int LOCATOR_BYTES = 20;

    static final int END_SIGNATURE = 0x06054b50;
    static final int END_BYTES = 22;
    static final int END_ENTRIES = 10;
    static final int END_DIRECTORY_BYTES = 12;
    static final int END_DIRECTORY_OFFSET = 16;
    static final int END_COMMENT_LENGTH = 20;
    static final int MOST_COMMENT_BYTES = 0xFFFF;

    /** A number that stands elsewhere because it has no room here. */
    static final long ELSEWHERE = 0xFFFFFFFFL;

    static final int STORED = 0;
    static final int FLAGS = 0x0808;
    static final int ALIGNMENT_BYTES = 64;
    static final String PICKLE = "data.pkl";
    static final String STORAGES = "data/";
    static final String VERSION = "version";
    static final String BYTE_ORDER = "byteorder";

    private TorchLayout() {}
}
