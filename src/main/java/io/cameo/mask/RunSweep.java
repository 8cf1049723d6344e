package io.cameo.mask;

import java.util.Arrays;

/** Walks two masks of one size run by run. Runs without pixels change nothing, wherever they stand. */
final class RunSweep {
    private RunSweep() {}

    /** The runs of the union or the intersection; only the first may be without pixels. */
    static int[] merge(int[] left, int[] right, boolean intersect) {
        int[] out = new int[left.length + right.length + 1];
        int count = 0;
        int leftRun = 0;
        int rightRun = 0;
        int leftRest = left[0];
        int rightRest = right[0];
        boolean value = false;
        int run = 0;
        while (true) {
            while (leftRest == 0 && leftRun + 1 < left.length) {
                leftRest = left[++leftRun];
            }
            while (rightRest == 0 && rightRun + 1 < right.length) {
                rightRest = right[++rightRun];
            }
            int step = Math.min(leftRest, rightRest);
            // Both hold the same number of pixels, so that they end together.
            if (step == 0) {
                break;
            }
            boolean both = ((leftRun & rightRun) & 1) != 0;
            boolean either = ((leftRun | rightRun) & 1) != 0;
            boolean next = intersect ? both : either;
            if (next != value) {
                out[count++] = run;
                run = 0;
                value = next;
            }
            run += step;
            leftRest -= step;
            rightRest -= step;
        }
        out[count++] = run;
        return Arrays.copyOf(out, count);
    }

    /** How many pixels are set in both. */
    static long intersection(int[] left, int[] right) {
        long common = 0;
        int leftRun = 0;
        int rightRun = 0;
        long leftEnd = left[0];
        long rightEnd = right[0];
        long at = 0;
        while (true) {
            long end = Math.min(leftEnd, rightEnd);
            if ((leftRun & rightRun & 1) != 0) {
                common += end - at;
            }
            at = end;
            if (leftEnd == end) {
                if (++leftRun == left.length) {
                    return common;
                }
                leftEnd += left[leftRun];
            } else {
                if (++rightRun == right.length) {
                    return common;
                }
                rightEnd += right[rightRun];
            }
        }
    }
}
