package io.cameo.lst;

import java.util.ArrayList;
import java.util.List;

/**
 * How a list is cut into chunks and each chunk into test, train and validation parts: the arithmetic of
 * {@code im2rec.py}'s {@code make_list}.
 *
 * <p>A chunk holds {@code ceil(files / chunks)} files, the last ones fewer or none. With a train ratio of 1 a chunk is
 * one list and the test ratio does not count. Else its first {@code (int) (chunkSize * testRatio)} files are the test
 * part (if the test ratio is above 0), the next {@code (int) (chunkSize * trainRatio)} the train part, and the rest the
 * validation part, which exists only if the ratios add up to less than 1. Where they add up to 1, the original drops
 * what truncation leaves over; here the train part takes it, unless {@link #compat} asks for the original.
 *
 * @param chunks at least 1
 * @param trainRatio 0 to 1
 * @param testRatio 0 to 1; with a train ratio below 1, both together at most 1
 * @param compat whether to drop files where the original drops them
 */
public record ListSplit(int chunks, double trainRatio, double testRatio, boolean compat) {
    /** Everything in one list. */
    public static final ListSplit WHOLE = new ListSplit(1, 1.0, 0.0, false);

    /** Lets sums through that are 1 but for the rounding of decimal fractions. */
    private static final double SUM_TOLERANCE = 1e-9;

    /** @throws IllegalArgumentException if a number is out of its range */
    public ListSplit {
        if (chunks < 1) {
            throw new IllegalArgumentException("chunks below 1: chunks=" + chunks);
        }
        checkRatio("train", trainRatio);
        checkRatio("test", testRatio);
        if (trainRatio != 1.0 && trainRatio + testRatio > 1.0 + SUM_TOLERANCE) {
            throw new IllegalArgumentException("train and test ratio add up to more than 1: trainRatio=" + trainRatio
                    + ", testRatio=" + testRatio);
        }
    }

    private static void checkRatio(String name, double ratio) {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException(name + " ratio out of range: expected=0..1, actual=" + ratio);
        }
    }

    /**
     * One list to write.
     *
     * @param suffix what follows the prefix in its name, such as {@code _0_train.lst}
     * @param begin the first file's place in the whole list
     * @param end the place behind the last file; equal to {@code begin} where nothing is left for this list
     */
    public record Part(String suffix, int begin, int end) {
        /** How many files the list holds. */
        public int size() {
            return end - begin;
        }
    }

    /** Whether a test ratio was given that the train ratio of 1 leaves no room for. */
    public boolean testRatioIgnored() {
        return trainRatio == 1.0 && testRatio > 0;
    }

    /**
     * The lists to write, in the order chunk by chunk, test, train, validation. Their ranges never overlap.
     *
     * @param fileCount how many files the whole list has
     */
    public List<Part> parts(int fileCount) {
        List<Part> parts = new ArrayList<>();
        // As long, because rounding up may pass the largest int.
        long chunkSize = Math.ceilDiv((long) fileCount, (long) chunks);
        for (int chunk = 0; chunk < chunks; chunk++) {
            String name = chunks > 1 ? "_" + chunk : "";
            int begin = (int) Math.min(chunk * chunkSize, fileCount);
            int end = (int) Math.min((chunk + 1L) * chunkSize, fileCount);
            if (trainRatio == 1.0) {
                parts.add(new Part(name + ".lst", begin, end));
            } else {
                divide(name, begin, end, chunkSize, parts);
            }
        }
        return parts;
    }

    private void divide(String name, int begin, int end, long chunkSize, List<Part> parts) {
        // The original takes both lengths from the nominal chunk size, also in a chunk that is shorter.
        int testEnd = (int) Math.min(begin + (long) (chunkSize * testRatio), end);
        int trainEnd = (int) Math.min(testEnd + (long) (chunkSize * trainRatio), end);
        boolean validation = trainRatio + testRatio < 1.0;
        if (!validation && !compat) {
            trainEnd = end;
        }
        if (testRatio > 0) {
            parts.add(new Part(name + "_test.lst", begin, testEnd));
        }
        parts.add(new Part(name + "_train.lst", testEnd, trainEnd));
        if (validation) {
            parts.add(new Part(name + "_val.lst", trainEnd, end));
        }
    }

    /** How many files no list gets, which only {@link #compat} allows. */
    public int droppedFiles(int fileCount) {
        return fileCount - parts(fileCount).stream().mapToInt(Part::size).sum();
    }

    /** How many files the original would drop, whatever {@link #compat} says. */
    public int filesTheOriginalDrops(int fileCount) {
        return new ListSplit(chunks, trainRatio, testRatio, true).droppedFiles(fileCount);
    }
}
