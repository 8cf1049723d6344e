package io.cameo.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fills polygons exactly as {@code rleFrPoly} of COCO's {@code maskApi.c} does, even-odd rule, points and borders
 * included.
 *
 * <p>The original draws the outline on a grid five times as fine, point by point, and keeps the points where it steps
 * over the middle of a column. Only those are computed here, with the same two roundings: a multiplication, then an
 * addition. A fused multiply-add gives other masks and must never stand here.
 *
 * <p>Keeps its memory for the next polygon: one for each worker. Not thread-safe.
 */
public final class PolygonFill {
    private static final int SCALE = 5;
    private static final int MIDDLE = 2;
    /** Beyond it the roundings of steep edges could skip a column, and no image reaches there. */
    private static final double FARTHEST_PX = MaskSize.LONGEST_SIDE_PX;
    /** What a hostile zigzag may cost: 200 MB. */
    private static final long MOST_CROSSINGS = 1 << 24;
    /** More crossings of one column than this are sorted by the library. */
    private static final int FEW = 24;

    private int[] xs = new int[64];
    private int[] ys = new int[64];
    /** Each crossing: its column in the high half, its place among all pixels in the low half. */
    private long[] found = new long[512];

    private int[] sorted = new int[512];
    private int[] ends = new int[64];
    private int count;
    private int leftColumn;
    private int rightColumn;
    private int heightPx;
    private int widthPx;

    /**
     * Fills one polygon.
     *
     * @param xy x0, y0, x1, y1, ... in pixels, (0, 0) the left top corner of the image; the last point is joined to the
     *     first, an odd number at the end is dropped, and no points are no pixels
     * @throws BadMaskException if a coordinate is not a number or beyond 1,048,576, or the polygon is hostile
     */
    public Rle fill(double[] xy, int heightPx, int widthPx) {
        return fill(xy, 0, heightPx, widthPx);
    }

    /**
     * Fills a polygon of several parts: their union, so that a part within another is no hole.
     *
     * @param parts each as in {@link #fill(double[], int, int)}; the first has more than four numbers, as COCO's readers demand
     * @throws BadMaskException as there, or if the first part is missing or too short
     */
    public Rle fill(List<double[]> parts, int heightPx, int widthPx) {
        if (parts.isEmpty()) {
            throw new BadMaskException("polygon has no parts: parts=0");
        }
        if (parts.getFirst().length <= 4) {
            throw new BadMaskException(
                    "first part of a polygon is too short: numbers=" + parts.getFirst().length + ", expected>4");
        }
        List<Rle> masks = new ArrayList<>(parts.size());
        for (int part = 0; part < parts.size(); part++) {
            masks.add(fill(parts.get(part), part, heightPx, widthPx));
        }
        return Rle.union(masks);
    }

    private Rle fill(double[] xy, int part, int height, int width) {
        int pixels = MaskSize.pixels(height, width);
        heightPx = height;
        widthPx = width;
        count = 0;
        leftColumn = width;
        rightColumn = -1;
        int points = xy.length / 2;
        scale(xy, points, part);
        // An edge steps over at most one column for every five steps of the fine grid, and one more.
        long most = points;
        for (int i = 0; i < points; i++) {
            most += Math.min(Math.abs(xs[i + 1] - xs[i]) / SCALE, width);
        }
        if (most > MOST_CROSSINGS) {
            throw new BadMaskException("polygon crosses too many columns: part=" + part + ", points=" + points
                    + ", crossings=" + most + ", most=" + MOST_CROSSINGS);
        }
        if (found.length < most) {
            found = new long[(int) most];
            sorted = new int[(int) most];
        }
        for (int i = 0; i < points; i++) {
            cross(xs[i], ys[i], xs[i + 1], ys[i + 1]);
        }
        sortColumns();
        return Rle.trusted(height, width, runs(pixels));
    }

    private void scale(double[] xy, int points, int part) {
        if (xs.length <= points) {
            xs = new int[points + 1];
            ys = new int[points + 1];
        }
        for (int i = 0; i < points; i++) {
            xs[i] = fine(xy, 2 * i, part);
            ys[i] = fine(xy, 2 * i + 1, part);
        }
        if (points > 0) {
            xs[points] = xs[0];
            ys[points] = ys[0];
        }
    }

    private static int fine(double[] xy, int at, int part) {
        double value = xy[at];
        // Written so that NaN is refused as well.
        if (!(Math.abs(value) <= FARTHEST_PX)) {
            throw new BadMaskException("polygon coordinate is beyond reason: part=" + part + ", at=" + at + ", value="
                    + value + ", farthest=" + MaskSize.LONGEST_SIDE_PX);
        }
        return (int) (SCALE * value + .5);
    }

