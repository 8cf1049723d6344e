package io.cameo.convert.matting;

/** Sums up what is made. On one thread. */
interface SynthCounts<R extends SynthLine> {
    /**
     * Counts a row.
     *
     * @param kept whether an earlier run made it
     */
    void add(R row, boolean kept);

    void problem(SynthProblem problem);
}
