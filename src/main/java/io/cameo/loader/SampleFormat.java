package io.cameo.loader;

import io.cameo.image.ChannelOrder;
import java.util.Locale;

/**
 * What a {@link SampleReader} makes of an image: its size, and how its numbers lie in memory. Immutable; change it with the
 * {@code with} methods.
 *
 * @param widthPx images of another size are resized to it, bilinear, without regard to their aspect ratio
 * @param heightPx likewise
 * @param order of the channels, and how many they are
 * @param layout of the numbers; no gaps anywhere
 * @param type of a number
 * @param mean of a pixel, in units of pixels (0 to 255), the same for every channel; {@link Type#UINT8} ignores it
 * @param scale what {@code pixel - mean} is multiplied by; {@link Type#UINT8} ignores it
 */
public record SampleFormat(
        int widthPx, int heightPx, ChannelOrder order, Layout layout, Type type, float mean, float scale) {
    private static final int MAX_SIDE_PX = 65_500;

    /** Which numbers are neighbours. */
    public enum Layout {
        /** Height, width, channels: those of a pixel side by side. */
        NHWC,
        /** Channels, height, width: one plane per channel, as PyTorch and MXNet have it. */
        NCHW
    }

    /** What a number is. */
    public enum Type {
        /** The pixel, 0 to 255. */
        UINT8(1),
        /** IEEE 754 binary32, little-endian: {@code (pixel - mean) * scale}. */
        FLOAT32(4);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** Of one number. */
        public int bytes() {
            return bytes;
        }
    }

    /**
     * @throws IllegalArgumentException if a side is out of range, a sample has 2^31 bytes or more, or a number is not finite
     */
    public SampleFormat {
        if (widthPx < 1 || heightPx < 1 || widthPx > MAX_SIDE_PX || heightPx > MAX_SIDE_PX) {
            throw new IllegalArgumentException(
                    "side is out of range: expected=1.." + MAX_SIDE_PX + ", width=" + widthPx + ", height=" + heightPx);
        }
        if (!Float.isFinite(mean) || !Float.isFinite(scale)) {
            throw new IllegalArgumentException("not a finite number: mean=" + mean + ", scale=" + scale);
        }
        if ((long) widthPx * heightPx * order.channels() * type.bytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "sample is too large: width=" + widthPx + ", height=" + heightPx + ", type=" + type);
        }
    }

    /** Pixels as they are: RGB, NHWC, bytes. */
    public static SampleFormat rgb(int widthPx, int heightPx) {
        return new SampleFormat(widthPx, heightPx, ChannelOrder.RGB, Layout.NHWC, Type.UINT8, 0, 1);
    }

    /** What models of face recognition take: RGB, NCHW, {@code (pixel - 127.5) / 127.5} as floats. */
    public static SampleFormat face(int widthPx, int heightPx) {
        return new SampleFormat(widthPx, heightPx, ChannelOrder.RGB, Layout.NCHW, Type.FLOAT32, 127.5f, 1 / 127.5f);
    }

    public SampleFormat with(ChannelOrder newOrder) {
        return new SampleFormat(widthPx, heightPx, newOrder, layout, type, mean, scale);
    }

    public SampleFormat with(Layout newLayout) {
        return new SampleFormat(widthPx, heightPx, order, newLayout, type, mean, scale);
    }

    /** Floats, {@code (pixel - mean) * scale}. */
    public SampleFormat normalized(float newMean, float newScale) {
        return new SampleFormat(widthPx, heightPx, order, layout, Type.FLOAT32, newMean, newScale);
    }

    /** How many bytes a sample takes. */
    public int sizeBytes() {
        return widthPx * heightPx * order.channels() * type.bytes();
    }

    /** Whether a row of decoded pixels is a row of the sample. */
    boolean isPixels() {
        return type == Type.UINT8 && (layout == Layout.NHWC || order.channels() == 1);
    }

    @Override
    public String toString() {
        return widthPx + "x" + heightPx + " " + order + " " + layout + " "
                + type.name().toLowerCase(Locale.ROOT);
    }
}
