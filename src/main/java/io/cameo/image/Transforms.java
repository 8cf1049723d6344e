package io.cameo.image;

import java.util.List;

/** The steps that images can take on their way into a record. See {@link Transform} for what they have in common. */
public final class Transforms {
    private Transforms() {}

    /** Exactly this size, whatever becomes of the aspect ratio; bilinear. */
    public static Transform resize(int widthPx, int heightPx) {
        return resize(widthPx, heightPx, Interpolation.LINEAR, 0);
    }

    /**
     * Exactly this size, by any method.
     *
     * @param seed of {@link Interpolation#RANDOM}; the others ignore it
     */
    public static Transform resize(int widthPx, int heightPx, Interpolation interpolation, long seed) {
        return new Steps.Resize(widthPx, heightPx, interpolation, seed);
    }

    /** The shorter side becomes {@code sizePx}, the other follows, rounded down as im2rec does; bilinear. */
    public static Transform resizeShort(int sizePx) {
        return resizeShort(sizePx, Interpolation.LINEAR, 0);
    }

    /**
     * As {@link #resizeShort(int)}, by any method.
     *
     * @param seed of {@link Interpolation#RANDOM}; the others ignore it
     */
    public static Transform resizeShort(int sizePx, Interpolation interpolation, long seed) {
        return new Steps.ResizeShort(sizePx, interpolation, seed);
    }

    /** The middle of the image, nearer to the top left if it cannot be exact; a smaller image does not fit. */
    public static Transform centerCrop(int widthPx, int heightPx) {
        return new Steps.CenterCrop(widthPx, heightPx);
    }

    /** The largest square in the middle, as {@code im2rec --center-crop} cuts it. */
    public static Transform centerSquareCrop() {
        return new Steps.CenterSquareCrop();
    }

    /** A fixed rectangle; an image that does not hold it does not fit. */
    public static Transform crop(int xPx, int yPx, int widthPx, int heightPx) {
        return new Steps.Crop(xPx, yPx, widthPx, heightPx);
    }

    /** Left becomes right. */
    public static Transform flipHorizontal() {
        return new Steps.Flip(true);
    }

    /** Top becomes bottom. */
    public static Transform flipVertical() {
        return new Steps.Flip(false);
    }

    /** A border of one value in every channel, alpha included. */
    public static Transform pad(int topPx, int bottomPx, int leftPx, int rightPx, int value) {
        return new Steps.Pad(topPx, bottomPx, leftPx, rightPx, value);
    }

    /** One channel, by OpenCV's weights for B, G and R; gray stays as it is. */
    public static Transform toGray() {
        return new Steps.ToGray();
    }

    /**
     * {@code (sample - mean) / std} per channel, rounded half to even and clamped to 0..255: what a JPEG or PNG can hold
     * of a normalised image. Means and deviations are in units of samples, so a result that should keep its detail needs
     * deviations of about 1; true normalisation to floats belongs to the loader. 16-bit images do not fit.
     *
     * @param mean one number for all channels, or one per channel in the image's order: B, G, R (, A)
     * @param std as many, none of them 0
     */
    public static Transform normalize(double[] mean, double[] std) {
        return new Steps.Normalize(mean, std);
    }

    /** Gives a step of one's own the text by which runs tell it from others. */
    public static Transform named(String text, Transform step) {
        return new Steps.Named(text, step);
    }

    /** All steps in order as one; none at all leaves images as they are. */
    public static Transform chain(List<Transform> steps) {
        return new Steps.Chain(List.copyOf(steps));
    }
}
