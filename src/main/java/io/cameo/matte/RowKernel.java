package io.cameo.matte;

import io.cameo.compute.Backend;

/**
 * The loops over a row of samples, of 8 bits unless it says otherwise, that coding takes most time for. Rows are arrays with zeros in front of the first
 * sample and {@link SampleRow#SLACK_BYTES} behind the last. Stateless; free to share.
 */
sealed interface RowKernel permits RowKernelScalar, RowKernelSimd {
    /** May be written behind the last residual. */
    int SLACK_BYTES = 16;

    /** The twin for the active backend. */
    static RowKernel create() {
        return switch (Backend.active()) {
            case SCALAR -> new RowKernelScalar();
            case SIMD, CUDA -> new RowKernelSimd();
        };
    }

    /** Whether all bytes are 0. */
    boolean isClear(byte[] row, int at, int bytes);

    /**
     * Adds the runs of a row, from its clear one at the left, which may be empty, to the one that ends with it.
     *
     * @param at where the first sample is
     * @param full the sample of full runs, 1 to 255
     */
    void runs(byte[] row, int at, int widthPx, int full, RowRuns runs);

    /**
     * What some samples differ from their predictions by, as {@link SampleRow#residuals} says it.
     *
     * @param at where the first of them is, in both rows
     * @param low receives one byte for each, and up to {@link #SLACK_BYTES} more
     */
    void residuals(byte[] row, byte[] above, int at, int count, byte[] low, int lowAt);
}
