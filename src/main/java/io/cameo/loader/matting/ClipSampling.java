package io.cameo.loader.matting;

/**
 * Which frames of a video a sample has, T of them. A run is what the frames of a video are that follow each other (see {@link
 * MissingFrames}); L is how many it has. A run that is shorter than a sample gives one sample all the same, whose last frames
 * are marked invalid: nothing is left out without a word.
 */
public sealed interface ClipSampling {
    /** How many frames a sample has at most: T. */
    int length();

    /** Every image and every frame by itself: T = 1. */
    static ClipSampling frames() {
        return new Frames();
    }

    /**
     * As MaGGIe trains: a sample for every start s from 0 to L - T; of the frames from s to {@code min(s + T * r, L)}, with r
     * drawn from 1 to {@code maxStep}, T are drawn; in order, or every other time in reverse.
     *
     * @throws IllegalArgumentException if a number is not positive
     */
    static ClipSampling randomSubset(int length, int maxStep) {
        return new RandomSubset(length, maxStep);
    }

    /**
     * Every {@code step}th frame: a sample for every start from 0 to L - 1 - (T - 1) * step.
     *
     * @throws IllegalArgumentException if a number is not positive
     */
    static ClipSampling stride(int length, int step) {
        return new Stride(length, step);
    }

    /**
     * As MaGGIe tests: windows of T frames, each of which begins with the last {@code overlap} frames of the one before; starts
     * 0, T - overlap, ... below L - overlap. {@link MattingBatch#window} tells which frames were there already.
     *
     * @throws IllegalArgumentException if the overlap is not less than the length
     */
    static ClipSampling windows(int length, int overlap) {
        return new Windows(length, overlap);
    }

    /** {@link #frames()}. */
    record Frames() implements ClipSampling {
        @Override
        public int length() {
            return 1;
        }
    }

    /** {@link #randomSubset}. */
    record RandomSubset(int length, int maxStep) implements ClipSampling {
        /** Checks. */
        public RandomSubset {
            requirePositive(length, maxStep);
        }
    }

    /** {@link #stride}. */
    record Stride(int length, int step) implements ClipSampling {
        /** Checks. */
        public Stride {
            requirePositive(length, step);
        }
    }

    /** {@link #windows}. */
    record Windows(int length, int overlap) implements ClipSampling {
        /** Checks. */
        public Windows {
            if (length < 1 || overlap < 0 || overlap >= length) {
                throw new IllegalArgumentException("windows do not advance: length=" + length + ", overlap=" + overlap);
            }
        }
    }

    private static void requirePositive(int length, int step) {
        if (length < 1 || step < 1) {
            throw new IllegalArgumentException("clip is not possible: length=" + length + ", step=" + step);
        }
    }
}
