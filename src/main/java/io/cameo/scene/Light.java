package io.cameo.scene;

/** The light of a shot: one key light, an ambient dome from sky to ground, and a rim light from behind. */
final class Light {
    /** Towards the key light: x right, y down, z to the camera; length 1. */
    final float x;

    final float y;
    final float z;
    final Rgb key;
    final Rgb sky;
    final Rgb ground;
    final Rgb rim;
    /** -1 from the left, 1 from the right. */
    final float rimSide;
    /** How sharp shadows are: 0 overcast, 1 sun. */
    final float hard;

    /** How far light creeps round the terminator, per channel: blood makes skin's shadows red. */
    private static final float WRAP_RED = 0.36f;

    private static final float WRAP_GREEN = 0.26f;
    private static final float WRAP_BLUE = 0.22f;

    Light(Dice dice) {
        float side = dice.chance("light side", 0.5f) ? -1 : 1;
        float across = side * dice.in("light across", 0.1f, 0.85f);
        float above = -dice.in("light above", 0.15f, 0.75f);
        float length = Curve.sqrt(across * across + above * above + 0.64f);
        x = across / length;
        y = above / length;
        z = 0.8f / length;
        rimSide = dice.chance("rim behind", 0.7f) ? -side : side;
        switch (dice.weighted("light kind", 0.3f, 0.2f, 0.2f, 0.14f, 0.16f)) {
            case 0 -> { // studio softbox
                key = new Rgb(1, 0.97f, 0.93f).times(0.95f);
                sky = Rgb.WHITE.times(0.34f);
                ground = new Rgb(0.98f, 0.95f, 0.92f).times(0.22f);
                rim = Rgb.WHITE.times(dice.in("rim", 0, 0.9f));
                hard = 0.55f;
            }
            case 1 -> { // window
                key = new Rgb(0.93f, 0.98f, 1.05f).times(1.05f);
                sky = new Rgb(0.95f, 0.97f, 1.02f).times(0.24f);
                ground = new Rgb(1.05f, 0.95f, 0.85f).times(0.2f);
                rim = new Rgb(1.1f, 0.9f, 0.7f).times(dice.in("rim", 0, 0.4f));
                hard = 0.45f;
            }
            case 2 -> { // overcast
                key = new Rgb(0.97f, 1, 1.03f).times(0.55f);
                sky = new Rgb(0.95f, 1, 1.07f).times(0.55f);
                ground = new Rgb(0.9f, 0.92f, 0.86f).times(0.28f);
                rim = Rgb.WHITE.times(0.2f);
                hard = 0.1f;
            }
            case 3 -> { // low sun
                key = new Rgb(1.15f, 0.92f, 0.68f).times(1.05f);
                sky = new Rgb(0.85f, 0.93f, 1.1f).times(0.3f);
                ground = new Rgb(1.05f, 0.9f, 0.72f).times(0.24f);
                rim = new Rgb(1.5f, 1.0f, 0.55f).times(dice.in("rim", 0.3f, 1.2f));
                hard = 0.9f;
            }
            default -> { // lamps indoors
                key = new Rgb(1.1f, 0.95f, 0.78f).times(0.85f);
                sky = new Rgb(1.04f, 0.96f, 0.85f).times(0.32f);
                ground = new Rgb(1.04f, 0.93f, 0.8f).times(0.2f);
                rim = Rgb.hsv(dice.unit("rim hue"), dice.in("rim depth", 0.05f, 0.4f), 1)
                        .times(dice.in("rim", 0, 1));
                hard = 0.5f;
            }
        }
    }

    float towards(float nx, float ny, float nz) {
        return nx * x + ny * y + nz * z;
    }

    /** The light a surface gets; {@code facing} is {@link #towards}, {@code lit} the part no shadow takes. */
    float red(float facing, float ny, float lit) {
        return key.r() * lit * soft((facing + WRAP_RED) * (1 / (1 + WRAP_RED))) + dome(sky.r(), ground.r(), ny);
    }

    float green(float facing, float ny, float lit) {
        return key.g() * lit * soft((facing + WRAP_GREEN) * (1 / (1 + WRAP_GREEN))) + dome(sky.g(), ground.g(), ny);
    }

    float blue(float facing, float ny, float lit) {
        return key.b() * lit * soft((facing + WRAP_BLUE) * (1 / (1 + WRAP_BLUE))) + dome(sky.b(), ground.b(), ny);
    }

    private static float soft(float facing) {
        float f = Math.max(0, facing);
        return f * (0.6f + 0.4f * f);
    }

    private static float dome(float sky, float ground, float ny) {
        return ground + (sky - ground) * (0.5f - 0.5f * ny);
    }

    /** How strongly the rim light catches a surface. */
    float rim(float nx, float nz) {
        float edge = 1 - Curve.clamp01(nz);
        float side = Curve.clamp01(nx * rimSide * 1.4f);
        return edge * edge * side;
    }
}
