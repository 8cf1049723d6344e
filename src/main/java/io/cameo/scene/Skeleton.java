package io.cameo.scene;

/**
 * Where the joints of a body are, in metres from the spot of ground below its hips: x to the picture's right, y up, z to
 * the camera. The first seventeen are COCO's key points, in COCO's order.
 */
final class Skeleton {
    static final int KEYPOINTS = 17;
    static final int NOSE = 0;
    static final int LEFT_EYE = 1;
    static final int LEFT_EAR = 3;
    static final int SHOULDER = 5;
    static final int ELBOW = 7;
    static final int WRIST = 9;
    static final int HIP = 11;
    static final int KNEE = 13;
    static final int ANKLE = 15;
    static final int NECK = 17;
    static final int HEAD = 18;
    static final int PELVIS = 19;
    static final int HAND = 20;
    static final int TOE = 22;
    static final int HEEL = 24;
    private static final int JOINTS = 26;

    final float[] x = new float[JOINTS];
    final float[] y = new float[JOINTS];
    final float[] z = new float[JOINTS];
    /** Which way the head looks: 0 to the camera, positive to the picture's right. */
    final float headYaw;

    final float nod;
    final float headHalfWidthM;
    final float headHalfHeightM;

    Skeleton(Build build, Posture posture, float yaw, float headTurn) {
        nod = posture.nod;
        headHalfHeightM = 0.5f * build.headM();
        headHalfWidthM = 0.82f * headHalfHeightM;
        headYaw = yaw + headTurn;
        spine(build, posture);
        for (int side = 0; side < 2; side++) {
            arm(build, posture, side);
            leg(build, posture, side);
        }
        turn(yaw);
        face();
        ground(posture.airM, build.heightM());
    }

    private void spine(Build build, Posture p) {
        float upX = sin(p.leanSide);
        float upZ = sin(p.leanForward);
        float upY = Curve.sqrt(1 - upX * upX - upZ * upZ);
        set(NECK, upX * build.torsoM(), upY * build.torsoM(), upZ * build.torsoM());
        float neck = 0.032f * build.heightM() + 0.88f * headHalfHeightM;
        set(
                HEAD,
                x[NECK] + upX * neck,
                y[NECK] + upY * neck,
                z[NECK] + upZ * neck + 0.02f + 0.3f * p.nod * headHalfHeightM);
        for (int side = 0; side < 2; side++) {
            float sign = side == 0 ? 1 : -1;
            float drop = 0.019f * build.heightM();
            set(
                    SHOULDER + side,
                    x[NECK] + sign * upY * build.shoulderHalfM(),
                    y[NECK] - drop - sign * upX * build.shoulderHalfM(),
                    z[NECK]);
            float hipShift = -0.3f * p.leanSide * build.torsoM();
            set(HIP + side, hipShift + sign * build.hipHalfM() * 0.8f, 0, 0);
        }
    }

    private void arm(Build build, Posture p, int side) {
        bone(SHOULDER + side, ELBOW + side, build.upperArmM(), p.armSwing[side], p.armSpread[side], side);
        bone(ELBOW + side, WRIST + side, build.forearmM(), p.foreSwing[side], p.foreSpread[side], side);
        bone(WRIST + side, HAND + side, 0.026f * build.heightM(), p.foreSwing[side], p.foreSpread[side], side);
    }

    private void leg(Build build, Posture p, int side) {
        bone(HIP + side, KNEE + side, build.thighM(), p.legSwing[side], p.legSpread[side], side);
        bone(KNEE + side, ANKLE + side, build.shinM(), p.shinSwing[side], 0.4f * p.legSpread[side], side);
        float sole = p.shinSwing[side] + 0.5f * (float) StrictMath.PI;
        boolean flat = (p.airM == 0 && Math.abs(p.shinSwing[side]) < 0.25f) || p.stance == Posture.Stance.SIT_LOW;
        float swing = flat ? 1.47f : sole;
        bone(ANKLE + side, TOE + side, 0.085f * build.heightM(), swing, 0.25f, side);
        y[TOE + side] -= flat ? 0.017f * build.heightM() : 0;
        bone(ANKLE + side, HEEL + side, 0.03f * build.heightM(), p.shinSwing[side] - 0.35f, 0, side);
    }

    private void bone(int from, int to, float lengthM, float swing, float spread, int side) {
        float sign = side == 0 ? 1 : -1;
        set(
                to,
                x[from] + sign * lengthM * sin(spread),
                y[from] - lengthM * cos(swing) * cos(spread),
                z[from] + lengthM * sin(swing) * cos(spread));
    }

    private void turn(float yaw) {
        float c = cos(yaw);
        float s = sin(yaw);
        for (int i = 0; i < JOINTS; i++) {
            float forward = z[i];
            z[i] = forward * c - x[i] * s;
            x[i] = forward * s + x[i] * c;
        }
    }

    private void face() {
        onHead(NOSE, 0, -0.16f, 1.0f);
        onHead(LEFT_EYE, 0.36f, 0.03f, 0.9f);
        onHead(LEFT_EYE + 1, -0.36f, 0.03f, 0.9f);
        onHead(LEFT_EAR, 0.97f, -0.05f, -0.08f);
        onHead(LEFT_EAR + 1, -0.97f, -0.05f, -0.08f);
    }

    /** A place on the head in its own halves: to the person's left, up, forwards. */
    private void onHead(int joint, float left, float up, float forward) {
        float cn = cos(nod);
        float sn = sin(nod);
        float v = up * cn - forward * sn;
        float ahead = forward * cn + up * sn;
        float c = cos(headYaw);
        float s = sin(headYaw);
        set(
                joint,
                x[HEAD] + (left * c + ahead * s) * headHalfWidthM,
                y[HEAD] + v * headHalfHeightM,
                z[HEAD] + (ahead * c - left * s) * headHalfWidthM);
    }

    /** Puts what is lowest on the ground. */
    private void ground(float airM, float heightM) {
        float lowest = -0.075f * heightM;
        for (int side = 0; side < 2; side++) {
            lowest = Math.min(lowest, y[TOE + side] - 0.014f * heightM);
            lowest = Math.min(lowest, y[HEEL + side] - 0.014f * heightM);
        }
        for (int i = 0; i < JOINTS; i++) {
            y[i] += airM - lowest;
        }
    }

    private void set(int joint, float atX, float atY, float atZ) {
        x[joint] = atX;
        y[joint] = atY;
        z[joint] = atZ;
    }

    static float sin(float radians) {
        return (float) StrictMath.sin(radians);
    }

    static float cos(float radians) {
        return (float) StrictMath.cos(radians);
    }
}
