package io.cameo.mask;

/** Masks with a shape to look for. */
final class DrawnMasks {
    private DrawnMasks() {}

    /** A ring as large as the mask: every column but the outermost has several runs. */
    static Rle ring(int heightPx, int widthPx) {
        BitMask mask = new BitMask(heightPx, widthPx);
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                double distance = Math.hypot((2.0 * x - widthPx + 1) / widthPx, (2.0 * y - heightPx + 1) / heightPx);
                mask.set(x, y, distance > 0.6 && distance < 0.95);
            }
        }
        return mask.toRle();
    }
}
