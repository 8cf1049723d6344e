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

    private static final int END_BYTES = 2;
    /** Behind the bits: an MCU that is damaged can be read there, 6 blocks of 64 codes of 27 bits. */
    private static final int MARGIN_BYTES = 2048;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private int columns;
    private int rows;
    private byte[] bits = {};
    private int[] begins = {};
    private short[] levels = {};
    private final JpegCode[] dc = {new JpegCode(true), new JpegCode(true)};
    private final JpegCode[] ac = {new JpegCode(false), new JpegCode(false)};
    private final JpegHead head = new JpegHead(dc, ac);

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
        int scan = head.read(file);
        if (scan < 0) {
            return false;
        }
        measureSize();
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
                long step = dc[0].step(bits, at);
                luma += (int) (step >> Integer.SIZE);
                at = ac[0].skipBlock(bits, at + (int) step);
            }
            long step = dc[1].step(bits, at);
            blue += (int) (step >> Integer.SIZE);
            at = ac[1].skipBlock(bits, at + (int) step);
            step = dc[1].step(bits, at);
            red += (int) (step >> Integer.SIZE);
            at = ac[1].skipBlock(bits, at + (int) step);
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
        head.set(two.head, widthPx, heightPx);
        measureSize();
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

    private void measureSize() {
        columns = (head.widthPx() + MCU_PX - 1) / MCU_PX;
        rows = (head.heightPx() + MCU_PX - 1) / MCU_PX;
    }

    /** All before the bits. */
    JpegHead head() {
        return head;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
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
}
