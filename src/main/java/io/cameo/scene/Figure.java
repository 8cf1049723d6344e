package io.cameo.scene;

/** One whole person somewhere in a scene. */
final class Figure {
    final Dice dice;
    final Person person;
    final Build build;
    final Posture posture;
    final Outfit outfit;
    final Skeleton bones;
    final float xM;
    final float depthM;
    final float yaw;

    Figure(Person person, Dice dice, Posture.Stance stance, Place.Dress dress, float xM, float depthM, float yaw) {
        this.person = person;
        this.dice = dice;
        this.xM = xM;
        this.depthM = depthM;
        this.yaw = yaw;
        build = Build.of(person, dice);
        posture = new Posture(stance, dice);
        outfit = new Outfit(person, dice, dress, stance == Posture.Stance.SIT_LOW);
        bones = new Skeleton(build, posture, yaw, headTurn());
    }

    /** Heads turn to the camera rather than away from it, as far as necks go. */
    private float headTurn() {
        float free = dice.bell("head turn", 0, 0.5f);
        float back = (float) StrictMath.IEEEremainder(yaw, 2 * StrictMath.PI);
        return free - Curve.clamp(dice.in("towards", 0, 0.7f) * back, -0.8f, 0.8f);
    }

    float pxX(View view, int joint) {
        return view.x(xM + bones.x[joint], depthM - bones.z[joint]);
    }

    float pxY(View view, int joint) {
        return view.y(bones.y[joint], depthM - bones.z[joint]);
    }
}
