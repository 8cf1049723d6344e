package io.cameo.loader;

import io.cameo.compute.SampleRandom;

/**
 * ImageRecordIter's last stage: mirror, contrast, illumination, mean, deviation, scale. Immutable; share it.
 *
 * <p>Of a pixel x of channel c it makes {@code (x - mean[c]) * (contrast * scale / std[c]) + illumination * scale /
 * std[c]} with contrast uniform in {@code 1 +- maxRandomContrast} and illumination uniform in {@code +-
 * maxRandomIllumination}, the same for a whole sample; {@link PixelScale} says in which arithmetic. Draws, in this order:
 * the coin of the mirror if it is random, contrast and illumination if they are.
 *
 * @param mean per channel of the tensor, in its order, in units of pixels (0 to 255)
 * @param std as many, none of them 0
 * @param isMirrored always
 * @param isRandomlyMirrored every other sample, if not always
 */
public record Normalization(
        Channels mean,
        Channels std,
        float scale,
        float maxRandomContrast,
        float maxRandomIllumination,
        boolean isMirrored,
        boolean isRandomlyMirrored) {

    /** Pixels as they are. */
    public static final Normalization NONE =
            new Normalization(new Channels(0, 0, 0), new Channels(1, 1, 1), 1, 0, 0, false, false);

    /** {@code (x - 127.5) / 127.5}, every other sample mirrored: what trainers of face recognition expect. */
    public static final Normalization FACE = NONE.withMean(127.5f, 127.5f, 127.5f)
            .withStd(127.5f, 127.5f, 127.5f)
            .withRandomMirror();

    /**
     * @throws IllegalArgumentException if a number is not finite, a deviation 0, or a range negative
     */
    public Normalization {
        boolean inRange = Float.isFinite(scale)
                && maxRandomContrast >= 0
                && Float.isFinite(maxRandomContrast)
                && maxRandomIllumination >= 0
                && Float.isFinite(maxRandomIllumination);
        if (!inRange) {
            throw new IllegalArgumentException("normalization out of range: scale=" + scale + ", max_random_contrast="
                    + maxRandomContrast + ", max_random_illumination=" + maxRandomIllumination);
        }
        for (int channel = 0; channel < PixelScale.MAX_CHANNELS; channel++) {
            if (!(Float.isFinite(mean.of(channel)) && Float.isFinite(std.of(channel)) && std.of(channel) != 0)) {
                throw new IllegalArgumentException("mean or deviation out of range: channel=" + channel + ", mean="
                        + mean.of(channel) + ", std=" + std.of(channel));
            }
        }
    }

    /** One number per channel; a tensor of one channel uses the first. */
    public record Channels(float first, float second, float third) {
        float of(int channel) {
            return switch (channel) {
                case 0 -> first;
                case 1 -> second;
                default -> third;
            };
        }
    }

    public Normalization withMean(float first, float second, float third) {
        return new Normalization(
                new Channels(first, second, third),
                std,
                scale,
                maxRandomContrast,
                maxRandomIllumination,
                isMirrored,
                isRandomlyMirrored);
    }

    public Normalization withStd(float first, float second, float third) {
        return new Normalization(
                mean,
                new Channels(first, second, third),
                scale,
                maxRandomContrast,
                maxRandomIllumination,
                isMirrored,
                isRandomlyMirrored);
    }

    public Normalization withScale(float newScale) {
        return new Normalization(
                mean, std, newScale, maxRandomContrast, maxRandomIllumination, isMirrored, isRandomlyMirrored);
    }

    public Normalization withRandomContrast(float most) {
        return new Normalization(mean, std, scale, most, maxRandomIllumination, isMirrored, isRandomlyMirrored);
    }

    public Normalization withRandomIllumination(float most) {
        return new Normalization(mean, std, scale, maxRandomContrast, most, isMirrored, isRandomlyMirrored);
    }

    public Normalization withMirror() {
        return new Normalization(mean, std, scale, maxRandomContrast, maxRandomIllumination, true, isRandomlyMirrored);
    }

    public Normalization withRandomMirror() {
        return new Normalization(mean, std, scale, maxRandomContrast, maxRandomIllumination, isMirrored, true);
    }

    /** Whether two samples may be treated differently. */
    public boolean isRandom() {
        return isRandomlyMirrored || maxRandomContrast > 0 || maxRandomIllumination > 0;
    }

    /** Chooses for one sample. */
    public void choose(SampleRandom random, PixelScale scaleOut) {
        scaleOut.setMirrored((isRandomlyMirrored && random.nextBoolean()) || isMirrored);
        float contrast = scale;
        if (maxRandomContrast > 0) {
            contrast = ((float) random.nextDouble() * maxRandomContrast * 2 - maxRandomContrast + 1) * scale;
        }
        float illumination = 0;
        if (maxRandomIllumination > 0) {
            illumination = ((float) random.nextDouble() * maxRandomIllumination * 2 - maxRandomIllumination) * scale;
        }
        for (int channel = 0; channel < PixelScale.MAX_CHANNELS; channel++) {
            scaleOut.set(channel, mean.of(channel), contrast / std.of(channel), illumination / std.of(channel));
        }
    }
}
