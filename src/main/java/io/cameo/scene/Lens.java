package io.cameo.scene;

/**
 * The camera: focus, exposure, vignette, sensor noise, and the way to 8 bits. Works on whole rows in plain loops over
 * separate arrays, which the compiler turns into vector instructions without changing a bit of the result.
 */
final class Lens {
    private final float[] before;
    private final float[] now;
    private final float[] after;
    private final float[] fall;
    private final float[] blue;
    private final float[] green;
    private final float[] red;

    Lens(int widthPx) {
        before = new float[widthPx];
        now = new float[widthPx + 2];
        after = new float[widthPx];
        fall = new float[widthPx];
        blue = new float[widthPx];
        green = new float[widthPx];
        red = new float[widthPx];
    }

    /** Takes the picture: interleaved 8-bit BGR, rows without padding. */
    void take(Canvas canvas, Shot shot, Person p, byte[] bgr) {
        Dice d = shot.dice;
        float soft = d.chance("soft focus", 0.12f) ? d.in("softness", 0.2f, 0.25f) : d.in("softness", 0.04f, 0.17f);
        int passes = soft >= 0.2f ? 2 : 1;
        for (int i = 0; i < passes; i++) {
            soften(canvas, canvas.red, soft);
            soften(canvas, canvas.green, soft);
            soften(canvas, canvas.blue, soft);
        }
        // A camera's meter: halfway from the true brightness of the skin to an average one.
        float meter = Curve.sqrt(Curve.sqrt(0.3f / Math.max(p.skin.luminance(), 0.03f)));
        float gain = meter * d.bell("exposure", 1.12f, 0.2f);
        float warm = d.bell("white balance", 0, 0.07f);
        float vignette = d.in("vignette", 0, 0.5f);
        float grain = d.chance("dim", 0.2f) ? d.in("grain", 3.5f, 6) : d.in("grain", 0.3f, 3.2f);
        int w = canvas.widthPx;
        long seed = d.bits("sensor");
        for (int y = 0; y < canvas.heightPx; y++) {
            float dy = (y - 0.5f * canvas.heightPx) / canvas.heightPx;
            for (int x = 0; x < w; x++) {
                float dx = (x - 0.5f * w) * (1f / w);
                fall[x] = 1 - vignette * (dx * dx + dy * dy);
            }
            expose(canvas.red, y * w, gain * (1 + warm), red);
            expose(canvas.green, y * w, gain, green);
            expose(canvas.blue, y * w, gain * (1 - warm), blue);
            digitise(bgr, y * w, seed, grain);
        }
    }

    private void expose(float[] plane, int start, float gain, float[] to) {
        System.arraycopy(plane, start, to, 0, to.length);
        for (int x = 0; x < to.length; x++) {
            to[x] = Tone.coordinate(to[x] * gain * fall[x]);
        }
    }

    private void digitise(byte[] bgr, int start, long seed, float grain) {
        // The sum of four bytes has a standard deviation of 148.
        float perBell = grain / 148;
        float perPart = grain * 0.35f / 127.5f;
        for (int x = 0; x < red.length; x++) {
            long noise = Dice.mix(seed + start + x);
            float luma = bell(noise) * perBell + 0.5f;
            int at = 3 * (start + x);
            bgr[at] = clip(Tone.displayAt(blue[x]) + luma + perPart * (part(noise, 8) - 127.5f));
            bgr[at + 1] = clip(Tone.displayAt(green[x]) + luma);
            bgr[at + 2] = clip(Tone.displayAt(red[x]) + luma + perPart * (part(noise, 16) - 127.5f));
        }
    }

    private static int part(long noise, int shift) {
        return (int) (noise >>> shift) & 255;
    }

    /** Sums of uniform bytes: nearly Gaussian about 0. */
    private static int bell(long noise) {
        return part(noise, 24) + part(noise, 32) + part(noise, 40) + part(noise, 48) - 510;
    }

    private static byte clip(float level) {
        return (byte) Math.clamp((int) level, 0, 255);
    }

    /** A 3 by 3 blur in place; {@code side} is the weight of each neighbour, at most 0.25. */
    private void soften(Canvas canvas, float[] plane, float side) {
        int w = canvas.widthPx;
        float middle = 1 - 2 * side;
        for (int y = 0; y < canvas.heightPx; y++) {
            System.arraycopy(plane, y * w, now, 1, w);
            now[0] = now[1];
            now[w + 1] = now[w];
            for (int x = 0; x < w; x++) {
                after[x] = middle * now[x + 1] + side * (now[x] + now[x + 2]);
            }
            System.arraycopy(after, 0, plane, y * w, w);
        }
        System.arraycopy(plane, 0, before, 0, w);
        for (int y = 0; y < canvas.heightPx; y++) {
            System.arraycopy(plane, y * w, now, 0, w);
            System.arraycopy(plane, Math.min(y + 1, canvas.heightPx - 1) * w, after, 0, w);
            for (int x = 0; x < w; x++) {
                after[x] = middle * now[x] + side * (before[x] + after[x]);
            }
            System.arraycopy(after, 0, plane, y * w, w);
            System.arraycopy(now, 0, before, 0, w);
        }
    }
}
