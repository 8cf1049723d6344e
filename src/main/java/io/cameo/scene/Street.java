package io.cameo.scene;

import java.util.ArrayList;
import java.util.List;

/** A street for walking, between two rows of painted houses, with more of them at its end. */
final class Street implements Place {
    private static final int[] WALLS = {
        0xe8c9a0, 0xd98f6c, 0xc9b79c, 0xb6c4b1, 0xe6b7a9, 0x9fb4c7, 0xf0dfc0, 0xc67b5c, 0xd8c58a, 0xa8a2b8
    };
    private static final int[] AWNINGS = {0xb5453a, 0x2f6f6a, 0xd99a2b, 0x3a5a8c, 0x7a4670};
    private static final float HOUSE_M = 6.4f;
    private static final float STOREY_M = 3.1f;

    private final Dice d;
    private final Sun sun;
    private final boolean golden;
    private final float halfM;
    private final float endM;
    private final float seed;
    private final Rgb paving;
    private final Backdrop.Scenery sky;
    private final Rgb[] walls = new Rgb[WALLS.length];
    private final Rgb[] awnings = new Rgb[AWNINGS.length];
    private final int shift;

    Street(Dice d) {
        this.d = d;
        golden = d.chance("golden", 0.4f);
        sun = golden ? Sun.golden(d) : d.chance("grey", 0.3f) ? Sun.overcast(d) : Sun.day(d);
        halfM = d.in("street half", 4.2f, 7.5f);
        endM = d.in("street end", 26, 44);
        seed = d.in("street seed", 0, 100);
        paving = Rgb.of(0xcfc4b2).mix(Rgb.of(0xb9aea6), d.unit("paving"));
        sky = clearSky(golden);
        for (int i = 0; i < walls.length; i++) {
            walls[i] = Rgb.of(WALLS[i]);
        }
        for (int i = 0; i < awnings.length; i++) {
            awnings[i] = Rgb.of(AWNINGS[i]);
        }
        shift = d.below("first house", 97);
    }

    static Backdrop.Scenery clearSky(boolean golden) {
        Rgb high = Rgb.of(golden ? 0x8fb2cf : 0x6fa9dc);
        Rgb low = Rgb.of(golden ? 0xf8dfba : 0xdcecf4);
        return (x, y, rgb) -> {
            float t = Curve.clamp01(y * 2.6f);
            float cloud = 0.8f * Curve.step(0.05f, 0.5f, Noise.octaves(x * 3 + 5, y * 9, 3));
            rgb[0] = Curve.mix(Curve.mix(high.r(), low.r(), t), 1, cloud * 0.7f);
            rgb[1] = Curve.mix(Curve.mix(high.g(), low.g(), t), 0.96f, cloud * 0.7f);
            rgb[2] = Curve.mix(Curve.mix(high.b(), low.b(), t), 0.92f, cloud * 0.7f);
        };
    }

    @Override
    public Sun sun() {
        return sun;
    }

    @Override
    public Dress dress() {
        return d.chance("cold", 0.5f) ? Dress.COLD : Dress.WARM;
    }

    @Override
    public Rgb air() {
        return golden ? Rgb.of(0xf6dcb6) : Rgb.of(0xd5e2ea);
    }

    @Override
    public float clearM() {
        return 46;
    }

    @Override
    public float deepestM() {
        return endM - 4;
    }

    @Override
    public float halfWidthM() {
        return halfM - 0.7f;
    }

    @Override
    public boolean wide() {
        return true;
    }

    @Override
    public Backdrop.Scenery scenery(View view) {
        Rgb air = air();
        return (x, y, rgb) -> {
            float px = x * view.widthPx();
            float py = y * view.widthPx();
            float dx = (px - 0.5f * view.widthPx()) / view.focalPx();
            float ground = view.groundDepth(py);
            float side = halfM / Math.max(Math.abs(dx), 1e-4f);
            float depth = endM;
            if (ground > 0 && ground < Math.min(side, endM)) {
                depth = ground;
                pave(dx * ground, ground, rgb);
            } else if (side < endM) {
                depth = side;
                if (!house(side + (dx > 0 ? 3.1f : 0), view.height(py, side), dx > 0 ? 11 : 5, dx > 0, rgb)) {
                    depth = endM;
                }
            }
            if (depth == endM && !house(dx * endM + 40, view.height(py, endM), 23, sun.x() < 0, rgb)) {
                sky.colour(x, y, rgb);
                return;
            }
            air.veil(rgb, depth / (depth + 46));
        };
    }

