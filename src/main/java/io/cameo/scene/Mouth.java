package io.cameo.scene;

/** Lips, teeth, and the nostrils above them. */
final class Mouth {
    private static final Rgb INSIDE = Rgb.of(0x35100f);
    private static final Rgb TEETH = Rgb.of(0xe8e0d2);
    private static final Rgb NOSTRIL = Rgb.of(0x5a2a20);

    private final Person p;
    private final Shot shot;
    private final FacePlan plan;
    private final Skull skull;
    private final float k;

    Mouth(Person p, Shot shot, FacePlan plan, Skull skull) {
        this.p = p;
        this.shot = shot;
        this.plan = plan;
        this.skull = skull;
        k = shot.pose.scalePx;
    }

    void paint(Canvas canvas, HeadMap map) {
        Box box = HeadMap.around(shot.pose, skull, canvas, 0, plan.mouthY, plan.mouthHalf + 0.08f);
        for (int y = box.y0(); y < box.y1(); y++) {
            for (int x = box.x0(); x < box.x1(); x++) {
                lips(canvas, map, y * canvas.widthPx + x);
            }
        }
        nostrils(canvas, map);
    }

    private void lips(Canvas canvas, HeadMap map, int i) {
        float x = map.s[i] / plan.mouthHalf;
        float arch = 1 - x * x;
        if (arch <= 0) {
            return;
        }
        float y = map.t[i] - plan.mouthY - plan.cornerDrop * x * x * (0.6f + 0.4f * x * x);
        float gap = shot.mouthOpen;
        float gapTop = -gap * 0.3f * arch;
        float gapBottom = gap * (0.35f + 0.65f * arch) * arch;
        float bow = Curve.hill((Math.abs(x) - 0.24f) / 0.3f) * 0.014f - Curve.hill(x / 0.17f) * 0.012f;
        float thin = 1 - 0.25f * Math.max(0, shot.smile);
        float top = gapTop - (0.058f * Curve.sqrt(arch) * (0.4f + 0.6f * arch) + bow * arch) * p.lipsFull * thin;
        float bottom = gapBottom + 0.098f * Curve.sqrt(arch) * (0.3f + 0.7f * arch) * p.lipsFull * thin;
        float inLips = Math.min(edge(y - top, 0.6f), edge(bottom - y, 0.6f));
        if (inLips <= 0) {
            return;
        }
        boolean upper = y < (gapTop + gapBottom) * 0.5f;
        float down = upper ? (y - top) / (gapTop - top + 1e-4f) : (y - gapBottom) / (bottom - gapBottom + 1e-4f);
        float creases = Noise.at(x * 24 + p.masculine * 50, y * 9 + 3 * x);
        float form = upper
                ? 0.84f - 0.16f * down
                : 1.02f + 0.14f * Curve.hill((down - 0.4f) / 0.5f) - 0.2f * Curve.step(0.6f, 1, down);
        float value = form * (1 + 0.09f * creases);
        float gloss = upper
                ? 0
                : Curve.hill(x - shot.light.x * 0.4f, (down - 0.38f) * 0.5f, 0.5f, 0.14f)
                        * (0.05f + 0.1f * p.makeup)
                        * (0.7f + 0.6f * creases);
        Rgb lips = p.lips;
        float strength = inLips * (0.78f + 0.2f * p.makeup);
        canvas.over(
                i,
                (lips.r() * value + gloss) * map.lightR[i],
                (lips.g() * value + gloss) * map.lightG[i],
                (lips.b() * value + gloss) * map.lightB[i],
                Math.min(strength, 1));
        opening(canvas, map, i, x, y, gapTop, gapBottom);
    }

    private void opening(Canvas canvas, HeadMap map, int i, float x, float y, float gapTop, float gapBottom) {
        float gap = gapBottom - gapTop;
        float inGap = Math.min(edge(y - gapTop, 1), edge(gapBottom - y, 1)) * Curve.clamp01(gap * k * 0.8f);
        if (inGap > 0) {
            float down = (y - gapTop) / (gap + 1e-4f);
            float bite = edge(0.045f + 0.035f * Math.max(0, shot.smile) - (y - gapTop), 0.8f)
                    * Curve.step(0.9f, 0.68f, Math.abs(x));
            float between =
                    Curve.hill((Curve.fraction(Math.abs(x) * 4.3f * (1 + 0.35f * Math.abs(x))) - 0.02f) / 0.12f);
            float white =
                    (0.92f - 0.35f * x * x - 0.12f * between) * (0.72f + 0.28f * Curve.step(0, 0.3f, down)) * 0.86f;
            canvas.over(i, INSIDE.r(), INSIDE.g(), INSIDE.b(), inGap);
            canvas.over(
                    i,
                    TEETH.r() * white * map.lightR[i],
                    TEETH.g() * white * map.lightG[i],
                    TEETH.b() * white * map.lightB[i],
                    inGap * bite);
        }
        float seam = Curve.hill((y - gapTop) / 0.022f)
                * (1 - 0.6f * Curve.clamp01(gap * 12))
                * Curve.step(1, 0.9f, Math.abs(x));
        canvas.shade(i, 1 - 0.62f * seam);
    }

    /** Anti-aliased cover of a band by the distance to its edge. */
    private float edge(float inside, float sharpness) {
        return Curve.clamp01(0.5f + inside * k * sharpness);
    }

    private void nostrils(Canvas canvas, HeadMap map) {
        float at = plan.noseT + 0.108f;
        Box box = HeadMap.around(shot.pose, skull, canvas, plan.noseS, at, 0.28f);
        for (int y = box.y0(); y < box.y1(); y++) {
            for (int x = box.x0(); x < box.x1(); x++) {
                int i = y * canvas.widthPx + x;
                float a = Math.abs(map.s[i] - plan.noseS) - p.noseWide * 0.56f;
                float b = map.t[i] - at - 0.25f * a;
                canvas.tint(i, NOSTRIL, Math.min(1, 1.5f * Curve.hill(a, b, p.noseWide * 0.46f, 0.048f)) * 0.85f);
            }
        }
    }
}
