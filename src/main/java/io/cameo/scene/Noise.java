package io.cameo.scene;

/** Smooth value noise from one fixed table of 256 by 256 values, which repeats without a seam. */
final class Noise {
    private static final int SIDE = 256;
    private static final int MASK = SIDE - 1;
    private static final float[] TILE = tile();

    private Noise() {}

    private static float[] tile() {
        float[] tile = new float[SIDE * SIDE];
        for (int i = 0; i < tile.length; i++) {
            tile[i] = (Dice.mix(i * 0x632be59bd9b4e019L) >>> 40) / (float) (1 << 23) - 1;
        }
        return tile;
    }

    /** One octave, in [-1, 1]; features are one unit wide. */
    static float at(float x, float y) {
        int xi = Curve.floor(x);
        int yi = Curve.floor(y);
        float fx = x - xi;
        float fy = y - yi;
        fx = fx * fx * (3 - 2 * fx);
        fy = fy * fy * (3 - 2 * fy);
        int x0 = xi & MASK;
        int x1 = (xi + 1) & MASK;
        int row0 = (yi & MASK) << 8;
        int row1 = ((yi + 1) & MASK) << 8;
        float a = TILE[row0 | x0];
        float b = TILE[row0 | x1];
        float c = TILE[row1 | x0];
        float d = TILE[row1 | x1];
        float top = a + (b - a) * fx;
        float bottom = c + (d - c) * fx;
        return top + (bottom - top) * fy;
    }

    /** A sum of octaves, each half as wide and half as strong, turned so that the grid does not show; in (-1, 1). */
    static float octaves(float x, float y, int count) {
        float sum = 0;
        float gain = 0.55f;
        float px = x;
        float py = y;
        for (int i = 0; i < count; i++) {
            sum += gain * at(px, py);
            gain *= 0.5f;
            float nx = 1.6f * px - 1.2f * py + 17.3f;
            py = 1.2f * px + 1.6f * py + 5.9f;
            px = nx;
        }
        return sum;
    }

    /** The raw table value of a cell, in [-1, 1]: one random number per brick, book or window. */
    static float cell(int x, int y) {
        return TILE[(y & MASK) << 8 | (x & MASK)];
    }
}
