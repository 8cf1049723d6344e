package io.cameo.loader.rates;

import org.jspecify.annotations.Nullable;

/**
 * One figure beside its bound.
 *
 * @param what was done, one or two words
 * @param threads that did it at once
 * @param perSecond how many of {@code unit} all of them did together
 * @param unit such as {@code rec} or {@code img}
 * @param bytesPerSecond that went through them; NaN where that says nothing
 * @param latency of single operations, or null where none were timed
 * @param bound what it cannot be faster than, in words; empty where there is none
 * @param boundPerSecond the bound, in the same unit, as measured in the same run; NaN where there is none
 */
public record RateRow(
        String what,
        int threads,
        double perSecond,
        String unit,
        double bytesPerSecond,
        @Nullable Latency latency,
        String bound,
        double boundPerSecond) {
    /** The share of the bound that was reached; NaN where there is none. */
    public double ofBound() {
        return perSecond / boundPerSecond;
    }
}
