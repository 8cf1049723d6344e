package io.cameo.loader;

import io.cameo.record.Permutation;

/** Every sample once, in an order drawn among all orders. */
final class ShuffledOrder implements SampleOrder {
    private final long samples;
    private final long seed;
    private final Permutation permutation;

    ShuffledOrder(long samples, long seed, long epoch) {
        this.samples = samples;
        this.seed = Draws.mix(seed, epoch);
        permutation = new Permutation(this.seed, samples);
    }

    @Override
    public long units() {
        return samples;
    }

    @Override
    public int unitSamples() {
        return 1;
    }

    @Override
    public long sample(long place) {
        return permutation.of(place);
    }

    @Override
    public long replacement(long place, int attempt) {
        return Draws.below(samples, seed, place, attempt);
    }
}
