package io.cameo.loader.matting;

import java.util.List;

/**
 * The steps of MaGGIe's loaders (`transforms.py` at 62344dd), right where those are not: {@code docs/matting-loader.md} lists
 * every difference. Random numbers are not repeated: those of {@link io.cameo.compute.SampleRandom} depend on seed, epoch and key
 * only, and every step draws in a place of its own.
 */
public final class MattingSteps {
    private static final int SHORT_PX = 576;
    private static final int CROP_PX = 512;
    private static final int MULTIPLE_PX = 64;

    private MattingSteps() {}

    /** The shorter side becomes {@code sizePx}, the other follows, rounded down; masks to the nearest pixel. */
    public static MattingStep resizeShort(int sizePx) {
        return new SizeSteps.ResizeShort(sizePx);
    }

    /** Black pixels at the bottom and on the right, until both sides are multiples. */
    public static MattingStep padToMultiple(int multiplePx) {
        return new SizeSteps.PadToMultiple(multiplePx);
    }

    /**
     * A square of a sample, the same in all its frames, that lies where any matte is above 127: up to three tries to have such a
     * pixel in it, then one around a pixel that is drawn. What is outside of the frame is black.
     *
     * @param wholeProbability how often the whole frame is taken instead, with black on both sides of its shorter side, resized
     */
    public static MattingStep cropByAlpha(int sizePx, double wholeProbability) {
        return new CropSteps.CropByAlpha(sizePx, wholeProbability);
    }

    /** Left becomes right. */
    public static MattingStep flip(double probability) {
        return new MoveSteps.Flip(probability);
    }

    /** {@code 255 * (x / 255)^g}, with g normally distributed around 1 and drawn again while it is out of range. */
    public static MattingStep gamma(double probability, double deviation, double least, double most) {
        return new LookSteps.Gamma(probability, deviation, least, most);
    }

    /**
     * The mean along a line of an odd number of pixels, across, down or diagonal, in frames and mattes alike. Masks that are
     * stored stay; those made of mattes are made of blurred ones.
     */
    public static MattingStep motionBlur(double probability, int leastPx, int mostPx) {
        return new BlurSteps.MotionBlur(probability, leastPx, mostPx);
    }

    /** Noise for each sample, normally distributed, with a deviation uniform from 0 to one given in samples. */
    public static MattingStep noise(double probability, double maxDeviation) {
        return new LookSteps.Noise(probability, maxDeviation);
    }

    /** Through a JPEG and back, all frames at one quality. */
    public static MattingStep recompress(double probability, int leastQuality, int mostQuality) {
        return new LookSteps.Recompress(probability, leastQuality, mostQuality);
    }

    /**
     * Turned, sheared and stretched around the middle by one warp, the same for all frames: frames and mattes linearly, masks to
     * the nearest pixel, black where nothing is. Then a number is added to each channel of the frames.
     *
     * @param maxZoom each axis is stretched by a factor within 1 plus or minus this
     * @param maxColorShift in samples
     */
    public static MattingStep affine(
            double probability, double maxRotateDegrees, double maxShearDegrees, double maxZoom, double maxColorShift) {
        return new MoveSteps.Affine(probability, maxRotateDegrees, maxShearDegrees, maxZoom, maxColorShift);
    }

    /** What MaGGIe does to images in training, with its probabilities; squares of 512. */
    public static List<MattingStep> imageTraining() {
        return List.of(
                resizeShort(SHORT_PX),
                cropByAlpha(CROP_PX, 0.1),
                flip(0.5),
                gamma(0.5, 0.2, 0.5, 1.5),
                noise(0.3, 0.03 * 255),
                recompress(0.1, 20, 80),
                affine(0.1, 10, 5, 0.05, 0.03 * 255));
    }

    /** What MaGGIe does to clips in training: as images, and blurred before the noise. */
    public static List<MattingStep> videoTraining() {
        return List.of(
                resizeShort(SHORT_PX),
                cropByAlpha(CROP_PX, 0.1),
                flip(0.5),
                gamma(0.5, 0.2, 0.5, 1.5),
                motionBlur(0.3 * 0.9, 3, 49),
                noise(0.3, 0.03 * 255),
                recompress(0.1, 20, 80),
                affine(0.1, 10, 5, 0.05, 0.03 * 255));
    }

    /** What MaGGIe does in tests: the shorter side to 576, and black up to multiples of 64. */
    public static List<MattingStep> testing() {
        return List.of(resizeShort(SHORT_PX), padToMultiple(MULTIPLE_PX));
    }
}
