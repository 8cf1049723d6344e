package io.cameo.record;

/**
 * Looks on while a long run over records works, and can stop it. Called on the thread that runs, about ten times a second.
 *
 * <p>A run that is stopped throws {@link java.util.concurrent.CancellationException} and leaves no file behind.
 */
public interface Watch {
    /** Sees nothing and stops nothing. */
    Watch NONE = (phase, done, total) -> {};

    /**
     * Told how far a run is.
     *
     * @param phase what is being done, as {@code writing}; a run may have several, one after the other
     * @param doneRecords how many records this phase is through with
     * @param totalRecords how many it will see
     */
    void advanced(String phase, long doneRecords, long totalRecords);

    /** Whether the run shall stop; asked often, so it must be cheap. */
    default boolean cancelled() {
        return false;
    }
}
