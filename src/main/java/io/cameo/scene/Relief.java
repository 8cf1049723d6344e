package io.cameo.scene;

/**
 * The hills and hollows of a face: what makes light draw a nose, keeps light out of corners, and where blood shows.
 * They are smooth, so they are worked out once on a grid over face coordinates and read from there.
 */
final class Relief {
    private static final int WIDE = 72;
    private static final int HIGH = 108;
    private static final float LEFT = -1.12f;
    private static final float TOP = -1.64f;
    private static final float STEP = 2.24f / (WIDE - 2);

    /** What each point of the grid holds, side by side: two slopes, hollow, blood. */
    private static final int FIELDS = 4;

    private static final int SLOPE_T = 1;
    private static final int HOLLOW = 2;
    private static final int BLOOD = 3;

    private final float[] grid = new float[WIDE * HIGH * FIELDS];

    /** Slope of the surface at the point looked up last. */
    float slopeS;

    float slopeT;
    /** How much ambient light does not reach that point, 0 to 0.65. */
    float hollow;
    /** Redness there, 0 to about 1.5. */
    float blood;

    Relief(Person p, Shot shot, FacePlan plan) {
        raise(p, shot, plan);
        hollow(p, shot, plan);
        redden(p, plan);
    }

    private void raise(Person p, Shot shot, FacePlan plan) {
        float smile = Math.max(0, shot.smile);
        float noseS = plan.noseS;
        float noseT = plan.noseT;
        float wide = p.noseWide;
        float high = p.noseHigh * 0.75f + 0.25f;
        slope(noseS * 0.5f, noseT - 0.28f, 0.24f, 0.52f, 0.105f * high);
        slope(noseS * 0.6f, noseT - 0.2f, 0.11f, 0.42f, 0.018f * high);
        slope(noseS * 0.95f, noseT, wide * 1.5f, 0.22f, 0.14f);
        slopePair(noseS, wide * 0.82f, noseT + 0.05f, 0.13f, 0.13f, 0.07f);
        slopePair(0, p.eyeX, -0.01f, 0.34f, 0.25f, -0.085f - 0.03f * p.masculine);
        slopePair(0, p.eyeX, 0.02f, 0.25f, 0.17f, 0.065f);
        slopePair(0, 0.42f, p.browY + 0.02f, 0.46f, 0.17f, 0.035f + 0.045f * p.masculine);
        slopePair(0, 0.56f, 0.45f, 0.42f, 0.34f, 0.085f + 0.08f * smile);
        slopePair(0, 0.62f, 0.88f, 0.28f, 0.3f, -0.04f - 0.05f * p.lines + 0.03f * smile);
        slopePair(0, 0.9f, -0.3f, 0.3f, 0.45f, -0.06f);
        slope(0, p.mouthY, 0.52f, 0.36f, 0.09f);
        slope(0, p.mouthY - 0.075f, 0.3f, 0.075f, 0.035f * p.lipsFull);
        slope(0, p.mouthY + 0.1f + shot.mouthOpen, 0.28f, 0.11f, 0.065f * p.lipsFull);
        slope(0, p.mouthY + 0.23f + shot.mouthOpen, 0.32f, 0.1f, -0.05f);
        slope(0, p.chinY - 0.14f, 0.3f, 0.2f, 0.085f);
        slope(0, Curve.mix(noseT, p.mouthY, 0.55f), 0.06f, 0.13f, -0.025f);
        slope(0, -0.75f, 0.75f, 0.5f, 0.07f);
        slopePair(0, p.eyeX, 0.27f, 0.24f, 0.09f, -0.005f - 0.045f * p.lines);
    }

