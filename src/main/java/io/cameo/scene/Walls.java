package io.cameo.scene;

import io.cameo.scene.Backdrop.Scenery;

/** Backdrops indoors: paper, painted canvas, bricks, planks, curtains, book shelves. */
final class Walls {
    private Walls() {}

    private static Rgb colour(Dice d, String name, float most, float darkest, float brightest) {
        return Rgb.hsv(d.unit(name), d.in(name + " depth", 0.05f, most), d.in(name + " value", darkest, brightest));
    }

    private static void mix(float[] rgb, Rgb a, Rgb b, float t, float value) {
        rgb[0] = Curve.mix(a.r(), b.r(), t) * value;
        rgb[1] = Curve.mix(a.g(), b.g(), t) * value;
        rgb[2] = Curve.mix(a.b(), b.b(), t) * value;
    }

    /** A studio's roll of paper: one colour, a glow behind the head. */
    static Scenery paper(Dice d) {
        Rgb c = colour(d, "paper", 0.42f, 0.3f, 0.92f);
        float x0 = d.in("glow x", 0.25f, 0.75f);
        float y0 = d.in("glow y", 0.2f, 0.6f);
        float deep = d.in("glow", 0.4f, 1.6f);
        return (x, y, rgb) -> {
            float far = (x - x0) * (x - x0) + (y - y0) * (y - y0);
            c.put(rgb, 1.1f / (1 + deep * far) + 0.012f * Noise.at(x * 120, y * 120));
        };
    }

    /** Hand-painted canvas. */
    static Scenery mottled(Dice d) {
        Rgb a = colour(d, "canvas", 0.55f, 0.2f, 0.65f);
        Rgb b = a.mix(colour(d, "second", 0.5f, 0.3f, 0.8f), 0.5f);
        float seed = d.in("mottle", 0, 200);
        float size = d.in("mottle size", 2, 5);
        return (x, y, rgb) -> {
            float n = Noise.octaves(x * size + seed, y * size, 4);
            float far = (x - 0.5f) * (x - 0.5f) + (y - 0.45f) * (y - 0.45f);
            float weave = 0.05f * Noise.at(x * 125, y * 60) + 0.05f * Noise.at(x * 60, y * 125);
            mix(rgb, a, b, Curve.clamp01(0.5f + 0.8f * n), 1.15f - 1.1f * far + weave);
        };
    }

    static Scenery brick(Dice d) {
        Rgb a = Rgb.hsv(
                d.in("brick", 0.015f, 0.08f), d.in("brick depth", 0.05f, 0.62f), d.in("brick value", 0.4f, 0.9f));
        Rgb mortar = Rgb.of(0xa39a8f).times(d.in("mortar", 0.4f, 1));
        float rows = d.in("rows", 9, 15);
        float seed = d.in("brick seed", 0, 200);
        return (x, y, rgb) -> {
            float wy = y * rows + 0.08f * Noise.at(x * 9, y * 9 + seed);
            int iy = Curve.floor(wy);
            float wx = x * rows * 0.42f + (iy & 1) * 0.5f + 0.03f * Noise.at(x * 11 + seed, y * 11);
            int ix = Curve.floor(wx);
            float fx = wx - ix;
            float fy = wy - iy;
            float edge = Math.min(Math.min(fx, 1 - fx) / 0.42f, Math.min(fy, 1 - fy));
            float joint = Curve.step(0.1f, 0.05f, edge);
            float rough = Noise.octaves(x * 40 + seed, y * 40, 3);
            float value = 0.75f + 0.3f * Noise.cell(ix, iy) + 0.3f * rough + 0.12f * (0.5f - fy);
            mix(rgb, a, mortar, joint, joint > 0.5f ? 0.8f + 0.25f * rough : value);
        };
    }

    static Scenery planks(Dice d) {
        Rgb a = Rgb.hsv(d.in("wood", 0.05f, 0.1f), d.in("wood depth", 0.2f, 0.6f), d.in("wood value", 0.35f, 0.8f));
        Rgb b = a.times(new Rgb(0.5f, 0.42f, 0.35f));
        float boards = d.in("boards", 4, 8);
        boolean upright = d.chance("upright", 0.6f);
        float seed = d.in("wood seed", 0, 200);
        return (x, y, rgb) -> {
            float across = (upright ? x : y) * boards;
            float along = upright ? y : x;
            int board = Curve.floor(across);
            float own = Noise.cell(board, 3);
            float f = across - board;
            float grain = Noise.octaves(
                    across * 6 + own * 50 + 0.8f * Noise.at(along * 3 + own * 9, across + seed),
                    along * 1.8f + seed,
                    4);
            float rings = Curve.wave(across * 2.5f + grain * 1.6f + own * 3);
            float gap = Curve.step(0.035f, 0.01f, Math.min(f, 1 - f));
            mix(
                    rgb,
                    a,
                    b,
                    Curve.clamp01(0.35f + 0.45f * grain + 0.2f * rings),
                    (0.95f + 0.22f * own) * (1 - 0.75f * gap));
        };
    }

    static Scenery curtain(Dice d) {
        Rgb c = colour(d, "curtain", 0.6f, 0.3f, 0.9f);
        float folds = d.in("folds", 5, 12);
        float seed = d.in("curtain seed", 0, 200);
        return (x, y, rgb) -> {
            float sway = 0.4f * Noise.at(y * 1.5f + seed, x * 2);
            float w = Curve.wave(x * folds + sway) + 0.5f * Curve.wave(x * folds * 1.7f + 0.3f + sway);
            float weave = 0.07f * Noise.at(x * 170, y * 90);
            c.put(rgb, 0.62f + 0.27f * w + weave);
        };
    }

    static Scenery books(Dice d) {
        Rgb wood = Rgb.of(0x4a3322).times(d.in("shelf", 0.5f, 2));
        int seed = d.below("book seed", 256);
        float hues = d.unit("book hue");
        Rgb[] spines = new Rgb[24];
        for (int i = 0; i < spines.length; i++) {
            float odd = Noise.cell(i, seed);
            spines[i] = Rgb.hsv(
                    hues + odd * 0.5f, 0.25f + 0.3f * Noise.cell(i, seed + 1), 0.5f + 0.35f * Noise.cell(i, seed + 2));
        }
        return (x, y, rgb) -> {
            float wy = y * 3.4f + 0.35f;
            int shelf = Curve.floor(wy);
            float fy = wy - shelf;
            float wx = x * 17 + 1.3f * Noise.at(x * 9, shelf * 7 + seed);
            int book = Curve.floor(wx);
            float fx = wx - book;
            float tall = 0.18f + 0.12f * Noise.cell(book, shelf + seed);
            if (fy > 0.9f) {
                wood.put(rgb, 1 + 0.3f * Noise.at(x * 50, y * 200));
            } else if (fy < tall) {
                wood.put(rgb, 0.2f + fy);
            } else {
                int spine = Math.floorMod(book * 7 + shelf * 11, spines.length);
                float round = 0.55f + 1.8f * fx * (1 - fx);
                float band = Math.abs(fy - tall - 0.15f) < 0.02f ? 1.5f : 1;
                spines[spine].put(rgb, round * band * (0.85f + 0.15f * Noise.cell(book, shelf)));
            }
        };
    }
}
