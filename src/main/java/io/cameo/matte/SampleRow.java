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

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle CHAR = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.nativeOrder());

    private byte[] bytes = new byte[PAD_BYTES];
    private int step = 1;

    /** Becomes a row of zeros. */
    void clear(int widthPx, int bytesPerSample) {
        int needed = PAD_BYTES + widthPx * bytesPerSample;
        if (bytes.length < needed) {
            bytes = new byte[needed];
        } else {
            Arrays.fill(bytes, (byte) 0);
        }
        step = bytesPerSample;
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

    void fill(int begin, int end, int sample) {
        if (step == 1) {
            Arrays.fill(bytes, PAD_BYTES + begin, PAD_BYTES + end, (byte) sample);
        } else {
            for (int x = begin; x < end; x++) {
                CHAR.set(bytes, PAD_BYTES + 2 * x, (char) sample);
            }
        }
    }

    /** Where a run of one sample ends: words first, as mattes are mostly flat. */
    int endOf(int sample, int begin, int end) {
        long pattern = sample * (step == 1 ? 0x0101_0101_0101_0101L : 0x0001_0001_0001_0001L);
        int at = PAD_BYTES + begin * step;
        int last = PAD_BYTES + end * step;
        while (at <= last - Long.BYTES && (long) WORD.get(bytes, at) == pattern) {
            at += Long.BYTES;
        }
        int x = (at - PAD_BYTES) / step;
        while (x < end && get(x) == sample) {
            x++;
        }
        return x;
    }

    /** Where a run of samples ends that are neither 0 nor {@code full}. */
    int endOfSoft(int full, int begin, int end) {
        int x = begin;
        while (x < end) {
            int sample = get(x);
            if (sample == 0 || sample == full) {
                return x;
            }
            x++;
        }
        return x;
    }

    /**
     * What samples differ from their prediction by, modulo their range, zigzag: 0, -1, 1, -2 ... become 0, 1, 2, 3 ...
     *
     * @param low receives the low byte of each
     * @param high receives the high byte where samples have two
     */
    void residuals(SampleRow above, int begin, int end, byte[] low, byte[] high, int at) {
        int left = get(begin - 1);
        int aboveLeft = above.get(begin - 1);
        int to = at;
        for (int x = begin; x < end; x++) {
            int sample = get(x);
            int up = above.get(x);
            int difference = sample - predicted(left, up, aboveLeft);
            if (step == 1) {
                int signed = (byte) difference;
                low[to++] = (byte) ((signed << 1) ^ (signed >> 7));
            } else {
                int signed = (short) difference;
                int folded = (signed << 1) ^ (signed >> 15);
                low[to] = (byte) folded;
                high[to++] = (byte) (folded >> 8);
            }
            left = sample;
            aboveLeft = up;
        }
    }

    /** The samples of {@link #residuals}. */
    void restore(SampleRow above, int begin, int end, byte[] low, byte[] high, int at) {
        int left = get(begin - 1);
        int aboveLeft = above.get(begin - 1);
        int from = at;
        for (int x = begin; x < end; x++) {
            int up = above.get(x);
            int folded = low[from] & 0xff;
            if (step != 1) {
                folded |= (high[from] & 0xff) << 8;
            }
            from++;
            int sample = predicted(left, up, aboveLeft) + ((folded >>> 1) ^ -(folded & 1));
            sample &= step == 1 ? 0xff : 0xffff;
            set(x, sample);
            left = sample;
            aboveLeft = up;
        }
    }

    /**
     * What a sample is predicted to be from those left of it, above it and above left: the median edge detector of
     * LOCO-I (Weinberger, Seroussi, Sapiro, 2000).
     */
    private static int predicted(int left, int above, int aboveLeft) {
        int low = Math.min(left, above);
        int high = Math.max(left, above);
        return Math.max(low, Math.min(high, left + above - aboveLeft));
    }
}
