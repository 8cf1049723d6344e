package io.cameo.loader;

import io.cameo.pipeline.Source;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a loader goes through: an epoch, or what is left of one, and those that follow without a pause. For loaders; immutable.
 *
 * @param first what is left of the first epoch
 * @param endEpoch the first one that is not wanted; {@link Long#MAX_VALUE} for no end
 * @param plans the whole of an epoch, by its number
 */
public record EpochRun(EpochPlan first, long endEpoch, LongFunction<EpochPlan> plans) {
    /**
     * @throws IllegalArgumentException if there is no such epoch
     */
    public EpochRun {
        if (first.epoch() < 0 || endEpoch <= first.epoch()) {
            throw new IllegalArgumentException("no such epochs: first=" + first.epoch() + ", end=" + endEpoch);
        }
    }

    /** How many batches these are on this rank; {@link Long#MAX_VALUE} if there is no end. */
    public long batches() {
        long more = endEpoch - first.epoch() - 1;
        long each = more == 0 ? 0 : first.batchesPerEpoch();
        boolean endless = each != 0 && more > (Long.MAX_VALUE - first.batches()) / each;
        return endless ? Long.MAX_VALUE : first.batches() + more * each;
    }

    /** The batches to be made, in their order; for one thread. */
    public Source<BatchTicket> tickets() {
        return new Source<>() {
            private EpochPlan plan = first;
            private long number;

            @Override
            public @Nullable BatchTicket next() {
                if (number == plan.batches()) {
                    long nextEpoch = plan.epoch() + 1;
                    if (nextEpoch >= endEpoch) {
                        return null;
                    }
                    plan = plans.apply(nextEpoch);
                    number = 0;
                    if (plan.batches() == 0) {
                        return null; // and so would all others
                    }
                }
                return new BatchTicket(plan, number++);
            }
        };
    }
}
