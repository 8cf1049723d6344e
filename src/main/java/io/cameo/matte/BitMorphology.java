package io.cameo.matte;

import io.cameo.image.Image;
import java.util.Arrays;

/**
 * Dilation and erosion of {@link BitRows}, 64 pixels at a time, as {@code cv2.dilate} and {@code cv2.erode} have it: what
 * lies outside of the image counts for nothing. One for each thread.
 */
final class BitMorphology {
    private final BitRows across = new BitRows();
    private final BitRows down = new BitRows();
    private final BitRows spare = new BitRows();
    private long[] run = new long[0];

    /** A pixel is set where the element, put there, meets a set one. {@code dst} is another plane. */
    void dilate(BitRows src, StructuringElement element, BitRows dst) {
        dst.sized(src.widthPx(), src.heightPx()).clear();
        gather(src, element, dst);
    }

    /** A pixel is set where the element, put there, meets none that is not set. {@code src} ends up inverted. */
    void erode(BitRows src, StructuringElement element, BitRows dst) {
        dilate(src.not(), element, dst);
        dst.not();
    }

    /** {@link #dilate} over and over, in place. */
    void dilate(BitRows rows, StructuringElement element, int times) {
        for (int i = 0; i < times; i++) {
            dilate(rows, element, spare);
            rows.swap(spare);
        }
    }

    /**
     * Where {@code dilate(plane) - erode(plane)} of the samples themselves is above 0, each done {@code iterations} times.
     *
     * <p>Once: the samples under the element are not all the same, so two neighbours among them differ, since the element
     * hangs together by its rows and the anchor's column. More often: what is reached in n steps from a pixel is the
     * union of what is reached in n - 1 steps from those under the element, so its samples are all the same unless one of
     * these parts' are not, or the pixels under the element differ.
     */
    void uneven(Image plane, StructuringElement element, int iterations, BitRows dst) {
        across.stepsRight(plane);
        down.stepsDown(plane);
        dst.sized(plane.widthPx(), plane.heightPx()).clear();
        gather(across, element.pairsAcross(), dst);
        gather(down, element.pairsDown(), dst);
        dilate(dst, element, iterations - 1);
    }

    private void gather(BitRows src, StructuringElement element, BitRows dst) {
        int perRow = src.wordsPerRow();
        long[] from = src.words();
        for (int y = 0; y < src.heightPx(); y++) {
            int first = y * perRow;
            if (isEmpty(from, first, perRow)) {
                continue;
            }
            for (StructuringElement.Span span : element.spans()) {
                spread(from, first, perRow, span);
                for (int dy : span.dy) {
                    int row = y - dy;
                    if (row >= 0 && row < src.heightPx()) {
                        add(dst.words(), row * perRow, perRow);
                    }
                }
            }
        }
        long last = dst.lastWord();
        for (int y = 0; y < dst.heightPx(); y++) {
            dst.words()[(y + 1) * perRow - 1] &= last;
        }
    }

    /** {@code run(x) = from(x + left) | ... | from(x + right)}: each step doubles the length. */
    private void spread(long[] from, int first, int perRow, StructuringElement.Span span) {
        int needed = perRow + span.lengthPx / Long.SIZE + 2;
        if (run.length < needed) {
            run = new long[needed];
        }
        int back = -span.left / Long.SIZE;
        int bits = -span.left % Long.SIZE;
        Arrays.fill(run, 0, needed, 0);
        long carried = 0;
        for (int i = 0; i < perRow; i++) {
            long word = from[first + i];
            run[i + back] = word << bits | carried;
            carried = word >>> 1 >>> (Long.SIZE - 1 - bits);
        }
        run[perRow + back] = carried;
        int done = 1;
        while (done < span.lengthPx) {
            int step = Math.min(done, span.lengthPx - done);
            orShifted(needed - 1, step);
            done += step;
        }
    }

    private void orShifted(int words, int step) {
        int skip = step / Long.SIZE;
        int bits = step % Long.SIZE;
        long[] row = run;
        for (int i = 0; i + skip < words; i++) {
            row[i] |= row[i + skip] >>> bits | row[i + skip + 1] << 1 << (Long.SIZE - 1 - bits);
        }
    }

    private void add(long[] to, int first, int count) {
        long[] row = run;
        for (int i = 0; i < count; i++) {
            to[first + i] |= row[i];
        }
    }

    private static boolean isEmpty(long[] words, int first, int count) {
        long any = 0;
        for (int i = first; i < first + count; i++) {
            any |= words[i];
        }
        return any == 0;
    }
}
