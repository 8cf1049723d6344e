package io.cameo.scene;

/** Small shaping functions. Arithmetic only: unlike {@code Math.sin} they give the same bits on every machine. */
final class Curve {
    private Curve() {}

    static float clamp(float x, float low, float high) {
        return Math.min(Math.max(x, low), high);
    }

    static float clamp01(float x) {
        return Math.min(Math.max(x, 0f), 1f);
    }

    static float mix(float a, float b, float t) {
        return a + (b - a) * t;
    }

    /** 0 below {@code from}, 1 above {@code to}, smooth between; {@code from > to} falls instead of rising. */
    static float step(float from, float to, float x) {
        float t = clamp01((x - from) * (1 / (to - from)));
        return t * t * (3 - 2 * t);
    }

    /** A smooth hill: 1 at 0, 0 beyond plus or minus 1. */
    static float hill(float x) {
        float q = 1 - x * x;
        return q > 0 ? q * q : 0;
    }

    /** A smooth round hill over an ellipse with half axes {@code a} and {@code b}. */
    static float hill(float x, float y, float a, float b) {
        float q = 1 - x * x * (1 / (a * a)) - y * y * (1 / (b * b));
        return q > 0 ? q * q : 0;
    }

    /** A wave of period 1 and height 1, close to sin(2 pi x). */
    static float wave(float x) {
        float f = x - floor(x);
        float h = f < 0.5f ? f : f - 0.5f;
        float arch = 16 * h * (0.5f - h);
        return f < 0.5f ? arch : -arch;
    }

    static int floor(float x) {
        int i = (int) x;
        return x < i ? i - 1 : i;
    }

    static float fraction(float x) {
        return x - floor(x);
    }

    static float sqrt(float x) {
        return (float) Math.sqrt(x);
    }

    /** The smaller of two distances, with the corner between them rounded over {@code reach}. */
    static float union(float a, float b, float reach) {
        float h = Math.max(reach - Math.abs(a - b), 0) / reach;
        return Math.min(a, b) - h * h * reach * 0.25f;
    }
}
