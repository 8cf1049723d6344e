package io.cameo.scene;

import java.util.List;

/** Neck, shoulders and clothes. */
final class Torso {
    private enum Garment {
        CREW,
        V_NECK,
        SHIRT,
        SUIT,
        HOOD
    }

    private final Person p;
    private final Shot shot;
    private final Light light;
    private final Garment garment;
    private final Rgb main;
    private final Rgb second;
    private final int pattern;
    private final float neckHalf;
    private final float shoulder;
    private final float pitchOfPattern;
    private final float seed;

    Torso(Person p, Shot shot) {
        this.p = p;
        this.shot = shot;
        light = shot.light;
        Dice d = shot.dice;
        garment = d.pick("garment", List.of(Garment.values()), 0.3f, 0.2f, 0.22f, 0.16f, 0.12f);
        Rgb bright = Rgb.hsv(d.unit("cloth hue"), d.in("cloth depth", 0.05f, 0.75f), d.in("cloth value", 0.2f, 0.9f));
        main = garment == Garment.SUIT
                ? Rgb.hsv(
                        d.in("suit hue", 0.55f, 0.7f), d.in("suit depth", 0.05f, 0.4f), d.in("suit value", 0.1f, 0.4f))
                : bright;
        second = Rgb.hsv(d.unit("second hue"), d.in("second depth", 0.1f, 0.6f), d.in("second value", 0.3f, 0.95f));
        pattern = garment == Garment.SUIT ? 0 : d.weighted("pattern", 0.5f, 0.2f, 0.15f, 0.15f);
        pitchOfPattern = d.in("pattern pitch", 3, 8);
        neckHalf = 0.44f + 0.15f * p.masculine;
        shoulder = 1.72f + 0.06f * p.masculine + d.bell("shoulder", 0, 0.06f);
        seed = d.in("cloth seed", 0, 200);
    }

    void paint(Canvas canvas, HeadMap map) {
        float k = shot.pose.scalePx;
        int from = Math.max(0, Curve.floor(shot.pose.yPx + 0.6f * k));
        for (int y = from; y < canvas.heightPx; y++) {
            float v = shot.pose.bodyV(y);
            for (int x = 0; x < canvas.widthPx; x++) {
                float u = shot.pose.bodyU(x, y);
                int i = y * canvas.widthPx + x;
                float a = Math.abs(u);
                float neck = Math.max(
                        a - neckHalf - 0.5f * Curve.step(1.2f, 2.15f, v) * Curve.step(1.2f, 2.15f, v), 0.7f - v);
                float cloth = Math.max(slope(a) - v, neckline(u) - v);
                float cover = Curve.clamp01(0.5f - cloth * k);
                float bare = Curve.clamp01(0.5f - neck * k);
                if (bare > 0 && cover < 1 && !map.isHidden(i)) {
                    neck(canvas, i, u, v, bare);
                }
                if (cover > 0) {
                    cloth(canvas, i, u, v, cover);
                }
            }
        }
    }

    /** Height of the shoulders at a distance from the middle. */
    private float slope(float a) {
        float out = Math.max(0, a - 0.5f);
        return shoulder - 0.03f + 0.17f * out + 0.1f * out * out * out;
    }

    private float neckline(float u) {
        float a = Math.abs(u);
        return switch (garment) {
            case CREW -> shoulder + 0.3f - 0.42f * a * a;
            case V_NECK, SUIT -> shoulder + 0.95f - 1.35f * a;
            case SHIRT -> shoulder + 0.42f - 0.9f * a;
            case HOOD -> shoulder + 0.12f - 0.25f * a * a;
        };
    }

    private void neck(Canvas canvas, int i, float u, float v, float cover) {
        float x = Curve.clamp(u / (neckHalf + 0.12f), -0.96f, 0.96f);
        float round = x * (1 - 0.45f * Curve.step(shoulder - 0.3f, shoulder + 0.2f, v));
        float nz = Curve.sqrt(1 - round * round);
        float facing = round * light.x + nz * light.z + 0.15f * light.y;
        // The head's shadow falls away from the light.
        float chin = p.chinY + 0.3f - 0.3f * Curve.step(0, 0.9f, Math.abs(u + light.x * 0.45f));
        float lit =
                1 - (0.55f + 0.3f * light.hard) * Curve.step(chin + 0.28f, chin - 0.18f, v - 0.1f * Math.abs(light.y));
        float near = 1 - 0.5f * Curve.step(p.chinY + 0.35f, p.chinY - 0.1f, v);
        float cords = 1
                - 0.1f * Curve.hill((Math.abs(u) - 0.3f + (v - 1.5f) * 0.35f) / 0.09f)
                - 0.12f * Curve.hill(u, v - shoulder - 0.12f, 0.14f, 0.1f);
        float grain = 1 + 0.06f * Noise.octaves(u * 9 + seed, v * 9, 3) + 0.04f * Noise.at(u * 60, v * 60);
        float value = near * cords * grain;
        float rim = light.rim(round, nz);
        canvas.over(
                i,
                p.skin.r() * value * light.red(facing, 0.25f, lit) + rim * light.rim.r() * 0.3f,
                p.skin.g() * value * (0.8f + 0.2f * near) * light.green(facing, 0.25f, lit)
                        + rim * light.rim.g() * 0.2f,
                p.skin.b() * value * (0.8f + 0.2f * near) * light.blue(facing, 0.25f, lit) + rim * light.rim.b() * 0.2f,
                cover);
    }

