package io.cameo.scene;

/** Where the features of one shot's face are, in face coordinates; the landmarks are read off here. */
final class FacePlan {
    /** A nose stands out of the face, so a turn moves its tip further than the surface around it. */
    final float noseS;

    final float noseT;
    /** Half the mouth's width. */
    final float mouthHalf;
    /** How far the mouth's corners hang below its middle; negative when smiling. */
    final float cornerDrop;

    final float mouthY;
    final float eyeX;

    private final Pose pose;
    private final Skull skull;

    FacePlan(Person p, Shot shot, Skull skull) {
        this.skull = skull;
        pose = shot.pose;
        noseS = pose.yaw * 0.32f;
        noseT = p.noseY + pose.pitch * 0.32f;
        mouthHalf = p.mouthHalfWidth
                + 0.055f * Math.max(0, shot.smile)
                - 0.25f * Math.min(shot.mouthOpen, 0.1f) * (shot.smile > 0.5f ? 0 : 1);
        cornerDrop = -0.085f * shot.smile - 0.016f;
        mouthY = p.mouthY;
        eyeX = p.eyeX;
    }

    /**
     * The five landmarks in pixels, x and y interleaved: eye on the picture's left, eye on its right, tip of the nose,
     * mouth corner on the left, on the right.
     */
    void landmarks(float[] xy) {
        put(xy, 0, -eyeX, 0);
        put(xy, 1, eyeX, 0);
        put(xy, 2, noseS, noseT);
        put(xy, 3, -mouthHalf, mouthY + cornerDrop);
        put(xy, 4, mouthHalf, mouthY + cornerDrop);
    }

    private void put(float[] xy, int point, float s, float t) {
        float u = skull.turnedU(pose, s, t);
        float v = skull.turnedV(pose, s, t);
        xy[2 * point] = pose.pixelX(u, v);
        xy[2 * point + 1] = pose.pixelY(u, v);
    }
}