    private void pave(float x, float z, float[] rgb) {
        float tile = 0.9f
                + 0.08f * Noise.cell(Curve.floor(x * 1.25f) + 50, Curve.floor(z * 1.25f) + shift)
                + 0.07f * Noise.octaves(x * 2 + seed, z * 2, 2);
        float width = 0.02f + 0.0025f * z;
        float joint = Math.min(
                Math.abs(Curve.fraction(x * 1.25f + 0.5f) - 0.5f), Math.abs(Curve.fraction(z * 1.25f + 0.5f) - 0.5f));
        float dark = joint < width ? 1 - 0.16f / (1 + 0.06f * z) : 1;
        float gutter = 1 - 0.3f * Curve.hill((Math.abs(x) - (halfM - 1.5f)) / 0.14f);
        float f = tile * dark * gutter * 0.82f;
        rgb[0] = paving.r() * f * (sun.key().r() * 0.75f + sun.sky().r() * 0.8f);
        rgb[1] = paving.g() * f * (sun.key().g() * 0.75f + sun.sky().g() * 0.8f);
        rgb[2] = paving.b() * f * (sun.key().b() * 0.75f + sun.sky().b() * 0.8f);
    }

    /** The front of the row at a place along it; false above the roofs. */
    private boolean house(float along, float up, int row, boolean right, float[] rgb) {
        int number = Curve.floor(along / HOUSE_M) + shift;
        float u = Curve.fraction(along / HOUSE_M) * HOUSE_M;
        float tall = STOREY_M * (3.2f + 1.2f * Noise.cell(number, row));
        if (up > tall) {
            return false;
        }
        boolean lit = right == sun.x() < 0;
        float light = lit ? 1.02f : 0.66f;
        Rgb wall = walls[Math.floorMod(number * 7 + row, walls.length)];
        float tone = light * (0.96f + 0.06f * Noise.at(u * 3 + number * 9, up * 2));
        wall.put(rgb, tone);
        if (up > tall - 0.35f) {
            wall.put(rgb, tone * 0.72f);
        } else if (up < STOREY_M) {
            shop(u, up, number + row, light, rgb);
        } else {
            window(
                    u,
                    Curve.fraction(up / STOREY_M) * STOREY_M,
                    number * 31 + Curve.floor(up / STOREY_M),
                    wall,
                    light,
                    rgb);
        }
        if (u < 0.12f) {
            wall.put(rgb, tone * 0.6f);
        }
        return true;
    }

    private void shop(float u, float up, int number, float light, float[] rgb) {
        Rgb awning = awnings[Math.floorMod(number * 3, awnings.length)];
        if (up > 2.25f && up < 2.85f && u > 0.5f && u < HOUSE_M - 0.4f) {
            boolean stripe = Curve.fraction(u * 1.4f) < 0.5f;
            (stripe ? awning : Rgb.WHITE).put(rgb, light * (1.2f - 0.16f * (2.85f - up)));
        } else if (up > 0.5f && up < 2.25f && u > 0.8f && u < 3.9f) {
            float frame = Math.min(Math.min(u - 0.8f, 3.9f - u), Math.min(up - 0.5f, 2.25f - up));
            (frame < 0.1f ? awning : Rgb.of(0x4a565c)).put(rgb, light * (0.8f + 0.5f * Curve.step(1.2f, 2.3f, up)));
            if (frame >= 0.1f) {
                float glow = 0.3f * Curve.hill(u - 2.3f, up - 1.6f, 1.6f, 1.2f);
                rgb[0] += glow;
                rgb[1] += 0.75f * glow;
                rgb[2] += 0.4f * glow;
            }
        } else if (up < 2.15f && u > 4.5f && u < 5.6f) {
            awning.put(rgb, 0.75f * light);
        } else if (up < 0.35f) {
            Rgb.of(0x9a8f84).put(rgb, light * 0.7f);
        }
    }

    private static void window(float u, float up, int number, Rgb wall, float light, float[] rgb) {
        float at = Math.abs(Curve.fraction(u / 2.13f) - 0.5f) * 2.13f;
        float high = Math.abs(up - 1.55f);
        if (at < 0.72f && high < 0.98f) {
            boolean glass = at < 0.5f && high < 0.84f;
            boolean bar = at < 0.04f || Math.abs(up - 1.75f) < 0.04f;
            if (!glass) {
                (at > 0.53f ? wall.times(0.55f) : Rgb.of(0xf3ede2)).put(rgb, light);
            } else if (bar) {
                Rgb.of(0xf3ede2).put(rgb, light * 0.9f);
            } else {
                float mirror = 0.55f + 0.4f * Curve.step(-0.8f, 0.9f, up - 1.5f + 0.2f * Noise.cell(number, 3));
                Rgb.of(0x7f9db3).put(rgb, mirror * light);
            }
        }
        if (up < 0.5f && up > 0.4f && at < 0.8f) {
            wall.put(rgb, 0.7f * light);
        }
    }

    @Override
    public List<Prop> props(View view) {
        List<Prop> props = new ArrayList<>();
        float step = d.in("lamp step", 7, 10);
        for (int i = 0; i < 3; i++) {
            float z = 6 + d.in("first lamp", 0, 4) + i * step;
            if (z < endM - 2) {
                float side = d.chance("lamp side", 0.5f) ? -1 : 1;
                props.add(new Prop(Prop.Kind.LAMP, side * (halfM - 1.5f), z, 3.6f, d.child("lamp", i)));
                props.add(new Prop(Prop.Kind.PLANT, -side * (halfM - 0.8f), z - 1.5f, 1.15f, d.child("pot", i)));
            }
        }
        return props;
    }
}
