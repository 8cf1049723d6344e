package io.cameo.scene;

import java.util.ArrayList;
import java.util.List;

/** A lawn with a path, trees, and hills behind. */
final class Park implements Place {
    private static final float WOOD_M = 46;

    private final Dice d;
    private final Sun sun;
    private final boolean golden;
    private final Rgb grass;
    private final Rgb wood;
    private final float seed;
    private final float pathX;
    private final float bend;
    private final Backdrop.Scenery sky;

    Park(Dice d) {
        this.d = d;
        golden = d.chance("golden", 0.35f);
        sun = golden ? Sun.golden(d) : d.chance("grey", 0.2f) ? Sun.overcast(d) : Sun.day(d);
        float autumn = d.chance("autumn", 0.25f) ? 1 : 0;
        grass = Rgb.of(0x86b04d).mix(Rgb.of(0x9fae55), Math.max(autumn, d.unit("grass")));
        wood = Rgb.of(0x4f7d43).mix(Rgb.of(0xb5763a), autumn * 0.8f);
        seed = d.in("park seed", 0, 100);
        pathX = d.in("path", -2.5f, 2.5f);
        bend = d.in("path bend", -2.6f, 2.6f);
        sky = Street.clearSky(golden);
    }

    @Override
    public Sun sun() {
        return sun;
    }

    @Override
    public Dress dress() {
        return d.chance("cold", 0.3f) ? Dress.COLD : Dress.WARM;
    }

    @Override
    public Rgb air() {
        return golden ? Rgb.of(0xf2ddb4) : Rgb.of(0xcfe0e4);
    }

    @Override
    public float clearM() {
        return 60;
    }

    @Override
    public float deepestM() {
        return 30;
    }

    @Override
    public float halfWidthM() {
        return 14;
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
            float ground = view.groundDepth(py);
            if (ground > 0 && ground < WOOD_M) {
                lawn(view.across(px, ground), ground, rgb);
                air.veil(rgb, ground / (ground + 70));
                return;
            }
            float across = view.across(px, WOOD_M);
            float up = view.height(py, WOOD_M);
            float crown = 7.5f
                    + 3.6f * Noise.at(across * 0.11f + seed, 0.5f)
                    + 1.5f * Noise.at(across * 0.45f, seed)
                    + 0.5f * Noise.at(across * 1.7f + seed, 3);
            if (up < crown) {
                float leaf = Noise.octaves(across * 0.5f + seed, up * 0.6f, 3);
                float lit = 0.62f + 0.45f * leaf + 0.3f * up / crown;
                rgb[0] = wood.r() * lit;
                rgb[1] = wood.g() * lit;
                rgb[2] = wood.b() * lit;
                air.veil(rgb, 0.3f);
                return;
            }
            float hill = 11.5f + 4 * Noise.at(across * 0.035f + seed, 8.5f);
            sky.colour(x, y, rgb);
            if (up < hill) {
                rgb[0] = Curve.mix(wood.r(), air.r(), 0.72f);
                rgb[1] = Curve.mix(wood.g(), air.g(), 0.72f);
                rgb[2] = Curve.mix(wood.b(), air.b(), 0.7f);
            }
        };
    }

    private void lawn(float x, float z, float[] rgb) {
        float middle = pathX + bend * Skeleton.sin(z * 0.16f + seed);
        float edge = Math.abs(x - middle) - 1.15f - 0.12f * Noise.at(x * 3, z * 2 + seed);
        float onPath = Curve.step(0.12f, -0.08f, edge);
        float patch = 0.86f + 0.2f * Noise.octaves(x * 0.5f + seed, z * 0.5f, 2);
        float blade = 1 + 0.14f / (1 + 0.14f * z) * Noise.at(x * 26, z * 9) + 0.1f * Noise.at(x * 3, z * 1.4f + seed);
        float bloom = bloom(x, z);
        float gravel = 0.95f + 0.08f * Noise.at(x * 14, z * 6);
        float keyR = 0.72f * sun.key().r() + 0.75f * sun.sky().r();
        float keyG = 0.72f * sun.key().g() + 0.75f * sun.sky().g();
        float keyB = 0.72f * sun.key().b() + 0.75f * sun.sky().b();
        float dot = bloom * (1 - onPath);
        rgb[0] = keyR * Curve.mix(Curve.mix(grass.r() * patch * blade, 0.9f, dot), 0.66f * gravel, onPath);
        rgb[1] = keyG * Curve.mix(Curve.mix(grass.g() * patch * blade, 0.82f, dot), 0.56f * gravel, onPath);
        rgb[2] = keyB * Curve.mix(Curve.mix(grass.b() * patch * blade, 0.62f, dot), 0.42f * gravel, onPath);
    }

    /** Daisies in patches, one to some cells. */
    private float bloom(float x, float z) {
        if (z > 14 || Noise.at(x * 0.7f + seed, z * 0.5f) < 0.1f) {
            return 0;
        }
        float u = x * 5;
        float v = z * 3;
        float chance = Noise.cell(Curve.floor(u) + 77, Curve.floor(v) + 13);
        float du = Curve.fraction(u) - 0.5f - 0.3f * Curve.fraction(chance * 31);
        float dv = Curve.fraction(v) - 0.5f;
        return chance > 0.72f ? Curve.step(0.2f, 0.1f, Curve.sqrt(du * du + 0.5f * dv * dv)) : 0;
    }

    @Override
    public List<Prop> props(View view) {
        List<Prop> props = new ArrayList<>();
        int trees = 3 + d.below("trees", 4);
        for (int i = 0; i < trees; i++) {
            Dice tree = d.child("tree", i);
            float z = tree.in("z", 9, 32);
            float across = view.across(view.widthPx() * tree.in("x", -0.05f, 1.05f), z);
            if (Math.abs(across - pathX) > 1.6f) {
                props.add(new Prop(Prop.Kind.TREE, across, z, tree.in("tall", 4.5f, 7.5f), tree));
            }
        }
        return props;
    }
}
