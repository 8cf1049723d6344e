package io.cameo.face;

import static io.cameo.face.Candidates.SCORE;
import static io.cameo.face.Candidates.X1;
import static io.cameo.face.Candidates.X2;
import static io.cameo.face.Candidates.Y1;
import static io.cameo.face.Candidates.Y2;

import java.util.Arrays;

/**
 * Non-maximum suppression: of boxes that overlap by more than a threshold only the surest stays. What stays is in
 * descending order of score.
 */
final class Suppression {
    /** What an overlap is measured against. */
    enum Measure {
        /** The area that both cover together. */
        UNION,
        /** The smaller of both areas. */
        MIN
    }

    private int[] kept = new int[0];

    /**
     * Thins out candidates in place.
     *
     * @param threshold overlaps above it are suppressed
     * @param pixelPx 1 where the box includes its last pixel, 0 where it ends at {@code x2}
     * @param firstOfEquals whether of equal scores the first is taken first, as torchvision does, or the last, as the
     *     end of an ascending {@code numpy.argsort}
     */
    void apply(Candidates boxes, double threshold, Measure measure, double pixelPx, boolean firstOfEquals) {
        int count = boxes.count();
        int[] order = order(boxes, firstOfEquals);
        double[] areas = new double[count];
        for (int i = 0; i < count; i++) {
            areas[i] =
                    (boxes.get(i, X2) - boxes.get(i, X1) + pixelPx) * (boxes.get(i, Y2) - boxes.get(i, Y1) + pixelPx);
        }
        if (kept.length < count) {
            kept = new int[count];
        }
        int keptCount = 0;
        int left = count;
        while (left > 0) {
            int best = order[0];
            kept[keptCount++] = best;
            int still = 0;
            for (int i = 1; i < left; i++) {
                int other = order[i];
                double shared = shared(boxes, best, other, pixelPx);
                double whole = measure == Measure.MIN
                        ? Math.min(areas[best], areas[other])
                        : areas[best] + areas[other] - shared;
                if (shared / whole <= threshold) {
                    order[still++] = other;
                }
            }
            left = still;
        }
        boxes.keep(kept, keptCount);
    }

    private static double shared(Candidates boxes, int a, int b, double pixelPx) {
        double width = Math.min(boxes.get(a, X2), boxes.get(b, X2)) - Math.max(boxes.get(a, X1), boxes.get(b, X1));
        double height = Math.min(boxes.get(a, Y2), boxes.get(b, Y2)) - Math.max(boxes.get(a, Y1), boxes.get(b, Y1));
        return Math.max(0, width + pixelPx) * Math.max(0, height + pixelPx);
    }

    /** Indexes by descending score. */
    private static int[] order(Candidates boxes, boolean firstOfEquals) {
        int count = boxes.count();
        // Scores are float32 in 0 to 1, so their bits sort like numbers; the low half breaks ties.
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            long bits = Float.floatToIntBits((float) boxes.get(i, SCORE));
            keys[i] = bits << 32 | (firstOfEquals ? count - 1 - i : i);
        }
        Arrays.sort(keys);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int low = (int) keys[count - 1 - i];
            order[i] = firstOfEquals ? count - 1 - low : low;
        }
        return order;
    }
}
