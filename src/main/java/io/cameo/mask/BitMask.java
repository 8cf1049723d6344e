package io.cameo.mask;

import io.cameo.mask.BitKernel.Bits;
import io.cameo.mask.BitKernel.Logic;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/**
 * A mask of one bit a pixel, in rows of 64-bit words: pixel (x, y) is bit {@code x % 64}, counted from the lowest, of word
 * {@code y * wordsPerRow() + x / 64}. Bits behind the width are zero.
 *
 * <p>Mutable; use it from one thread at a time.
 */
public final class BitMask {
    private static final int BITS = Long.SIZE;
    private static final BitKernel KERNEL = BitKernel.create();

    private final int heightPx;
    private final int widthPx;
    private final int wordsPerRow;
    private final long[] words;

    /**
     * A mask with no pixel set.
     *
     * @throws BadMaskException if it would have no pixels or too many, as {@link Rle} says
     */
    public BitMask(int heightPx, int widthPx) {
        MaskSize.pixels(heightPx, widthPx);
        this.heightPx = heightPx;
        this.widthPx = widthPx;
        wordsPerRow = (widthPx + BITS - 1) / BITS;
        words = new long[Math.multiplyExact(heightPx, wordsPerRow)];
    }

    /** The pixels that the runs set. */
    public static BitMask of(Rle mask) {
        BitMask out = new BitMask(mask.heightPx(), mask.widthPx());
        new RowBits().load(mask).copyTo(out.words, out.wordsPerRow);
        return out;
    }

    /**
     * The bytes that are not zero, of rows that lie {@code strideBytes} apart.
     *
     * @throws IndexOutOfBoundsException if the rows leave their memory
     */
    public static BitMask ofBytes(MemorySegment src, long srcOffset, long strideBytes, int heightPx, int widthPx) {
        return where(src, srcOffset, strideBytes, heightPx, widthPx, (byte) -1, (byte) 0, false);
    }

    /**
     * The bytes for which {@code byte & mask == value}, of rows that lie {@code strideBytes} apart.
     *
     * @throws IndexOutOfBoundsException if the rows leave their memory
     */
    public static BitMask matching(
            MemorySegment src, long srcOffset, long strideBytes, int heightPx, int widthPx, byte mask, byte value) {
        return where(src, srcOffset, strideBytes, heightPx, widthPx, mask, value, true);
    }

    public int heightPx() {
        return heightPx;
    }

    public int widthPx() {
        return widthPx;
    }

    public int wordsPerRow() {
        return wordsPerRow;
    }

    /** One word of 64 pixels of row {@code yPx}. */
    public long word(int yPx, int word) {
        return words[Objects.checkIndex(yPx, heightPx) * wordsPerRow + Objects.checkIndex(word, wordsPerRow)];
    }

    public boolean get(int xPx, int yPx) {
        return (words[wordOf(xPx, yPx)] >>> xPx & 1) != 0;
    }

    public void set(int xPx, int yPx, boolean value) {
        int at = wordOf(xPx, yPx);
        long bit = 1L << xPx;
        words[at] = value ? words[at] | bit : words[at] & ~bit;
    }

    /** Keeps what is also set in {@code other}, a mask of the same size. */
    public BitMask and(BitMask other) {
        return combine(other, Logic.AND);
    }

    /** Adds what is set in {@code other}, a mask of the same size. */
    public BitMask or(BitMask other) {
        return combine(other, Logic.OR);
    }

    /** Keeps what is set in only one of both, which have the same size. */
    public BitMask xor(BitMask other) {
        return combine(other, Logic.XOR);
    }

    /** Takes away what is set in {@code other}, a mask of the same size. */
    public BitMask andNot(BitMask other) {
        return combine(other, Logic.AND_NOT);
    }

    /** Sets what is not set and clears what is. */
    public BitMask not() {
        long lastWord = -1L >>> -widthPx;
        for (int at = 0; at < words.length; at++) {
            words[at] = ~words[at] & ((at + 1) % wordsPerRow == 0 ? lastWord : -1L);
        }
        return this;
    }

    /** How many pixels are set. */
    public long count() {
        return KERNEL.count(words);
    }

    /** The first set pixel along the rows as {@code y * width + x}; -1 where none is set. */
    public long firstSet() {
        for (int at = 0; at < words.length; at++) {
            if (words[at] != 0) {
                return (long) (at / wordsPerRow) * widthPx
                        + (long) (at % wordsPerRow) * BITS
                        + Long.numberOfTrailingZeros(words[at]);
            }
        }
        return -1;
    }

