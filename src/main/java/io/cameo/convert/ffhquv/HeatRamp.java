package io.cameo.convert.ffhquv;

/**
 * Colours for amounts: from nearly black over violet, red and orange to pale yellow. Lightness grows evenly in OKLab (Ottosson,
 * 2020), so equal steps of an amount look equally large, also in print without colours.
 */
final class HeatRamp {
    private static final int STEPS = 256;
    private static final double DARK = 0.16;
    private static final double LIGHT = 0.97;
    private static final double FIRST_HUE_DEGREES = 285;
    private static final double LAST_HUE_DEGREES = 460; // 100, the long way over red
    private static final double MOST_CHROMA = 0.19;
    private static final double LEAST_CHROMA = 0.05;
    private static final int[] RGB = new int[STEPS];

    static {
        for (int i = 0; i < STEPS; i++) {
            double at = i / (STEPS - 1.0);
            double hue = Math.toRadians(FIRST_HUE_DEGREES + at * (LAST_HUE_DEGREES - FIRST_HUE_DEGREES));
            double chroma = LEAST_CHROMA + (MOST_CHROMA - LEAST_CHROMA) * Math.sin(Math.PI * Math.min(1, at * 1.05));
            double lightness = DARK + at * (LIGHT - DARK);
            int rgb = -1;
            // The colour with the most chroma that a screen can show.
            for (double c = Math.max(0, chroma); rgb < 0; c = c < 0.001 ? 0 : c * 0.98) {
                rgb = srgb(lightness, c * Math.cos(hue), c * Math.sin(hue), c == 0);
            }
            RGB[i] = rgb;
        }
    }

    private HeatRamp() {}

    /** @param amount 0 to 1; beyond that, as at the end */
    static int rgb(double amount) {
        return RGB[(int) Math.round(Math.clamp(amount, 0, 1) * (STEPS - 1))];
    }

    /** -1 if no screen shows it, unless it must. */
    private static int srgb(double lightness, double a, double b, boolean must) {
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        double red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
        double green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
        double blue = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
        boolean shown = Math.min(red, Math.min(green, blue)) >= 0 && Math.max(red, Math.max(green, blue)) <= 1;
        return shown || must ? sample(red) << 16 | sample(green) << 8 | sample(blue) : -1;
    }

    private static double cube(double value) {
        return value * value * value;
    }

    private static int sample(double linear) {
        double value = Math.clamp(linear, 0, 1);
        double encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * encoded);
    }
}
