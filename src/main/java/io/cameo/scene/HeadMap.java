package io.cameo.scene;

/**
 * For every pixel of a picture: its head and face coordinates, its distance to the head's outline, and the light that
 * falls there. Layers on the head read it instead of working it out again.
 */
final class HeadMap {
    final float[] u;
    final float[] v;
    final float[] s;
    final float[] t;
    /** 0 in the middle of the head, 1 on its outline. */
    final float[] reach;
    /** Head units outside the outline; negative inside. */
    final float[] outside;
    /** Head units outside the hair; negative in it. Filled by {@link Hair}. */
    final float[] hair;
    /** Light on the skin and a little beyond its outline; filled by {@link Skin}. */
    final float[] lightR;

    final float[] lightG;
    final float[] lightB;
    /** What lies further inside the outline than this is behind the face, smoothed edge included. */
    private float hiddenBelow;

    HeadMap(int pixels) {
        u = new float[pixels];
        v = new float[pixels];
        s = new float[pixels];
        t = new float[pixels];
        reach = new float[pixels];
        outside = new float[pixels];
        hair = new float[pixels];
        lightR = new float[pixels];
        lightG = new float[pixels];
        lightB = new float[pixels];
    }

    void map(Pose pose, Skull skull, Canvas canvas) {
        hiddenBelow = -0.04f - 1 / pose.scalePx;
        float stepU = pose.headU(1, 0) - pose.headU(0, 0);
        float stepV = pose.headV(1, 0) - pose.headV(0, 0);
        for (int y = 0; y < canvas.heightPx; y++) {
            float u0 = pose.headU(0, y);
            float v0 = pose.headV(0, y);
            int row = y * canvas.widthPx;
            for (int x = 0; x < canvas.widthPx; x++) {
                float hu = u0 + x * stepU;
                float hv = v0 + x * stepV;
                float dv = hv - Skull.MIDDLE;
                float radius = skull.radius(hu, hv);
                float from = Curve.sqrt(hu * hu + dv * dv);
                float out = from / radius;
                float depth = Skull.depth(out);
                int i = row + x;
                u[i] = hu;
                v[i] = hv;
                s[i] = hu - pose.yaw * depth;
                t[i] = hv - pose.pitch * depth;
                reach[i] = out;
                outside[i] = from - radius;
            }
        }
    }

    /** Whether the face will cover the pixel whatever is painted there now. */
    boolean isHidden(int i) {
        return outside[i] < hiddenBelow;
    }

    /** The pixels around a point of the face. */
    static Box around(Pose pose, Skull skull, Canvas canvas, float s, float t, float reachUnits) {
        float hu = skull.turnedU(pose, s, t);
        float hv = skull.turnedV(pose, s, t);
        float px = reachUnits * pose.scalePx + 1;
        return Box.around(pose.pixelX(hu, hv), pose.pixelY(hu, hv), px, px, canvas);
    }
}
