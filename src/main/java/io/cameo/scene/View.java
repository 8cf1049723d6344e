package io.cameo.scene;

/**
 * A level camera over flat ground. Metres: x to the right of the picture's middle, heights above the ground, depths away
 * from the camera. Pixels: continuous, the first pixel's centre is at 0.5, 0.5.
 *
 * @param eyeM height of the camera
 */
record View(int widthPx, int heightPx, float horizonPx, float focalPx, float eyeM) {
    private static final float NEAREST_M = 0.5f;

    /** Pixels a metre. */
    float scale(float depthM) {
        return focalPx / Math.max(depthM, NEAREST_M);
    }

    float x(float xM, float depthM) {
        return 0.5f * widthPx + xM * scale(depthM);
    }

    float y(float heightM, float depthM) {
        return horizonPx + (eyeM - heightM) * scale(depthM);
    }

    /** Where a sight line meets the ground; negative above the horizon. */
    float groundDepth(float yPx) {
        float down = yPx - horizonPx;
        return down <= 0 ? -1 : eyeM * focalPx / down;
    }

    /** How far to the right a pixel column is at a depth. */
    float across(float xPx, float depthM) {
        return (xPx - 0.5f * widthPx) * depthM / focalPx;
    }

    /** How high a pixel row is at a depth. */
    float height(float yPx, float depthM) {
        return eyeM - (yPx - horizonPx) * depthM / focalPx;
    }
}
