package io.cameo.scene;

/** Spectacles and sunglasses. */
final class Glasses {
    enum Frame {
        NONE,
        ROUND,
        SQUARE,
        HALF_RIM
    }

    private Glasses() {}

    /** The identity's own frame, or dark ones that the shot adds. */
    static Frame worn(Person p, Shot shot) {
        return p.glasses == Frame.NONE && shot.sunglasses ? Frame.SQUARE : p.glasses;
    }

    static void paint(Canvas canvas, HeadMap map, Person p, Shot shot) {
        Frame frame = worn(p, shot);
        if (frame == Frame.NONE) {
            return;
        }
        Dice d = p.dice;
        Rgb colour = d.chance("metal", 0.4f)
                ? Rgb.of(0x8d7f6a)
                : Rgb.hsv(d.unit("frame hue"), d.in("frame depth", 0, 0.7f), d.in("frame value", 0.05f, 0.4f));
        float half = frame == Frame.ROUND ? 0.29f : 0.315f;
        float tall = frame == Frame.ROUND ? 0.27f : d.in("frame tall", 0.18f, 0.25f);
        float corner = frame == Frame.ROUND ? 0.26f : d.in("frame corner", 0.05f, 0.14f);
        float rim = d.in("frame rim", 0.014f, 0.034f);
        // Spectacles stand in front of the face and so move further when it turns.
        float shiftS = shot.pose.yaw * 0.1f;
        float shiftT = shot.pose.pitch * 0.1f + 0.035f;
        float k = shot.pose.scalePx;
        for (int i = 0; i < map.s.length; i++) {
            float t = map.t[i] - shiftT;
            if (t < -0.45f || t > 0.5f || map.outside[i] > 0.08f) {
                continue;
            }
            float s = map.s[i] - shiftS;
            float a = Math.abs(s);
            float lens = roundBox(a - p.eyeX - 0.005f, t, half, tall, corner);
            float ring = Math.abs(lens) - rim;
            if (frame == Frame.HALF_RIM && t > -tall * 0.3f) {
                ring = Math.max(ring, Math.abs(lens) - rim * 0.3f);
            }
            float bridge = Math.max(
                    Math.abs(t + 0.06f + 0.25f * (0.1f - a * a * 6)) - rim * 0.9f, a - (p.eyeX - half + 0.01f));
            float arm = Math.max(Math.abs(t + 0.09f) - rim, p.eyeX + half - a);
            float metal = Curve.clamp01(0.5f - Math.min(ring, Math.min(bridge, arm)) * k);
            if (shot.sunglasses) {
                float dark = Curve.clamp01(0.5f - lens * k);
                float sky = 0.01f + 0.09f * Curve.step(0.25f, -0.3f, t + 0.4f * s);
                canvas.over(
                        i,
                        0.012f + sky * shot.light.sky.r(),
                        0.011f + sky * shot.light.sky.g(),
                        0.011f + sky * shot.light.sky.b(),
                        dark * 0.94f);
            } else {
                float streak = Curve.hill((a * 0.8f + t * 1.3f - p.eyeX * 0.8f + 0.1f) / 0.07f);
                canvas.add(i, shot.light.sky, (0.015f + 0.12f * streak) * Curve.clamp01(0.5f - lens * k));
            }
            canvas.shade(i, 1 - 0.2f * Curve.hill((Math.min(ring, bridge) - 0.005f) / 0.07f) * (t > 0 ? 1 : 0.5f));
            float gleam = 0.8f + 0.7f * Curve.hill((lens + rim * 0.3f) / rim);
            canvas.over(
                    i,
                    (colour.r() * gleam + 0.01f) * (0.25f + map.lightR[i]),
                    (colour.g() * gleam + 0.01f) * (0.25f + map.lightG[i]),
                    (colour.b() * gleam + 0.01f) * (0.25f + map.lightB[i]),
                    metal);
        }
    }

    private static float roundBox(float x, float y, float halfX, float halfY, float corner) {
        float qx = Math.abs(x) - halfX + corner;
        float qy = Math.abs(y) - halfY + corner;
        float ox = Math.max(qx, 0);
        float oy = Math.max(qy, 0);
        return Math.min(Math.max(qx, qy), 0) + Curve.sqrt(ox * ox + oy * oy) - corner;
    }
}
