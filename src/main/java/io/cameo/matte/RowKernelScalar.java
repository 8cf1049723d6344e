package io.cameo.matte;

/** Sample by sample. */
final class RowKernelScalar implements RowKernel {
    @Override
    public boolean isClear(byte[] row, int at, int bytes) {
        for (int i = at; i < at + bytes; i++) {
            if (row[i] != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void runs(byte[] row, int at, int widthPx, int full, RowRuns runs) {
        int kind = RowRuns.CLEAR;
        for (int x = 0; x < widthPx; x++) {
            int sample = row[at + x] & 0xff;
            int next = sample == 0 ? RowRuns.CLEAR : sample == full ? RowRuns.FULL : RowRuns.SOFT;
            if (next != kind) {
                runs.add(kind, x);
                kind = next;
            }
        }
        runs.add(kind, widthPx);
    }

    @Override
    public void residuals(byte[] row, byte[] above, int at, int count, byte[] low, int lowAt) {
        int left = row[at - 1] & 0xff;
        int aboveLeft = above[at - 1] & 0xff;
        for (int i = 0; i < count; i++) {
            int sample = row[at + i] & 0xff;
            int up = above[at + i] & 0xff;
            int difference = (byte) (sample - SampleRow.predicted(left, up, aboveLeft));
            low[lowAt + i] = (byte) ((difference << 1) ^ (difference >> 7));
            left = sample;
            aboveLeft = up;
        }
    }
}