    /** The smallest box around the set pixels; all zero where none is set. */
    public PixelBox bounds() {
        int top = -1;
        int bottom = -1;
        int left = widthPx;
        int right = -1;
        for (int y = 0; y < heightPx; y++) {
            int first = y * wordsPerRow;
            int begin = 0;
            while (begin < wordsPerRow && words[first + begin] == 0) {
                begin++;
            }
            if (begin == wordsPerRow) {
                continue;
            }
            int end = wordsPerRow - 1;
            while (words[first + end] == 0) {
                end--;
            }
            top = top < 0 ? y : top;
            bottom = y;
            left = Math.min(left, begin * BITS + Long.numberOfTrailingZeros(words[first + begin]));
            right = Math.max(right, end * BITS + BITS - 1 - Long.numberOfLeadingZeros(words[first + end]));
        }
        return top < 0 ? PixelBox.EMPTY : new PixelBox(left, top, right - left + 1, bottom - top + 1);
    }

    /** The mask as runs; only the first may be without pixels. */
    public Rle toRle() {
        RunScanner scanner = new RunScanner();
        int bands = (heightPx + BITS - 1) / BITS;
        long[] turned = new long[bands * BITS];
        long[] block = new long[BITS];
        for (int word = 0; word < wordsPerRow; word++) {
            for (int band = 0; band < bands; band++) {
                int firstRow = band * BITS;
                int rows = Math.min(BITS, heightPx - firstRow);
                long any = 0;
                for (int y = 0; y < rows; y++) {
                    block[y] = words[(firstRow + y) * wordsPerRow + word];
                    any |= block[y];
                }
                Arrays.fill(block, rows, BITS, 0);
                if (any != 0) {
                    KERNEL.transpose(block);
                }
                for (int x = 0; x < BITS; x++) {
                    turned[x * bands + band] = block[x];
                }
            }
            int columns = Math.min(BITS, widthPx - word * BITS);
            for (int x = 0; x < columns; x++) {
                for (int band = 0; band < bands; band++) {
                    scanner.append(turned[x * bands + band], Math.min(BITS, heightPx - band * BITS));
                }
            }
        }
        return Rle.trusted(heightPx, widthPx, scanner.finish());
    }

    /**
     * Sets the bytes of set pixels to {@code value} and leaves the others; rows lie {@code strideBytes} apart. Only bytes of
     * the rows are touched, but any of them may be read and written back.
     *
     * @throws IndexOutOfBoundsException if the rows leave their memory
     */
    public void paint(MemorySegment dst, long dstOffset, long strideBytes, byte value) {
        checkRows(dst, dstOffset, strideBytes, heightPx, widthPx);
        KERNEL.paint(new Bits(words, wordsPerRow, heightPx, widthPx), dst, dstOffset, strideBytes, (byte) 0, value);
    }

    /** The mask as bytes 0 and 1, row-major, in a new array. */
    public byte[] toBytes() {
        byte[] out = new byte[Math.multiplyExact(heightPx, widthPx)];
        paint(MemorySegment.ofArray(out), 0, widthPx, (byte) 1);
        return out;
    }

    public BitMask copy() {
        BitMask copy = new BitMask(heightPx, widthPx);
        System.arraycopy(words, 0, copy.words, 0, words.length);
        return copy;
    }

    private static BitMask where(
            MemorySegment src,
            long srcOffset,
            long strideBytes,
            int heightPx,
            int widthPx,
            byte mask,
            byte value,
            boolean equal) {
        MaskSize.pixels(heightPx, widthPx);
        checkRows(src, srcOffset, strideBytes, heightPx, widthPx);
        BitMask out = new BitMask(heightPx, widthPx);
        for (int y = 0; y < heightPx; y++) {
            KERNEL.match(src, srcOffset + y * strideBytes, widthPx, mask, value, equal, out.words, y * out.wordsPerRow);
        }
        return out;
    }

    private static void checkRows(MemorySegment segment, long offset, long strideBytes, int heightPx, int widthPx) {
        if (strideBytes < widthPx) {
            throw new IllegalArgumentException("rows overlap: stride=" + strideBytes + ", expected>=" + widthPx);
        }
        Objects.checkFromIndexSize(offset, 0, segment.byteSize());
        long last = Math.addExact(offset, Math.multiplyExact(strideBytes, (long) (heightPx - 1)));
        Objects.checkFromIndexSize(last, widthPx, segment.byteSize());
    }

    private int wordOf(int xPx, int yPx) {
        Objects.checkIndex(xPx, widthPx);
        Objects.checkIndex(yPx, heightPx);
        return yPx * wordsPerRow + xPx / BITS;
    }

    private BitMask combine(BitMask other, Logic logic) {
        MaskSize.same(heightPx, widthPx, other.heightPx, other.widthPx);
        KERNEL.combine(words, other.words, logic);
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BitMask that
                && heightPx == that.heightPx
                && widthPx == that.widthPx
                && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * heightPx + widthPx) + Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return widthPx + "x" + heightPx + " mask of bits";
    }
}
