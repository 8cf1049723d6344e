package io.cameo.convert.matting;

import java.util.Locale;

/** How much people of a synthetic video hide each other. */
public enum VideoLevel {
    /** Side by side; not checked. */
    EASY(1, 1, 0, 1),
    /** Between 5 and 30 % of somebody, at the worst frame. */
    MEDIUM(2, 1.5, 0.05, 0.3),
    /** Between 50 and 85 %. */
    HARD(3, 2, 0.5, 0.85);

    private final int epoch;
    private final double mostGrowth;
    private final double leastHidden;
    private final double mostHidden;

    VideoLevel(int epoch, double mostGrowth, double leastHidden, double mostHidden) {
        this.epoch = epoch;
        this.mostGrowth = mostGrowth;
        this.leastHidden = leastHidden;
        this.mostHidden = mostHidden;
    }

    /** The level that users call {@code word}.
     *
     * @throws IllegalArgumentException if there is none */
    public static VideoLevel of(String word) {
        for (VideoLevel level : values()) {
            if (level.word().equals(word.toLowerCase(Locale.ROOT))) {
                return level;
            }
        }
        throw new IllegalArgumentException("no such level: level=" + word + ", known=easy, medium, hard");
    }

    /** What users call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What keys its random numbers, so that a number's videos differ between levels. */
    int epoch() {
        return epoch;
    }

    /** People are made up to so many times larger than what would fill the width. */
    double mostGrowth() {
        return mostGrowth;
    }

    /** A video in which nobody is ever hidden by so much is dropped. */
    double leastHidden() {
        return leastHidden;
    }

    /** A video in which anybody is hidden by more is dropped. */
    double mostHidden() {
        return mostHidden;
    }
}
