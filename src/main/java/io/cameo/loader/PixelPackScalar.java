package io.cameo.loader;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.ChannelOrder;
import io.cameo.image.Image;
import java.lang.foreign.MemorySegment;

/** The specification: one number after the other. */
final class PixelPackScalar implements PixelPack {
    private final TensorSpec spec;

    PixelPackScalar(TensorSpec spec) {
        this.spec = spec;
    }

    @Override
    public TensorSpec spec() {
        return spec;
    }

    @Override
    public void pack(Image src, PixelScale scale, MemorySegment dst, long dstOffset) {
        spec.requireFit(src, dst, dstOffset);
        int channels = spec.channels();
        int width = spec.widthPx();
        int srcStep = scale.isMirrored() ? -channels : channels;
        int dstStep = spec.layout() == TensorLayout.NCHW ? 1 : channels;
        for (int y = 0; y < spec.heightPx(); y++) {
            long row = y * src.strideBytes() + (scale.isMirrored() ? (long) (width - 1) * channels : 0);
            for (int channel = 0; channel < channels; channel++) {
                long from = row + (spec.order() == ChannelOrder.RGB ? 2 - channel : channel);
                int to = spec.layout() == TensorLayout.NCHW
                        ? (channel * spec.heightPx() + y) * width
                        : y * width * channels + channel;
                long at = dstOffset + (long) to * spec.type().bytes();
                row(src.pixels(), from, srcStep, scale, channel, dst, at, dstStep, width);
            }
        }
    }

    /** One channel of a row: so many numbers, at these steps. */
    private void row(
            MemorySegment src,
            long from,
            int srcStep,
            PixelScale scale,
            int channel,
            MemorySegment dst,
            long to,
            int dstStep,
            int count) {
        TensorType type = spec.type();
        for (int x = 0; x < count; x++) {
            int pixel = Byte.toUnsignedInt(src.get(LittleEndian.BYTE, from + (long) x * srcStep));
            put(type, pixel, scale, channel, dst, to, x * dstStep);
        }
    }

    /** The definition of every number. */
    static void put(
            TensorType type, int pixel, PixelScale scale, int channel, MemorySegment dst, long dstOffset, int index) {
        long at = dstOffset + (long) index * type.bytes();
        switch (type) {
            case UINT8 -> dst.set(LittleEndian.BYTE, at, (byte) pixel);
            case INT8 -> dst.set(LittleEndian.BYTE, at, scale.applyInt8(pixel, channel));
            case FLOAT32 -> dst.set(LittleEndian.FLOAT, at, scale.apply(pixel, channel));
            case FLOAT16 -> dst.set(LittleEndian.SHORT, at, Float.floatToFloat16(scale.apply(pixel, channel)));
        }
    }
}
