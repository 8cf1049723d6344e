package io.cameo.scene;

/** Between linear light and 8-bit sRGB. Tables from {@code StrictMath}, so that every machine has the same ones. */
final class Tone {
    /** Linear light above this is white. */
    private static final float LIMIT = 4;

    private static final int STEPS = 4096;
    private static final float SCALE = (STEPS - 1) / 2f;
    private static final float[] LINEAR = new float[256];
    /** Over the square root of the light, where the curve is nearly straight. */
    private static final float[] DISPLAY = new float[STEPS];

    static {
        for (int i = 0; i < LINEAR.length; i++) {
            double c = i / 255.0;
            LINEAR[i] = (float) (c <= 0.04045 ? c / 12.92 : StrictMath.pow((c + 0.055) / 1.055, 2.4));
        }
        for (int i = 0; i < STEPS; i++) {
            double root = i / (double) SCALE;
            double light = shoulder(root * root);
            DISPLAY[i] = (float)
                    (255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * StrictMath.pow(light, 1 / 2.4) - 0.055));
        }
    }

    private Tone() {}

    /** Highlights roll off like film's instead of clipping. */
    private static double shoulder(double light) {
        double knee = 0.5;
        return light <= knee ? light : knee + (1 - knee) * (1 - StrictMath.exp((knee - light) / (1 - knee)));
    }

    static float linear(int srgb) {
        return LINEAR[srgb];
    }

    /** What the display shows for linear light, in [0, 255], before rounding. */
    static float display(float light) {
        return displayAt(coordinate(light));
    }

    /** Where {@link #displayAt} finds linear light; apart, because this half can run on whole rows at once. */
    static float coordinate(float light) {
        return Curve.sqrt(Curve.clamp(light, 0, LIMIT)) * SCALE;
    }

    static float displayAt(float coordinate) {
        return DISPLAY[(int) coordinate];
    }
}
