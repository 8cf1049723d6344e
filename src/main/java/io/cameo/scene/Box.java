package io.cameo.scene;

/** Pixels {@code [x0, x1) x [y0, y1)}, already cut to the picture. */
record Box(int x0, int y0, int x1, int y1) {
    /** The pixels within a distance of a point. */
    static Box around(float x, float y, float reachX, float reachY, Canvas canvas) {
        return new Box(
                Math.max(0, Curve.floor(x - reachX)),
                Math.max(0, Curve.floor(y - reachY)),
                Math.min(canvas.widthPx, Curve.floor(x + reachX) + 2),
                Math.min(canvas.heightPx, Curve.floor(y + reachY) + 2));
    }
}