    /** Finds where one edge steps over the middles of columns, as the original's {@code rleFrPoly} does. */
    private void cross(int fromX, int fromY, int toX, int toY) {
        int dx = Math.abs(toX - fromX);
        int dy = Math.abs(toY - fromY);
        if (dx == 0) {
            return;
        }
        boolean flat = dx >= dy;
        boolean flip = flat ? fromX > toX : fromY > toY;
        int startX = flip ? toX : fromX;
        int startY = flip ? toY : fromY;
        int endX = flip ? fromX : toX;
        int endY = flip ? fromY : toY;
        int firstColumn = Math.max(0, Math.floorDiv(Math.min(fromX, toX) - MIDDLE + SCALE - 1, SCALE));
        int lastColumn = Math.min(widthPx - 1, Math.floorDiv(Math.max(fromX, toX) - 1 - MIDDLE, SCALE));
        if (firstColumn > lastColumn) {
            return;
        }
        leftColumn = Math.min(leftColumn, firstColumn);
        rightColumn = Math.max(rightColumn, lastColumn);
        if (flat) {
            crossFlat(startX, startY, (double) (endY - startY) / dx, firstColumn, lastColumn);
        } else {
            crossSteep(startX, startY, (double) (endX - startX) / dy, firstColumn, lastColumn);
        }
    }

    /** One step to the right at a time: the lower of both ends of the step over the middle counts. */
    private void crossFlat(int startX, int startY, double slope, int firstColumn, int lastColumn) {
        long[] out = found;
        int at = count;
        int height = heightPx;
        int step = SCALE * firstColumn + MIDDLE - startX + (slope < 0 ? 1 : 0);
        for (int column = firstColumn; column <= lastColumn; column++, step += SCALE) {
            out[at++] = crossing(column, (int) (startY + slope * step + .5), height);
        }
        count = at;
    }

    /** One step down at a time: the last before the step over the middle counts. */
    private void crossSteep(int startX, int startY, double slope, int firstColumn, int lastColumn) {
        long[] out = found;
        int at = count;
        int height = heightPx;
        double stepsPerX = 1 / slope;
        boolean right = slope > 0;
        for (int column = firstColumn; column <= lastColumn; column++) {
            int middle = SCALE * column + MIDDLE;
            int before = (int) ((middle + .5 - startX) * stepsPerX);
            // The division is a good guess; the original's rounding decides.
            while (((int) (startX + slope * before + .5) > middle) == right) {
                before--;
            }
            while (((int) (startX + slope * (before + 1) + .5) > middle) != right) {
                before++;
            }
            out[at++] = crossing(column, before + startY, height);
        }
        count = at;
    }

    private static long crossing(int column, int fineY, int heightPx) {
        int y = fineY <= MIDDLE ? 0 : Math.min((fineY + MIDDLE) / SCALE, heightPx);
        return (long) column << Integer.SIZE | (column * heightPx + y);
    }

    /** Counts the crossings of each column, puts them side by side and sorts the few that share one. */
    private void sortColumns() {
        int columns = rightColumn - leftColumn + 1;
        if (columns <= 0) {
            return;
        }
        if (ends.length < columns) {
            ends = new int[columns];
        }
        int[] end = ends;
        Arrays.fill(end, 0, columns, 0);
        for (int i = 0; i < count; i++) {
            end[(int) (found[i] >> Integer.SIZE) - leftColumn]++;
        }
        int sum = 0;
        for (int i = 0; i < columns; i++) {
            int many = end[i];
            end[i] = sum;
            sum += many;
        }
        for (int i = 0; i < count; i++) {
            sorted[end[(int) (found[i] >> Integer.SIZE) - leftColumn]++] = (int) found[i];
        }
        int from = 0;
        for (int i = 0; i < columns; i++) {
            sort(sorted, from, end[i]);
            from = end[i];
        }
    }

    private static void sort(int[] values, int from, int to) {
        // Two or four is what most columns have. Which comes first nobody can predict, so let no branch try.
        if (to - from == 2) {
            int one = values[from];
            int other = values[from + 1];
            values[from] = Math.min(one, other);
            values[from + 1] = Math.max(one, other);
            return;
        }
        if (to - from == 4) {
            sortFour(values, from);
            return;
        }
        if (to - from > FEW) {
            Arrays.sort(values, from, to);
            return;
        }
        for (int i = from + 1; i < to; i++) {
            int value = values[i];
            int at = i;
            for (; at > from && values[at - 1] > value; at--) {
                values[at] = values[at - 1];
            }
            values[at] = value;
        }
    }

    private static void sortFour(int[] values, int from) {
        int low = Math.min(values[from], values[from + 1]);
        int high = Math.max(values[from], values[from + 1]);
        int otherLow = Math.min(values[from + 2], values[from + 3]);
        int otherHigh = Math.max(values[from + 2], values[from + 3]);
        int middle = Math.max(low, otherLow);
        int otherMiddle = Math.min(high, otherHigh);
        values[from] = Math.min(low, otherLow);
        values[from + 1] = Math.min(middle, otherMiddle);
        values[from + 2] = Math.max(middle, otherMiddle);
        values[from + 3] = Math.max(high, otherHigh);
    }

    /** Two crossings of one pixel cancel each other; those at the very end change nothing. */
    private int[] runs(int pixels) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int crossing = sorted[i];
            if (kept > 0 && sorted[kept - 1] == crossing) {
                kept--;
            } else {
                sorted[kept++] = crossing;
            }
        }
        if (kept > 0 && sorted[kept - 1] == pixels) {
            kept--;
        }
        int[] runs = new int[kept + 1];
        int last = 0;
        for (int i = 0; i < kept; i++) {
            runs[i] = sorted[i] - last;
            last = sorted[i];
        }
        runs[kept] = pixels - last;
        return runs;
    }
}
