package io.cameo.convert.matting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What is counted in one pass over a plane. One thread; reused. */
final class PlaneCounts {
    /** Values below this one become 0 when MaGGIe loads a matte. */
    static final int FIRST_KEPT = 5;

    private static final int CORE = 127;
    private static final int FULL = 255;
    private static final int WORD_BYTES = 8;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private short[] sums = {};
    private int mostSum;
    private int overPixels;

    /** Pixels above 0. */
    int visible;
    /** Pixels above 127. */
    int core;
    /** Pixels from 1 to 4. */
    int faint;
    /** Pixels that are neither 0 nor 255. */
    int soft;

    /** Forgets all sums, for planes of so many pixels. */
    void clearSums(int pixels) {
        if (sums.length < pixels) {
            sums = new short[pixels];
        } else {
            Arrays.fill(sums, 0, pixels, (short) 0);
        }
        mostSum = 0;
        overPixels = 0;
    }

    /** Counts, and adds to the sums if that is wanted. Mattes are mostly zeros, which are passed over by words. */
    void count(byte[] values, int pixels, boolean adds) {
        visible = 0;
        core = 0;
        faint = 0;
        soft = 0;
        int at = 0;
        for (; at <= pixels - WORD_BYTES; at += WORD_BYTES) {
            if ((long) WORD.get(values, at) != 0) {
                countSome(values, at, at + WORD_BYTES, adds);
            }
        }
        countSome(values, at, pixels, adds);
    }

    private void countSome(byte[] values, int begin, int end, boolean adds) {
        for (int i = begin; i < end; i++) {
            int value = values[i] & 0xff;
            if (value != 0) {
                visible++;
                core += value > CORE ? 1 : 0;
                faint += value < FIRST_KEPT ? 1 : 0;
                soft += value != FULL ? 1 : 0;
                if (adds) {
                    sums[i] += (short) value;
                }
            }
        }
    }

    /** Looks at the sums: how many are above {@code allowed}. */
    void judgeSums(int pixels, int allowed) {
        for (int i = 0; i < pixels; i++) {
            int sum = sums[i] & 0xffff;
            mostSum = Math.max(mostSum, sum);
            overPixels += sum > allowed ? 1 : 0;
        }
    }

    int mostSum() {
        return mostSum;
    }

    int overPixels() {
        return overPixels;
    }

    /** Intersection over union of the pixels above 0; 1 where both planes are empty. */
    static double overlap(byte[] left, byte[] right, int pixels) {
        int both = 0;
        int any = 0;
        for (int i = 0; i < pixels; i++) {
            boolean a = left[i] != 0;
            boolean b = right[i] != 0;
            both += a && b ? 1 : 0;
            any += a || b ? 1 : 0;
        }
        return any == 0 ? 1 : (double) both / any;
    }
}
