package io.cameo.scene;

/**
 * What lies on a head: eyes, brows, mouth, beard, glasses, and where hair, scarf or hat begin. A place is given in halves
 * of the head: to the person's left, up, forwards.
 */
final class FaceInk {
    private static final float EYE_X = 0.36f;
    private static final float EYE_Y = 0.03f;
    private static final Rgb DARK = Rgb.of(0x221a1a);

    final float jaw;
    final float seed;
    final Rgb hat;
    private final Person p;
    private final Outfit.Hat worn;
    private final Rgb lips;
    private final Rgb blush;
    private final Rgb beard;
    private final Rgb hair;
    private final float smile;
    private final boolean laughs;
    private final boolean shades;
    private final float perPx;
    private final boolean detailed;

    FaceInk(Figure figure, float halfHeightPx) {
        p = figure.person;
        worn = figure.outfit.hat;
        Dice d = figure.dice;
        jaw = 0.2f - 0.1f * p.masculine;
        seed = d.in("hair seed", 0, 100);
        hat = worn == Outfit.Hat.SUN_HAT ? Rgb.of(0xe2c583) : figure.outfit.hatColour;
        lips = p.lips.mix(p.skin.times(0.6f), 0.25f);
        blush = p.skin.times(new Rgb(1, 0.66f, 0.62f));
        beard = p.hairColour.times(0.85f);
        hair = p.hairStyle.isCloth() ? figure.outfit.topSecond : p.hairColour;
        smile = d.in("smile", 0.3f, 1);
        laughs = d.chance("laughs", 0.4f);
        shades = d.chance("shades", 0.08f);
        perPx = 1 / halfHeightPx;
        detailed = halfHeightPx > 3;
    }

    void colour(float left, float up, float forward, float[] rgb) {
        set(rgb, p.skin);
        if (forward < 0.05f || !detailed) {
            if (detailed) {
                beardAt(left, up, forward, rgb);
            }
            return;
        }
        float a = Math.abs(left);
        over(rgb, blush, 0.5f * Curve.hill(a - 0.52f, up + 0.24f, 0.26f, 0.2f));
        over(rgb, p.skin.times(0.72f), 0.75f * Curve.hill(left, up + 0.24f, 0.13f, 0.09f));
        over(rgb, p.skin.times(1.12f), 0.8f * Curve.hill(left, up + 0.1f, 0.07f, 0.14f));
        beardAt(left, up, forward, rgb);
        mouth(left, up, rgb);
        float brow = up - 0.29f - 0.1f * Curve.hill((a - 0.4f) / 0.3f);
        float browThick = 0.025f + 0.55f * p.browThick;
        over(rgb, p.browColour, edge(Math.max(Math.abs(brow) - browThick, Math.abs(a - 0.38f) - 0.2f)));
        eyes(a, left, up, rgb);
    }

    private void eyes(float a, float left, float up, float[] rgb) {
        float dx = a - EYE_X;
        float dy = up - EYE_Y;
        if (shades) {
            float lens = Curve.sqrt(dx * dx + dy * dy * 1.7f) - 0.23f;
            over(rgb, DARK, edge(Math.min(lens, Math.max(Math.abs(up - 0.08f) - 0.03f, a - 0.3f))));
            over(
                    rgb,
                    Rgb.WHITE,
                    0.35f * edge(Curve.sqrt((dx + 0.07f) * (dx + 0.07f) + (dy - 0.07f) * (dy - 0.07f)) - 0.05f));
            return;
        }
        float ball = (Curve.sqrt(dx * dx * 0.62f + dy * dy) - 0.115f);
        over(rgb, Rgb.of(0xfaf5ee), edge(ball));
        float iris = Curve.sqrt(dx * dx * 1.1f + dy * dy) - 0.1f;
        over(rgb, p.iris.mix(DARK, 0.62f), edge(Math.max(iris, ball)));
        float glintX = left - (left > 0 ? EYE_X : -EYE_X) + 0.035f;
        float glintY = dy - 0.045f;
        float shine = Curve.sqrt(glintX * glintX + glintY * glintY) - 0.028f;
        over(rgb, Rgb.WHITE, 0.9f * edge(shine));
        float lid = Math.max(Math.abs(dy - 0.1f + dx * dx * 2) - 0.02f, Math.abs(dx) - 0.16f);
        over(rgb, DARK, (0.5f + 0.4f * (1 - p.masculine)) * edge(lid));
        if (p.glasses != Glasses.Frame.NONE) {
            float ring = Math.abs(Curve.sqrt(dx * dx + dy * dy) - 0.235f) - 0.022f;
            float bridge = Math.max(Math.abs(up - 0.07f) - 0.02f, a - 0.13f);
            over(rgb, DARK, edge(Math.min(ring, bridge)));
        }
    }

