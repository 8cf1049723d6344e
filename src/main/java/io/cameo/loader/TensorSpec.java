package io.cameo.loader;

import io.cameo.image.ChannelOrder;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;

/**
 * What one sample of a batch looks like in memory.
 *
 * @param order of the channels, and how many they are
 */
public record TensorSpec(TensorLayout layout, TensorType type, ChannelOrder order, int heightPx, int widthPx) {
    /**
     * @throws IllegalArgumentException if a side is not positive, or a sample has 2^31 bytes or more
     */
    public TensorSpec {
        if (heightPx <= 0 || widthPx <= 0) {
            throw new IllegalArgumentException("tensor has no pixels: height=" + heightPx + ", width=" + widthPx);
        }
        long pixels = (long) heightPx * widthPx;
        if (pixels > Integer.MAX_VALUE / (order.channels() * type.bytes())) {
            throw new IllegalArgumentException("sample is too large: height=" + heightPx + ", width=" + widthPx
                    + ", channels=" + order.channels() + ", type=" + type);
        }
    }

    public int channels() {
        return order.channels();
    }

    /** Numbers of one sample. */
    public int sampleSize() {
        return channels() * heightPx * widthPx;
    }

    /** Bytes of one sample; samples of a batch follow each other at this distance. */
    public int sampleBytes() {
        return sampleSize() * type.bytes();
    }

    /** What the images that fill it must be. */
    public PixelFormat pixelFormat() {
        return order == ChannelOrder.GRAY ? PixelFormat.GRAY8 : PixelFormat.BGR8;
    }

    /** The four sides of a batch, as tensor libraries want them. */
    public long[] shape(int samples) {
        return layout == TensorLayout.NCHW
                ? new long[] {samples, channels(), heightPx, widthPx}
                : new long[] {samples, heightPx, widthPx, channels()};
    }

    /** Refuses an image or a place that does not fit, before a kernel that trusts both. */
    void requireFit(Image src, MemorySegment dst, long dstOffset) {
        if (src.format() != pixelFormat() || src.widthPx() != widthPx || src.heightPx() != heightPx) {
            throw new IllegalArgumentException("image does not fit the tensor: image=" + src + ", expected=" + widthPx
                    + "x" + heightPx + " " + pixelFormat());
        }
        if (dstOffset < 0 || dstOffset > dst.byteSize() - sampleBytes()) {
            throw new IllegalArgumentException("sample leaves the memory: offset=" + dstOffset + ", sample="
                    + sampleBytes() + ", memory=" + dst.byteSize());
        }
        if (dst.isReadOnly()) {
            throw new IllegalArgumentException("memory is read-only: bytes=" + dst.byteSize());
        }
    }
}
