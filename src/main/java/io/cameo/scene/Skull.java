package io.cameo.scene;

/** The outline of a head without hair, and its depth towards the camera. */
final class Skull {
    /** The middle of the polar outline lies this far below the eyes. */
    static final float MIDDLE = 0.15f;

    private final Profile radius;

    /**
     * The radius is kept over the "diamond angle" dv / (|du| + |dv|), which runs from -1 (up) over 0 (sideways) to 1
     * (down) as an angle does but needs no arc tangent.
     */
    Skull(Person p) {
        float jaw = p.jawWide;
        float cheek = p.cheekWide;
        float[] u = {0, 0.52f, 0.87f, 0.965f, 0.97f * cheek, 0.86f * jaw, 0.68f * jaw, 0.31f * jaw, 0};
        float[] v = {-1.44f, -1.25f, -0.8f, -0.3f, 0.25f, 0.8f, 1.1f, 0, 0};
        v[6] = 0.74f * p.chinY;
        v[7] = p.chinY - 0.06f;
        v[8] = p.chinY;
        float[] angle = new float[u.length];
        float[] r = new float[u.length];
        for (int i = 0; i < u.length; i++) {
            float dv = v[i] - MIDDLE;
            angle[i] = dv / (u[i] + Math.abs(dv));
            r[i] = Curve.sqrt(u[i] * u[i] + dv * dv);
        }
        radius = new Profile(angle, r);
    }

    float radius(float u, float v) {
        float dv = v - MIDDLE;
        return radius.at(dv / (Math.abs(u) + Math.abs(dv) + 1e-6f));
    }

    /** How far out a point is: 0 in the middle, 1 on the outline. */
    float reach(float u, float v) {
        float dv = v - MIDDLE;
        return Curve.sqrt(u * u + dv * dv) / radius(u, v);
    }

    /** Depth of the surface where the reach is given: 1 in the middle, 0 on the outline and beyond. */
    static float depth(float reach) {
        float q = reach * reach;
        return reach < 1 ? Curve.sqrt(1 - q * q) * (1 - q) : 0;
    }

    /** Where a point of the face (s, t) is on the turned head: its u. Solved by iteration, exact to float precision. */
    float turnedU(Pose pose, float s, float t) {
        return turned(pose, s, t, true);
    }

    float turnedV(Pose pose, float s, float t) {
        return turned(pose, s, t, false);
    }

    private float turned(Pose pose, float s, float t, boolean wantU) {
        float u = s;
        float v = t;
        for (int i = 0; i < 24; i++) {
            float depth = depth(reach(u, v));
            u = s + pose.yaw * depth;
            v = t + pose.pitch * depth;
        }
        return wantU ? u : v;
    }
}
