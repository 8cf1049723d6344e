package io.cameo.loader;

import io.cameo.image.BadImageException;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.ImageOps;
import io.cameo.image.Interpolation;
import io.cameo.image.PixelFormat;
import org.jspecify.annotations.Nullable;

/**
 * The memory in which one worker takes the steps of an {@link Augment}: three native buffers in turn, which grow to the
 * largest image and stay. Not thread-safe: one per thread, though it may move from one thread to another between
 * samples. After it is closed, reading its images throws {@link IllegalStateException}.
 */
public final class AugmentScratch implements AutoCloseable {
    /** As images are limited elsewhere: a little more than the largest camera sensors have. */
    private static final long MAX_PIXELS = 200_000_000;

    private static final int BUFFERS = 3;

    private final ScratchImages[] buffers = new ScratchImages[BUFFERS];
    private final ScratchImages first = new ScratchImages();
    private final ScratchImages second = new ScratchImages();
    private final ImageOps ops = ImageOps.create();
    private final double[] map = new double[6];
    private final byte[] table = new byte[3 * 256];
    private @Nullable ImageCodec codec;
    private int last;

    private AugmentScratch() {
        for (int i = 0; i < BUFFERS; i++) {
            buffers[i] = new ScratchImages();
        }
    }

    /**
     * Scratch without memory yet.
     *
     * @throws IllegalStateException if OpenCV cannot be loaded
     */
    public static AugmentScratch create() {
        return new AugmentScratch();
    }

    /**
     * An image with any content, without gaps between rows, to write a result to, or to decode into. It is overwritten by
     * the third such call after this one: a step may read an image in the scratch while it writes two others.
     *
     * @throws BadImageException if it has more pixels than any camera makes
     */
    public Image spare(int widthPx, int heightPx, PixelFormat format) {
        if ((long) widthPx * heightPx > MAX_PIXELS) {
            throw new BadImageException(
                    "image is too large: limit=" + MAX_PIXELS + " pixels, width=" + widthPx + ", height=" + heightPx);
        }
        last = (last + 1) % BUFFERS;
        return buffers[last].image(widthPx, heightPx, format);
    }

    /** The same pixels where they may be changed: the image itself if it is in the scratch, else a copy. */
    public Image writable(Image image) {
        for (ScratchImages buffer : buffers) {
            if (buffer.holds(image)) {
                return image;
            }
        }
        return copy(image);
    }

    /** An image of the same size for a step that needs one in between; no result of a step. */
    Image aside(Image image, PixelFormat format) {
        return first.image(image.widthPx(), image.heightPx(), format);
    }

    /** One more. */
    Image asideToo(Image image, PixelFormat format) {
        return second.image(image.widthPx(), image.heightPx(), format);
    }

    /** The image in native memory: itself, or a copy if it is on the heap. */
    Image nativeImage(Image image) {
        return image.pixels().isNative() ? image : copy(image);
    }

    private Image copy(Image image) {
        Image copy = spare(image.widthPx(), image.heightPx(), image.format());
        Pixels.copyRows(image, 0, 0, copy, 0, 0, image.widthPx(), image.heightPx());
        return copy;
    }

    /** A rectangle of an image, resized. */
    Image resize(Image image, int x, int y, int width, int height, int toWidth, int toHeight, Interpolation how) {
        Image source = nativeImage(image);
        Image result = spare(toWidth, toHeight, image.format());
        ops.resize(source, x, y, width, height, result, how);
        return result;
    }

    ImageOps ops() {
        return ops;
    }

    /** Six numbers for a map. */
    double[] map() {
        return map;
    }

    /** 256 bytes for each of three channels. */
    byte[] table() {
        return table;
    }

    ImageCodec codec() {
        ImageCodec known = codec;
        if (known == null) {
            known = ImageCodec.create();
            codec = known;
        }
        return known;
    }

    /** Frees the memory. Closing twice does nothing. */
    @Override
    public void close() {
        for (ScratchImages buffer : buffers) {
            buffer.close();
        }
        first.close();
        second.close();
        ops.close();
        if (codec != null) {
            codec.close();
        }
    }
}
