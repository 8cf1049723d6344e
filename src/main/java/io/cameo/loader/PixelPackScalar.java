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
        MemorySegment pixels = src.pixels();
        for (int y = 0; y < spec.heightPx(); y++) {
            for (int x = 0; x < width; x++) {
                int fromX = scale.isMirrored() ? width - 1 - x : x;
                long from = y * src.strideBytes() + (long) fromX * channels;
                for (int channel = 0; channel < channels; channel++) {
                    int at = spec.order() == ChannelOrder.RGB ? 2 - channel : channel;
                    int pixel = Byte.toUnsignedInt(pixels.get(LittleEndian.BYTE, from + at));
                    put(spec.type(), pixel, scale, channel, dst, dstOffset, index(x, y, channel));
                }
            }
        }
    }

    private int index(int x, int y, int channel) {
        return spec.layout() == TensorLayout.NCHW
                ? (channel * spec.heightPx() + y) * spec.widthPx() + x
                : (y * spec.widthPx() + x) * spec.channels() + channel;
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
