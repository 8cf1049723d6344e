package io.cameo.scene;

import io.cameo.scene.Backdrop.Scenery;

/** Backdrops out of doors: leaves, sky, city lights, the sea. */
final class Outdoors {
    private Outdoors() {}

    static Scenery foliage(Dice d) {
        float season = d.weighted("season", 0.6f, 0.2f, 0.2f);
        float hue = season == 0
                ? d.in("leaf", 0.2f, 0.36f)
                : season == 1 ? d.in("leaf", 0.04f, 0.13f) : d.in("leaf", 0.92f, 0.99f);
        Rgb dark = Rgb.hsv(hue + 0.03f, 0.6f, 0.22f);
        Rgb bright = Rgb.hsv(hue - 0.03f, d.in("leaf depth", 0.35f, 0.65f), d.in("leaf value", 0.6f, 0.9f));
        Rgb sky = Rgb.of(0xf3f6ee).times(d.in("leaf sky", 0.9f, 1.5f));
        float size = d.in("leaf size", 6, 13);
        float seed = d.in("leaf seed", 0, 200);
        float open = d.in("leaf open", 0.25f, 0.6f);
        return (x, y, rgb) -> {
            float big = Noise.octaves(x * 2.2f + seed, y * 2.2f, 2);
            float bend = 1.2f * Noise.at(x * size * 0.7f, y * size * 0.7f + seed);
            float leaf = Noise.octaves(x * size + bend + seed, y * size * 1.5f - bend, 3);
            float vein = Noise.at(x * size * 5 + seed, y * size * 5);
            float lit = Curve.clamp01(0.45f + 0.75f * leaf + 0.5f * big + 0.12f * vein);
            float gap = Curve.step(open, open + 0.12f, big + 0.45f * leaf - 0.35f * (y - 0.4f));
            for (int c = 0; c < 3; c++) {
                float leafColour = Curve.mix(part(dark, c), part(bright, c), lit * lit);
                rgb[c] = Curve.mix(leafColour, part(sky, c), gap);
            }
        };
    }

    private static float part(Rgb c, int channel) {
        return channel == 0 ? c.r() : channel == 1 ? c.g() : c.b();
    }

    static Scenery sky(Dice d) {
        boolean dusk = d.chance("dusk", 0.35f);
        Rgb top = dusk
                ? Rgb.hsv(d.in("dusk hue", 0.6f, 0.8f), 0.4f, 0.5f)
                : Rgb.hsv(d.in("sky hue", 0.55f, 0.6f), d.in("sky depth", 0.3f, 0.65f), 0.82f);
        Rgb low = dusk ? Rgb.hsv(d.in("glow hue", 0.02f, 0.1f), 0.45f, 0.98f) : Rgb.of(0xd6e6f0);
        Rgb cloud = dusk ? Rgb.of(0xf0c9b0) : Rgb.of(0xfafafa);
        float cover = d.in("clouds", -0.25f, 0.35f);
        float seed = d.in("cloud seed", 0, 200);
        return (x, y, rgb) -> {
            float n = Noise.octaves(x * 2.1f + seed, y * 3.6f, 4);
            float density = Curve.step(cover, cover + 0.5f, n);
            float under = 0.72f + 0.28f * Curve.step(-0.3f, 0.4f, Noise.at(x * 3 + seed, y * 5 + 0.6f));
            for (int c = 0; c < 3; c++) {
                float clear = Curve.mix(part(top, c), part(low, c), Curve.clamp01(y * 1.2f));
                rgb[c] = Curve.mix(clear, part(cloud, c) * under, density * 0.9f);
            }
        };
    }

    /** A street after dark, its lamps out of focus. */
    static Scenery evening(Dice d) {
        int count = 18 + d.below("lamps", 26);
        float[] lampX = new float[count];
        float[] lampY = new float[count];
        float[] radius = new float[count];
        Rgb[] light = new Rgb[count];
        float wide = d.in("lamp size", 0.025f, 0.07f);
        float hue = d.unit("lamp hue");
        for (int i = 0; i < count; i++) {
            Dice lamp = d.child("lamp", i);
            lampX[i] = lamp.in("x", -0.05f, 1.05f);
            lampY[i] = lamp.bell("y", 0.4f, 0.55f);
            radius[i] = wide * lamp.in("r", 0.6f, 1.4f);
            float tint = lamp.chance("warm", 0.6f) ? lamp.in("h", 0.05f, 0.14f) : hue + lamp.in("h", -0.1f, 0.1f);
            light[i] = Rgb.hsv(tint, lamp.in("s", 0.3f, 0.8f), 1).times(lamp.in("v", 0.15f, 0.75f));
        }
        Rgb night = Rgb.hsv(d.in("night", 0.55f, 0.75f), 0.5f, d.in("night value", 0.12f, 0.35f));
        Rgb glow = Rgb.hsv(d.in("night glow", 0.02f, 0.12f), 0.5f, d.in("glow value", 0.2f, 0.45f));
        float seed = d.in("night seed", 0, 200);
        return (x, y, rgb) -> {
            float haze = Curve.clamp01(0.5f + 0.6f * Noise.octaves(x * 2 + seed, y * 2, 2) - (y - 0.5f) * 0.5f);
            float r = Curve.mix(night.r(), glow.r(), haze);
            float g = Curve.mix(night.g(), glow.g(), haze);
            float b = Curve.mix(night.b(), glow.b(), haze);
            for (int i = 0; i < count; i++) {
                float dx = x - lampX[i];
                float dy = y - lampY[i];
                float far2 = dx * dx + dy * dy;
                if (far2 < radius[i] * radius[i]) {
                    float edge = Curve.sqrt(far2) / radius[i];
                    float disc = (0.7f + 0.4f * edge * edge) * Curve.step(1, 0.9f, edge);
                    r += light[i].r() * disc;
                    g += light[i].g() * disc;
                    b += light[i].b() * disc;
                }
            }
            rgb[0] = r;
            rgb[1] = g;
            rgb[2] = b;
        };
    }

    static Scenery shore(Dice d) {
        Rgb sea = Rgb.hsv(d.in("sea", 0.48f, 0.58f), 0.5f, d.in("sea value", 0.4f, 0.75f));
        Rgb sand = Rgb.hsv(0.1f, 0.3f, d.in("sand", 0.65f, 0.9f));
        float horizon = d.in("horizon", 0.35f, 0.55f);
        float beach = horizon + d.in("beach", 0.15f, 0.4f);
        Scenery sky = sky(d);
        float seed = d.in("sea seed", 0, 200);
        return (x, y, rgb) -> {
            if (y < horizon) {
                sky.colour(x, y, rgb);
                return;
            }
            float near = (y - horizon) / (1.01f - horizon);
            float wave = Noise.octaves(x * 9 / (0.15f + near) + seed, 6 / (0.06f + near), 3);
            float surf = Curve.step(beach - 0.03f, beach + 0.02f, y + 0.05f * Noise.at(x * 5, seed));
            float foam = Curve.hill((y - beach + 0.05f * Noise.at(x * 5, seed)) / 0.035f)
                    + 0.5f * Curve.step(0.35f, 0.6f, wave);
            float rough = 0.9f + 0.2f * Noise.octaves(x * 30, y * 60, 2);
            for (int c = 0; c < 3; c++) {
                float water = part(sea, c) * (0.8f + 0.4f * wave) + 0.5f * foam;
                rgb[c] = Curve.mix(water, part(sand, c) * rough, surf);
            }
        };
    }
}
