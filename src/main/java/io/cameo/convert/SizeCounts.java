package io.cameo.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How many sizes fall between steps of a logarithmic scale: bounded whatever the sizes, and one pass is enough. */
final class SizeCounts {
    /** Steps from one power of two to the next. */
    private static final int STEPS_PER_OCTAVE = 32;

    private static final int OCTAVES = 31;

    private final long[] counts = new long[OCTAVES * STEPS_PER_OCTAVE];

    /**
     * Sizes in {@code [fromBytes, toBytes)}.
     *
     * @param count how many
     */
    record Bin(long fromBytes, long toBytes, long count) {}

    /** @param sizeBytes at least 1 */
    void add(int sizeBytes) {
        int step = (int) (Math.log(sizeBytes) / Math.log(2) * STEPS_PER_OCTAVE);
        counts[Math.clamp(step, 0, counts.length - 1)]++;
    }

    void merge(SizeCounts more) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += more.counts[i];
        }
    }

    void clear() {
        Arrays.fill(counts, 0);
    }

    /** From the smallest size that occurs to the largest, in at most {@code most} bins of equal width on the scale. */
    List<Bin> bins(int most) {
        int first = 0;
        int last = counts.length - 1;
        while (first <= last && counts[first] == 0) {
            first++;
        }
        while (last >= first && counts[last] == 0) {
            last--;
        }
        int width = 1;
        while (last / width - first / width + 1 > most) {
            width++;
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = first / width; bin <= last / width && first <= last; bin++) {
            long count = 0;
            for (int step = bin * width; step < Math.min((bin + 1) * width, counts.length); step++) {
                count += counts[step];
            }
            bins.add(new Bin(bytesAt(bin * width), bytesAt((bin + 1) * width), count));
        }
        return bins;
    }

    private static long bytesAt(int step) {
        return Math.round(Math.pow(2, (double) step / STEPS_PER_OCTAVE));
    }
}
