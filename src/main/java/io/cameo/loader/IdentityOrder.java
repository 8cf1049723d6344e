package io.cameo.loader;

import io.cameo.record.Permutation;

/**
 * Identities in turn, so that one with a thousand images is seen as often as one with ten.
 *
 * <p>A unit is P identities with K images each, all P different. Identities come in cycles: in each cycle every identity
 * comes once, in a new random order, but for the last few that do not fill a unit. The images of an identity come in
 * rounds likewise: K at a time in a new random order, until fewer than K are left. An identity with fewer than K images
 * gives some of them more than once. P = K = 1 is plain balance.
 */
final class IdentityOrder implements SampleOrder {
    private final Identities identities;
    private final long seed;
    private final long units;
    private final int perUnit;
    private final int perIdentity;
    private final long unitsPerCycle;
    // Workers are at neighbouring batches, which lie in at most two cycles, as a rule.
    private final Cycle[] cycles = new Cycle[2];

    private record Cycle(long number, Permutation order) {}

    /**
     * @param perUnit P, at most as many as there are identities
     * @param perIdentity K
     */
    IdentityOrder(Identities identities, long units, int perUnit, int perIdentity, long seed, long epoch) {
        this.identities = identities;
        this.units = units;
        this.perUnit = perUnit;
        this.perIdentity = perIdentity;
        this.seed = Draws.mix(seed, epoch);
        unitsPerCycle = identities.count() / perUnit;
        cycles[0] = cycle(0);
        cycles[1] = cycle(1);
    }

    @Override
    public long units() {
        return units;
    }

    @Override
    public int unitSamples() {
        return perUnit * perIdentity;
    }

    @Override
    public long sample(long place) {
        int identity = identity(place);
        int samples = identities.samples(identity);
        int groupsPerRound = Math.max(1, samples / perIdentity);
        long cycle = cycleOf(place);
        long roundSeed = Draws.mix(seed, identity, cycle / groupsPerRound);
        long at = cycle % groupsPerRound * perIdentity + place % perIdentity;
        return identities.sample(identity, Draws.shuffled(roundSeed, samples, (int) (at % samples)));
    }

    @Override
    public long replacement(long place, int attempt) {
        int identity = identity(place);
        return identities.sample(identity, (int) Draws.below(identities.samples(identity), ~seed, place, attempt));
    }

    private long cycleOf(long place) {
        return place / unitSamples() / unitsPerCycle;
    }

    private int identity(long place) {
        long number = cycleOf(place);
        int slot = (int) (number & 1);
        Cycle cycle = cycles[slot];
        if (cycle.number() != number) {
            cycle = cycle(number);
            cycles[slot] = cycle;
        }
        long unitInCycle = place / unitSamples() % unitsPerCycle;
        long placeInUnit = place % unitSamples() / perIdentity;
        return (int) cycle.order().of(unitInCycle * perUnit + placeInUnit);
    }

    private Cycle cycle(long number) {
        return new Cycle(number, new Permutation(Draws.mix(seed, number), identities.count()));
    }
}
