package io.cameo.image;

import java.lang.foreign.MemorySegment;

/**
 * Decodes JPEGs into memory of the caller, one after the other, with reused buffers: {@link #read} a file, choose where
 * its pixels go by {@link #widthPx()} and {@link #heightPx()}, {@link #decode} it there.
 *
 * <p>Pixels are those of {@code cv2.imread}, as {@link ImageCodec} gives them: the accurate integer transform, smooth
 * chroma upsampling, EXIF orientation applied. Where the library at hand cannot do so itself (files that are turned, are
 * damaged, have four channels or several scans, or are of the rarer processes) OpenCV decodes them, and a little garbage
 * is made.
 *
 * <p>Not thread-safe: one per thread. A decoder may move from one thread to another between calls.
 */
public sealed interface JpegDecoder extends AutoCloseable permits JpegDecoderTurbo, JpegDecoderOpenCv {

    /**
     * A decoder on the library of this process.
     *
     * @throws IllegalStateException if a forced library is missing, or none can be loaded
     */
    static JpegDecoder create() {
        return create(JpegLibrary.active());
    }

    /**
     * A decoder on a library of the caller's choice.
     *
     * @throws IllegalStateException if it is missing
     */
    static JpegDecoder create(JpegLibrary library) {
        library.missing().ifPresent(reason -> {
            throw new IllegalStateException("jpeg library is missing: library=" + library + ", reason=" + reason);
        });
        return switch (library) {
            case TURBO -> new JpegDecoderTurbo();
            case OPENCV -> new JpegDecoderOpenCv();
        };
    }

    /** How long a side of so many pixels becomes at one over {@code denominator}: rounded up. */
    static int scaledPx(int sizePx, int denominator) {
        return (sizePx + denominator - 1) / denominator;
    }

    /**
     * The largest denominator that {@link #decode} takes and that leaves an image at least as large as is wanted: what to
     * decode at if a resize follows. 1 if the image is smaller already.
     */
    static int denominatorFor(int widthPx, int heightPx, int wantedWidthPx, int wantedHeightPx) {
        int denominator = 8;
        while (denominator > 1
                && (scaledPx(widthPx, denominator) < wantedWidthPx
                        || scaledPx(heightPx, denominator) < wantedHeightPx)) {
            denominator /= 2;
        }
        return denominator;
    }

    /**
     * Takes a copy of one file and looks at its structure, without decoding it. Native code sees only the copy, so the
     * bytes may be part of a mapped file that somebody cuts: that throws {@link InternalError} here, for which see
     * {@link io.cameo.bytes.PageFault}.
     *
     * @param bytes holds the file, heap, native or mapped; bytes behind its end-of-image marker are ignored
     * @throws BadImageException with the reason, if it is no JPEG, is cut off, or is larger than any camera's; this
     *     decoder then has no image
     */
    void read(MemorySegment bytes, long offsetBytes, long lengthBytes);

    /** Of the image that was read, upright, at full size. */
    int widthPx();

    /** Of the image that was read, upright, at full size. */
    int heightPx();

    /** Whether the image that was read has one channel only. */
    boolean isGray();

    /**
     * Decodes the image that was read; as often as one likes.
     *
     * @param dst heap (copied once more) or native; a shared arena must not be closed meanwhile, or the one who closes it
     *     gets an exception
     * @param dstOffsetBytes where the first sample of the top row goes; any but 0 may make 40 bytes of garbage
     * @param strideBytes from one row to the next; bytes between rows are left alone
     * @param denominator 1, 2, 4 or 8: the image becomes so much smaller, in the transform itself and so much faster; its
     *     sides are {@link #scaledPx}
     * @throws BadImageException if the library cannot decode it; {@code dst} then holds anything
     * @throws IllegalArgumentException if the image does not fit there, or for another denominator
     */
    void decode(MemorySegment dst, long dstOffsetBytes, long strideBytes, ChannelOrder order, int denominator);

    /**
     * Whether the last decode met damage in the coded data and guessed the rest, as {@code cv2.imread} does without a
     * word. Only libturbojpeg can tell; false elsewhere.
     */
    boolean sawDamage();

    /** Which library decodes. */
    JpegLibrary library();

    /** Frees the native memory. Closing twice does nothing. */
    @Override
    void close();
}
