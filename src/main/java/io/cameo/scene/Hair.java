package io.cameo.scene;

/** Paints hair: strands that fan out from the parting, in clumps, with a band of shine. */
final class Hair {
    private final Person p;
    private final Shot shot;
    private final HairShape shape;
    private final Light light;
    private final float lightU;
    private final float lightV;
    private final float rimU;
    private final float perHeight;
    private final float perHalfWidth;
    private final Rgb cloth;
    /** How unevenly strands end, in head units. */
    private final float ragged;
    /** How far beyond its edges hair may reach. */
    private final float fringe;

    Hair(Person p, Shot shot, HairShape shape) {
        this.p = p;
        this.shot = shot;
        this.shape = shape;
        light = shot.light;
        lightU = shot.pose.turnU(light.x, light.y);
        lightV = shot.pose.turnV(light.x, light.y);
        rimU = shot.pose.turnU(1, 0);
        perHeight = 1 / shape.capHeight;
        perHalfWidth = 1 / shape.capHalfWidth;
        ragged = 0.028f + shape.style.curl * 0.16f;
        fringe = 0.03f + 1.5f * ragged;
        cloth = Rgb.hsv(
                shot.dice.unit("scarf hue"),
                shot.dice.in("scarf depth", 0.1f, 0.65f),
                shot.dice.in("scarf value", 0.25f, 0.85f));
    }

    /** The hair that hangs behind the neck; painted before the body. */
    void paintBack(Canvas canvas, HeadMap map) {
        for (int i = 0; i < map.hair.length; i++) {
            map.hair[i] = shape.outside(map.u[i], map.v[i]);
        }
        if (shape.style == HairStyle.BUN) {
            bun(canvas, map);
        }
        if (!shape.isBehindHead()) {
            return;
        }
        for (int i = 0; i < map.u.length; i++) {
            float edge = map.hair[i];
            if (edge < fringe && !map.isHidden(i) && !covered(map, i, edge)) {
                float dark = 0.42f + 0.25f * Curve.step(0.8f, 1.3f, Math.abs(map.u[i]));
                strand(canvas, map, i, edge, dark);
            }
        }
    }

    /** Whether the hair in front will hide this pixel anyway. */
    private boolean covered(HeadMap map, int i, float edge) {
        return edge < -0.12f && shape.belowLine(map.s[i], map.t[i]) < -0.12f - 0.3f * shape.style.curl;
    }

    /** The hair around the face; painted after the face. */
    void paintFront(Canvas canvas, HeadMap map) {
        if (shape.style == HairStyle.BALD) {
            return;
        }
        for (int i = 0; i < map.u.length; i++) {
            float edge = map.hair[i];
            if (edge < fringe) {
                float inner = shape.belowLine(map.s[i], map.t[i]);
                if (inner < fringe) {
                    strand(
                            canvas,
                            map,
                            i,
                            Math.max(edge, inner),
                            Curve.mix(1, 0.62f, Curve.step(-0.16f, 0.02f, inner)));
                }
            }
        }
    }

