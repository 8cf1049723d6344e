package io.cameo.mask;

/** A rectangle of whole pixels, left top corner and size; all zero where there is nothing to enclose. */
public record PixelBox(int xPx, int yPx, int widthPx, int heightPx) {
    static final PixelBox EMPTY = new PixelBox(0, 0, 0, 0);

    public PixelBox {
        if (xPx < 0 || yPx < 0 || widthPx < 0 || heightPx < 0) {
            throw new IllegalArgumentException(
                    "box is negative: x=" + xPx + ", y=" + yPx + ", width=" + widthPx + ", height=" + heightPx);
        }
    }

    public boolean isEmpty() {
        return widthPx == 0 || heightPx == 0;
    }

    boolean overlaps(PixelBox other) {
        return Math.min(xPx + widthPx, other.xPx + other.widthPx) > Math.max(xPx, other.xPx)
                && Math.min(yPx + heightPx, other.yPx + other.heightPx) > Math.max(yPx, other.yPx);
    }
}
