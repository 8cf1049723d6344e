package io.cameo.scene;

/** Three planes of linear light, row-major, that layers are painted onto from back to front. */
final class Canvas {
    final int widthPx;
    final int heightPx;
    final float[] red;
    final float[] green;
    final float[] blue;

    Canvas(int widthPx, int heightPx) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        red = new float[widthPx * heightPx];
        green = new float[widthPx * heightPx];
        blue = new float[widthPx * heightPx];
    }

    void set(int i, float r, float g, float b) {
        red[i] = r;
        green[i] = g;
        blue[i] = b;
    }

    /** Paints over with the given cover, 0 to 1. */
    void over(int i, float r, float g, float b, float cover) {
        red[i] += (r - red[i]) * cover;
        green[i] += (g - green[i]) * cover;
        blue[i] += (b - blue[i]) * cover;
    }

    void add(int i, Rgb light, float amount) {
        red[i] += light.r() * amount;
        green[i] += light.g() * amount;
        blue[i] += light.b() * amount;
    }

    /** Tints what is there, as a thin shadow, freckle or make-up does. */
    void tint(int i, Rgb filter, float amount) {
        red[i] *= 1 + (filter.r() - 1) * amount;
        green[i] *= 1 + (filter.g() - 1) * amount;
        blue[i] *= 1 + (filter.b() - 1) * amount;
    }

    void shade(int i, float factor) {
        red[i] *= factor;
        green[i] *= factor;
        blue[i] *= factor;
    }
}
