package io.cameo.matte;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a dilation looks at around a pixel: a span of columns in each of some rows, relative to the pixel. The same shapes
 * and anchors, {@code size / 2} from the left and the top, as {@code cv2.getStructuringElement}, whose ellipses are no
 * ellipses for even sizes. In every row the span holds column 0 or ends beside it.
 */
final class StructuringElement {
    private final List<Row> rows;
    private final List<Span> spans;
    /** Made when asked for; whoever makes them, they are the same. */
    private @Nullable StructuringElement across;

    private @Nullable StructuringElement down;

    /** The columns {@code left} to {@code right} of one row, all relative to the anchor. */
    record Row(int dy, int left, int right) {}

    /** The rows that have the same columns. */
    static final class Span {
        final int left;
        final int lengthPx;
        final int[] dy;

        Span(int left, int right, int[] dy) {
            this.left = left;
            this.lengthPx = right - left + 1;
            this.dy = dy;
        }
    }

    private StructuringElement(List<Row> rows) {
        this.rows = rows;
        Map<List<Integer>, List<Integer>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            groups.computeIfAbsent(List.of(row.left(), row.right()), _ -> new ArrayList<>())
                    .add(row.dy());
        }
        List<Span> grouped = new ArrayList<>();
        groups.forEach((ends, dy) -> grouped.add(new Span(
                ends.getFirst(),
                ends.getLast(),
                dy.stream().mapToInt(Integer::intValue).toArray())));
        spans = List.copyOf(grouped);
    }

    /**
     * {@code cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))}.
     *
     * @throws IllegalArgumentException if the size is not positive
     */
    static StructuringElement ellipse(int sizePx) {
        requirePositive(sizePx);
        int radius = sizePx / 2;
        double inverse = radius == 0 ? 0 : 1.0 / ((double) radius * radius);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < sizePx; i++) {
            int dy = i - radius;
            int reach = (int) Math.rint(radius * Math.sqrt(((double) radius * radius - dy * dy) * inverse));
            int left = Math.max(radius - reach, 0);
            int right = Math.min(radius + reach + 1, sizePx) - 1;
            rows.add(new Row(dy, left - radius, right - radius));
        }
        return new StructuringElement(rows);
    }

    /**
     * {@code numpy.ones((size, size))}.
     *
     * @throws IllegalArgumentException if the size is not positive
     */
    static StructuringElement square(int sizePx) {
        requirePositive(sizePx);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < sizePx; i++) {
            rows.add(new Row(i - sizePx / 2, -(sizePx / 2), sizePx - 1 - sizePx / 2));
        }
        return new StructuringElement(rows);
    }

    /** The spans, those of equal columns together. */
    List<Span> spans() {
        return spans;
    }

    List<Row> rows() {
        return rows;
    }

    /** The pairs of neighbours in a row that lie within, by their left one. */
    StructuringElement pairsAcross() {
        StructuringElement made = across;
        if (made == null) {
            made = new StructuringElement(rows.stream()
                    .filter(row -> row.left() < row.right())
                    .map(row -> new Row(row.dy(), row.left(), row.right() - 1))
                    .toList());
            across = made;
        }
        return made;
    }

    /** The pairs of neighbours in the anchor's column that lie within, by their upper one. */
    StructuringElement pairsDown() {
        StructuringElement made = down;
        if (made == null) {
            made = new StructuringElement(rows.stream()
                    .limit(rows.size() - 1L)
                    .map(row -> new Row(row.dy(), 0, 0))
                    .toList());
            down = made;
        }
        return made;
    }

    private static void requirePositive(int sizePx) {
        if (sizePx < 1) {
            throw new IllegalArgumentException("size is not positive: size=" + sizePx);
        }
    }
}
