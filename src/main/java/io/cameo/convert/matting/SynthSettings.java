package io.cameo.convert.matting;

import io.cameo.compute.SampleRandom;
import io.cameo.matte.Composite;

/**
 * What decides what a picture looks like, besides who and what there is to choose from.
 *
 * @param seed of all random numbers
 * @param leastPeople in a picture, before some are dropped
 * @param mostPeople likewise
 * @param quality of JPEG files, 1 to 100
 * @param layers whether people and background are written alone, too
 * @param compat whether places are drawn as the original draws them: never at the right or lower border
 */
record SynthSettings(long seed, int leastPeople, int mostPeople, int quality, boolean layers, boolean compat) {
    private static final int BEST_QUALITY = 100;
    private static final double LEAST_SCALE = 0.5;
    private static final double MOST_SCALE = 0.9;

    /** Who is in a picture, by their places in the lists. */
    @SuppressWarnings("ArrayRecordComponent") // drawn, used and forgotten
    record Choice(int background, int[] people) {}

    SynthSettings seed(long newSeed) {
        return new SynthSettings(newSeed, leastPeople, mostPeople, quality, layers, compat);
    }

    SynthSettings people(int least, int most) {
        if (least < 1 || most < least || most > Composite.MOST_LAYERS) {
            throw new IllegalArgumentException("people are out of range: least=" + least + ", most=" + most
                    + ", allowed=1.." + Composite.MOST_LAYERS);
        }
        return new SynthSettings(seed, least, most, quality, layers, compat);
    }

    static void requireQuality(int jpegQuality) {
        if (jpegQuality < 1 || jpegQuality > BEST_QUALITY) {
            throw new IllegalArgumentException(
                    "quality is out of range: quality=" + jpegQuality + ", allowed=1.." + BEST_QUALITY);
        }
    }

    SynthSettings quality(int jpegQuality) {
        requireQuality(jpegQuality);
        return new SynthSettings(seed, leastPeople, mostPeople, jpegQuality, layers, compat);
    }

    SynthSettings layers(boolean on) {
        return new SynthSettings(seed, leastPeople, mostPeople, quality, on, compat);
    }

    SynthSettings compat(boolean on) {
        return new SynthSettings(seed, leastPeople, mostPeople, quality, layers, on);
    }

    /** Starts the numbers of one picture. */
    void begin(SampleRandom random, int number) {
        random.reset(seed, 0, number);
    }

    /** Draws how many, the background, and that many different people; step 0. */
    Choice choose(SampleRandom random, int backgrounds, int foregrounds) {
        long outer = random.enter(0);
        int count = random.nextInt(leastPeople, mostPeople);
        int background = random.nextInt(backgrounds);
        int[] chosen = new int[Math.min(count, foregrounds)];
        for (int i = 0; i < chosen.length; ) {
            int next = random.nextInt(foregrounds);
            boolean taken = false;
            for (int j = 0; j < i; j++) {
                taken |= chosen[j] == next;
            }
            if (!taken) {
                chosen[i++] = next;
            }
        }
        random.leave(outer);
        return new Choice(background, chosen);
    }

    /** The height of somebody as a share of the background's; the first draw of a person's step. */
    double drawScale(SampleRandom random) {
        return random.nextDouble(LEAST_SCALE, MOST_SCALE);
    }

    /** Where something may begin, so that it ends within the size; -1 if it does not fit. */
    int drawPlace(SampleRandom random, int size, int length) {
        int room = size - length + (compat ? 0 : 1);
        return room <= 0 ? -1 : random.nextInt(room);
    }

    /** What is not told by the lists, as the journal has it. */
    String text() {
        return "seed=" + seed + ", people=" + leastPeople + "-" + mostPeople + ", quality=" + quality + ", layers="
                + layers + ", compat=" + compat;
    }
}
