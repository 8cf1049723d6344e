package io.cameo.loader;

import io.cameo.compute.SampleRandom;
import io.cameo.image.Interpolation;
import java.util.List;

/**
 * The steps of ImageRecordIter, in the arithmetic of MXNet 1.9.1's {@code image_aug_default.cc} (its random numbers are
 * not repeated: those of {@link SampleRandom} do not depend on threads), and those of face recognition's trainers.
 * ImageRecordIter takes its steps in the order in which they stand here.
 */
public final class Augments {
    private Augments() {}

    /** The shorter side becomes {@code sizePx}, the other follows, rounded down. {@code resize} of ImageRecordIter. */
    public static Augment resizeShort(int sizePx, Interpolation how) {
        return new GeometrySteps.ResizeShort(sizePx, how);
    }

    /** Rotates, shears, scales and stretches by one warp. {@code max_rotate_angle} and what stands beside it. */
    public static Augment affine(AffineRange range, int fillValue, Interpolation how) {
        return new GeometrySteps.Affine(range, fillValue, how);
    }

    /** A border on all sides. {@code pad} and {@code fill_value}. */
    public static Augment pad(int borderPx, int fillValue) {
        return new GeometrySteps.Pad(borderPx, fillValue);
    }

    /**
     * A rectangle of random area and aspect ratio, resized: ten tries to find one that fits, else {@link #centerCrop}.
     * {@code random_resized_crop}.
     *
     * @param minArea of the image's area, uniform up to {@code maxArea}
     * @param minAspect of width to height, or of height to width every other time; uniform up to {@code maxAspect}
     */
    public static Augment randomResizedCrop(
            int widthPx,
            int heightPx,
            float minArea,
            float maxArea,
            float minAspect,
            float maxAspect,
            Interpolation how) {
        return new CropSteps.RandomResizedCrop(
                new CropSteps.Crop(widthPx, heightPx, false, how), minArea, maxArea, minAspect, maxAspect);
    }

    /** A square of random size, in the middle or anywhere, resized. {@code min_crop_size}, {@code max_crop_size}. */
    public static Augment squareCrop(
            int widthPx, int heightPx, int minSizePx, int maxSizePx, boolean anywhere, Interpolation how) {
        return new CropSteps.SquareCrop(widthPx, heightPx, minSizePx, maxSizePx, anywhere, how);
    }

    /** The middle, nearer to the top left if it cannot be exact; a smaller image is enlarged first. */
    public static Augment centerCrop(int widthPx, int heightPx, Interpolation how) {
        return new CropSteps.Crop(widthPx, heightPx, false, how);
    }

    /** Anywhere; a smaller image is enlarged first. {@code rand_crop}. */
    public static Augment randomCrop(int widthPx, int heightPx, Interpolation how) {
        return new CropSteps.Crop(widthPx, heightPx, true, how);
    }

    /**
     * Brightness, contrast and saturation in random order, each times a factor uniform in 1 plus or minus the number. As
     * in ImageRecordIter, gray is weighed as if red were blue. Colour images only.
     */
    public static Augment colorJitter(float brightness, float contrast, float saturation) {
        return new ColorSteps.Jitter(brightness, contrast, saturation);
    }

    /**
     * Adds to hue (in 0 to 180), lightness and saturation (0 to 255), clamped; each uniform in plus or minus the number,
     * nearly: it is the weighted mean of two uniform numbers, 1 to 4. Colour images only. {@code random_h}, {@code
     * random_s}, {@code random_l}.
     */
    public static Augment hlsJitter(int hue, int saturation, int lightness) {
        return new ColorSteps.HlsJitter(hue, saturation, lightness);
    }

    /**
     * Adds ImageNet's principal colours, each times a normally distributed number of this deviation (Krizhevsky et al.
     * 2012). Colour images only. {@code pca_noise}.
     */
    public static Augment pcaNoise(float deviation) {
        return new ColorSteps.PcaNoise(deviation);
    }

    /** Left becomes right. {@link Normalization} can do it for nothing. */
    public static Augment mirror() {
        return new GeometrySteps.Mirror();
    }

    /** Left becomes right, every other time. {@link Normalization} can do it for nothing. */
    public static Augment randomMirror() {
        return sometimes(0.5, mirror());
    }

    /**
     * Loses detail: the shorter side becomes uniform in {@code minSizePx} to {@code maxSizePx}, the other follows, and
     * back again; bilinear. arcface_torch's DALI pipeline does so with 56 to 89 of 112 pixels, once in ten.
     */
    public static Augment downUp(int minSizePx, int maxSizePx) {
        return new GeometrySteps.DownUp(minSizePx, maxSizePx);
    }

    /** Gray in all channels, by OpenCV's weights; gray images stay as they are. */
    public static Augment gray() {
        return new ColorSteps.Gray();
    }

    /**
     * To JPEG and back, 4:2:0, at a quality uniform in the two. InsightFace's MXNet trainers did so with 2 to 20, every
     * other time. Makes about a kilobyte of garbage in the codec for each image.
     */
    public static Augment recompress(int minQuality, int maxQuality) {
        return new ColorSteps.Recompress(minQuality, maxQuality);
    }

    /**
     * Hides a square about a uniformly chosen pixel, cut off at the borders: rows and columns from {@code sizePx / 2}
     * before to {@code sizePx / 2} behind it, the last one left out. InsightFace's {@code cutoff} with value 128, every
     * other time.
     */
    public static Augment cutout(int sizePx, int value) {
        return new GeometrySteps.Cutout(sizePx, value);
    }

    /** The step with this probability, else nothing. */
    public static Augment sometimes(double probability, Augment step) {
        return new ChainSteps.Sometimes(probability, step);
    }

    /** All steps in order as one, each with random numbers of its own; none at all leaves images as they are. */
    public static Augment chain(List<Augment> steps) {
        return new ChainSteps.Chain(List.copyOf(steps));
    }

    /** As {@link #chain(List)}. */
    public static Augment chain(Augment... steps) {
        return chain(List.of(steps));
    }

    /** Gives a step of one's own the text by which runs tell it from others. */
    public static Augment named(String text, Augment step) {
        return new ChainSteps.Named(text, step);
    }
}
