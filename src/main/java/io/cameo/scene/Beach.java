package io.cameo.scene;

import java.util.ArrayList;
import java.util.List;

/** Sand, surf and the sea. */
final class Beach implements Place {
    private static final int[] TOWELS = {0xe2574c, 0x2f8f9d, 0xf2b632, 0x5b6fb5, 0xe88fae};

    private final Dice d;
    private final Sun sun;
    private final boolean golden;
    private final float shoreM;
    private final float seed;
    private final Rgb sand = Rgb.of(0xe7cf9f);
    private final Rgb deep;
    private final Rgb shallow;
    private final Backdrop.Scenery sky;

    Beach(Dice d) {
        this.d = d;
        golden = d.chance("golden", 0.3f);
        sun = golden ? Sun.golden(d) : Sun.day(d);
        shoreM = d.in("shore", 11, 22);
        seed = d.in("beach seed", 0, 100);
        deep = Rgb.of(golden ? 0x4f7f9c : 0x2c7fb0);
        shallow = Rgb.of(golden ? 0x9cc0b8 : 0x6cc5c4);
        sky = Street.clearSky(golden);
    }

    @Override
    public Sun sun() {
        return sun;
    }

    @Override
    public Dress dress() {
        return Dress.BEACH;
    }

    @Override
    public Rgb air() {
        return golden ? Rgb.of(0xf7e0bd) : Rgb.of(0xd9eaf0);
    }

    @Override
    public float clearM() {
        return 70;
    }

    @Override
    public float deepestM() {
        return shoreM - 1.5f;
    }

    @Override
    public float halfWidthM() {
        return 12;
    }

    @Override
    public boolean wide() {
        return true;
    }

    @Override
    public float[] horizon() {
        return new float[] {0.3f, 0.44f};
    }

    @Override
    public Backdrop.Scenery scenery(View view) {
        return (x, y, rgb) -> {
            float px = x * view.widthPx();
            float py = y * view.widthPx();
            float z = view.groundDepth(py);
            if (z < 0 || z > 900) {
                sky.colour(x, y, rgb);
                return;
            }
            float across = view.across(px, z);
            float line = z - shoreM - 0.9f * Noise.at(across * 0.16f + seed, 2) - 0.25f * Noise.at(across * 0.9f, seed);
            if (line < 0) {
                sandAt(across, z, line, rgb);
            } else {
                seaAt(across, z, line, rgb);
            }
        };
    }

    private void sandAt(float x, float z, float line, float[] rgb) {
        float wet = Curve.step(-1.6f, -0.3f, line);
        float ripple = 0.94f
                + 0.06f * Noise.octaves(x * 1.3f + seed, z * 2.4f, 3)
                + 0.07f / (1 + 0.2f * z) * Noise.at(x * 17, z * 13);
        float f = ripple * (1 - 0.34f * wet) * 0.9f;
        rgb[0] = sand.r() * f * (0.7f * sun.key().r() + 0.7f * sun.sky().r());
        rgb[1] = sand.g() * f * (0.7f * sun.key().g() + 0.7f * sun.sky().g());
        rgb[2] = sand.b() * f * (0.7f * sun.key().b() + 0.7f * sun.sky().b());
        if (line > -0.22f) {
            rgb[0] = rgb[1] = rgb[2] = 0.93f;
        }
    }

    private void seaAt(float x, float z, float line, float[] rgb) {
        float t = line / (line + 14);
        float swell = Noise.at(x * 0.25f + seed, line * 0.9f / (1 + line * 0.02f));
        float foam = Math.max(
                Curve.step(0.7f, 0.1f, line),
                Curve.hill((line - 3.2f - 0.8f * Noise.at(x * 0.22f, seed)) / 0.5f)
                        * Curve.step(-0.2f, 0.4f, Noise.at(x * 0.5f + seed, 4)));
        float sparkle = line < 60 ? 0.06f * Noise.at(x * 2.2f, line * 2.4f) : 0;
        float haze = z / (z + 400);
        Rgb air = air();
        rgb[0] = sea(shallow.r(), deep.r(), air.r(), t, swell, foam, sparkle, haze);
        rgb[1] = sea(shallow.g(), deep.g(), air.g(), t, swell, foam, sparkle, haze);
        rgb[2] = sea(shallow.b(), deep.b(), air.b(), t, swell, foam, sparkle, haze);
    }

    private static float sea(
            float shallow, float deep, float air, float t, float swell, float foam, float sparkle, float haze) {
        float water = Curve.mix(shallow, deep, t) * (1 + 0.12f * swell) + sparkle;
        return Curve.mix(Curve.mix(water, 0.95f, foam * 0.9f), air, haze * 0.6f);
    }

    @Override
    public List<Prop> props(View view) {
        List<Prop> props = new ArrayList<>();
        int parasols = d.below("parasols", 4);
        for (int i = 0; i < parasols; i++) {
            Dice one = d.child("parasol", i);
            float z = one.in("z", 5.5f, shoreM - 2);
            props.add(new Prop(
                    Prop.Kind.PARASOL,
                    view.across(view.widthPx() * one.in("x", 0, 1), z),
                    z,
                    one.in("tall", 2.0f, 2.4f),
                    one));
        }
        int towels = 1 + d.below("towels", 3);
        for (int i = 0; i < towels; i++) {
            Dice one = d.child("towel", i);
            float z = one.in("z", 3.4f, Math.min(shoreM - 3, 9));
            props.add(new Prop(
                    Prop.Kind.TOWEL,
                    view.across(view.widthPx() * one.in("x", 0, 1), z),
                    z,
                    TOWELS[one.below("c", TOWELS.length)],
                    one));
        }
        for (int i = 0; i < 1 + d.below("sails", 3); i++) {
            Dice one = d.child("sail", i);
            float z = one.in("z", 90, 260);
            props.add(new Prop(Prop.Kind.SAIL, view.across(view.widthPx() * one.in("x", 0, 1), z), z, 9, one));
        }
        return props;
    }
}
