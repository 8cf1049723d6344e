package io.cameo.image;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The system's libturbojpeg, straight into the caller's memory; allocates nothing per image. */
final class JpegDecoderTurbo implements JpegDecoder {
    private final JpegInput input = new JpegInput();
    private final MemorySegment handle = TurboJpegNative.init();
    /** Where pixels for heap memory go first. */
    private @Nullable NativeBuffer bounce;

    private @Nullable OpenCvJpeg opencv;
    private boolean damaged;
    private boolean closed;

    @Override
    public void read(MemorySegment bytes, long offsetBytes, long lengthBytes) {
        damaged = false;
        input.load(bytes, offsetBytes, lengthBytes);
    }

    @Override
    public int widthPx() {
        return input.widthPx();
    }

    @Override
    public int heightPx() {
        return input.heightPx();
    }

    @Override
    public boolean isGray() {
        return input.structure().components() == 1;
    }

    @Override
    public void decode(MemorySegment dst, long dstOffsetBytes, long strideBytes, ChannelOrder order, int denominator) {
        input.checkTarget(dst, dstOffsetBytes, strideBytes, order, denominator);
        damaged = false;
        if (!isForTurbo(denominator)) {
            opencv().decode(input, dst, dstOffsetBytes, strideBytes, order, denominator);
        } else if (!decompress(dst, dstOffsetBytes, (int) strideBytes, order, denominator)) {
            // The library tells a warning from an error only where nothing was warned of before the error. So OpenCV
            // decides what can be decoded, as it does everywhere else.
            String reason = TurboJpegNative.errorText(handle);
            try {
                opencv().decode(input, dst, dstOffsetBytes, strideBytes, order, denominator);
            } catch (BadImageException refused) {
                throw new BadImageException(refused.reason() + ", detail=" + reason, refused);
            }
            damaged = true;
        }
    }

    private boolean decompress(
            MemorySegment dst, long dstOffsetBytes, int strideBytes, ChannelOrder order, int denominator) {
        int widthPx = JpegDecoder.scaledPx(input.widthPx(), denominator);
        int heightPx = JpegDecoder.scaledPx(input.heightPx(), denominator);
        if (dst.isNative()) {
            // A slice is an object wherever the compiler does not see that nobody keeps it; of two possible ones it
            // never does.
            return dstOffsetBytes == 0
                    ? decompress(dst, widthPx, strideBytes, heightPx, order)
                    : decompress(dst.asSlice(dstOffsetBytes), widthPx, strideBytes, heightPx, order);
        }
        int rowBytes = widthPx * order.channels();
        MemorySegment pixels = bounce().atLeast((long) heightPx * rowBytes);
        if (!decompress(pixels, widthPx, rowBytes, heightPx, order)) {
            return false;
        }
        for (int y = 0; y < heightPx; y++) {
            MemorySegment.copy(pixels, (long) y * rowBytes, dst, dstOffsetBytes + (long) y * strideBytes, rowBytes);
        }
        return true;
    }

    private boolean decompress(MemorySegment dst, int widthPx, int strideBytes, int heightPx, ChannelOrder order) {
        int pixels = switch (order) {
            case GRAY -> TurboJpegNative.PIXELS_GRAY;
            case BGR -> TurboJpegNative.PIXELS_BGR;
            case RGB -> TurboJpegNative.PIXELS_RGB;
        };
        return TurboJpegNative.decompress(
                        handle, input.memory(), input.sizeBytes(), dst, widthPx, strideBytes, heightPx, pixels)
                == 0;
    }

    /**
     * Whether libturbojpeg gives the pixels that OpenCV gives. It knows neither EXIF nor the way from CMYK to BGR. And a
     * decompressor keeps the tables of the last image and lends them to one that lacks its own: its pixels would depend on
     * what was decoded before.
     */
    private boolean isForTurbo(int denominator) {
        JpegStructure jpeg = input.structure();
        return jpeg.isOrdinary()
                && jpeg.isSelfContained()
                && jpeg.orientation() == 1
                && (jpeg.components() == 1 || jpeg.components() == 3)
                && picksScale(jpeg.widthPx(), jpeg.heightPx(), denominator);
    }

    /**
     * Whether libturbojpeg, which is told the size that is wanted and takes the largest factor (of 16/8, 15/8, ... 1/8)
     * whose result fits into it, takes the one that is meant. For images of a few pixels several factors give one size.
     */
    private static boolean picksScale(int widthPx, int heightPx, int denominator) {
        int eighths = 8 / denominator;
        return !(eighthsOf(widthPx, eighths + 1) <= JpegDecoder.scaledPx(widthPx, denominator)
                && eighthsOf(heightPx, eighths + 1) <= JpegDecoder.scaledPx(heightPx, denominator));
    }

    private static int eighthsOf(int sizePx, int eighths) {
        return (sizePx * eighths + 7) / 8;
    }

    private NativeBuffer bounce() {
        NativeBuffer known = bounce;
        if (known == null) {
            known = new NativeBuffer();
            bounce = known;
        }
        return known;
    }

    private OpenCvJpeg opencv() {
        OpenCvJpeg known = opencv;
        if (known == null) {
            known = new OpenCvJpeg();
            opencv = known;
        }
        return known;
    }

    @Override
    public boolean sawDamage() {
        return damaged;
    }

    @Override
    public JpegLibrary library() {
        return JpegLibrary.TURBO;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        input.close();
        TurboJpegNative.destroy(handle);
        if (bounce != null) {
            bounce.close();
        }
        if (opencv != null) {
            opencv.close();
        }
    }
}
