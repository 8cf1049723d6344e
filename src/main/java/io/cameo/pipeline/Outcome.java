package io.cameo.pipeline;

/**
 * How a run ended that did not fail.
 *
 * <p>The three busy times say where time went: whichever of {@code sourceNanos / wallNanos},
 * {@code stageNanos / (workers * wallNanos)} and {@code sinkNanos / wallNanos} is nearest to 1 is what the run waited
 * for.
 *
 * @param accepted items that the sink accepted
 * @param rejected items that the stage called bad, as far as the sink was told of them
 * @param cancelled whether a cancel or an interrupt came before everything was delivered
 * @param limitExceeded whether the run stopped because more items were bad than the error limit tolerates
 * @param workers how many threads ran the stage
 * @param wallNanos from the call of {@link Pipeline#run} to its return
 * @param sourceNanos time inside the source; one thread at a time
 * @param stageNanos time inside the stage, summed over the workers
 * @param sinkNanos time inside the sink
 */
public record Outcome(
        long accepted,
        long rejected,
        boolean cancelled,
        boolean limitExceeded,
        int workers,
        long wallNanos,
        long sourceNanos,
        long stageNanos,
        long sinkNanos) {

    /** Whether the whole source went through the sink. */
    public boolean complete() {
        return !cancelled && !limitExceeded;
    }
}