    private void strand(Canvas canvas, HeadMap map, int i, float edge, float dark) {
        if (shape.style.isCloth()) {
            scarf(canvas, map, i, edge, dark);
            return;
        }
        float u = map.u[i];
        float v = map.v[i];
        float curl = shape.style.curl;
        float y = (v - HairShape.CAP_V) * perHeight;
        float x = (u - shape.capU) * perHalfWidth;
        // Across the strands: meridians of the cap from the parting, straight down below it.
        float narrow = y < 0 ? Curve.sqrt(Math.max(0.03f, 1 - y * y)) : 1;
        float across = (u - shape.partU * Math.max(0, -y)) * perHalfWidth / narrow;
        float along = v;
        if (curl > 0.1f) {
            across += curl * 0.5f * Noise.at(v * 3.2f + shape.seedX, u * 2.2f + shape.seedY)
                    + curl * 0.12f * Curve.wave(v * 1.7f + Noise.at(u * 3 + shape.seedX, v) * 0.6f);
        } else {
            across += curl * Noise.at(v * 1.6f + shape.seedX, u * 1.5f + shape.seedY);
        }
        float kink = curl > 0.25f ? 11 : 1.1f;
        float clump = Noise.at(across * 11 + shape.seedX, along * kink * 0.6f + shape.seedY);
        float lock = Noise.at(across * 30 + shape.seedY, along * kink + shape.seedX);
        float fine = Noise.at(across * 78 + shape.seedX, along * kink * 1.4f);
        float cut = shape.style.crown < 0.05f
                ? buzzCut(u, v, edge)
                : Curve.step(0.022f, -0.03f, edge + ragged * (0.6f * clump + 0.5f * lock + 0.4f * fine));
        if (cut <= 0.004f) {
            return;
        }
        float nx = x * 0.9f;
        float ny = Math.min(y, 0.1f) * 0.85f;
        float nz = Curve.sqrt(Math.max(0.06f, 1 - nx * nx - ny * ny));
        float facing = nx * lightU + ny * lightV + nz * light.z;
        float texture = (0.62f + 0.3f * clump + 0.26f * lock + 0.24f * fine) * dark;
        texture = Math.max(texture, 0.1f);
        float band = Curve.hill((y - lightV * 0.5f + 0.28f + 0.06f * clump) * (1 / 0.3f)) * Math.max(0, facing);
        float shine = band * (0.5f + lock * 0.5f + 0.45f * fine) * dark * (curl > 0.25f ? 0.05f : 0.15f);
        shine = Math.max(0, shine);
        float rim = light.rim(nx * rimU, nz) * (0.35f + 0.4f * fine + 0.25f * lock) * 0.5f;
        float lit = Curve.mix(1, 0.45f, Curve.step(0.2f, 1.4f, v) * 0.5f);
        Rgb c = p.hairColour;
        float r = light.red(facing, ny, lit);
        float g = light.green(facing, ny, lit);
        float b = light.blue(facing, ny, lit);
        canvas.over(
                i,
                (c.r() * texture + shine * (0.35f + c.r())) * r + rim * light.rim.r() * (0.25f + c.r()),
                (c.g() * texture + shine * (0.33f + c.g())) * g + rim * light.rim.g() * (0.22f + c.g()),
                (c.b() * texture + shine * (0.3f + c.b())) * b + rim * light.rim.b() * (0.2f + c.b()),
                cut);
    }

    /** Cropped hair: the scalp shines through, more so towards the hairline. */
    private float buzzCut(float u, float v, float edge) {
        float stubble = 0.75f + 0.35f * Noise.at(u * 55, v * 55);
        return Curve.step(0.03f, -0.2f, edge) * Curve.clamp01(stubble) * 0.92f;
    }

    private void scarf(Canvas canvas, HeadMap map, int i, float edge, float dark) {
        float cover = Curve.clamp01(0.5f - edge * shot.pose.scalePx);
        if (cover <= 0) {
            return;
        }
        float u = map.u[i];
        float v = map.v[i];
        float folds = Noise.at(u * 2.2f + v * 2.6f + shape.seedX, (v - u) * 0.7f)
                + 0.5f * Noise.at(Math.abs(u) * 6 + v * 3 + shape.seedY, v * 1.3f);
        float weave = Noise.at(u * 70, v * 70);
        float nx = u * 0.75f + 0.22f * folds;
        float ny = Curve.clamp((v + 0.2f) * 0.6f, -0.8f, 0.3f);
        float nz = Curve.sqrt(Math.max(0.1f, 1 - nx * nx - ny * ny));
        float facing = nx * lightU + ny * lightV + nz * light.z;
        float texture = (0.85f + 0.16f * folds + 0.1f * weave) * dark;
        canvas.over(
                i,
                cloth.r() * texture * light.red(facing, ny, 0.9f),
                cloth.g() * texture * light.green(facing, ny, 0.9f),
                cloth.b() * texture * light.blue(facing, ny, 0.9f),
                cover);
    }

    private void bun(Canvas canvas, HeadMap map) {
        float middleU = -shot.pose.yaw * 0.9f;
        float middleV = -1.52f;
        for (int i = 0; i < map.u.length; i++) {
            float du = map.u[i] - middleU;
            float dv = map.v[i] - middleV;
            float out = Curve.sqrt(du * du + dv * dv * 1.3f) - 0.34f;
            if (out < 0.15f) {
                float swirl = Noise.at(out * 22 + du * 5 + shape.seedX, dv * 5 + shape.seedY);
                strand(canvas, map, i, out + 0.03f * swirl, 0.75f + 0.35f * swirl);
            }
        }
    }
}
