package io.cameo.convert.ffhquv;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How far a new latent lies from the first of its pair to the second: the same shares for every pair, or one share drawn for
 * each. Immutable.
 */
public final class UvWeights {
    private static final String UNIFORM = "uniform:";

    private final double[] shares;
    private final boolean drawn;

    private UvWeights(double[] shares, boolean drawn) {
        this.shares = shares;
        this.drawn = drawn;
    }

    /**
     * The same shares for every pair, which gives as many samples.
     *
     * @throws IllegalArgumentException if there is none, one is not between 0 and 1, or one stands twice
     */
    public static UvWeights of(double... shares) {
        for (int i = 0; i < shares.length; i++) {
            requireInside(shares[i]);
            for (int j = 0; j < i; j++) {
                if (shares[i] == shares[j]) {
                    throw new IllegalArgumentException("share stands twice: t=" + shares[i]);
                }
            }
        }
        if (shares.length == 0) {
            throw new IllegalArgumentException("no share is given");
        }
        return new UvWeights(shares.clone(), false);
    }

    /**
     * One share for each pair, drawn from {@code [least, most)}.
     *
     * @throws IllegalArgumentException if they are not between 0 and 1, or do not ascend
     */
    public static UvWeights uniform(double least, double most) {
        requireInside(least);
        requireInside(most);
        if (least >= most) {
            throw new IllegalArgumentException("shares do not ascend: least=" + least + ", most=" + most);
        }
        return new UvWeights(new double[] {least, most}, true);
    }

    private static void requireInside(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share is not between 0 and 1: t=" + share);
        }
    }

    /**
     * Reads {@code 0.5}, {@code 0.25,0.5,0.75} or {@code uniform:0.1-0.9}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static UvWeights parse(String text) {
        try {
            if (text.startsWith(UNIFORM)) {
                String[] ends = text.substring(UNIFORM.length()).split("-", -1);
                if (ends.length == 2) {
                    return uniform(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
                }
            } else {
                return of(List.of(text.split(",", -1)).stream()
                        .mapToDouble(Double::parseDouble)
                        .toArray());
            }
        } catch (NumberFormatException none) {
            // told below
        }
        throw new IllegalArgumentException("not shares, expected like 0.5, 0.25,0.75 or uniform:0.1-0.9: t=" + text);
    }

    /** How many samples a pair gives. */
    int perPair() {
        return drawn ? 1 : shares.length;
    }

    /**
     * The share of one of a pair's samples.
     *
     * @param unit drawn for the pair, from 0 to 1
     */
    double at(int sample, double unit) {
        return drawn ? shares[0] + unit * (shares[1] - shares[0]) : shares[sample];
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return drawn
                ? UNIFORM + shares[0] + "-" + shares[1]
                : Arrays.stream(shares).mapToObj(Double::toString).collect(Collectors.joining(","));
    }
}
