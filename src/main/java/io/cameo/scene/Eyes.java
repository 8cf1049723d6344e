package io.cameo.scene;

/** The eyes with lids and lashes, and the brows above them. */
final class Eyes {
    private static final Rgb LASH = Rgb.of(0x1d120d);
    private static final Rgb WHITE = Rgb.of(0xe9e2dc);

    private final Person p;
    private final Shot shot;
    private final Skull skull;
    private final float upper;
    private final float lower;
    private final float irisRadius;
    private final float k;
    private final Rgb lidShade;

    Eyes(Person p, Shot shot, Skull skull) {
        this.p = p;
        this.shot = shot;
        this.skull = skull;
        upper = p.eyeOpen * shot.eyesOpen / p.eyeHalfWidth;
        lower = (0.064f - 0.018f * Math.max(0, shot.smile)) / p.eyeHalfWidth;
        irisRadius = 0.114f / p.eyeHalfWidth;
        k = p.eyeHalfWidth * shot.pose.scalePx;
        Rgb shadow = Rgb.hsv(p.dice.unit("eye shadow"), 0.35f, 0.75f);
        lidShade = new Rgb(0.7f, 0.58f, 0.56f).mix(shadow, 0.5f * p.makeup);
    }

    void paint(Canvas canvas, HeadMap map) {
        for (int side = -1; side <= 1; side += 2) {
            Box box = HeadMap.around(shot.pose, skull, canvas, side * p.eyeX, 0, p.eyeHalfWidth * 1.7f);
            for (int y = box.y0(); y < box.y1(); y++) {
                for (int x = box.x0(); x < box.x1(); x++) {
                    eye(canvas, map, y * canvas.widthPx + x, side);
                }
            }
            brow(canvas, map, side);
        }
    }

    /** Coordinates in one eye: x from -1 at the nose to 1 at the temple, y down, both in half eye widths. */
    private void eye(Canvas canvas, HeadMap map, int i, int side) {
        float x = (map.s[i] * side - p.eyeX) / p.eyeHalfWidth;
        float y = map.t[i] / p.eyeHalfWidth + p.eyeTilt * x;
        float x2 = x * x;
        float arch = 1 - x2;
        float lid = -upper * (arch > 0 ? Curve.sqrt(arch) * (0.35f + 0.65f * arch) : 0.6f * arch) * (1 - 0.12f * x);
        float floor = lower * arch * (1 + 0.2f * x);
        float under = y - lid;
        float above = floor - y;
        float inside = Math.min(Curve.clamp01(0.5f + under * k), Curve.clamp01(0.5f + above * k));
        if (x2 > 1) {
            inside = 0;
        }
        lidSkin(canvas, i, x, under);
        if (inside > 0) {
            ball(canvas, map, i, side, x, y, under, inside);
        }
        lashes(canvas, i, x, under, above, arch);
    }

    private void lidSkin(Canvas canvas, int i, float x, float under) {
        float gap = p.creaseGap / p.eyeHalfWidth + 0.04f;
        float reach = 1.12f - Math.abs(x);
        if (reach <= 0 || under > 0.1f) {
            return;
        }
        float fade = Curve.step(0, 0.35f, reach);
        canvas.tint(
                i, lidShade, fade * Curve.step(-gap * 1.7f - 0.14f, -gap * 0.7f, under) * (0.25f + 0.45f * p.makeup));
        float crease = Curve.hill((under + gap * (1 + 0.25f * x)) / 0.075f);
        canvas.shade(i, 1 - 0.42f * crease * fade);
    }