    private void mouth(float left, float up, float[] rgb) {
        float half = 0.24f + 0.08f * smile;
        float across = left / half;
        float curve = -0.54f + 0.1f * smile * (across * across);
        float within = Math.abs(left) - half;
        if (laughs) {
            float low = curve - (0.05f + 0.1f * smile) * Math.max(0, 1 - across * across);
            float open = Math.max(Math.max(up - curve, low - up), within);
            over(rgb, Rgb.of(0x7a2a2c), edge(open));
            over(rgb, Rgb.of(0xf8f3ec), edge(Math.max(open, curve - 0.055f - up)));
            over(rgb, lips, edge(Math.max(Math.abs(up - low) - 0.022f, within)));
        } else {
            over(rgb, lips, edge(Math.max(Math.abs(up - curve) - 0.036f, within)));
        }
    }

    private void beardAt(float left, float up, float forward, float[] rgb) {
        if (p.beard == Person.Beard.NONE || up > 0.05f) {
            return;
        }
        float a = Math.abs(left);
        float jawLine = Math.max(up + 0.3f - 0.55f * Curve.step(0.45f, 0.95f, a), -0.25f - forward);
        float moustache = Math.max(Math.abs(up + 0.4f) - 0.06f, a - 0.3f);
        float goatee = Curve.sqrt(left * left + (up + 0.68f) * (up + 0.68f)) - 0.3f;
        switch (p.beard) {
            case STUBBLE -> over(rgb, beard, 0.3f * soft(jawLine));
            case MOUSTACHE -> over(rgb, beard, forward > 0 ? edge(moustache) : 0);
            case GOATEE -> over(rgb, beard, forward > 0 ? 0.9f * edge(Math.min(goatee, moustache)) : 0);
            default -> over(rgb, beard, 0.95f * soft(jawLine));
        }
    }

    /** How far beyond the head its hair or hat reaches, in halves. */
    float thickness() {
        if (worn != Outfit.Hat.NONE) {
            return 0.14f;
        }
        HairStyle s = p.hairStyle;
        return s == HairStyle.BALD ? 0 : s.isCloth() ? 0.13f : 0.05f + 0.75f * s.crown;
    }

    float frizz() {
        return worn == Outfit.Hat.NONE && p.hairStyle.curl > 0.2f ? 0.1f : 0;
    }

    /** Positive where there is hair, in halves of the head from its edge. */
    float hairAbove(float left, float up, float forward) {
        if (p.hairStyle.isCloth()) {
            float inFace = Curve.sqrt(left * left * 1.75f + (up + 0.1f) * (up + 0.1f) * 1.35f) - 0.82f;
            return forward > 0 ? inFace : 1;
        }
        float front = p.hairStyle.hasFringe() ? 0.3f : 0.52f + 0.16f * p.receding;
        float temples = 0.5f * Curve.step(0.45f, 0.95f, Math.abs(left));
        float nape = p.hairStyle.length > 0 ? -1.2f : -0.62f;
        float line = Curve.mix(nape, front - temples, Curve.step(-0.42f, 0.1f, forward));
        float parted = 0.08f * Noise.at(left * 3.2f + seed, forward * 2);
        if (worn != Outfit.Hat.NONE) {
            line = Math.min(line, 0.4f);
        }
        return up - line + parted * (worn == Outfit.Hat.NONE ? 1 : 0);
    }

    void hairColour(float left, float up, float forward, float[] rgb) {
        if (worn != Outfit.Hat.NONE && up > 0.32f) {
            boolean band = worn != Outfit.Hat.CAP && up < 0.52f;
            set(rgb, band ? hat.times(0.8f) : hat);
            return;
        }
        float turn = (float) StrictMath.atan2(left, forward + 0.35f);
        float strand = p.hairStyle.isCloth()
                ? 0.5f * Noise.at(left * 2 + seed, up * 5)
                : Noise.at(turn * (7 + 10 * p.hairStyle.curl) + seed, up * (1.2f + 16 * p.hairStyle.curl));
        float shine = 0.22f * Curve.hill((up - 0.62f) / 0.24f);
        float bright = 1 + 0.24f * strand + shine;
        rgb[0] = hair.r() * bright + 0.02f * shine;
        rgb[1] = hair.g() * bright + 0.02f * shine;
        rgb[2] = hair.b() * bright + 0.02f * shine;
    }

    private float edge(float outside) {
        return Curve.clamp01(0.5f - outside / (1.6f * perPx));
    }

    private static float soft(float outside) {
        return Curve.step(0.08f, -0.08f, outside);
    }

    private static void set(float[] rgb, Rgb c) {
        rgb[0] = c.r();
        rgb[1] = c.g();
        rgb[2] = c.b();
    }

    private static void over(float[] rgb, Rgb c, float cover) {
        rgb[0] += (c.r() - rgb[0]) * cover;
        rgb[1] += (c.g() - rgb[1]) * cover;
        rgb[2] += (c.b() - rgb[2]) * cover;
    }
}
