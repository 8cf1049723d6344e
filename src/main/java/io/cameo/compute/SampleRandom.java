package io.cameo.compute;

/**
 * Random choices for one sample, keyed by seed, epoch and the sample's key: which worker draws them, after which other
 * sample and on which machine makes no difference. Allocates nothing; one thread at a time.
 *
 * <p><b>The generator</b>, for those who want the same numbers elsewhere. All arithmetic is on 64 bits, wrapping. With
 * {@code mix} the finaliser of SplitMix64 (Steele, Lea and Flood 2014),
 *
 * <pre>
 *   mix(z):      z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9
 *                z = (z ^ z >>> 27) * 0x94d049bb133111eb
 *                return z ^ z >>> 31
 *   link(p, v) = mix((p ^ v) + 0x632be59bd9b4e019)
 *   place      = link(link(link(0, seed), epoch), key)
 *   draw n     = mix(place + (n + 1) * 0x9e3779b97f4a7c15),   n = 0, 1, 2, ...
 * </pre>
 *
 * Step {@code s} of a chain of augmentations draws at {@code link(place, s)}, its draws counted from 0, and so do the
 * steps of a chain within a step: how many numbers one step needs does not disturb the others.
 */
public final class SampleRandom {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    private static final long LINK = 0x632be59bd9b4e019L;
    private static final double TO_UNIT = 0x1p-53;

    private long place;
    private long state;

    /** Not keyed yet: as after {@code reset(0, 0, 0)}. */
    public SampleRandom() {
        reset(0, 0, 0);
    }

    /** Starts the choices of one sample; what was drawn before has no influence. */
    public void reset(long seed, long epoch, long key) {
        moveTo(link(link(link(0, seed), epoch), key));
    }

    /** Moves into a step of a chain.
     *
     * @return what {@link #leave} takes to come back */
    public long enter(int step) {
        long outer = place;
        moveTo(link(outer, step));
        return outer;
    }

    /** Comes back from a step; draws begin anew there. */
    public void leave(long outer) {
        moveTo(outer);
    }

    /** 64 random bits: the next draw. */
    public long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /**
     * Uniform in {@code [0, bound)}, without bias. With {@code x} the upper 32 bits of a draw it is the upper half of the
     * 64-bit product {@code x * bound}; draws whose lower half is less than {@code 2^32 mod bound} are passed over (Lemire
     * 2019).
     *
     * @throws IllegalArgumentException if the bound is not positive
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound is not positive: bound=" + bound);
        }
        long product = (nextLong() >>> 32) * bound;
        if ((product & 0xffffffffL) < bound) {
            long biased = (1L << 32) % bound;
            while ((product & 0xffffffffL) < biased) {
                product = (nextLong() >>> 32) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /**
     * Uniform in {@code [least, most]}: {@code least + nextInt(most - least + 1)}.
     *
     * @throws IllegalArgumentException if there is nothing in between, or more than {@code 2^31 - 1} numbers
     */
    public int nextInt(int least, int most) {
        long count = (long) most - least + 1;
        if (count <= 0 || count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("range is empty or too wide: least=" + least + ", most=" + most);
        }
        return least + nextInt((int) count);
    }

    /** Uniform in {@code [0, 1)}: the upper 53 bits of a draw, times {@code 2^-53}. */
    public double nextDouble() {
        return (nextLong() >>> 11) * TO_UNIT;
    }

    /** Uniform in {@code [least, most)}: {@code least + nextDouble() * (most - least)}, or {@code least} if they are equal. */
    public double nextDouble(double least, double most) {
        return least + nextDouble() * (most - least);
    }

    /**
     * Normally distributed with mean 0 and deviation 1, by the polar method (Marsaglia and Bray 1964): pairs {@code u = 2
     * nextDouble() - 1} and {@code v}, likewise, are drawn until {@code s = u * u + v * v} is less than 1 and not 0; the
     * result is {@code u * sqrt(-2 * log(s) / s)}, with the logarithm of {@link StrictMath}.
     */
    public double nextGaussian() {
        while (true) {
            double u = 2 * nextDouble() - 1;
            double v = 2 * nextDouble() - 1;
            double s = u * u + v * v;
            if (s < 1 && s != 0) {
                return u * Math.sqrt(-2 * StrictMath.log(s) / s);
            }
        }
    }

    /** A fair coin: the highest bit of a draw. */
    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    /** True with the given probability: {@code nextDouble() < probability}. */
    public boolean nextBoolean(double probability) {
        return nextDouble() < probability;
    }

    private void moveTo(long newPlace) {
        place = newPlace;
        state = newPlace;
    }

    private static long link(long place, long value) {
        return mix((place ^ value) + LINK);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