    /** Eye corners, under nose and lip, beside the nose, mouth corners. */
    private void hollow(Person p, Shot shot, FacePlan plan) {
        pair(HOLLOW, 0, p.eyeX * 0.78f, -0.05f, 0.3f, 0.17f, 0.17f);
        pair(HOLLOW, 0, p.eyeX, 0.1f, 0.25f, 0.12f, 0.1f);
        hill(HOLLOW, plan.noseS, plan.noseT + 0.155f, p.noseWide * 1.15f, 0.09f, 0.42f);
        pair(HOLLOW, plan.noseS, p.noseWide * 1.12f, plan.noseT + 0.06f, 0.06f, 0.12f, 0.24f);
        hill(HOLLOW, 0, p.mouthY + 0.235f + shot.mouthOpen, 0.3f, 0.09f, 0.2f);
        pair(HOLLOW, 0, plan.mouthHalf + 0.03f, p.mouthY + plan.cornerDrop, 0.08f, 0.09f, 0.22f);
    }

    /** Cheeks, nose, chin, and around the eyes. */
    private void redden(Person p, FacePlan plan) {
        float most = 0.8f - 0.55f * p.tan;
        pair(BLOOD, 0, 0.56f, 0.5f, 0.42f, 0.34f, most * (0.55f + 0.45f * p.makeup));
        hill(BLOOD, plan.noseS, plan.noseT, 0.24f, 0.22f, most * 0.5f);
        hill(BLOOD, 0, p.chinY - 0.1f, 0.35f, 0.2f, most * 0.2f);
        pair(BLOOD, 0, p.eyeX, 0, 0.3f, 0.17f, most * 0.35f);
    }

    private void slopePair(float middle, float apart, float t, float a, float b, float height) {
        slope(middle - apart, t, a, b, height);
        slope(middle + apart, t, a, b, height);
    }

    private void pair(int field, float middle, float apart, float t, float a, float b, float height) {
        hill(field, middle - apart, t, a, b, height);
        hill(field, middle + apart, t, a, b, height);
    }

    private void slope(float s, float t, float a, float b, float height) {
        for (int y = row(t - b); y <= row(t + b); y++) {
            float dt = TOP + y * STEP - t;
            for (int x = column(s - a); x <= column(s + a); x++) {
                float ds = LEFT + x * STEP - s;
                float q = 1 - ds * ds / (a * a) - dt * dt / (b * b);
                if (q > 0) {
                    grid[(y * WIDE + x) * FIELDS] -= 4 * height * q * ds / (a * a);
                    grid[(y * WIDE + x) * FIELDS + SLOPE_T] -= 4 * height * q * dt / (b * b);
                }
            }
        }
    }

    private void hill(int field, float s, float t, float a, float b, float height) {
        for (int y = row(t - b); y <= row(t + b); y++) {
            for (int x = column(s - a); x <= column(s + a); x++) {
                grid[(y * WIDE + x) * FIELDS + field] +=
                        height * Curve.hill(LEFT + x * STEP - s, TOP + y * STEP - t, a, b);
            }
        }
    }

    private static int row(float t) {
        return Math.clamp((int) ((t - TOP) / STEP), 0, HIGH - 1);
    }

    private static int column(float s) {
        return Math.clamp((int) ((s - LEFT) / STEP), 0, WIDE - 1);
    }

    /** Moves to a point of the face. */
    void lookUp(float s, float t) {
        float x = Curve.clamp((s - LEFT) * (1 / STEP), 0, WIDE - 1.01f);
        float y = Curve.clamp((t - TOP) * (1 / STEP), 0, HIGH - 1.01f);
        int ix = (int) x;
        int iy = (int) y;
        float fx = x - ix;
        float fy = y - iy;
        int at = (iy * WIDE + ix) * FIELDS;
        slopeS = four(at, fx, fy);
        slopeT = four(at + SLOPE_T, fx, fy);
        hollow = Math.min(four(at + HOLLOW, fx, fy), 0.65f);
        blood = four(at + BLOOD, fx, fy);
    }

    private float four(int at, float fx, float fy) {
        int under = at + WIDE * FIELDS;
        float above = grid[at] + (grid[at + FIELDS] - grid[at]) * fx;
        float below = grid[under] + (grid[under + FIELDS] - grid[under]) * fx;
        return above + (below - above) * fy;
    }
}
