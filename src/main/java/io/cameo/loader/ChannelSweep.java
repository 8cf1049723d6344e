package io.cameo.loader;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.ChannelOrder;
import java.lang.foreign.MemorySegment;

/**
 * Which byte of an image goes where: the order of {@link PixelPackSimd}'s scratch, one plane per channel or channels
 * interleaved, and tables of it for vectors of any length.
 */
final class ChannelSweep {
    private final TensorSpec spec;
    private final int channels;
    private final int planePx;
    private final boolean isPlanar;

    /** For a scratch of so many pixels. */
    ChannelSweep(TensorSpec spec, int planePx) {
        this.spec = spec;
        this.planePx = planePx;
        channels = spec.channels();
        isPlanar = spec.layout() == TensorLayout.NCHW;
    }

    /** From one plane of the scratch to the next. */
    int planePx() {
        return planePx;
    }

    /** Whether bytes stay in the order of the image, if it is not mirrored. */
    boolean isStraight() {
        return channels == 1 || (!isPlanar && spec.order() == ChannelOrder.BGR);
    }

    /** From one pixel to the next in the scratch. */
    int pixelStep() {
        return isPlanar ? 1 : channels;
    }

    /** From one to the next of the vectors that hold the pixels of as many vectors of the image. */
    int vectorGap(int lanes) {
        return isPlanar ? planePx : lanes;
    }

    /** One byte after the other. */
    void order(MemorySegment src, long from, byte[] dst, int toPx, int pixels, boolean isMirrored) {
        int gap = isPlanar ? planePx : 1;
        for (int x = 0; x < pixels; x++) {
            long at = from + (long) channels * (isMirrored ? pixels - 1 - x : x);
            int to = (toPx + x) * pixelStep();
            for (int channel = 0; channel < channels; channel++) {
                dst[to + channel * gap] = src.get(LittleEndian.BYTE, at + source(channel));
            }
        }
    }

    /** For each lane of as many vectors as there are channels: which byte of as many vectors of the image. */
    byte[] sources(int lanes, boolean isMirrored) {
        byte[] sources = new byte[channels * lanes];
        for (int i = 0; i < sources.length; i++) {
            int x = isPlanar ? i % lanes : i / channels;
            int channel = isPlanar ? i / lanes : i % channels;
            sources[i] = (byte) ((isMirrored ? lanes - 1 - x : x) * channels + source(channel));
        }
        return sources;
    }

    /** The lanes of each vector of the tensor that want a byte of the image's second vector, then of its third, as bits. */
    static long[] lanes(byte[] sources, int lanes) {
        int vectors = sources.length / lanes;
        long[] bits = new long[2 * vectors];
        for (int i = 0; i < sources.length; i++) {
            int imageVector = Byte.toUnsignedInt(sources[i]) / lanes;
            if (imageVector > 0) {
                bits[(imageVector - 1) * vectors + i / lanes] |= 1L << (i % lanes);
            }
        }
        return bits;
    }

    /** Means, then factors, then offsets, a third of the array each, in the order in which channels take turns. */
    static void spread(PixelScale scale, int firstChannel, int turns, float[] dst) {
        int third = dst.length / 3;
        int channel = 0;
        for (int i = 0; i < third; i++) {
            dst[i] = scale.mean[firstChannel + channel];
            dst[third + i] = scale.factor[firstChannel + channel];
            dst[2 * third + i] = scale.offset[firstChannel + channel];
            channel = channel == turns - 1 ? 0 : channel + 1;
        }
    }

    /** As {@link #spread}, the means in whole numbers alone. */
    static void spreadMeans(PixelScale scale, int firstChannel, int turns, short[] dst) {
        for (int i = 0; i < dst.length; i++) {
            dst[i] = (short) scale.wholeMean(firstChannel + i % turns);
        }
    }

    private int source(int channel) {
        return spec.order() == ChannelOrder.RGB ? 2 - channel : channel;
    }
}
