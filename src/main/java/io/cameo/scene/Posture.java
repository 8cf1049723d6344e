package io.cameo.scene;

/**
 * How a body holds itself: for every bone a swing forwards and a spread outwards, in radians from hanging straight down.
 * Side 0 is the person's left.
 */
final class Posture {
    enum Stance {
        STAND,
        WALK,
        RUN,
        WAVE,
        CHEER,
        AKIMBO,
        PHONE,
        POINT,
        TALK,
        SIT,
        SIT_LOW
    }

    final Stance stance;
    final float[] armSwing = new float[2];
    final float[] armSpread = new float[2];
    final float[] foreSwing = new float[2];
    final float[] foreSpread = new float[2];
    final float[] legSwing = new float[2];
    final float[] legSpread = new float[2];
    final float[] shinSwing = new float[2];
    float leanForward;
    float leanSide;
    float nod;
    float airM;

    Posture(Stance stance, Dice d) {
        this.stance = stance;
        stand(d);
        int main = d.below("main side", 2);
        switch (stance) {
            case STAND -> leanSide = d.bell("lean side", 0, 0.06f);
            case WALK -> stride(d, main, d.in("stride", 0.3f, 0.5f));
            case RUN -> run(d, main);
            case WAVE -> raise(d, main);
            case CHEER -> cheer(d);
            case AKIMBO -> akimbo(d, main);
            case PHONE -> phone(d, main);
            case POINT -> point(d, main);
            case TALK -> talk(d, main);
            case SIT -> sit(d);
            case SIT_LOW -> sitLow(d);
        }
    }

    private void stand(Dice d) {
        for (int side = 0; side < 2; side++) {
            String s = side == 0 ? " left" : " right";
            armSwing[side] = d.in("arm" + s, -0.12f, 0.15f);
            armSpread[side] = d.in("arm out" + s, 0.1f, 0.24f);
            foreSwing[side] = armSwing[side] + d.in("fore" + s, 0.1f, 0.5f);
            foreSpread[side] = d.in("fore out" + s, -0.05f, 0.1f);
            legSwing[side] = d.in("leg" + s, -0.05f, 0.08f);
            legSpread[side] = d.in("leg out" + s, 0.03f, 0.13f);
            shinSwing[side] = legSwing[side] - d.in("shin" + s, 0, 0.1f);
        }
        nod = d.in("nod", -0.1f, 0.12f);
    }

    private void stride(Dice d, int main, float swing) {
        int other = 1 - main;
        legSwing[main] = swing;
        shinSwing[main] = swing - d.in("front knee", 0.05f, 0.25f);
        legSwing[other] = -swing * 0.8f;
        shinSwing[other] = -swing * 0.8f - d.in("back knee", 0.25f, 0.6f);
        armSwing[main] = -swing;
        foreSwing[main] = -swing + d.in("back elbow", 0.2f, 0.45f);
        armSwing[other] = swing * 0.9f;
        foreSwing[other] = swing * 0.9f + d.in("front elbow", 0.3f, 0.7f);
        leanForward = 0.04f;
    }

    private void run(Dice d, int main) {
        int other = 1 - main;
        stride(d, main, 0.8f);
        shinSwing[main] = d.in("knee", -0.5f, -0.1f);
        shinSwing[other] = d.in("kick", -1.7f, -1.2f);
        foreSwing[main] = armSwing[main] + 1.5f;
        foreSwing[other] = armSwing[other] + 1.4f;
        leanForward = 0.18f;
        airM = d.in("air", 0, 0.06f);
    }

    private void raise(Dice d, int main) {
        armSwing[main] = d.in("raise", 0, 0.25f);
        armSpread[main] = d.in("raised", 2.1f, 2.75f);
        foreSwing[main] = armSwing[main];
        foreSpread[main] = armSpread[main] + d.in("waving", 0.1f, 0.75f);
    }

    private void cheer(Dice d) {
        raise(d, 0);
        raise(d, 1);
        armSpread[1] = d.in("raised right", 2.1f, 2.75f);
        foreSpread[1] = armSpread[1] + d.in("waving right", 0.1f, 0.5f);
        if (d.chance("jump", 0.4f)) {
            airM = d.in("jump height", 0.12f, 0.35f);
            for (int side = 0; side < 2; side++) {
                legSpread[side] += 0.22f;
                shinSwing[side] = -d.in(side == 0 ? "tuck left" : "tuck right", 0.3f, 1.1f);
            }
        }
    }

    private void akimbo(Dice d, int main) {
        boolean both = d.chance("both hands", 0.6f);
        for (int side = 0; side < 2; side++) {
            if (both || side == main) {
                armSwing[side] = -0.12f;
                armSpread[side] = 0.82f;
                foreSwing[side] = 0.3f;
                foreSpread[side] = -0.95f;
            }
        }
        leanSide = d.bell("lean side", 0, 0.08f);
        legSpread[main] += 0.1f;
    }

    private void phone(Dice d, int main) {
        armSwing[main] = d.in("phone arm", 0.15f, 0.4f);
        armSpread[main] = 0.12f;
        foreSwing[main] = d.in("phone fore", 1.75f, 2.2f);
        foreSpread[main] = -0.35f;
        nod = 0.28f;
    }

    private void point(Dice d, int main) {
        armSwing[main] = d.in("point", 0.1f, 0.5f);
        armSpread[main] = d.in("pointing", 1.25f, 1.7f);
        foreSwing[main] = armSwing[main];
        foreSpread[main] = armSpread[main] + 0.06f;
    }

    private void talk(Dice d, int main) {
        for (int side = 0; side < 2; side++) {
            if (side == main || d.chance("both talk", 0.5f)) {
                armSwing[side] = 0.15f;
                armSpread[side] = d.in("talk out", 0.2f, 0.4f);
                foreSwing[side] = d.in("talk fore", 1.2f, 1.8f);
                foreSpread[side] = d.in("talk fore out", -0.4f, 0.5f);
            }
        }
    }

    private void sit(Dice d) {
        for (int side = 0; side < 2; side++) {
            legSwing[side] = 1.48f;
            legSpread[side] = d.in("knees", 0.06f, 0.22f);
            shinSwing[side] = d.in(side == 0 ? "shin sits left" : "shin sits right", -0.12f, 0.22f);
            armSwing[side] = 0.42f;
            armSpread[side] = 0.16f;
            foreSwing[side] = 1.12f;
            foreSpread[side] = -0.12f;
        }
    }

    private void sitLow(Dice d) {
        boolean propped = d.chance("propped", 0.5f);
        for (int side = 0; side < 2; side++) {
            legSwing[side] = d.in(side == 0 ? "low left" : "low right", 1.95f, 2.25f);
            legSpread[side] = d.in("low knees", 0.05f, 0.25f);
            shinSwing[side] = 0.6f;
            armSwing[side] = propped ? -0.55f : 0.95f;
            armSpread[side] = propped ? 0.3f : 0.12f;
            foreSwing[side] = propped ? -0.45f : 1.45f;
            foreSpread[side] = propped ? 0.2f : -0.2f;
        }
        leanForward = propped ? -0.3f : 0.12f;
    }
}
