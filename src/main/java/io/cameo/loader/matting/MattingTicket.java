package io.cameo.loader.matting;

import io.cameo.loader.EpochPlan;

/**
 * One batch to be made.
 *
 * @param number in the plan, from 0
 */
record MattingTicket(EpochPlan plan, long number) {
    /** Samples of the epoch that are done when every rank has this batch. */
    long samplesAfter() {
        return plan.unitsAfter(number + 1);
    }
}
