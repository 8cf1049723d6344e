package io.cameo.pipeline;

/**
 * Told how far a run is, on the thread that runs it, at most {@value #UPDATES_PER_SECOND} times a second.
 *
 * <p>One {@link #started}, any number of {@link #advanced}, one {@link #finished}, also when the run fails.
 */
public interface Progress {
    /** In place of a total that nobody knows. */
    long UNKNOWN = -1;

    /** How often {@link #advanced} is called at most. */
    int UPDATES_PER_SECOND = 20;

    /** Tells nobody. */
    Progress NONE = new Progress() {
        @Override
        public void started(long totalItems) {}

        @Override
        public void advanced(long doneItems, long rejectedItems) {}

        @Override
        public void finished(long doneItems, long rejectedItems) {}
    };

    /**
     * The run begins.
     *
     * @param totalItems how many items the source will give, or {@link #UNKNOWN}
     */
    void started(long totalItems);

    /**
     * Called also when nothing moved, so that a display can show that time passes.
     *
     * @param doneItems what the sink has seen, rejected items included
     */
    void advanced(long doneItems, long rejectedItems);

    /**
     * The run has ended, well or not.
     *
     * @param doneItems what the sink has seen, rejected items included; less than the total if the run was cut short
     */
    void finished(long doneItems, long rejectedItems);
}
