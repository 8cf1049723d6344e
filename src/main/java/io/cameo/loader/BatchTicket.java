package io.cameo.loader;

/**
 * One batch to be made; for loaders.
 *
 * @param number in the plan, from 0
 */
public record BatchTicket(EpochPlan plan, long number) {
    /** Units of the epoch that are done when every rank has this batch. */
    public long unitsAfter() {
        return plan.unitsAfter(number + 1);
    }
}
