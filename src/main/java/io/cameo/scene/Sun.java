package io.cameo.scene;

/**
 * The light of a whole scene.
 *
 * @param x towards the light, with {@code y} (down) and {@code z} (to the camera) of length 1
 * @param castX how far a shadow falls to the right, per metre of height
 * @param castDepth how far it falls away from the camera, per metre of height
 * @param shade how much of the light a shadow takes, 0 to 1
 * @param softM how soft its edges are
 */
record Sun(
        float x,
        float y,
        float z,
        Rgb key,
        Rgb sky,
        Rgb ground,
        float castX,
        float castDepth,
        float shade,
        float softM) {
    private static final float WRAP = 0.35f;

    static Sun day(Dice d) {
        return from(d, 0.75f, new Rgb(1.02f, 0.97f, 0.88f), new Rgb(0.36f, 0.4f, 0.47f), 0.5f, 0.02f);
    }

    static Sun golden(Dice d) {
        return from(d, 0.42f, new Rgb(1.12f, 0.84f, 0.56f), new Rgb(0.36f, 0.36f, 0.44f), 0.42f, 0.04f);
    }

    static Sun overcast(Dice d) {
        return from(d, 0.95f, new Rgb(0.5f, 0.52f, 0.54f), new Rgb(0.55f, 0.58f, 0.62f), 0.22f, 0.14f);
    }

    static Sun indoors(Dice d) {
        return from(d, 0.85f, new Rgb(0.86f, 0.78f, 0.66f), new Rgb(0.44f, 0.42f, 0.4f), 0.3f, 0.1f);
    }

    private static Sun from(Dice d, float high, Rgb key, Rgb sky, float shade, float softM) {
        float side = d.chance("sun side", 0.5f) ? -1 : 1;
        float across = side * d.in("sun across", 0.35f, 0.8f);
        float front = d.in("sun front", 0.25f, 0.75f);
        float length = Curve.sqrt(across * across + high * high + front * front);
        float reach = Math.min(1.4f / high, 2.2f) * 0.75f;
        return new Sun(
                across / length,
                -high / length,
                front / length,
                key,
                sky,
                new Rgb(0.2f, 0.18f, 0.15f),
                -across * reach,
                front * reach,
                shade,
                softM);
    }

    /** How much of the key light a surface catches. */
    float facing(float nx, float ny, float nz) {
        float lit = (nx * x + ny * y + nz * z + WRAP) * (1 / (1 + WRAP));
        return lit > 0 ? lit * (0.55f + 0.45f * lit) : 0;
    }

    float red(float facing, float ny) {
        return key.r() * facing + Curve.mix(ground.r(), sky.r(), 0.5f - 0.5f * ny);
    }

    float green(float facing, float ny) {
        return key.g() * facing + Curve.mix(ground.g(), sky.g(), 0.5f - 0.5f * ny);
    }

    float blue(float facing, float ny) {
        return key.b() * facing + Curve.mix(ground.b(), sky.b(), 0.5f - 0.5f * ny);
    }
}
