package io.cameo.scene;

/**
 * How hair is cut. Lengths are in head units (half a head's width is 1), see {@link Pose}.
 */
enum HairStyle {
    BALD(0, 0, 0, 0, 0),
    BUZZ(0.03f, 0.02f, 0, 0, 0),
    SHORT(0.13f, 0.06f, 0, 0, 0.03f),
    SIDE_PART(0.2f, 0.07f, 0, 0, 0.03f),
    QUIFF(0.34f, 0.05f, 0, 0, 0.05f),
    CURLY(0.3f, 0.2f, 0, 0, 0.3f),
    AFRO(0.55f, 0.5f, 0.25f, 0, 0.45f),
    PIXIE(0.2f, 0.12f, 0, 0, 0.05f),
    BUN(0.1f, 0.04f, 0, 0, 0.02f),
    BOB(0.2f, 0.2f, 1.2f, 0.24f, 0.04f),
    FRINGE_BOB(0.2f, 0.2f, 1.35f, 0.22f, 0.03f),
    LONG(0.17f, 0.12f, 2.5f, 0.3f, 0.04f),
    LONG_FRINGE(0.18f, 0.13f, 2.4f, 0.25f, 0.04f),
    WAVY(0.22f, 0.2f, 2.2f, 0.5f, 0.13f),
    LONG_CURLY(0.3f, 0.32f, 1.9f, 0.6f, 0.34f),
    SCARF(0.14f, 0.1f, 2.9f, 0.75f, 0);

    /** Thickness above the crown. */
    final float crown;
    /** Thickness beside the temples. */
    final float sides;
    /** How far below the eyes it ends; 0 for hair that ends at the ears. */
    final float length;
    /** How much wider than the head it is at its end. */
    final float flare;
    /** 0 straight, 0.1 wavy, 0.3 and more curly. */
    final float curl;

    HairStyle(float crown, float sides, float length, float flare, float curl) {
        this.crown = crown;
        this.sides = sides;
        this.length = length;
        this.flare = flare;
        this.curl = curl;
    }

    boolean hasFringe() {
        return this == FRINGE_BOB || this == LONG_FRINGE || this == PIXIE;
    }

    boolean isCloth() {
        return this == SCARF;
    }
}
