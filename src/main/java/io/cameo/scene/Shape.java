package io.cameo.scene;

/**
 * An outline that a {@link Brush} fills. {@link #at} leaves its answer in the fields rather than in an object, because it
 * is asked for every pixel.
 */
abstract sealed class Shape {
    /** Of the outline, in pixels. */
    float left;

    float top;
    float right;
    float bottom;
    /** Distance from the outline, negative inside, with the direction in which it grows. */
    float distance;

    float outX;
    float outY;
    /** How deep inside the shape turns its face to the camera: its roundness. */
    float roundPx;

    abstract void at(float x, float y);

    /** A limb: two discs and what is between them. */
    static final class Limb extends Shape {
        private float ax;
        private float ay;
        private float ra;
        private float dx;
        private float dy;
        private float perLength2;
        private float rb;

        Limb from(float startX, float startY, float startR, float endX, float endY, float endR) {
            ax = startX;
            ay = startY;
            ra = startR;
            dx = endX - startX;
            dy = endY - startY;
            rb = endR;
            perLength2 = 1 / Math.max(dx * dx + dy * dy, 1e-6f);
            left = Math.min(startX - startR, endX - endR);
            right = Math.max(startX + startR, endX + endR);
            top = Math.min(startY - startR, endY - endR);
            bottom = Math.max(startY + startR, endY + endR);
            return this;
        }

        @Override
        void at(float x, float y) {
            float px = x - ax;
            float py = y - ay;
            float h = Curve.clamp01((px * dx + py * dy) * perLength2);
            float r = ra + (rb - ra) * h;
            float qx = px - h * dx;
            float qy = py - h * dy;
            float far = Curve.sqrt(qx * qx + qy * qy);
            float per = far > 1e-4f ? 1 / far : 0;
            distance = far - r;
            outX = qx * per;
            outY = qy * per;
            roundPx = r;
        }
    }

    /** An upright ellipse; its distances are good near the outline. */
    static final class Oval extends Shape {
        private float cx;
        private float cy;
        private float perX;
        private float perY;

        Oval around(float centreX, float centreY, float halfWidth, float halfHeight) {
            cx = centreX;
            cy = centreY;
            perX = 1 / halfWidth;
            perY = 1 / halfHeight;
            roundPx = Math.min(halfWidth, halfHeight);
            left = cx - halfWidth;
            right = cx + halfWidth;
            top = cy - halfHeight;
            bottom = cy + halfHeight;
            return this;
        }

        @Override
        void at(float x, float y) {
            float u = (x - cx) * perX;
            float v = (y - cy) * perY;
            float k = Curve.sqrt(u * u + v * v);
            float gx = u * perX;
            float gy = v * perY;
            float steep = Math.max(Curve.sqrt(gx * gx + gy * gy), 1e-6f);
            distance = k * (k - 1) / steep;
            distance = Math.max(distance, -roundPx);
            outX = gx / steep;
            outY = gy / steep;
        }
    }

    /** A polygon with rounded corners. */
    static final class Panel extends Shape {
        private static final int MOST_CORNERS = 16;

        private final float[] xs = new float[MOST_CORNERS];
        private final float[] ys = new float[MOST_CORNERS];
        private int corners;
        private float roundingPx;

        Panel start(float rounding, float round) {
            corners = 0;
            roundingPx = rounding;
            roundPx = Math.max(round, 0.5f);
            left = Float.MAX_VALUE;
            top = Float.MAX_VALUE;
            right = -Float.MAX_VALUE;
            bottom = -Float.MAX_VALUE;
            return this;
        }

        Panel corner(float x, float y) {
            xs[corners] = x;
            ys[corners++] = y;
            left = Math.min(left, x - roundingPx);
            right = Math.max(right, x + roundingPx);
            top = Math.min(top, y - roundingPx);
            bottom = Math.max(bottom, y + roundingPx);
            return this;
        }

        @Override
        void at(float x, float y) {
            float best = Float.MAX_VALUE;
            float bestX = 0;
            float bestY = 0;
            boolean inside = false;
            for (int i = 0, j = corners - 1; i < corners; j = i++) {
                float ex = xs[j] - xs[i];
                float ey = ys[j] - ys[i];
                float wx = x - xs[i];
                float wy = y - ys[i];
                float h = Curve.clamp01((wx * ex + wy * ey) / Math.max(ex * ex + ey * ey, 1e-6f));
                float qx = wx - ex * h;
                float qy = wy - ey * h;
                float far2 = qx * qx + qy * qy;
                if (far2 < best) {
                    best = far2;
                    bestX = qx;
                    bestY = qy;
                }
                if ((ys[i] > y) != (ys[j] > y) && wx < ex * wy / ey) {
                    inside = !inside;
                }
            }
            float far = Curve.sqrt(best);
            float per = far > 1e-4f ? (inside ? -1 : 1) / far : 0;
            distance = (inside ? -far : far) - roundingPx;
            outX = bestX * per;
            outY = bestY * per;
        }
    }
}
