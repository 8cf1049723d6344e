package io.cameo.face;

/**
 * A rectangle around a face, in pixels of the image that was searched. It may leave the image, and is not rounded.
 *
 * @param x1 left
 * @param y1 top
 * @param x2 right
 * @param y2 bottom
 */
public record FaceBox(double x1, double y1, double x2, double y2) {
    /** Right minus left. */
    public double widthPx() {
        return x2 - x1;
    }

    /** Bottom minus top. */
    public double heightPx() {
        return y2 - y1;
    }

    /** Width times height, without the one pixel that the cascade's own arithmetic adds to each. */
    public double areaPx() {
        return widthPx() * heightPx();
    }

    public double centerX() {
        return (x1 + x2) / 2;
    }

    public double centerY() {
        return (y1 + y2) / 2;
    }
}
