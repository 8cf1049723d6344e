package io.cameo.convert.matting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bits in a row, the first of a byte its highest, as JPEGs have them. One thread. */
final class BitRow {
    /** What fits behind up to seven bits that wait for their byte to be full. */
    private static final int MOST_BITS = 56;

    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final int MARKER = 0xff;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[1 << 16];
    private int size;
    /** The highest ones are not in a whole byte yet. */
    private long waiting;

    private int waitingCount;

    void clear() {
        size = 0;
        waiting = 0;
        waitingCount = 0;
    }

    long bitCount() {
        return (long) size * Byte.SIZE + waitingCount;
    }

    /** Adds the lowest {@code count} bits, 56 at most; the others are 0. */
    void put(long value, int count) {
        ensure(Long.BYTES);
        add(value, count);
    }

    private void add(long value, int count) {
        int all = waitingCount + count;
        long word = waiting | value << (Long.SIZE - all);
        if (all == 0) {
            return;
        }
        WORD.set(bytes, size, word);
        size += all >>> 3;
        waiting = word << (all & -Byte.SIZE);
        waitingCount = all & 7;
    }

    /** Adds bits of an array that has eight bytes more. */
    void copy(byte[] src, int from, int end) {
        ensure((end - from) / Byte.SIZE + 2 * Long.BYTES);
        int at = from;
        for (; at <= end - MOST_BITS; at += MOST_BITS) {
            add(CodedJpeg.word(src, at) >>> (Long.SIZE - MOST_BITS), MOST_BITS);
        }
        if (at < end) {
            add(CodedJpeg.word(src, at) >>> (Long.SIZE - (end - at)), end - at);
        }
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.toIntExact(2L * (size + (long) more)));
        }
    }

    /** All bits and so many bytes of 0. */
    byte[] toBytes(int margin) {
        ensure(Long.BYTES);
        WORD.set(bytes, size, waiting);
        byte[] all = Arrays.copyOf(bytes, size + 1 + margin);
        Arrays.fill(all, size + 1, all.length, (byte) 0);
        return all;
    }

    /** How many bytes {@link #stuffInto} may need. */
    int mostStuffed() {
        return Math.addExact(2 * Math.addExact(size, 1), Long.BYTES);
    }

    /**
     * Writes whole bytes, the last filled up with ones, and a 0 behind each that is FF.
     *
     * @return where they end
     */
    int stuffInto(byte[] dst, int dstOffset) {
        int odd = waitingCount;
        if (odd > 0) {
            put((1 << (Byte.SIZE - odd)) - 1, Byte.SIZE - odd);
        }
        ensure(Long.BYTES);
        int to = dstOffset;
        int at = 0;
        while (at < size) {
            long word = (long) WORD.get(bytes, at);
            long others = ~word;
            // A byte of 0 in the complement borrows.
            if (at <= size - Long.BYTES && ((others - LOW_BITS) & ~others & HIGH_BITS) == 0) {
                WORD.set(dst, to, word);
                to += Long.BYTES;
                at += Long.BYTES;
                continue;
            }
            int end = Math.min(size, at + Long.BYTES);
            for (; at < end; at++) {
                byte one = bytes[at];
                dst[to++] = one;
                if ((one & MARKER) == MARKER) {
                    dst[to++] = 0;
                }
            }
        }
        return to;
    }

    /** Takes the 0 behind each FF away, in place: where the bytes end then, or -1 if something else is behind one, as markers are. */
    static int unstuff(byte[] bytes, int from, int end) {
        int to = 0;
        int at = from;
        while (at < end) {
            if (at <= end - Long.BYTES) {
                long word = (long) WORD.get(bytes, at);
                long others = ~word;
                if (((others - LOW_BITS) & ~others & HIGH_BITS) == 0) {
                    WORD.set(bytes, to, word);
                    to += Long.BYTES;
                    at += Long.BYTES;
                    continue;
                }
            }
            byte one = bytes[at++];
            bytes[to++] = one;
            if ((one & MARKER) == MARKER && bytes[at++] != 0) {
                return -1;
            }
        }
        return to;
    }
}
