package io.cameo.mask;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Bytes to bits and back, and single bits of bytes: numpy's {@code packbits} and {@code unpackbits} at the speed of
 * memory.
 *
 * <p>Memory may be heap or native, at any alignment. Source and destination must not overlap. Every range is checked
 * before anything is written. Stateless; free to share between threads that write different bytes.
 */
public final class BitPacking {
    private static final int BYTE_BITS = 8;

    private final BitKernel kernel;

    BitPacking(BitKernel kernel) {
        this.kernel = kernel;
    }

    /** For the active {@link io.cameo.compute.Backend}; all backends give the same bits. */
    public static BitPacking create() {
        return new BitPacking(BitKernel.create());
    }

    /**
     * Eight bytes into one: a bit is set where the byte is not zero. If {@code count} is no multiple of 8, the last byte
     * is filled up with zero bits.
     *
     * <p>On memory of shape (height, width, 8) without gaps and {@code count = 8 * height * width} this is {@code
     * numpy.packbits(a, axis=-1)} as well: one byte for each pixel.
     *
     * @param count how many bytes to read; {@code (count + 7) / 8} are written
     * @throws IndexOutOfBoundsException if either range leaves its memory
     */
    public void pack(MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long count, BitOrder order) {
        Objects.checkFromIndexSize(srcOffset, count, src.byteSize());
        Objects.checkFromIndexSize(dstOffset, packedBytes(count), dst.byteSize());
        kernel.pack(src, srcOffset, dst, dstOffset, count, order);
    }

    /**
     * One byte into eight, each 0 or 1.
     *
     * <p>On memory of shape (height, width, 1) without gaps and {@code count = 8 * height * width} this is {@code
     * numpy.unpackbits(a, axis=-1)} as well: shape (height, width, 8).
     *
     * @param count how many bytes to write; {@code (count + 7) / 8} are read
     * @throws IndexOutOfBoundsException if either range leaves its memory
     */
    public void unpack(
            MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long count, BitOrder order) {
        Objects.checkFromIndexSize(srcOffset, packedBytes(count), src.byteSize());
        Objects.checkFromIndexSize(dstOffset, count, dst.byteSize());
        kernel.unpack(src, srcOffset, dst, dstOffset, count, order);
    }

    /**
     * {@link #pack} for each of {@code rows} rows of {@code count} bytes, every packed row beginning at a byte: {@code
     * numpy.packbits(a, axis=-1)} where the last axis has any length. Strides are from row to row, in bytes.
     */
    public void packRows(
            MemorySegment src,
            long srcStrideBytes,
            MemorySegment dst,
            long dstStrideBytes,
            int rows,
            long count,
            BitOrder order) {
        checkRows(src, srcStrideBytes, rows, count);
        checkRows(dst, dstStrideBytes, rows, packedBytes(count));
        if (count % BYTE_BITS == 0 && srcStrideBytes == count && dstStrideBytes == count / BYTE_BITS) {
            kernel.pack(src, 0, dst, 0, rows * count, order);
            return;
        }
        for (long row = 0; row < rows; row++) {
            kernel.pack(src, row * srcStrideBytes, dst, row * dstStrideBytes, count, order);
        }
    }

    /** {@link #unpack} for each of {@code rows} rows of {@code count} bits: the way back from {@link #packRows}. */
    public void unpackRows(
            MemorySegment src,
            long srcStrideBytes,
            MemorySegment dst,
            long dstStrideBytes,
            int rows,
            long count,
            BitOrder order) {
        checkRows(src, srcStrideBytes, rows, packedBytes(count));
        checkRows(dst, dstStrideBytes, rows, count);
        if (count % BYTE_BITS == 0 && srcStrideBytes == count / BYTE_BITS && dstStrideBytes == count) {
            kernel.unpack(src, 0, dst, 0, rows * count, order);
            return;
        }
        for (long row = 0; row < rows; row++) {
            kernel.unpack(src, row * srcStrideBytes, dst, row * dstStrideBytes, count, order);
        }
    }

    /**
     * Takes one bit out of every byte: bytes 0 and 1.
     *
     * @param bit 0, the lowest, to 7
     * @throws IndexOutOfBoundsException if a range leaves its memory or there is no such bit
     */
    public void extractPlane(
            MemorySegment src, long srcOffset, int bit, MemorySegment dst, long dstOffset, long count) {
        Objects.checkIndex(bit, BYTE_BITS);
        Objects.checkFromIndexSize(srcOffset, count, src.byteSize());
        Objects.checkFromIndexSize(dstOffset, count, dst.byteSize());
        kernel.extract(src, srcOffset, (byte) (1 << bit), dst, dstOffset, count);
    }

    /**
     * Sets one bit of every byte of {@code dst} where the byte of {@code src} is not zero, and clears it where it is; the
     * other bits stay.
     *
     * @param bit 0, the lowest, to 7
     * @throws IndexOutOfBoundsException if a range leaves its memory or there is no such bit
     */
    public void insertPlane(MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, int bit, long count) {
        Objects.checkIndex(bit, BYTE_BITS);
        Objects.checkFromIndexSize(srcOffset, count, src.byteSize());
        Objects.checkFromIndexSize(dstOffset, count, dst.byteSize());
        kernel.insert(src, srcOffset, dst, dstOffset, count, (byte) (1 << bit));
    }

    /**
     * Packs bytes into words, the first byte at the lowest bit; the bits that fill up the last word are zero.
     *
     * @param count how many bytes to read; {@code (count + 63) / 64} words are written from {@code at} on
     * @throws IndexOutOfBoundsException if either range leaves its memory
     */
    public void nonZero(MemorySegment src, long srcOffset, long[] dst, int at, int count) {
        checkWords(src, srcOffset, dst, at, count);
        kernel.match(src, srcOffset, count, (byte) -1, (byte) 0, false, dst, at);
    }

    /**
     * Marks in words, as {@link #nonZero} does, the bytes for which {@code byte & mask == value}.
     *
     * @throws IndexOutOfBoundsException if either range leaves its memory
     */
    public void match(MemorySegment src, long srcOffset, byte mask, byte value, long[] dst, int at, int count) {
        checkWords(src, srcOffset, dst, at, count);
        kernel.match(src, srcOffset, count, mask, value, true, dst, at);
    }

    private static long packedBytes(long count) {
        return count / BYTE_BITS + (count % BYTE_BITS == 0 ? 0 : 1);
    }

    private static void checkWords(MemorySegment src, long srcOffset, long[] dst, int at, int count) {
        Objects.checkFromIndexSize(srcOffset, (long) count, src.byteSize());
        Objects.checkFromIndexSize(at, count / Long.SIZE + (count % Long.SIZE == 0 ? 0 : 1), dst.length);
    }

    private static void checkRows(MemorySegment segment, long strideBytes, int rows, long rowBytes) {
        if (rows < 0 || rowBytes < 0 || strideBytes < rowBytes) {
            throw new IllegalArgumentException(
                    "rows overlap: rows=" + rows + ", stride=" + strideBytes + ", row=" + rowBytes);
        }
        if (rows > 0) {
            long last = Math.multiplyExact(strideBytes, (long) (rows - 1));
            Objects.checkFromIndexSize(last, rowBytes, segment.byteSize());
        }
    }
}
