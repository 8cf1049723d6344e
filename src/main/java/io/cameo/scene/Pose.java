package io.cameo.scene;

/**
 * Where the head is in the picture, and the four systems of coordinates.
 *
 * <ul>
 *   <li>pixels: x right, y down, pixel centres at whole numbers;
 *   <li>head (u, v): upright with the head, 0 between the eyes, 1 unit is half the head's width;
 *   <li>face (s, t): painted on the head's surface. A turned head shifts a point of it by its depth:
 *       {@code u = s + yaw * depth(u, v)}, {@code v = t + pitch * depth(u, v)};
 *   <li>body: as head, but hardly rolled.
 * </ul>
 */
final class Pose {
    final float xPx;
    final float yPx;
    /** Pixels per head unit. */
    final float scalePx;
    /** To the picture's right when positive; at most 0.3. */
    final float yaw;
    /** Down when positive. */
    final float pitch;

    private final float rollCos;
    private final float rollSin;
    final float bodyX;
    final float bodyLean;

    Pose(Dice dice, int sizePx) {
        scalePx = sizePx * dice.bell("scale", 0.225f, 0.033f);
        float roll = dice.bell("roll", 0, 0.3f);
        rollSin = (float) StrictMath.sin(roll);
        rollCos = (float) StrictMath.cos(roll);
        xPx = sizePx * dice.bell("x", 0.5f, 0.07f);
        yPx = sizePx * dice.bell("y", 0.455f, 0.05f);
        yaw = dice.bell("yaw", 0, 0.27f);
        pitch = dice.bell("pitch", 0, 0.12f);
        // The neck ends below the head, wherever the roll has taken it.
        bodyX = xPx - rollSin * 1.1f * scalePx;
        bodyLean = dice.bell("lean", 0, 0.12f);
    }

    float headU(float x, float y) {
        return ((x - xPx) * rollCos + (y - yPx) * rollSin) / scalePx;
    }

    float headV(float x, float y) {
        return ((y - yPx) * rollCos - (x - xPx) * rollSin) / scalePx;
    }

    float pixelX(float u, float v) {
        return xPx + (u * rollCos - v * rollSin) * scalePx;
    }

    float pixelY(float u, float v) {
        return yPx + (u * rollSin + v * rollCos) * scalePx;
    }

    /** Turns a direction of the picture into the head's upright system: its u part. */
    float turnU(float dx, float dy) {
        return dx * rollCos + dy * rollSin;
    }

    float turnV(float dx, float dy) {
        return dy * rollCos - dx * rollSin;
    }

    float bodyU(float x, float y) {
        return (x - bodyX) / scalePx - bodyLean * bodyV(y);
    }

    float bodyV(float y) {
        return (y - yPx) / scalePx;
    }
}