    private void ball(Canvas canvas, HeadMap map, int i, int side, float x, float y, float under, float inside) {
        float lr = Math.min(map.lightR[i] * 1.12f, 1.15f);
        float lg = Math.min(map.lightG[i] * 1.2f, 1.15f);
        float lb = Math.min(map.lightB[i] * 1.24f, 1.15f);
        // The lid and its lashes shade the top; the corners turn away from the light.
        float shade = (0.5f + 0.5f * Curve.step(0, 0.3f, under)) * (1 - 0.38f * x * x);
        float pink = 0.1f + 0.5f * Curve.step(-0.72f, -1, x);
        float r = WHITE.r();
        float g = WHITE.g() * (1 - 0.4f * pink);
        float b = WHITE.b() * (1 - 0.42f * pink);
        float ix = x - side * shot.gazeX;
        float iy = y - shot.gazeY / p.eyeHalfWidth * 0.2f + 0.02f;
        float from = Curve.sqrt(ix * ix + iy * iy) / irisRadius;
        float iris = Curve.clamp01(0.5f + (1 - from) * irisRadius * k);
        if (iris > 0) {
            float fibre =
                    Noise.at(ix / (from * irisRadius + 0.02f) * 5 + iy * 30, iy / (from * irisRadius + 0.02f) * 5);
            float ring = (0.75f + 0.3f * fibre + 0.5f * Curve.step(-0.2f, 1, iy / irisRadius))
                    * (1 - 0.72f * Curve.step(0.74f, 1.02f, from));
            float pupil = Curve.clamp01(0.5f + (from - 0.4f) * irisRadius * k);
            float keep = ring * (0.06f + 0.94f * pupil) * 1.25f;
            r += (p.iris.r() * keep - r) * iris;
            g += (p.iris.g() * keep - g) * iris;
            b += (p.iris.b() * keep - b) * iris;
        }
        canvas.over(i, r * lr * shade, g * lg * shade, b * lb * shade, inside);
        float gx = ix * side - shot.light.x * irisRadius * 0.75f;
        float gy = iy - (shot.light.y * 0.5f - 0.12f) * irisRadius;
        float glint = Curve.clamp01(0.5f + (0.2f * irisRadius - Curve.sqrt(gx * gx + gy * gy)) * k);
        canvas.over(i, 1.5f, 1.5f, 1.45f, glint * inside * 0.85f);
    }

    private void lashes(Canvas canvas, int i, float x, float under, float above, float arch) {
        float outer = Curve.step(-0.8f, 0.9f, x);
        float thick = 0.045f + 0.06f * outer + (1 - p.masculine) * 0.035f + 0.09f * p.makeup * outer;
        float wing = 1.0f + 0.22f * p.makeup * (1 - p.masculine);
        float ends = Curve.step(wing + 0.1f, wing - 0.12f, x) * Curve.step(-1.1f, -0.85f, x);
        float line = Curve.clamp01(0.5f + (thick * 0.55f - Math.abs(under + thick * 0.3f)) * k) * ends;
        canvas.over(i, LASH.r(), LASH.g(), LASH.b(), line * (0.72f + 0.2f * p.makeup));
        if (arch > -0.05f) {
            float low = Curve.hill(above / 0.09f) * Curve.step(-0.9f, 0.5f, x);
            canvas.shade(i, 1 - low * (0.28f + 0.25f * p.makeup));
        }
    }

    private void brow(Canvas canvas, HeadMap map, int side) {
        float raise = shot.browRaise + shot.dice.bell(side < 0 ? "left brow" : "right brow", 0, 0.015f);
        float at = p.browY - raise;
        Box box = HeadMap.around(shot.pose, skull, canvas, side * p.eyeX, at, 0.46f);
        Rgb c = p.browColour;
        float seed = p.dice.in("brow seed", 0, 200);
        float worry = shot.dice.bell("worry", -0.2f, 1);
        for (int y = box.y0(); y < box.y1(); y++) {
            for (int x = box.x0(); x < box.x1(); x++) {
                int i = y * canvas.widthPx + x;
                float bx = (map.s[i] * side - p.eyeX - 0.02f) / 0.31f;
                float bend = bx - 0.22f;
                float by =
                        map.t[i] - at + p.browArch * (1 - (bend < 0 ? 0.55f : 1.6f) * bend * bend) + 0.02f * worry * bx;
                float half = p.browThick * (bx < -0.5f ? 1 : 1 - 0.62f * Curve.step(-0.5f, 1.1f, bx));
                float hairs = Noise.at((bx * 17 + by * 45) * 1.3f + seed, by * 14 - bx * 7);
                float soft = Curve.step(half * 1.35f + 0.012f, half * 0.35f, Math.abs(by) + 0.014f * hairs);
                float ends = Curve.step(-1.15f, -0.8f, bx + 0.08f * hairs) * Curve.step(1.12f, 0.85f, bx);
                float cover = soft * ends * (0.72f + 0.3f * hairs) * (0.88f - 0.25f * p.lines * (1 - p.masculine));
                if (cover > 0) {
                    float lit = 0.9f;
                    canvas.over(
                            i,
                            c.r() * map.lightR[i] * lit,
                            c.g() * map.lightG[i] * lit,
                            c.b() * map.lightB[i] * lit,
                            Math.min(cover, 0.93f));
                }
            }
        }
    }
}
