package io.cameo.scene;

/** A smooth curve through knots that never overshoots one; tabulated, so that a pixel pays one lookup. */
final class Profile {
    private static final int STEPS = 256;

    private final float low;
    private final float stepsPerUnit;
    private final float[] table = new float[STEPS + 2];

    /** Knots at strictly rising {@code x}; the curve is level at both ends. */
    Profile(float[] x, float[] y) {
        low = x[0];
        stepsPerUnit = STEPS / (x[x.length - 1] - low);
        float[] slope = slopes(x, y);
        int k = 0;
        for (int i = 0; i <= STEPS + 1; i++) {
            float at = Math.min(low + i / stepsPerUnit, x[x.length - 1]);
            while (k < x.length - 2 && at > x[k + 1]) {
                k++;
            }
            table[i] = hermite(x, y, slope, k, at);
        }
    }

    private static float hermite(float[] x, float[] y, float[] slope, int k, float at) {
        float width = x[k + 1] - x[k];
        float t = (at - x[k]) / width;
        float t2 = t * t;
        float t3 = t2 * t;
        return y[k] * (2 * t3 - 3 * t2 + 1)
                + y[k + 1] * (3 * t2 - 2 * t3)
                + width * (slope[k] * (t3 - 2 * t2 + t) + slope[k + 1] * (t3 - t2));
    }

    /** Harmonic means of the neighbouring slopes (Fritsch and Butland 1984): what keeps the curve from overshooting. */
    private static float[] slopes(float[] x, float[] y) {
        float[] slope = new float[x.length];
        for (int i = 1; i < x.length - 1; i++) {
            float before = (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
            float after = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
            slope[i] = before * after <= 0 ? 0 : 2 * before * after / (before + after);
        }
        return slope;
    }

    /** The value at x; beyond the ends, that of the nearer end. */
    float at(float x) {
        float p = Curve.clamp((x - low) * stepsPerUnit, 0, STEPS);
        int i = (int) p;
        return table[i] + (table[i + 1] - table[i]) * (p - i);
    }

    float slope(float x) {
        int i = (int) Curve.clamp((x - low) * stepsPerUnit, 0, STEPS - 1);
        return (table[i + 1] - table[i]) * stepsPerUnit;
    }
}
