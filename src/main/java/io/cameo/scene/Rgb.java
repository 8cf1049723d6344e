package io.cameo.scene;

/** A colour in linear light; 1 is the white of a sunlit page, lights may be brighter. */
record Rgb(float r, float g, float b) {
    static final Rgb WHITE = new Rgb(1, 1, 1);

    /** From an sRGB 0xRRGGBB. */
    static Rgb of(int srgb) {
        return new Rgb(Tone.linear((srgb >> 16) & 255), Tone.linear((srgb >> 8) & 255), Tone.linear(srgb & 255));
    }

    /** From hue, saturation and value in [0, 1], as sRGB would show them. */
    static Rgb hsv(float hue, float saturation, float value) {
        float h = Curve.fraction(hue) * 6;
        return new Rgb(
                Tone.linear(channel(h, 5, saturation, value)),
                Tone.linear(channel(h, 3, saturation, value)),
                Tone.linear(channel(h, 1, saturation, value)));
    }

    private static int channel(float hue6, int n, float saturation, float value) {
        float k = (n + hue6) % 6;
        float part = Curve.clamp01(Math.min(k, 4 - k));
        return (int) (255 * (value - value * saturation * part) + 0.5f);
    }

    Rgb mix(Rgb other, float t) {
        return new Rgb(Curve.mix(r, other.r, t), Curve.mix(g, other.g, t), Curve.mix(b, other.b, t));
    }

    Rgb times(float f) {
        return new Rgb(r * f, g * f, b * f);
    }

    Rgb times(Rgb other) {
        return new Rgb(r * other.r, g * other.g, b * other.b);
    }

    /** Colours a pixel: this, so many times as bright. */
    void put(float[] rgb, float f) {
        rgb[0] = r * f;
        rgb[1] = g * f;
        rgb[2] = b * f;
    }

    /** Lays this over a pixel, as a veil that hides a share of it. */
    void veil(float[] rgb, float share) {
        rgb[0] = Curve.mix(rgb[0], r, share);
        rgb[1] = Curve.mix(rgb[1], g, share);
        rgb[2] = Curve.mix(rgb[2], b, share);
    }

    float luminance() {
        return 0.2126f * r + 0.7152f * g + 0.0722f * b;
    }
}
