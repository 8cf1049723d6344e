package io.cameo.texture;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that a BS Error depends on, so that two figures can be compared or must not be. The paper of FFHQ-UV (Bai et al.,
 * CVPR 2023) names the formula and the kernel; region, deviation, weights, border and norm are not published, so they stand
 * beside each value.
 *
 * <p>Luma is {@code 0.299 R + 0.587 G + 0.114 B} of samples from 0 to 255, not rounded; beyond the border samples are
 * mirrored without the outermost one (OpenCV's {@code BORDER_REFLECT_101}); the norm is the mean of absolute values over
 * the region.
 *
 * @param region a word for the pixels that count: {@code full}, or the name of a mask; letters, digits, {@code _.-}
 * @param kernelPx side of the Gaussian, odd
 * @param sigma its deviation in pixels
 */
public record BsProfile(String region, int kernelPx, double sigma) {
    /** All pixels, a kernel of 55, and the deviation that OpenCV takes for it. */
    public static final BsProfile FULL = new BsProfile("full", 55, 8.6);

    /** What {@link #FULL} calls its region. */
    public static final String WHOLE_MAP = "full";

    private static final int VERSION = 1;
    private static final int MOST_KERNEL_PX = 511;
    private static final String WORD = "[A-Za-z0-9_.-]{1,64}";
    private static final Pattern TEXT = Pattern.compile("bs" + VERSION + ";region=(" + WORD
            + ");kernel=(\\d{1,3});sigma=(\\d{1,4}(?:\\.\\d{1,17})?);luma=bt601;border=reflect101;norm=mean");

    public BsProfile {
        if (!region.matches(WORD)) {
            throw new IllegalArgumentException("region is no word: region=" + region);
        }
        if (kernelPx < 1 || kernelPx > MOST_KERNEL_PX || kernelPx % 2 == 0) {
            throw new IllegalArgumentException(
                    "kernel is not odd or too large: kernel=" + kernelPx + ", most=" + MOST_KERNEL_PX);
        }
        if (!(sigma > 0 && sigma < 10_000)) {
            throw new IllegalArgumentException("sigma is out of range: sigma=" + sigma + ", expected=0 to 10,000");
        }
    }

    /** The same, over another region. */
    public BsProfile over(String newRegion) {
        return new BsProfile(newRegion, kernelPx, sigma);
    }

    /** Whether every pixel counts, so that no mask is needed. */
    public boolean isWhole() {
        return region.equals(WHOLE_MAP);
    }

    /** One line that says all of it, and is stored beside values. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "bs%d;region=%s;kernel=%d;sigma=%s;luma=bt601;border=reflect101;norm=mean",
                VERSION,
                region,
                kernelPx,
                plain(sigma));
    }

    /**
     * The profile of a {@link #text}.
     *
     * @throws IllegalArgumentException if it is none, or one of a version that is not known
     */
    public static BsProfile parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a profile of BS Error: text=" + text + ", like=" + FULL.text());
        }
        return new BsProfile(
                matcher.group(1), Integer.parseInt(matcher.group(2)), Double.parseDouble(matcher.group(3)));
    }

    private static String plain(double value) {
        return new java.math.BigDecimal(Double.toString(value))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** {@code k(0) ... k(kernel / 2)} of the Gaussian, which sums to 1 over both sides: OpenCV's, in single precision. */
    float[] taps() {
        int reach = kernelPx / 2;
        double[] bell = new double[reach + 1];
        double sum = 0;
        for (int i = 0; i <= reach; i++) {
            bell[i] = Math.exp(-i * i / (2 * sigma * sigma));
            sum += i == 0 ? bell[i] : 2 * bell[i];
        }
        float[] taps = new float[reach + 1];
        for (int i = 0; i <= reach; i++) {
            taps[i] = (float) (bell[i] / sum);
        }
        return taps;
    }
}
