package io.cameo.loader.matting;

import io.cameo.compute.SampleRandom;

/** The arithmetic of {@link ClipSampling}: which samples a run has, and which of its frames each. */
final class ClipDraw {
    private ClipDraw() {}

    /** How many samples a run of so many frames has: at least 1. */
    static int samples(ClipSampling sampling, int frames) {
        return switch (sampling) {
            case ClipSampling.Frames() -> frames;
            case ClipSampling.RandomSubset(int length, int _) -> Math.max(1, frames - length + 1);
            case ClipSampling.Stride(int length, int step) -> (int) Math.max(1, frames - (long) (length - 1) * step);
            case ClipSampling.Windows(int length, int overlap) ->
                Math.max(1, Math.ceilDiv(frames - overlap, length - overlap));
        };
    }

    /** The place in the run where a sample of it begins. */
    static int start(ClipSampling sampling, int sample) {
        return sampling instanceof ClipSampling.Windows(int length, int overlap) ? sample * (length - overlap) : sample;
    }

    /**
     * Chooses frames.
     *
     * @param frames how many the run has
     * @param places receives their places in the run, in the order in which they come
     * @return how many; those of a random subset are not turned round yet
     */
    static int choose(ClipSampling sampling, int frames, int start, SampleRandom random, int[] places) {
        return switch (sampling) {
            case ClipSampling.Frames() -> every(1, 1, frames, start, places);
            case ClipSampling.RandomSubset(int length, int maxStep) -> {
                int reach = (int) Math.min((long) length * random.nextInt(1, maxStep), frames - start);
                yield subset(Math.min(length, reach), reach, start, random, places);
            }
            case ClipSampling.Stride(int length, int step) -> every(length, step, frames, start, places);
            case ClipSampling.Windows(int length, int _) -> every(length, 1, frames, start, places);
        };
    }

    private static int every(int length, int step, int frames, int start, int[] places) {
        int count = 0;
        for (long at = start; at < frames && count < length; at += step) {
            places[count++] = (int) at;
        }
        return count;
    }

    /** Each of the places in reach is taken with the chance of what is wanted still to what is left. */
    private static int subset(int wanted, int reach, int start, SampleRandom random, int[] places) {
        int count = 0;
        for (int i = 0; i < reach && count < wanted; i++) {
            if (random.nextInt(reach - i) < wanted - count) {
                places[count++] = start + i;
            }
        }
        return count;
    }

    static void reverse(int[] places, int count) {
        for (int i = 0; i < count / 2; i++) {
            int last = places[count - 1 - i];
            places[count - 1 - i] = places[i];
            places[i] = last;
        }
    }
}
