package io.cameo.dataset.coco;

import static io.cameo.bytes.LittleEndian.BYTE;
import static io.cameo.bytes.LittleEndian.INT;
import static io.cameo.bytes.LittleEndian.LONG;
import static io.cameo.bytes.LittleEndian.SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The object header of an image: version 1, one block, six messages.
 *
 * <pre>
 *  +-----+----------------+-----------------------------------------------------------------+
 *  |   0 | prefix         | u8 1, u16 6 messages, u32 1 link, u32 bytes behind the prefix   |
 *  |  16 | dataspace      | H, W, 4; no more than that ever                                 |
 *  |  80 | datatype       | unsigned, 8 bits                                                |
 *  | 104 | fill value     | the default                                                     |
 *  | 120 | layout         | contiguous, address and size of the pixels                      |
 *  | 152 | nil            | the image id, which readers of HDF5 pass over                   |
 *  | 168 | attribute      | "keypoints", its type, its shape, its numbers                   |
 *  +-----+----------------+-----------------------------------------------------------------+
 *  message:    u16 kind, u16 bytes of the body, u8 flags, 3 x 0, body
 *  attribute:  u8 1, 0, u16 10, u16 bytes of type, u16 bytes of shape, each part filled up to a multiple of 8
 * </pre>
 *
 * @param imageId the name of the image in its group, as a number
 * @param heightPx at least 1
 * @param widthPx at least 1
 * @param persons rows of {@code keypoints}
 * @param whole whether these are int64 instead of float64; nobody's are float64
 */
record Hdf5ImageHeader(long imageId, int heightPx, int widthPx, int persons, boolean whole) {
    /** How much {@link #read} looks at. */
    static final int FIXED_BYTES = 248;

    /**
     * With more persons the attribute would not fit: the size of a message has 16 bits. 160 persons take 65,368 bytes, 161
     * take 65,776.
     */
    static final int MOST_PERSONS = 160;

    private static final int PREFIX_BYTES = 16;
    private static final int MESSAGE_BYTES = 8;
    private static final int MESSAGES = 6;
    private static final int DATASPACE = 1;
    private static final int NIL = 0;
    private static final int DATATYPE = 3;
    private static final int FILL_VALUE = 5;
    private static final int LAYOUT = 8;
    private static final int ATTRIBUTE = 12;
    private static final int DATASPACE_OFFSET = 16;
    private static final int DATATYPE_OFFSET = 80;
    private static final int FILL_OFFSET = 104;
    private static final int LAYOUT_OFFSET = 120;
    private static final int NIL_OFFSET = 152;
    private static final int ATTRIBUTE_OFFSET = 168;
    private static final int ATTRIBUTE_TYPE_OFFSET = ATTRIBUTE_OFFSET + MESSAGE_BYTES + 24;
    private static final byte CONSTANT = 1;
    private static final byte[] NAME = Hdf5Layout.ATTRIBUTE.getBytes(StandardCharsets.US_ASCII);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    Hdf5ImageHeader {
        whole &= persons > 0;
    }

    /** Bytes of the header, a multiple of 8; pixels follow at once. */
    int sizeBytes() {
        return numbersOffset() + Long.BYTES * Hdf5Layout.PERSON_NUMBERS * persons;
    }

    /** Bytes of the pixels. */
    long pixelBytes() {
        return (long) heightPx * widthPx * Hdf5Layout.CHANNELS;
    }

    /** Bytes of header, pixels and what fills them up to a multiple of 8. */
    long entryBytes() {
        return sizeBytes() + pixelBytes() + 7 & -8L;
    }

    private int numbersOffset() {
        return ATTRIBUTE_TYPE_OFFSET + (whole ? 16 : 24) + (persons == 0 ? 24 : 40);
    }

    /**
     * Writes the header.
     *
     * @param dst zeros, {@link #sizeBytes()} of them
     * @param address where in the file the header begins
     * @param numbers 51 for each person
     */
    void write(MemorySegment dst, long address, double[] numbers) {
        dst.set(BYTE, 0, (byte) 1);
        dst.set(SHORT, 2, (short) MESSAGES);
        dst.set(INT, 4, 1);
        dst.set(INT, 8, sizeBytes() - PREFIX_BYTES);
        message(dst, DATASPACE_OFFSET, DATASPACE, DATATYPE_OFFSET, 0);
        shape(dst, DATASPACE_OFFSET + MESSAGE_BYTES, heightPx, widthPx, Hdf5Layout.CHANNELS);
        message(dst, DATATYPE_OFFSET, DATATYPE, FILL_OFFSET, CONSTANT);
        integers(dst, DATATYPE_OFFSET + MESSAGE_BYTES, 1, false);
        message(dst, FILL_OFFSET, FILL_VALUE, LAYOUT_OFFSET, CONSTANT);
        // Version 2, space is taken late, written if set, set to the default.
        dst.set(INT, FILL_OFFSET + MESSAGE_BYTES, 0x01020202);
        message(dst, LAYOUT_OFFSET, LAYOUT, NIL_OFFSET, 0);
        dst.set(SHORT, LAYOUT_OFFSET + MESSAGE_BYTES, (short) 0x0103); // version 3, contiguous
        dst.set(LONG, LAYOUT_OFFSET + MESSAGE_BYTES + 2, address + sizeBytes());
        dst.set(LONG, LAYOUT_OFFSET + MESSAGE_BYTES + 10, pixelBytes());
        message(dst, NIL_OFFSET, NIL, ATTRIBUTE_OFFSET, 0);
        dst.set(LONG, NIL_OFFSET + MESSAGE_BYTES, imageId);
        message(dst, ATTRIBUTE_OFFSET, ATTRIBUTE, sizeBytes(), 0);
        attribute(dst, numbers);
    }

