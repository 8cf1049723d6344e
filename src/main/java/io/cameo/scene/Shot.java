package io.cameo.scene;

/** What changes from shot to shot of one identity: pose, expression, light, camera. */
final class Shot {
    final Dice dice;
    final Pose pose;
    final Light light;
    /** 0 neutral to 1 broad smile. */
    final float smile;
    /** Gap between the lips, in head units. */
    final float mouthOpen;
    /** 1 as the identity has them; squints below, surprise above. */
    final float eyesOpen;
    /** How far the brows are raised, in head units. */
    final float browRaise;

    final float gazeX;
    final float gazeY;
    final boolean sunglasses;
    final boolean hat;

    Shot(Person person, int shot, int sizePx) {
        dice = person.dice.child("shot", shot);
        pose = new Pose(dice, sizePx);
        light = new Light(dice);
        float mood = dice.unit("mood");
        smile = mood < 0.35f ? dice.in("smile", -0.1f, 0.3f) : dice.in("smile", 0.3f, 1);
        boolean talking = dice.chance("talking", 0.12f);
        mouthOpen = smile > 0.5f
                ? Curve.step(0.5f, 1, smile) * dice.in("gap", 0.05f, 0.14f)
                : talking ? dice.in("gap", 0.02f, 0.08f) : 0;
        eyesOpen = dice.bell("eyes open", 1.0f - 0.16f * Math.max(0, smile), 0.12f);
        browRaise = dice.bell("brow raise", 0.01f, 0.045f);
        gazeX = dice.bell("gaze x", 0, 0.22f);
        gazeY = dice.bell("gaze y", 0, 0.05f);
        sunglasses = dice.chance("sunglasses", 0.03f);
        hat = !person.hairStyle.isCloth() && person.hairStyle.crown < 0.3f && dice.chance("hat", 0.06f);
    }
}
