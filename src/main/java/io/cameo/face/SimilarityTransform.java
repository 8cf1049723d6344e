package io.cameo.face;

/**
 * Turns, scales and shifts: {@code x' = a x - b y + tx}, {@code y' = b x + a y + ty}. Never mirrors. A value; free to
 * share.
 *
 * @param a scale times the cosine of the angle
 * @param b scale times the sine of the angle, positive from x towards y
 * @param tx in pixels of the target
 * @param ty in pixels of the target
 */
public record SimilarityTransform(double a, double b, double tx, double ty) {
    /** How many numbers {@link #matrix()} has. */
    static final int MATRIX = 6;

    /** Below this share of what the points themselves measure, a sum is rounding and says nothing. */
    private static final double ROUNDING = 1e-20;

    /**
     * Checks that it is one.
     *
     * @throws IllegalArgumentException if a number is NaN or infinite, or the scale is zero
     */
    public SimilarityTransform {
        double square = a * a + b * b;
        if (!(square > 0 && square < Double.POSITIVE_INFINITY) || !Double.isFinite(tx) || !Double.isFinite(ty)) {
            throw new IllegalArgumentException(
                    "not a similarity: a=" + a + ", b=" + b + ", tx=" + tx + ", ty=" + ty + ", scale=" + square);
        }
    }

    /**
     * The similarity that brings the landmarks nearest to the template's: the least sum of squared distances.
     *
     * @throws IllegalArgumentException as {@link #between(double[], double[])}
     */
    public static SimilarityTransform toTemplate(Landmarks5 landmarks, FaceTemplate template) {
        return between(landmarks.toPairs(), template.points().toPairs());
    }

    /**
     * The similarity that brings points nearest to others: the least sum of squared distances. What Umeyama's method
     * (1991) finds in the plane, in closed form and double; scikit-image's float32 differs by up to 2e-4 in the
     * translation.
     *
     * @param from x1 y1 x2 y2 and so on, at least two points
     * @param to as many, in the same order
     * @throws IllegalArgumentException if there are not as many, fewer than two, one is NaN or infinite, all points are
     *     one, or they resemble the others under no turn and scale at all
     */
    public static SimilarityTransform between(double[] from, double[] to) {
        if (from.length != to.length || from.length < 4 || from.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "points do not pair: from=" + from.length + " numbers, to=" + to.length + " numbers");
        }
        double[] matrix = new double[MATRIX];
        solve(from, to, matrix);
        return new SimilarityTransform(matrix[0], matrix[3], matrix[2], matrix[5]);
    }

    /** As {@link #between}, of arrays that do pair, into one that the caller keeps: its six numbers row by row. */
    static void solve(double[] from, double[] to, double[] matrix) {
        int points = from.length / 2;
        double fromX = 0;
        double fromY = 0;
        double toX = 0;
        double toY = 0;
        for (int i = 0; i < from.length; i += 2) {
            fromX += from[i] / points;
            fromY += from[i + 1] / points;
            toX += to[i] / points;
            toY += to[i + 1] / points;
        }
        double same = 0;
        double cross = 0;
        double fromSquares = 0;
        double toSquares = 0;
        for (int i = 0; i < from.length; i += 2) {
            double x = from[i] - fromX;
            double y = from[i + 1] - fromY;
            double u = to[i] - toX;
            double v = to[i + 1] - toY;
            same += x * u + y * v;
            cross += x * v - y * u;
            fromSquares += x * x + y * y;
            toSquares += u * u + v * v;
        }
        requireSolvable(same, cross, fromSquares, toSquares, fromX * fromX + fromY * fromY);
        matrix[0] = same / fromSquares;
        matrix[1] = -cross / fromSquares;
        matrix[3] = cross / fromSquares;
        matrix[4] = matrix[0];
        matrix[2] = toX - (matrix[0] * fromX + matrix[1] * fromY);
        matrix[5] = toY - (matrix[3] * fromX + matrix[4] * fromY);
    }

    /** Refuses sums that are rounding, or nothing but NaN and infinity. */
    private static void requireSolvable(
            double same, double cross, double fromSquares, double toSquares, double distance) {
        // Written so that NaN fails.
        if (!(fromSquares > ROUNDING * distance && fromSquares < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("points have no measurable spread: squared_spread=" + fromSquares);
        }
        double alike = same * same + cross * cross;
        if (!(alike > ROUNDING * fromSquares * toSquares && alike < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "points resemble the others under no similarity: cosine=" + same + ", sine=" + cross);
        }
    }

    /** The six numbers of the 2x3 matrix, row by row, in a new array: what {@link Warp} takes. */
    public double[] matrix() {
        return new double[] {a, -b, tx, b, a, ty};
    }

    /** How much longer distances become. */
    public double scale() {
        return Math.sqrt(a * a + b * b);
    }

    /** Where a point goes: its x. */
    public double x(double x, double y) {
        return a * x - b * y + tx;
    }

    /** Where a point goes: its y. */
    public double y(double x, double y) {
        return b * x + a * y + ty;
    }

    /** Where five points go. */
    public Landmarks5 apply(Landmarks5 points) {
        double[] xy = points.toPairs();
        for (int i = 0; i < xy.length; i += 2) {
            double x = x(xy[i], xy[i + 1]);
            xy[i + 1] = y(xy[i], xy[i + 1]);
            xy[i] = x;
        }
        return Landmarks5.ofPairs(xy);
    }

    /** The way back. */
    public SimilarityTransform invert() {
        double square = a * a + b * b;
        double backA = a / square;
        double backB = -b / square;
        return new SimilarityTransform(backA, backB, backB * ty - backA * tx, -backB * tx - backA * ty);
    }

    /** First this one, then the next. */
    public SimilarityTransform then(SimilarityTransform next) {
        return new SimilarityTransform(
                next.a * a - next.b * b, next.b * a + next.a * b, next.x(tx, ty), next.y(tx, ty));
    }
}
