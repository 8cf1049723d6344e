package io.cameo.scene;

/** The skin of the face and the ears: relief under light, pores, blood, lines, freckles. */
final class Skin {
    /** How far beyond the outline light is worked out for the arms of spectacles. */
    private static final float LIT = 0.1f;

    private final Person p;
    private final Shot shot;
    private final FacePlan plan;
    private final Relief relief;
    private final Light light;
    private final float lightU;
    private final float lightV;
    private final float rimU;
    /** The direction half way between the light and the eye. */
    private final float halfU;

    private final float halfV;
    private final float halfZ;
    private final float foldPerHeight;
    private final float foldPerWidth;
    private final float detail;
    private final float seedX;
    private final float seedY;
    private final HairShape hair;

    Skin(Person p, Shot shot, FacePlan plan, HairShape hair) {
        this.p = p;
        this.shot = shot;
        this.plan = plan;
        this.hair = hair;
        relief = new Relief(p, shot, plan);
        light = shot.light;
        lightU = shot.pose.turnU(light.x, light.y);
        lightV = shot.pose.turnV(light.x, light.y);
        rimU = shot.pose.turnU(1, 0);
        float per = 1 / Curve.sqrt(lightU * lightU + lightV * lightV + (light.z + 1) * (light.z + 1));
        halfU = lightU * per;
        halfV = lightV * per;
        halfZ = (light.z + 1) * per;
        foldPerHeight = 1 / (p.mouthY + 0.08f - plan.noseT);
        foldPerWidth = 1 / (0.035f + 0.02f * Math.max(0, shot.smile));
        detail = 0.03f + 0.04f * p.lines + 0.02f * p.masculine;
        seedX = p.dice.in("skin x", 0, 200);
        seedY = p.dice.in("skin y", 0, 200);
    }

    void paint(Canvas canvas, HeadMap map) {
        float k = shot.pose.scalePx;
        float lit = Glasses.worn(p, shot) == Glasses.Frame.NONE ? 0.5f / k : LIT;
        for (int i = 0; i < map.outside.length; i++) {
            float cover = Curve.clamp01(0.5f - map.outside[i] * k);
            if (map.outside[i] < lit) {
                point(canvas, map, i, cover);
            }
        }
    }

    private void point(Canvas canvas, HeadMap map, int i, float cover) {
        float s = map.s[i];
        float t = map.t[i];
        float reach = Math.min(map.reach[i], 0.985f);
        float q = reach * reach;
        // The skull's own slope: flat in front, steep at the outline.
        float steep = 1.15f * q * reach / Curve.sqrt(1 - q * q);
        float du = map.u[i];
        float dv = map.v[i] - Skull.MIDDLE;
        float per = 1 / (Curve.sqrt(du * du + dv * dv) + 1e-4f);
        relief.lookUp(s, t);
        float grain = Noise.at(s * 34 + seedX, t * 34 + seedY) * 0.5f + Noise.at(s * 75, t * 75 + seedX);
        float grainT = Noise.at(s * 70 + seedY, t * 70 + seedX);
        float nx = steep * du * per - relief.slopeS + grain * detail;
        float ny = steep * dv * per - relief.slopeT + grainT * detail;
        float perLength = 1 / Curve.sqrt(nx * nx + ny * ny + 1);
        nx *= perLength;
        ny *= perLength;
        float nz = perLength;
        float facing = nx * lightU + ny * lightV + nz * light.z;
        float lit = castShadows(s, t);
        float hollow = 1 - relief.hollow;
        float r = light.red(facing, ny, lit) * hollow;
        float g = light.green(facing, ny, lit) * hollow * (0.6f + 0.4f * hollow);
        float b = light.blue(facing, ny, lit) * hollow * (0.58f + 0.42f * hollow);
        float rim = light.rim(nx * rimU, nz);
        r += rim * light.rim.r();
        g += rim * light.rim.g();
        b += rim * light.rim.b();
        map.lightR[i] = r;
        map.lightG[i] = g;
        map.lightB[i] = b;

        float blotch = Noise.octaves(s * 6 + seedY, t * 6 + seedX, 2);
        float value = 1 + blotch * 0.07f + grainT * 0.035f - lines(s, t);
        float blood = relief.blood + blotch * 0.05f;
        Rgb skin = p.skin;
        float shine = shine(nx, ny, nz) * lit * (0.04f + 0.004f * p.tan) * (1 + 0.35f * grain);
        canvas.over(
                i,
                skin.r() * value * (1 + 0.1f * blood) * r + shine * light.key.r(),
                skin.g() * value * (1 - 0.42f * blood) * g + shine * light.key.g(),
                skin.b() * value * (1 - 0.36f * blood) * b + shine * light.key.b(),
                cover);
    }

