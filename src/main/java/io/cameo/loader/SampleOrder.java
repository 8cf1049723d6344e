package io.cameo.loader;

/**
 * The order of one epoch: a pure function of seed and epoch from places to samples, the same for every world and any
 * number of threads.
 *
 * <p>Places come in units of {@link #unitSamples()} that no shard divides. Not thread-safe: an order may keep what it has
 * computed.
 */
public sealed interface SampleOrder permits SampleOrder.InFileOrder, ShuffledOrder, IdentityOrder {
    /**
     * Every sample once, in the order of the files.
     *
     * @param seed for replacements
     */
    static SampleOrder inFileOrder(long samples, long seed, long epoch) {
        return new InFileOrder(samples, Draws.mix(seed, epoch));
    }

    /** Every sample once, in an order drawn among all orders. */
    static SampleOrder shuffled(long samples, long seed, long epoch) {
        return new ShuffledOrder(samples, seed, epoch);
    }

    /** How many units the epoch has. */
    long units();

    /** Places per unit; at least 1. */
    int unitSamples();

    /** The sample at a place, from 0 to units * unitSamples - 1; samples are counted from 0. */
    long sample(long place);

    /**
     * What to take at a place whose sample cannot be used.
     *
     * @param attempt from 0, each with another answer, as a rule
     */
    long replacement(long place, int attempt);

    /** Every sample once, in the order of the files. */
    record InFileOrder(long units, long seed) implements SampleOrder {
        @Override
        public int unitSamples() {
            return 1;
        }

        @Override
        public long sample(long place) {
            return place;
        }

        @Override
        public long replacement(long place, int attempt) {
            return Draws.below(units, seed, place, attempt);
        }
    }
}
