package io.cameo.scene;

/** A knitted hat over the hair. */
final class Hat {
    private Hat() {}

    static void paint(Canvas canvas, HeadMap map, Shot shot) {
        Dice d = shot.dice;
        Rgb main = Rgb.hsv(d.unit("hat hue"), d.in("hat depth", 0.1f, 0.75f), d.in("hat value", 0.2f, 0.8f));
        Rgb band = d.chance("hat band", 0.5f) ? main.times(0.8f) : Rgb.hsv(d.unit("band hue"), 0.5f, 0.7f);
        boolean bobble = d.chance("bobble", 0.35f);
        Light light = shot.light;
        float lightU = shot.pose.turnU(light.x, light.y);
        float lightV = shot.pose.turnV(light.x, light.y);
        float k = shot.pose.scalePx;
        for (int i = 0; i < map.u.length; i++) {
            float u = map.u[i] + 0.05f * shot.pose.yaw;
            float v = map.v[i];
            if (v > -0.2f) {
                continue;
            }
            float x = u / 1.12f;
            float y = (v + 0.5f) / 1.27f;
            float out = (Curve.sqrt(x * x + y * y) - 1) * 1.15f;
            float edge = -0.52f - 0.13f * x * x + shot.pose.pitch * 0.3f;
            float cuff = edge - 0.34f;
            boolean inCuff = v > cuff;
            float bump = inCuff ? 0.035f : 0;
            float inside = Math.max(out - bump, v - edge);
            float pom = bobble ? Curve.sqrt(u * u + (v + 1.85f) * (v + 1.85f)) - 0.3f : 1;
            float fluff = 0.06f * Noise.octaves(u * 14, v * 14, 2);
            float cover = Math.max(Curve.clamp01(0.5f - inside * k), Curve.step(0.04f, -0.03f, pom + fluff));
            if (cover <= 0) {
                continue;
            }
            float meridian = u / Curve.sqrt(Math.max(0.05f, 1 - Math.min(y * y, 0.95f)));
            float rib = Curve.wave(meridian * (inCuff ? 9 : 13));
            float purl = Curve.wave(v * 15 + 0.25f * Curve.wave(meridian * 26));
            float knit =
                    pom < 0 ? 0.85f + 5 * fluff : 0.82f + 0.14f * rib + 0.09f * purl + 0.12f * Noise.at(u * 60, v * 60);
            float shadow = Curve.mix(1, 0.6f, Curve.hill((v - cuff) / 0.06f))
                    * Curve.mix(1, 0.7f, Curve.step(edge - 0.08f, edge, v));
            float nz = Curve.sqrt(Math.max(0.08f, 1 - x * x - Math.min(y * y, 0.8f)));
            float facing = x * lightU + y * lightV + nz * light.z + 0.1f * rib * lightU;
            Rgb c = inCuff || pom < 0 ? band : main;
            float value = knit * shadow;
            canvas.over(
                    i,
                    c.r() * value * light.red(facing, y, 1),
                    c.g() * value * light.green(facing, y, 1),
                    c.b() * value * light.blue(facing, y, 1),
                    cover);
        }
    }
}
