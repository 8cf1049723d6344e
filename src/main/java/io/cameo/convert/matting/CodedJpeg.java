package io.cameo.convert.matting;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A JPEG as Cameo writes them (baseline, 4:2:0, one scan without restarts), taken apart: its bits without stuffing, where each
 * block of 16x16 pixels (MCU) begins among them, and the DC levels behind each, from which the next one counts. Used again by
 * {@link #read}; one that is read no more may be shared by threads.
 *
 * <p>Source: ITU T.81, annexes B and F.
 */
final class CodedJpeg {
    /** Pixels across and down that are coded together. */
    static final int MCU_PX = 16;

    /** Y, Cb, Cr. */
    static final int COMPONENTS = 3;

    /** Blocks of Y in an MCU; Cb and Cr have one each. */
    private static final int LUMA_BLOCKS = 4;

    private static final int MARKER = 0xff;
    private static final int START = 0xd8;
    private static final int BASELINE = 0xc0;
    private static final int TABLES = 0xc4;
    private static final int RESTARTS = 0xdd;
    private static final int SCAN = 0xda;
    private static final int APPLICATION = 0xe0;
    private static final int QUANTIZATION = 0xdb;
    private static final int END_BYTES = 2;
    /** Behind the bits: an MCU that is damaged can be read there, 6 blocks of 64 codes of 27 bits. */
    private static final int MARGIN_BYTES = 2048;

    private static final byte[] SAMPLING = {8, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1};
    private static final byte[] SCAN_TABLES = {3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0};
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] head = {};
    private int frameAt;
    private int widthPx;
    private int heightPx;
    private int columns;
    private int rows;
    private byte[] bits = {};
    private int[] begins = {};
    private short[] levels = {};
    private final JpegCode[] dc = {new JpegCode(true), new JpegCode(true)};
    private final JpegCode[] ac = {new JpegCode(false), new JpegCode(false)};

    /** A file, or null if it is of another kind. */
    static @Nullable CodedJpeg of(MemorySegment jpeg) {
        CodedJpeg coded = new CodedJpeg();
        return coded.read(jpeg) ? coded : null;
    }

    /**
     * Takes a file apart.
     *
     * @return false if it is of another kind, or not whole; this then holds nothing
     */
    boolean read(MemorySegment jpeg) {
        return read(jpeg, Integer.MAX_VALUE);
    }

    /** Takes apart what lies above a row of MCUs; what lies below is not looked at. */
    boolean read(MemorySegment jpeg, int endRow) {
        byte[] file = jpeg.toArray(ValueLayout.JAVA_BYTE);
        int scan = readHead(file);
        if (scan < 0 || !dc[0].isMade() || !dc[1].isMade() || !ac[0].isMade() || !ac[1].isMade()) {
            return false;
        }
        head = Arrays.copyOf(file, scan);
        heightPx = u16(file, frameAt + 1);
        widthPx = u16(file, frameAt + 3);
        columns = (widthPx + MCU_PX - 1) / MCU_PX;
        rows = (heightPx + MCU_PX - 1) / MCU_PX;
        int count = columns * Math.min(rows, endRow);
        if (begins.length < count + 1) {
            begins = new int[count + 1];
            levels = new short[COMPONENTS * count];
        }
        int end = BitRow.unstuff(file, scan, file.length - END_BYTES);
        if (end < 0) {
            return false;
        }
        bits = Arrays.copyOf(file, end + MARGIN_BYTES);
        Arrays.fill(bits, end, bits.length, (byte) 0);
        return measure(count, (long) end * Byte.SIZE);
    }

    /** Walks the segments; where the first scan's bits begin, or -1. */
    private int readHead(byte[] file) {
        frameAt = -1;
        int at = 2;
        if (file.length < 4 || u16(file, 0) != (MARKER << Byte.SIZE | START)) {
            return -1;
        }
        while (at + 4 <= file.length && (file[at] & 0xff) == MARKER) {
            int marker = file[at + 1] & 0xff;
            int body = at + 4;
            int next = at + 2 + u16(file, at + 2);
            if (next > file.length || next < body) {
                return -1;
            }
            switch (marker) {
                case BASELINE -> {
                    if (!sampled(file, body, next)) {
                        return -1;
                    }
                    frameAt = body;
                }
                case TABLES -> tables(file, body, next);
                case SCAN -> {
                    boolean ours = Arrays.equals(file, body, next, SCAN_TABLES, 0, SCAN_TABLES.length);
                    return ours && frameAt >= 0 ? next : -1;
                }
                default -> {
                    if (marker == RESTARTS || (marker < APPLICATION && marker != QUANTIZATION)) {
                        return -1;
                    }
                }
            }
            at = next;
        }
        return -1;
    }

    /** Precision 1 byte, height 2, width 2, then the components. */
    private static boolean sampled(byte[] file, int body, int end) {
        return end - body == SAMPLING.length + 4
                && file[body] == SAMPLING[0]
                && Arrays.equals(file, body + 5, end, SAMPLING, 1, SAMPLING.length);
    }

    private void tables(byte[] file, int from, int end) {
        for (int at = from; at < end; ) {
            int kind = file[at] & 0xff;
            JpegCode[] codes = kind >> 4 == 0 ? dc : ac;
            at = codes[kind & 1].read(file, at + 1);
        }
    }

    /** Finds MCUs; false if there are no such codes, or all of them do not end with the bits. */
    private boolean measure(int count, long endBit) {
        for (int i = 0; i < dc.length; i++) {
            dc[i].begin();
            ac[i].begin();
        }
        int luma = 0;
        int blue = 0;
        int red = 0;
        int at = 0;
        for (int mcu = 0; mcu < count; mcu++) {
            begins[mcu] = at;
            for (int block = 0; block < LUMA_BLOCKS; block++) {
                luma += dc[0].difference(bits, at);
                at = ac[0].skipBlock(bits, dc[0].skip(bits, at));
            }
            blue += dc[1].difference(bits, at);
            at = ac[1].skipBlock(bits, dc[1].skip(bits, at));
            red += dc[1].difference(bits, at);
            at = ac[1].skipBlock(bits, dc[1].skip(bits, at));
            levels[COMPONENTS * mcu] = (short) luma;
            levels[COMPONENTS * mcu + 1] = (short) blue;
            levels[COMPONENTS * mcu + 2] = (short) red;
            if (at > endBit) {
                return false;
            }
        }
        begins[count] = at;
        boolean sound = dc[0].isSound() && dc[1].isSound() && ac[0].isSound() && ac[1].isSound();
        return sound && (count < columns * rows || endBit - at < Byte.SIZE);
    }

    /**
     * Becomes a picture of another size that has one colour, as what was read has.
     *
     * @param two one colour, two MCUs wide and one high
     */
    void fill(CodedJpeg two, int widthPx, int heightPx) {
        head = two.head.clone();
        frameAt = two.frameAt;
        putSize(head, widthPx, heightPx);
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        columns = (widthPx + MCU_PX - 1) / MCU_PX;
        rows = (heightPx + MCU_PX - 1) / MCU_PX;
        int count = columns * rows;
        begins = new int[count + 1];
        levels = new short[COMPONENTS * count];
        BitRow row = new BitRow();
        row.copy(two.bits, two.begins[0], two.begins[1]);
        for (int mcu = 0; mcu < count; mcu++) {
            begins[mcu + 1] = Math.toIntExact(row.bitCount());
            if (mcu < count - 1) {
                row.copy(two.bits, two.begins[1], two.begins[2]);
            }
            System.arraycopy(two.levels, 0, levels, COMPONENTS * mcu, COMPONENTS);
        }
        bits = row.toBytes(MARGIN_BYTES);
        for (int i = 0; i < dc.length; i++) {
            dc[i].set(two.dc[i]);
            ac[i].set(two.ac[i]);
        }
    }

    private void putSize(byte[] head, int widthPx, int heightPx) {
        head[frameAt + 1] = (byte) (heightPx >> Byte.SIZE);
        head[frameAt + 2] = (byte) heightPx;
        head[frameAt + 3] = (byte) (widthPx >> Byte.SIZE);
        head[frameAt + 4] = (byte) widthPx;
    }

    /** All before the bits; not to be changed. */
    byte[] head() {
        return head;
    }

    /** The same for a part of the picture. */
    byte[] headOf(int partWidthPx, int partHeightPx) {
        byte[] other = head.clone();
        putSize(other, partWidthPx, partHeightPx);
        return other;
    }

    int widthPx() {
        return widthPx;
    }

    int heightPx() {
        return heightPx;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** Whether both code alike, so that bits may go from one to the other. */
    boolean isLike(CodedJpeg other) {
        int behind = frameAt + 5;
        return frameAt == other.frameAt
                && Arrays.equals(head, 0, frameAt + 1, other.head, 0, frameAt + 1)
                && Arrays.equals(head, behind, head.length, other.head, behind, other.head.length);
    }

    /**
     * Copies MCUs of one row, counted from other levels where needed.
     *
     * @param before the levels that the first one counts from; then those behind the last
     */
    void copy(int from, int to, int[] before, BitRow out) {
        boolean same = true;
        for (int i = 0; i < COMPONENTS; i++) {
            same &= before[i] == level(from, i);
        }
        if (same) {
            out.copy(bits, begins[from], begins[to]);
        } else {
            int at = recount(from, before, out);
            out.copy(bits, at, begins[to]);
        }
        for (int i = 0; i < COMPONENTS; i++) {
            before[i] = level(to, i);
        }
    }

    /** Whether the code has what an MCU's differences become when they are counted from other levels. */
    boolean canCount(int mcu, int[] before) {
        boolean all = dc[0].has(level(mcu, 0) + dc[0].difference(bits, begins[mcu]) - before[0]);
        for (int i = 1; i < COMPONENTS; i++) {
            all &= dc[1].has(levels[COMPONENTS * mcu + i] - before[i]);
        }
        return all;
    }

    /** What the MCU counts from. */
    private int level(int mcu, int component) {
        return mcu == 0 ? 0 : levels[COMPONENTS * (mcu - 1) + component];
    }

    /** Writes the first MCU up to its last difference; where its rest begins. */
    private int recount(int mcu, int[] before, BitRow out) {
        int at = begins[mcu];
        int luma = level(mcu, 0) + dc[0].difference(bits, at);
        dc[0].put(luma - before[0], out);
        int from = dc[0].skip(bits, at);
        at = ac[0].skipBlock(bits, from);
        for (int block = 1; block < LUMA_BLOCKS; block++) {
            at = ac[0].skipBlock(bits, dc[0].skip(bits, at));
        }
        out.copy(bits, from, at);
        dc[1].put(levels[COMPONENTS * mcu + 1] - before[1], out);
        from = dc[1].skip(bits, at);
        at = ac[1].skipBlock(bits, from);
        out.copy(bits, from, at);
        dc[1].put(levels[COMPONENTS * mcu + 2] - before[2], out);
        return dc[1].skip(bits, at);
    }

    /** The word of 64 bits that begins with a bit; the last seven are not there. */
    static long word(byte[] bits, int at) {
        return (long) WORD.get(bits, at >>> 3) << (at & 7);
    }

    private static int u16(byte[] file, int at) {
        return (file[at] & 0xff) << Byte.SIZE | (file[at + 1] & 0xff);
    }
}
