package io.cameo.matte;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One row of samples on the heap, with zeros in front of it. One thread. */
final class SampleRow {
    /** Room for the sample left of the first. */
    static final int PAD_BYTES = 8;

    /** Room for what vectors see behind the last sample. */
    static final int SLACK_BYTES = 64;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle CHAR = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.nativeOrder());

    /** From here on the library's loop is faster. */
    private static final int LONG_RUN = 64;

    private byte[] bytes = new byte[PAD_BYTES + SLACK_BYTES];
    private int step = 1;

    /** Becomes a row of zeros. */
    void clear(int widthPx, int bytesPerSample) {
        int needed = PAD_BYTES + widthPx * bytesPerSample + SLACK_BYTES;
        if (bytes.length < needed) {
            bytes = new byte[needed];
        } else {
            Arrays.fill(bytes, (byte) 0);
        }
        step = bytesPerSample;
    }

    /** Where samples begin at {@link #PAD_BYTES}. */
    byte[] bytes() {
        return bytes;
    }

    void load(MemorySegment src, long srcOffset, int samples) {
        MemorySegment.copy(src, ValueLayout.JAVA_BYTE, srcOffset, bytes, PAD_BYTES, samples * step);
    }

    void store(MemorySegment dst, long dstOffset, int samples) {
        MemorySegment.copy(bytes, PAD_BYTES, dst, ValueLayout.JAVA_BYTE, dstOffset, samples * step);
    }

    /** The sample at a place; 0 at -1. */
    int get(int x) {
        int at = PAD_BYTES + x * step;
        return step == 1 ? bytes[at] & 0xff : (char) CHAR.get(bytes, at);
    }

    void set(int x, int sample) {
        int at = PAD_BYTES + x * step;
        if (step == 1) {
            bytes[at] = (byte) sample;
        } else {
            CHAR.set(bytes, at, (char) sample);
        }
    }

    /** Fills samples; what follows them may change up to {@link #SLACK_BYTES} further: fill and restore from left to right. */
    void fill(int begin, int end, int sample) {
        int to = PAD_BYTES + end * step;
        if (step == 1 && end - begin > LONG_RUN) {
            Arrays.fill(bytes, PAD_BYTES + begin, to, (byte) sample);
            return;
        }
        long pattern = sample * (step == 1 ? 0x0101_0101_0101_0101L : 0x0001_0001_0001_0001L);
        for (int at = PAD_BYTES + begin * step; at < to; at += Long.BYTES) {
            WORD.set(bytes, at, pattern);
        }
    }

    /** Adds the runs of the row, as {@link RowKernel#runs} does for 8 bits. */
    void runs(int full, int widthPx, RowRuns runs) {
        int kind = RowRuns.CLEAR;
        for (int x = 0; x < widthPx; x++) {
            int sample = get(x);
            int next = sample == 0 ? RowRuns.CLEAR : sample == full ? RowRuns.FULL : RowRuns.SOFT;
            if (next != kind) {
                runs.add(kind, x);
                kind = next;
            }
        }
        runs.add(kind, widthPx);
    }

    /**
     * What samples of 16 bits differ from their prediction by, modulo their range, zigzag: 0, -1, 1, -2 ... become 0, 1, 2,
     * 3 ...
     *
     * @param low receives the low byte of each
     * @param high receives the high byte
     */
    void residuals(SampleRow above, int begin, int end, byte[] low, byte[] high, int at) {
        int left = get(begin - 1);
        int aboveLeft = above.get(begin - 1);
        int to = at;
        for (int x = begin; x < end; x++) {
            int sample = get(x);
            int up = above.get(x);
            int signed = (short) (sample - predicted(left, up, aboveLeft));
            int folded = (signed << 1) ^ (signed >> 15);
            low[to] = (byte) folded;
            high[to++] = (byte) (folded >> 8);
            left = sample;
            aboveLeft = up;
        }
    }

    /** The samples of {@link #residuals}. */
    void restore(SampleRow above, int begin, int end, byte[] low, byte[] high, int at) {
        if (step == 1) {
            restore(bytes, above.bytes, PAD_BYTES + begin, end - begin, low, at);
            return;
        }
        int left = get(begin - 1);
        int aboveLeft = above.get(begin - 1);
        int from = at;
        for (int x = begin; x < end; x++) {
            int up = above.get(x);
            int folded = (low[from] & 0xff) | (high[from] & 0xff) << 8;
            from++;
            int sample = (char) (predicted(left, up, aboveLeft) + ((folded >>> 1) ^ -(folded & 1)));
            set(x, sample);
            left = sample;
            aboveLeft = up;
        }
    }

    private static void restore(byte[] row, byte[] above, int at, int count, byte[] low, int lowAt) {
        int left = row[at - 1] & 0xff;
        int aboveLeft = above[at - 1] & 0xff;
        for (int i = 0; i < count; i++) {
            int up = above[at + i] & 0xff;
            int folded = low[lowAt + i] & 0xff;
            int sample = (predicted(left, up, aboveLeft) + ((folded >>> 1) ^ -(folded & 1))) & 0xff;
            row[at + i] = (byte) sample;
            left = sample;
            aboveLeft = up;
        }
    }

    /**
     * What a sample is predicted to be from those left of it, above it and above left: the median edge detector of
     * LOCO-I (Weinberger, Seroussi, Sapiro, 2000).
     */
    static int predicted(int left, int above, int aboveLeft) {
        int low = Math.min(left, above);
        int high = Math.max(left, above);
        return Math.max(low, Math.min(high, left + above - aboveLeft));
    }
}
