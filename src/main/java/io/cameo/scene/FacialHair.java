package io.cameo.scene;

/** Beards, moustaches, stubble and freckles: what lies on the lower face. */
final class FacialHair {
    private final Person p;
    private final Shot shot;
    private final FacePlan plan;
    private final float seed;
    private final float length;

    FacialHair(Person p, Shot shot, FacePlan plan) {
        this.p = p;
        this.shot = shot;
        this.plan = plan;
        seed = p.dice.in("beard seed", 0, 200);
        length = switch (p.beard) {
            case FULL -> p.dice.in("beard length", 0.03f, 0.2f);
            case GOATEE -> 0.05f;
            default -> 0;
        };
    }

    void paint(Canvas canvas, HeadMap map) {
        if (p.beard == Person.Beard.NONE) {
            return;
        }
        for (int i = 0; i < map.t.length; i++) {
            if (map.t[i] > 0 && map.outside[i] < length + 0.05f) {
                hairs(canvas, map, i);
            }
        }
    }

    private void hairs(Canvas canvas, HeadMap map, int i) {
        float s = map.s[i];
        float t = map.t[i];
        float region = region(s, t);
        if (region <= 0) {
            return;
        }
        boolean stubble = p.beard == Person.Beard.STUBBLE;
        float lean = s * 0.35f;
        float fine = Noise.at(s * 62 - t * lean * 30 + seed, t * 13 + seed)
                + 0.6f * Noise.at(s * 30 - t * lean * 14, t * 7 + seed);
        float spots = Noise.at(s * 58 + seed, t * 58) + 0.6f * Noise.at(s * 27, t * 27 + seed);
        float out = Curve.step(length + 0.02f, length * 0.4f - 0.03f, map.outside[i] + 0.035f * fine);
        float cover = region * out * (stubble ? 0.3f + 0.24f * spots : 0.86f + 0.22f * fine);
        if (cover <= 0) {
            return;
        }
        Rgb c = p.browColour;
        float value = 0.75f + (stubble ? 0 : 0.45f * fine);
        boolean beyond = map.outside[i] > -0.02f;
        float lr = beyond ? 0.4f : map.lightR[i];
        float lg = beyond ? 0.4f : map.lightG[i];
        float lb = beyond ? 0.4f : map.lightB[i];
        canvas.over(i, c.r() * value * lr, c.g() * value * lg, c.b() * value * lb, Math.min(cover, 0.96f));
    }

    private float region(float s, float t) {
        float a = Math.abs(s);
        float wobble = 0.05f * Noise.at(s * 9 + seed, t * 9);
        float mouth = t - p.mouthY - plan.cornerDrop * Curve.clamp01(a / plan.mouthHalf);
        float lipX = a / (plan.mouthHalf + 0.02f);
        float lips = Curve.hill(
                lipX * 0.8f,
                (mouth - 0.03f - shot.mouthOpen * 0.4f) / (0.15f * p.lipsFull + 0.06f + shot.mouthOpen),
                1,
                1);
        float clear = Curve.step(0.42f, 0.2f, lips);
        float upper = Curve.step(plan.noseT + 0.13f, plan.noseT + 0.23f, t + wobble * 0.5f)
                * Curve.step(0.01f, -0.03f, mouth)
                * Curve.step(plan.mouthHalf + 0.07f, plan.mouthHalf - 0.05f, a + wobble);
        float cheekLine = 0.95f - 0.62f * Curve.step(0.5f, 0.95f, a) + 0.1f * Curve.hill(a / 0.5f);
        float jaw = Curve.step(cheekLine - 0.1f, cheekLine + 0.13f, t + wobble);
        float chin = Curve.step(-0.02f, 0.06f, mouth)
                * Curve.step(
                        plan.mouthHalf + 0.06f, plan.mouthHalf - 0.08f, a * (1.15f - 0.25f * (t - p.mouthY)) + wobble);
        return clear
                * switch (p.beard) {
                    case NONE -> 0;
                    case MOUSTACHE -> upper;
                    case GOATEE ->
                        Math.max(
                                upper,
                                Math.max(
                                        chin,
                                        Curve.step(-0.3f, 0, mouth)
                                                * Curve.hill((a - plan.mouthHalf - 0.03f) / 0.09f)
                                                * Curve.step(0.3f, 0.1f, mouth)));
                    case STUBBLE, FULL -> Math.max(upper, Math.max(jaw, chin));
                };
    }

    /** Freckles: one spot in some of the cells of a grid over cheeks and nose. */
    static void freckle(Canvas canvas, HeadMap map, Person p) {
        if (p.freckles <= 0) {
            return;
        }
        Rgb brown = p.skin.times(new Rgb(0.62f, 0.45f, 0.34f)).times(1 / Math.max(p.skin.r(), 0.2f));
        int seed = p.dice.below("freckle seed", 256);
        for (int i = 0; i < map.t.length; i++) {
            if (map.reach[i] > 0.95f || map.t[i] > 1.3f) {
                continue;
            }
            float gx = map.s[i] * 15;
            float gy = map.t[i] * 15;
            int cx = Curve.floor(gx);
            int cy = Curve.floor(gy);
            float dense = 0.25f + 0.75f * Curve.hill(map.s[i], map.t[i] - 0.32f, 0.8f, 0.42f);
            if (Noise.cell(cx + seed, cy) > 2 * dense * p.freckles - 1) {
                continue;
            }
            float dx = gx - cx - 0.5f - 0.25f * Noise.cell(cx, cy + seed);
            float dy = gy - cy - 0.5f - 0.25f * Noise.cell(cx + 7, cy + seed);
            float size = 0.22f + 0.16f * Noise.cell(cx + 31, cy + seed);
            canvas.tint(i, brown, Curve.hill(Curve.sqrt(dx * dx + dy * dy) / (size + 0.12f)) * 0.6f);
        }
    }
}
