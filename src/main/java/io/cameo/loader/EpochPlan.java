package io.cameo.loader;

/**
 * One rank's part of one epoch, from some unit on: which samples stand in which batch.
 *
 * <p>Of the units from {@code base} on, rank r of w takes every w-th, beginning with the r-th. So after t batches on every
 * rank exactly the first {@code base + t * w * unitsPerBatch} units of the epoch are done, which is all that a resumed run
 * must know, whatever its world. Its methods may be called from any thread.
 */
public final class EpochPlan {
    /** A row without sample. */
    public static final long PADDING = -1;

    private final SampleOrder order;
    private final long epoch;
    private final long base;
    private final int rank;
    private final int world;
    private final int batch;
    private final int unitsPerBatch;
    private final LastBatch last;
    private final long batches;

    /**
     * @param epoch for the record
     * @param base units that are done already, of all ranks together
     * @param batch rows of a batch, a multiple of the order's unit
     */
    public EpochPlan(SampleOrder order, long epoch, long base, int rank, int world, int batch, LastBatch last) {
        this.order = order;
        this.epoch = epoch;
        this.base = base;
        this.rank = rank;
        this.world = world;
        this.batch = batch;
        unitsPerBatch = batch / order.unitSamples();
        this.last = last;
        batches = batchesOf(order.units() - base);
    }

    private long batchesOf(long units) {
        return switch (last) {
            case KEEP -> Math.ceilDiv(Math.ceilDiv(Math.max(0, units - rank), world), (long) unitsPerBatch);
            case DROP -> units / world / unitsPerBatch;
            case EVEN -> Math.ceilDiv(Math.ceilDiv(units, (long) world), (long) unitsPerBatch);
        };
    }

    /** As it was given. */
    public long epoch() {
        return epoch;
    }

    /** How many batches this rank still has. */
    public long batches() {
        return batches;
    }

    /** How many batches this rank has of a whole epoch. */
    public long batchesPerEpoch() {
        return batchesOf(order.units());
    }

    /** Units that are done, of all ranks together, when every rank is done with so many batches of its plan. */
    public long unitsAfter(long batchesDone) {
        long left = order.units() - base;
        // Never multiplied beyond what is left, so that it cannot overflow.
        return batchesDone > left / world / unitsPerBatch ? order.units() : base + batchesDone * world * unitsPerBatch;
    }

    /**
     * Says what stands in a batch.
     *
     * @param number from 0
     * @param places per row, for {@link #replacement}; {@link #PADDING} where there is none
     * @param samples per row likewise
     */
    public void fill(long number, long[] places, long[] samples) {
        int unitSamples = order.unitSamples();
        synchronized (order) {
            for (int row = 0; row < batch; row++) {
                long unit = base + (number * unitsPerBatch + row / unitSamples) * world + rank;
                boolean exists = unit < order.units();
                long place = unit * unitSamples + row % unitSamples;
                places[row] = exists ? place : PADDING;
                samples[row] = exists ? order.sample(place) : PADDING;
            }
        }
    }

    /** What to take at a place whose sample cannot be used: see {@link SampleOrder#replacement}. */
    public long replacement(long place, int attempt) {
        synchronized (order) {
            return order.replacement(place, attempt);
        }
    }
}