    /** The part of the key light that hair and nose let through. */
    private float castShadows(float s, float t) {
        float hard = light.hard;
        float lit = 1 - hair.shadow(s - lightU * 0.1f, t - lightV * 0.14f) * (0.3f + 0.4f * hard);
        float side = -lightU * 0.2f;
        lit -= Curve.hill(s - plan.noseS - side, t - plan.noseT + 0.02f - 0.05f, 0.16f, 0.24f)
                * hard
                * Math.abs(lightU)
                * 0.6f;
        return Math.max(lit, 0.1f);
    }

    /** Lines of age and smile, as the share of light that they take. */
    private float lines(float s, float t) {
        float a = Math.abs(s);
        float smile = Math.max(0, shot.smile);
        float down = (t - plan.noseT) * foldPerHeight;
        float fold = 0;
        if (down > -0.1f && down < 1.1f) {
            float at = p.noseWide + 0.06f + (plan.mouthHalf - p.noseWide + 0.04f) * down * (1.25f - 0.3f * down);
            fold = Curve.hill((a - at) * foldPerWidth)
                    * Curve.hill(down * 1.7f - 0.85f)
                    * (0.05f + 0.16f * p.lines + 0.1f * smile);
        }
        float bag = Curve.hill((t - 0.15f - 0.12f * (1 - (a - p.eyeX) * (a - p.eyeX) * 14)) * (1 / 0.03f))
                * Curve.hill((a - p.eyeX) * (1 / 0.26f))
                * (0.015f + 0.14f * p.lines);
        float old = p.lines - 0.2f;
        if (old <= 0) {
            return fold + bag;
        }
        float wobble = Noise.at(s * 4 + seedX, t * 3) * 0.12f;
        float brow = Curve.hill((Curve.fraction((t + 0.03f * wobble + a * a * 0.08f) * 7.4f + wobble) - 0.5f) / 0.2f)
                * Curve.hill(s, t + 0.68f, 0.62f, 0.27f)
                * (0.2f + (shot.browRaise > 0.015f ? 0.12f : 0));
        float beyond = a - p.eyeX - 0.25f;
        float crow = Curve.hill((Curve.fraction((t - 0.02f) * 13 + beyond * (t - 0.02f) * 40 + wobble) - 0.5f) / 0.22f)
                * Curve.hill(beyond - 0.09f, t - 0.02f, 0.1f, 0.13f)
                * (0.12f + 0.16f * smile);
        return fold + bag + (brow + crow) * old;
    }

    private float shine(float nx, float ny, float nz) {
        float d = Math.max(0, nx * halfU + ny * halfV + nz * halfZ);
        float d4 = d * d * d * d;
        float d16 = d4 * d4 * d4 * d4;
        return d16 * (0.45f + d16);
    }

    void paintEars(Canvas canvas, HeadMap map) {
        for (int side = -1; side <= 1; side += 2) {
            float at = side * (0.985f * p.cheekWide) - shot.pose.yaw * 0.16f;
            float middleV = 0.17f;
            Box box = Box.around(
                    shot.pose.pixelX(at, middleV),
                    shot.pose.pixelY(at, middleV),
                    0.42f * shot.pose.scalePx,
                    0.42f * shot.pose.scalePx,
                    canvas);
            for (int y = box.y0(); y < box.y1(); y++) {
                for (int x = box.x0(); x < box.x1(); x++) {
                    ear(canvas, map, y * canvas.widthPx + x, side, at, middleV);
                }
            }
        }
    }

    private void ear(Canvas canvas, HeadMap map, int i, int side, float at, float middleV) {
        float x = (map.u[i] - at) * side;
        float y = map.v[i] - middleV;
        float width = 0.145f - 0.05f * Curve.step(0, 0.3f, y);
        float out = Curve.sqrt(x * x / (width * width) + y * y / (0.3f * 0.3f));
        float cover = Curve.clamp01(0.5f - (out - 1) * width * shot.pose.scalePx);
        if (cover <= 0) {
            return;
        }
        float facing = side * lightU * 0.8f + light.z * 0.4f - 0.25f * lightV * y;
        float bowl = 1 - 0.42f * Curve.hill((out - 0.55f) / 0.3f) * Curve.step(-0.03f, 0.06f, x);
        float rim = light.rim(side * 0.9f * rimU, 0.2f) * out;
        canvas.over(
                i,
                p.skin.r() * 1.03f * bowl * light.red(facing, 0, 0.9f) + rim * light.rim.r() * 0.4f,
                p.skin.g() * 0.86f * bowl * light.green(facing, 0, 0.9f) + rim * light.rim.g() * 0.3f,
                p.skin.b() * 0.84f * bowl * light.blue(facing, 0, 0.9f) + rim * light.rim.b() * 0.25f,
                cover);
    }
}