    private void attribute(MemorySegment dst, double[] numbers) {
        int at = ATTRIBUTE_OFFSET + MESSAGE_BYTES;
        int shapeOffset = ATTRIBUTE_TYPE_OFFSET + (whole ? 16 : 24);
        dst.set(BYTE, at, (byte) 1);
        dst.set(SHORT, at + 2, (short) (NAME.length + 1));
        dst.set(SHORT, at + 4, (short) (whole ? 12 : 20));
        dst.set(SHORT, at + 6, (short) (persons == 0 ? 24 : 40));
        MemorySegment.copy(NAME, 0, dst, BYTE, at + 8, NAME.length);
        if (whole) {
            integers(dst, ATTRIBUTE_TYPE_OFFSET, Long.BYTES, true);
        } else {
            doubles(dst, ATTRIBUTE_TYPE_OFFSET);
        }
        if (persons == 0) {
            shape(dst, shapeOffset, 0);
        } else {
            shape(dst, shapeOffset, persons, Hdf5Layout.PERSON_NUMBERS);
        }
        int numbersOffset = numbersOffset();
        for (int i = 0; i < persons * Hdf5Layout.PERSON_NUMBERS; i++) {
            if (whole) {
                dst.set(LONG, numbersOffset + 8L * i, (long) numbers[i]);
            } else {
                dst.set(DOUBLE, numbersOffset + 8L * i, numbers[i]);
            }
        }
    }

    private static void message(MemorySegment dst, int offset, int kind, int endOffset, int flags) {
        dst.set(SHORT, offset, (short) kind);
        dst.set(SHORT, offset + 2, (short) (endOffset - offset - MESSAGE_BYTES));
        dst.set(BYTE, offset + 4, (byte) flags);
    }

    /** A simple dataspace, version 1, whose largest size is its size. */
    private static void shape(MemorySegment dst, int offset, long... sizes) {
        dst.set(BYTE, offset, (byte) 1);
        dst.set(BYTE, offset + 1, (byte) sizes.length);
        dst.set(BYTE, offset + 2, (byte) 1);
        for (int i = 0; i < sizes.length; i++) {
            dst.set(LONG, offset + 8L + 8L * i, sizes[i]);
            dst.set(LONG, offset + 8L + 8L * (sizes.length + i), sizes[i]);
        }
    }

    /** Fixed-point numbers, version 1, little-endian, all bits in use. */
    private static void integers(MemorySegment dst, int offset, int bytes, boolean signed) {
        dst.set(BYTE, offset, (byte) 0x10);
        dst.set(BYTE, offset + 1, (byte) (signed ? 0x08 : 0));
        dst.set(INT, offset + 4, bytes);
        dst.set(SHORT, offset + 10, (short) (8 * bytes));
    }

    /** IEEE 754 doubles, version 1, little-endian: where sign, exponent and fraction stand, and the bias. */
    private static void doubles(MemorySegment dst, int offset) {
        dst.set(INT, offset, 0x003F2011);
        dst.set(INT, offset + 4, Double.BYTES);
        dst.set(SHORT, offset + 10, (short) Double.SIZE);
        dst.set(INT, offset + 12, 0x34000B34);
        dst.set(INT, offset + 16, Double.MAX_EXPONENT);
    }

    /**
     * Reads what {@link #write} wrote. Numbers are not looked at.
     *
     * @param src at least {@link #FIXED_BYTES} from the start of the header
     * @param address where in the file that is
     * @return null if something else stands there
     */
    static @Nullable Hdf5ImageHeader read(MemorySegment src, long address) {
        int rank = src.get(BYTE, ATTRIBUTE_TYPE_OFFSET + (isWhole(src) ? 17 : 25));
        long persons = src.get(LONG, ATTRIBUTE_TYPE_OFFSET + (isWhole(src) ? 24 : 32));
        long heightPx = src.get(LONG, DATASPACE_OFFSET + MESSAGE_BYTES + 8);
        long widthPx = src.get(LONG, DATASPACE_OFFSET + MESSAGE_BYTES + 16);
        boolean sane = persons >= 0
                && persons <= MOST_PERSONS
                && rank == (persons == 0 ? 1 : 2)
                && heightPx > 0
                && heightPx <= Integer.MAX_VALUE
                && widthPx > 0
                && widthPx <= Integer.MAX_VALUE;
        if (!sane) {
            return null;
        }
        Hdf5ImageHeader header = new Hdf5ImageHeader(
                src.get(LONG, NIL_OFFSET + MESSAGE_BYTES), (int) heightPx, (int) widthPx, (int) persons, isWhole(src));
        MemorySegment again = MemorySegment.ofArray(new byte[header.sizeBytes()]);
        header.write(again, address, new double[(int) persons * Hdf5Layout.PERSON_NUMBERS]);
        long same = Math.min(FIXED_BYTES, header.numbersOffset());
        return src.asSlice(0, same).mismatch(again.asSlice(0, same)) < 0 ? header : null;
    }

    private static boolean isWhole(MemorySegment src) {
        return src.get(BYTE, ATTRIBUTE_TYPE_OFFSET) == 0x10;
    }
}
