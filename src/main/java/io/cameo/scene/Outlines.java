package io.cameo.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Turns a mask into polygons as an annotator clicks them: few corners, none too exact. */
final class Outlines {
    /** What is smaller, in pixels or as a share of the whole, nobody clicks. */
    private static final double LEAST_PART_PX = 12;

    private static final double LEAST_PART_SHARE = 0.012;
    private static final double LEAST_GAP_PX = 10;
    private static final double LEAST_GAP_SHARE = 0.003;
    private static final int MOST_CORNERS = 190;
    private static final double UNSTEADY_PX = 0.22;

    private final int widthPx;
    private final int heightPx;

    Outlines(int widthPx, int heightPx) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
    }

    /** @param mask row-major, over the whole picture */
    List<double[]> of(BitSet mask, Dice hand) {
        List<EdgeTrace.Loop> loops = new EdgeTrace(mask, widthPx, heightPx).loops();
        double whole = loops.stream().mapToDouble(EdgeTrace.Loop::area).sum();
        double coarse = Math.clamp(0.012 * Math.sqrt(whole), 0.25, 0.8);
        List<double[]> outlines = new ArrayList<>();
        List<double[]> exact = new ArrayList<>();
        for (EdgeTrace.Loop loop : loops) {
            if (loop.area() >= Math.max(LEAST_PART_PX, LEAST_PART_SHARE * whole)) {
                outlines.add(simplify(loop.points(), coarse));
                exact.add(loop.points());
            }
        }
        for (EdgeTrace.Loop gap : loops) {
            if (-gap.area() >= Math.max(LEAST_GAP_PX, LEAST_GAP_SHARE * whole)) {
                for (int i = 0; i < exact.size(); i++) {
                    if (surrounds(exact.get(i), gap.points()[0], gap.points()[1])) {
                        outlines.set(i, cutOut(outlines.get(i), simplify(gap.points(), coarse)));
                        break;
                    }
                }
            }
        }
        for (double[] outline : outlines) {
            round(outline, hand);
        }
        return outlines;
    }

    /** Positive where x and y run as the hands of a clock. */
    static double area(double[] points) {
        double twice = 0;
        int n = points.length;
        for (int i = 0, j = n - 2; i < n; j = i, i += 2) {
            twice += points[j] * points[i + 1] - points[i] * points[j + 1];
        }
        return twice / 2;
    }

    static boolean surrounds(double[] points, double x, double y) {
        boolean inside = false;
        int n = points.length;
        for (int i = 0, j = n - 2; i < n; j = i, i += 2) {
            boolean crosses = points[i + 1] > y != points[j + 1] > y;
            if (crosses
                    && x
                            < points[i]
                                    + (points[j] - points[i]) * (y - points[i + 1]) / (points[j + 1] - points[i + 1])) {
                inside = !inside;
            }
        }
        return inside;
    }

    /** Leaves out corners that no more than {@code coarse} pixels depend on (Douglas, Peucker 1973). */
    private static double[] simplify(double[] points, double coarse) {
        double[] fewer = points;
        for (double reach = coarse; ; reach *= 1.35) {
            fewer = within(points, reach);
            if (fewer.length <= 2 * MOST_CORNERS) {
                return fewer;
            }
        }
    }

    private static double[] within(double[] points, double reach) {
        int n = points.length / 2;
        int far = 0;
        double farthest = -1;
        for (int i = 1; i < n; i++) {
            double dx = points[2 * i] - points[0];
            double dy = points[2 * i + 1] - points[1];
            double d = dx * dx + dy * dy;
            if (d > farthest) {
                farthest = d;
                far = i;
            }
        }
        BitSet kept = new BitSet(n);
        kept.set(0);
        kept.set(far);
        keep(points, 0, far, reach, kept);
        keep(points, far, n, reach, kept);
        double[] fewer = new double[2 * kept.cardinality()];
        int used = 0;
        for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
            fewer[used++] = points[2 * i];
            fewer[used++] = points[2 * i + 1];
        }
        return fewer.length < 6 ? points : fewer;
    }

    private static void keep(double[] points, int from, int to, double reach, BitSet kept) {
        int end = 2 * to % points.length;
        double ax = points[2 * from];
        double ay = points[2 * from + 1];
        double dx = points[end] - ax;
        double dy = points[end + 1] - ay;
        double length = Math.max(Math.sqrt(dx * dx + dy * dy), 1e-9);
        double farthest = reach;
        int split = -1;
        for (int i = from + 1; i < to; i++) {
            double d = Math.abs((points[2 * i] - ax) * dy - (points[2 * i + 1] - ay) * dx) / length;
            if (d > farthest) {
                farthest = d;
                split = i;
            }
        }
        if (split >= 0) {
            kept.set(split);
            keep(points, from, split, reach, kept);
            keep(points, split, to, reach, kept);
        }
    }

    /** One closed line that runs to the gap where it is nearest, around it and back the same way. */
    private static double[] cutOut(double[] outline, double[] gap) {
        int from = 0;
        int to = 0;
        double nearest = Double.MAX_VALUE;
        for (int i = 0; i < outline.length; i += 2) {
            for (int j = 0; j < gap.length; j += 2) {
                double dx = outline[i] - gap[j];
                double dy = outline[i + 1] - gap[j + 1];
                double d = dx * dx + dy * dy;
                if (d < nearest) {
                    nearest = d;
                    from = i;
                    to = j;
                }
            }
        }
        double[] both = Arrays.copyOf(outline, outline.length + gap.length + 4);
        int used = from + 2;
        for (int j = 0; j <= gap.length; j += 2) {
            both[used++] = gap[(to + j) % gap.length];
            both[used++] = gap[(to + j) % gap.length + 1];
        }
        System.arraycopy(outline, from, both, used, outline.length - from);
        return both;
    }

    /** A hand is not steady; corners on the picture's border stay there, and the two ends of a cut stay one. */
    private void round(double[] outline, Dice hand) {
        for (int i = 0; i < outline.length; i += 2) {
            // By where it is, not by its number: both corners of a cut move alike.
            int column = (int) (outline[i] * 2);
            int row = (int) (outline[i + 1] * 2);
            Dice at = hand.child("corner", row * 16384 + column);
            outline[i] = unsteady(outline[i], widthPx, at.in("x", -1, 1));
            outline[i + 1] = unsteady(outline[i + 1], heightPx, at.in("y", -1, 1));
        }
    }

    private static double unsteady(double at, int limit, float by) {
        boolean border = at <= 0.5 || at >= limit - 0.5;
        double moved = border ? Math.rint(at * 2) / 2 : at + UNSTEADY_PX * by;
        return Math.rint(Math.clamp(moved, 0, limit) * 100) / 100;
    }
}
