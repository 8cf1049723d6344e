package io.cameo.image;

import io.cameo.compute.DeviceMemory;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Samples of one size in a device's memory, one behind the other without gaps: what kernels draw. A view, valid as long as
 * the memory.
 *
 * @param offsetBytes of the first number, a multiple of its size
 * @param samples how many there is room for
 * @param reversed whether the last of three channels stands first: BGR images become RGB
 */
public record DeviceTensor(
        DeviceMemory memory,
        long offsetBytes,
        int samples,
        int heightPx,
        int widthPx,
        int channels,
        Type type,
        Layout layout,
        boolean reversed) {

    /** What one number is, as {@code cameo.h} defines it. */
    public enum Type {
        UINT8(0, 1),
        INT8(1, 1),
        FLOAT32(2, 4),
        FLOAT16(3, 2);

        private final int code;
        private final int bytes;

        Type(int code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        /** {@code cameo_dtype}. */
        public int code() {
            return code;
        }

        public int bytes() {
            return bytes;
        }
    }

    /** How a sample's channels lie. */
    public enum Layout {
        /** Side by side in each pixel. */
        NHWC(0),
        /** A plane each. */
        NCHW(1);

        private final int code;

        Layout(int code) {
            this.code = code;
        }

        /** {@code cameo_layout}. */
        public int code() {
            return code;
        }
    }

    /**
     * @throws IllegalArgumentException if a size is not positive, the offset is not aligned to the type, there are other
     *     than 1, 3 or 4 channels, four of another type than {@link Type#UINT8}, or other than three are reversed
     * @throws IndexOutOfBoundsException if the samples leave the memory
     */
    public DeviceTensor {
        if (samples <= 0 || heightPx <= 0 || widthPx <= 0) {
            throw new IllegalArgumentException(
                    "tensor has no pixels: samples=" + samples + ", height=" + heightPx + ", width=" + widthPx);
        }
        boolean known = channels == 1 || channels == 3 || (channels == 4 && type == Type.UINT8);
        if (!known || (reversed && channels != 3)) {
            throw new IllegalArgumentException("tensor cannot have these channels: channels=" + channels + ", type="
                    + type + ", reversed=" + reversed);
        }
        if (offsetBytes % type.bytes() != 0) {
            throw new IllegalArgumentException(
                    "tensor is not aligned to its numbers: offset=" + offsetBytes + ", bytes=" + type.bytes());
        }
        long size = sizeBytes(samples, heightPx, widthPx, channels, type);
        Objects.checkFromIndexSize(offsetBytes, size, memory.byteSize());
    }

    /** For a kernel: where the samples begin. */
    public MemorySegment pointer() {
        return memory.pointer(offsetBytes, sizeBytes());
    }

    /** For a kernel: {@code cameo_order}. */
    public int order() {
        return reversed ? 1 : 0;
    }

    /** Bytes of all samples. */
    public long sizeBytes() {
        return sizeBytes(samples, heightPx, widthPx, channels, type);
    }

    /** Bytes of one sample. */
    public long sampleBytes() {
        return sizeBytes(1, heightPx, widthPx, channels, type);
    }

    private static long sizeBytes(int samples, int heightPx, int widthPx, int channels, Type type) {
        long row = Math.multiplyExact((long) widthPx, channels * type.bytes());
        return Math.multiplyExact(Math.multiplyExact(row, (long) heightPx), (long) samples);
    }
}
