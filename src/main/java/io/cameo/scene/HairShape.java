package io.cameo.scene;

/** Where the hair of one shot is: its outer edge around the head, and the hairline that opens it for the face. */
final class HairShape {
    /** The cap of hair is an ellipse around this point. */
    static final float CAP_V = -0.25f;

    private static final float SIDE = 1.5f;

    final HairStyle style;
    final float capU;
    final float capHalfWidth;
    final float capHeight;
    final float partU;
    private final float perHalfWidth;
    private final float perHeight;
    private final float perLength;
    private final float lengthV;
    private final float endHalfWidth;
    /** Height t of the hairline over s. */
    private final Profile line;

    final float seedX;
    final float seedY;

    HairShape(Person p, Shot shot) {
        Dice d = p.dice;
        style = p.hairStyle;
        capHalfWidth = 0.975f + style.sides * d.in("hair sides", 0.8f, 1.2f);
        capHeight = 1.2f + style.crown * d.in("hair crown", 0.75f, 1.25f);
        capU = -0.05f * shot.pose.yaw;
        lengthV = style.length * d.in("hair length", 0.85f, 1.15f);
        perHalfWidth = 1 / capHalfWidth;
        perHeight = 1 / capHeight;
        perLength = 1 / (lengthV - CAP_V);
        endHalfWidth = capHalfWidth + style.flare * d.in("hair flare", 0.5f, 1.3f);
        partU = p.partX + 0.25f * shot.pose.yaw;
        seedX = d.in("hair x", 0, 200);
        seedY = d.in("hair y", 0, 200) + shot.dice.in("hair moves", 0, 0.6f);
        line = hairline(p);
    }

    private Profile hairline(Person p) {
        Dice d = p.dice;
        float high = d.bell("hairline", -0.93f, 0.07f);
        float back = 0.34f * p.receding;
        float peak = d.in("peak", 0, 0.06f) - back * 0.6f;
        float[] x = {0, 0.32f, 0.6f, 0.8f, 0.92f, 1.02f, 1.2f};
        float[] y = {high + peak, high - back * 0.85f, high + 0.1f - back, -0.52f - back * 0.5f, -0.18f, 0.16f, 0.22f};
        switch (style) {
            case FRINGE_BOB, LONG_FRINGE -> {
                float fringe = d.in("fringe", -0.5f, -0.36f);
                y = new float[] {fringe - 0.03f, fringe, fringe + 0.02f, fringe + 0.14f, 0.4f, 1.6f, 3.5f};
            }
            case PIXIE -> y = new float[] {-0.62f, -0.56f, -0.5f, -0.36f, -0.05f, 0.25f, 0.3f};
            case BOB, LONG, WAVY -> y = new float[] {high, high + 0.08f, -0.66f, -0.22f, 0.42f, 1.4f, 3.5f};
            case LONG_CURLY -> y = new float[] {high + 0.05f, high + 0.12f, -0.58f, -0.15f, 0.5f, 1.5f, 3.5f};
            case AFRO -> y = new float[] {high, high + 0.02f, high + 0.12f, -0.5f, -0.15f, 0.2f, 0.5f};
            case BUN -> y[5] = 0.05f;
            default -> {}
        }
        float[] bothX = new float[2 * x.length - 1];
        float[] bothY = new float[bothX.length];
        // Hair swept across from a parting comes lower on the far side.
        boolean sweeps = !style.isCloth() && style != HairStyle.AFRO && style != HairStyle.BUZZ;
        float sweep = sweeps ? p.partX * (style.hasFringe() ? 0.15f : 0.4f) : 0;
        int middle = x.length - 1;
        for (int i = 0; i < x.length; i++) {
            float lower = sweep * Curve.hill((x[i] - 0.42f) / 0.5f);
            bothX[middle + i] = x[i];
            bothX[middle - i] = -x[i];
            bothY[middle + i] = y[i] - Math.min(lower, lower * 0.35f) * (lower > 0 ? 0.5f : 1);
            bothY[middle - i] = y[i] + Math.max(lower, lower * 0.35f) * (lower > 0 ? 1 : 0.5f);
        }
        return new Profile(bothX, bothY);
    }

    /** Head units outside the hair's outer edge, about; negative inside. */
    float outside(float u, float v) {
        float x = (u - capU) * perHalfWidth;
        float y = (v - CAP_V) * perHeight;
        float q2 = x * x + y * y;
        boolean falls = style.length > 0 && v > CAP_V - 0.3f;
        if (q2 > 2 && (!falls || Math.abs(u) > endHalfWidth + 0.35f)) {
            return 1;
        }
        float cap = (Curve.sqrt(q2) - 1) * 0.5f * (capHalfWidth + capHeight);
        if (!falls) {
            return cap;
        }
        float down = Curve.clamp01((v - CAP_V) * perLength);
        float curtain = Math.max(
                Math.abs(u - capU) - Curve.mix(capHalfWidth - 0.01f, endHalfWidth, down * (1.6f - 0.6f * down)),
                v - lengthV);
        curtain = Math.max(curtain, CAP_V - v);
        return Curve.union(cap, curtain, 0.12f);
    }

    /** Head units below the hairline, where skin shows; negative in the hair. */
    float belowLine(float s, float t) {
        if (style.isCloth()) {
            float y = t - 0.33f;
            float out = Curve.sqrt(s * s / (0.87f * 0.87f) + y * y / (1.17f * 1.17f));
            return (1 - out) * 0.9f;
        }
        float slope = line.slope(s);
        return (t - line.at(s)) / Curve.sqrt(1 + slope * slope);
    }

    /** How much of the light from this point of the face the hair takes, 0 to 1. */
    float shadow(float s, float t) {
        if (style.crown < 0.05f) {
            return 0;
        }
        return Curve.step(0.1f, -0.06f, belowLine(Curve.clamp(s, -SIDE, SIDE), t));
    }

    boolean isBehindHead() {
        return style.length > 0;
    }
}
