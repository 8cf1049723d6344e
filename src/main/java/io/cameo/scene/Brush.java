package io.cameo.scene;

import java.util.Arrays;

/**
 * Fills shapes with soft, rounded shading, and keeps for every pixel whose it is: the number of the figure that was painted
 * last, and the key points that the part of its body carries.
 */
final class Brush {
    /** Number of the figure above, bits for its key points below; 0 for what is nobody's. */
    private static final int FIGURE_SHIFT = 17;

    /** How dark the crease is where one part of a body lies on another. */
    private static final float CREASE = 0.34f;

    /** The same for parts that share a joint. */
    private static final float GROWN_CREASE = 0.07f;

    private static final int KEYPOINT_BITS = (1 << FIGURE_SHIFT) - 1;

    final Canvas canvas;
    final Sun sun;
    private final int[] marks;
    private final Rgb air;
    private int mark;
    private int figure;
    /** Pixels a metre, where the brush paints now. */
    private float scale = 1;

    private float haze;

    Brush(Canvas canvas, int[] marks, Sun sun, Rgb air) {
        this.canvas = canvas;
        this.marks = marks;
        this.sun = sun;
        this.air = air;
        Arrays.fill(marks, 0);
    }

    /** Goes on with another figure, from 1, or with a thing, 0. */
    void begin(int number, float pixelsPerMetre, float hazeShare) {
        figure = number;
        mark = number << FIGURE_SHIFT;
        scale = pixelsPerMetre;
        haze = hazeShare;
    }

    /** The key points that the next shapes carry, as bits. */
    void carry(int keypoints) {
        mark = figure == 0 ? 0 : figure << FIGURE_SHIFT | keypoints;
    }

    static int figureOf(int mark) {
        return mark >>> FIGURE_SHIFT;
    }

    static boolean carries(int mark, int keypoint) {
        return (mark >>> keypoint & 1) != 0;
    }

    float scale() {
        return scale;
    }

    void fill(Shape shape, Ink ink) {
        float creasePx = figure == 0 ? 0 : Math.min(0.035f * scale, 9);
        float margin = 1 + creasePx;
        int x0 = Math.max(0, Curve.floor(shape.left - margin));
        int x1 = Math.min(canvas.widthPx, Curve.floor(shape.right + margin) + 1);
        int y0 = Math.max(0, Curve.floor(shape.top - margin));
        int y1 = Math.min(canvas.heightPx, Curve.floor(shape.bottom + margin) + 1);
        float crease = creasePx > 0 ? 1 / creasePx : 0;
        for (int y = y0; y < y1; y++) {
            for (int x = x0; x < x1; x++) {
                shape.at(x + 0.5f, y + 0.5f);
                float d = shape.distance;
                int i = y * canvas.widthPx + x;
                if (d > 0 && d < creasePx && figureOf(marks[i]) == figure) {
                    float near = 1 - d * crease;
                    boolean grown = (marks[i] & mark & KEYPOINT_BITS) != 0;
                    canvas.shade(i, 1 - (grown ? GROWN_CREASE : CREASE) * near * near);
                }
                if (d < 0.5f) {
                    shade(shape, ink, x + 0.5f, y + 0.5f, i);
                }
            }
        }
    }

    private void shade(Shape shape, Ink ink, float x, float y, int i) {
        float edge = Curve.clamp01(1 + shape.distance / shape.roundPx);
        float nx = shape.outX * edge;
        float ny = shape.outY * edge;
        if (ink.folds() > 0 && scale > 50) {
            float per = 6.5f / scale;
            nx += 0.22f * ink.folds() * Noise.at(x * per * 1.5f + figure * 7, y * per + figure * 3);
            ny += 0.12f * ink.folds() * Noise.at(x * per + 31, y * per * 1.6f + figure * 5);
        }
        float nz = Curve.sqrt(Math.max(0.02f, 1 - nx * nx - ny * ny));
        float mix = ink.secondAt(x, y);
        Rgb a = ink.main();
        Rgb b = ink.second();
        lay(
                i,
                Curve.mix(a.r(), b.r(), mix),
                Curve.mix(a.g(), b.g(), mix),
                Curve.mix(a.b(), b.b(), mix),
                nx,
                ny,
                nz,
                Curve.clamp01(0.5f - shape.distance));
    }

    /** Lays lit colour on one pixel, and marks it if it is at least half covered. */
    void lay(int i, float r, float g, float b, float nx, float ny, float nz, float cover) {
        float facing = sun.facing(nx, ny, nz);
        canvas.over(
                i,
                Curve.mix(r * sun.red(facing, ny), air.r(), haze),
                Curve.mix(g * sun.green(facing, ny), air.g(), haze),
                Curve.mix(b * sun.blue(facing, ny), air.b(), haze),
                cover);
        if (cover >= 0.5f) {
            marks[i] = mark;
        }
    }
}