    private void cloth(Canvas canvas, int i, float u, float v, float cover) {
        float folds = Noise.octaves(u * 1.7f + seed, v * 1.7f + 0.8f * Math.abs(u), 3);
        float weave = Noise.at(u * 55 + v * 20, v * 55 - u * 20);
        float nx = Curve.clamp(u * 0.42f + 0.3f * folds, -0.9f, 0.9f);
        float ny = Curve.clamp(-0.45f + 0.4f * (v - shoulder) + 0.15f * folds, -0.8f, 0.3f);
        float nz = Curve.sqrt(Math.max(0.1f, 1 - nx * nx - ny * ny));
        float facing = nx * light.x + ny * light.y + nz * light.z;
        Rgb c = colour(u, v);
        float collar = neckline(u);
        float value = 0.86f + 0.2f * folds + 0.12f * weave;
        if (garment == Garment.CREW || garment == Garment.HOOD) {
            float width = garment == Garment.CREW ? 0.13f : 0.3f;
            float hem = v - collar;
            value *= 1 - 0.4f * Curve.hill((hem - width) / 0.045f);
            if (hem < width) {
                value *= 0.9f + 0.12f * Curve.wave(u * (garment == Garment.CREW ? 16 : 2) + folds);
            }
        }
        float head = 1 - 0.45f * Curve.hill(u + light.x * 0.5f, v - p.chinY - 0.35f, 1.0f, 0.55f);
        canvas.over(
                i,
                c.r() * value * light.red(facing, ny, head),
                c.g() * value * light.green(facing, ny, head),
                c.b() * value * light.blue(facing, ny, head),
                cover);
    }

    private Rgb colour(float u, float v) {
        float a = Math.abs(u);
        if (garment == Garment.SUIT) {
            return suit(u, v, a);
        }
        if (garment == Garment.SHIRT) {
            float flap = Math.max(v - shoulder - 0.5f + 0.25f * a, a - 0.75f);
            float seam = Curve.hill(flap / 0.03f) * (a < 0.9f ? 1 : 0);
            float placket = a < 0.5f ? Curve.hill((u - 0.1f) / 0.025f) : 0;
            return patterned(u, flap < 0 ? v + 0.6f * u : v).times(1 - 0.42f * Math.max(seam, placket));
        }
        return patterned(u, v);
    }

    private Rgb suit(float u, float v, float a) {
        float lapel = neckline(u) + 0.02f - v;
        float opening = a - 0.52f + 0.33f * (v - shoulder);
        if (opening < 0) {
            float tie = a - 0.1f - 0.06f * (v - shoulder);
            if (tie < 0 && v > shoulder + 0.22f) {
                return second.times(Curve.wave((u + v) * 5) > 0.3f ? 1 : 0.7f);
            }
            return new Rgb(0.78f, 0.8f, 0.84f);
        }
        float edge = Curve.hill((opening - 0.2f - 0.12f * Curve.hill((v - shoulder - 0.45f) / 0.3f)) / 0.025f);
        return main.times(lapel > 0 ? 0.9f : 1 - 0.4f * edge + 0.1f * Curve.hill(opening / 0.03f));
    }

    private Rgb patterned(float u, float v) {
        float q = pitchOfPattern;
        return switch (pattern) {
            case 1 -> main.mix(second, Curve.step(-0.3f, 0.3f, Curve.wave(v * q * 0.6f)) * 0.8f);
            case 2 ->
                main.mix(
                        second,
                        0.4f * Curve.step(-0.2f, 0.2f, Curve.wave(u * q * 0.5f))
                                + 0.4f * Curve.step(-0.2f, 0.2f, Curve.wave(v * q * 0.5f)));
            case 3 -> {
                float du = Curve.fraction(u * q * 0.7f) - 0.5f;
                float dv = Curve.fraction(v * q * 0.7f) - 0.5f;
                yield main.mix(second, Curve.step(0.3f, 0.22f, Curve.sqrt(du * du + dv * dv)) * 0.8f);
            }
            default -> main;
        };
    }
}
