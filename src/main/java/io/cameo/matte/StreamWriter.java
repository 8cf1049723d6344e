package io.cameo.matte;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Writes streams of bytes, each as short as the effort allows. One thread. */
final class StreamWriter implements AutoCloseable {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** As many codes fit into a word behind the 7 bits that may be left from before. */
    private static final int CODES_A_WORD = (Long.SIZE - 8) / HuffmanCode.MOST_BITS;

    /** Below this there is nothing to win. */
    private static final int LEAST_CODED = 16;

    /** Where more than 7 of 8 bytes are the same one, codes of a bit and more are long, and inflating is fast. */
    private static final int LEAST_FLAT = 1 << 12;

    private static final int FAST_LEVEL = 6;

    private final PlaneEffort effort;
    private final Deflater deflater;
    private final HuffmanCode code = new HuffmanCode();
    private final int[] counts = new int[HuffmanCode.SYMBOLS];
    private final int[] tables = new int[4 * HuffmanCode.SYMBOLS];
    private byte[] deflated = {};

    StreamWriter(PlaneEffort effort) {
        this.effort = effort;
        deflater = new Deflater(effort == PlaneEffort.FAST ? FAST_LEVEL : Deflater.BEST_COMPRESSION, true);
    }

    /** So many bytes are enough for a stream. */
    static int mostBytes(int plain) {
        return PlaneLayout.STREAM_HEADER_BYTES + HuffmanCode.MOST_LENGTHS_BYTES + plain + Long.BYTES;
    }

    /** Writes a stream; returns where it ends. */
    int write(byte[] plain, int length, byte[] dst, int at) {
        int begin = at + PlaneLayout.STREAM_HEADER_BYTES;
        int mode = PlaneLayout.MODE_STORED;
        int stored = length;
        int end = begin;
        if (length >= LEAST_CODED) {
            count(plain, length);
            code.build(counts);
            int tableEnd = code.writeLengths(dst, begin);
            int coded = Math.toIntExact(tableEnd - begin + (code.bits(counts) + 7) / 8);
            if (coded < length) {
                mode = PlaneLayout.MODE_HUFFMAN;
                stored = coded;
                end = tableEnd;
            }
            int packed = isWorthDeflating(length) ? deflate(plain, length, stored) : 0;
            if (packed > 0) {
                mode = PlaneLayout.MODE_DEFLATE;
                stored = packed;
            }
        }
        switch (mode) {
            case PlaneLayout.MODE_HUFFMAN -> encode(plain, length, dst, end);
            case PlaneLayout.MODE_DEFLATE -> System.arraycopy(deflated, 0, dst, begin, stored);
            default -> System.arraycopy(plain, 0, dst, begin, length);
        }
        INT.set(dst, at, mode);
        INT.set(dst, at + PlaneLayout.STREAM_PLAIN, length);
        INT.set(dst, at + PlaneLayout.STREAM_STORED, stored);
        return begin + stored;
    }

    /** Four tables, so that a byte that follows its like does not wait for it. */
    private void count(byte[] plain, int length) {
        Arrays.fill(tables, 0);
        int i = 0;
        for (; i < length - 3; i += 4) {
            tables[plain[i] & 0xff]++;
            tables[HuffmanCode.SYMBOLS + (plain[i + 1] & 0xff)]++;
            tables[2 * HuffmanCode.SYMBOLS + (plain[i + 2] & 0xff)]++;
            tables[3 * HuffmanCode.SYMBOLS + (plain[i + 3] & 0xff)]++;
        }
        for (; i < length; i++) {
            tables[plain[i] & 0xff]++;
        }
        for (int symbol = 0; symbol < HuffmanCode.SYMBOLS; symbol++) {
            counts[symbol] = tables[symbol]
                    + tables[symbol + HuffmanCode.SYMBOLS]
                    + tables[symbol + 2 * HuffmanCode.SYMBOLS]
                    + tables[symbol + 3 * HuffmanCode.SYMBOLS];
        }
    }

    private boolean isWorthDeflating(int length) {
        return effort == PlaneEffort.SMALL || (length >= LEAST_FLAT && mostFrequent() > length / 8 * 7);
    }

    private int mostFrequent() {
        int most = 0;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        return most;
    }

    /** Returns the length of what {@link #deflated} then holds, or 0 if that is not shorter. */
    private int deflate(byte[] plain, int length, int shorterThan) {
        if (deflated.length < shorterThan) {
            deflated = new byte[shorterThan + shorterThan / 2];
        }
        deflater.reset();
        deflater.setInput(plain, 0, length);
        deflater.finish();
        int bytes = deflater.deflate(deflated, 0, shorterThan - 1);
        return deflater.finished() ? bytes : 0;
    }

    private void encode(byte[] plain, int length, byte[] dst, int at) {
        int[] entries = code.entries();
        long word = 0;
        int bits = 0;
        int to = at;
        for (int i = 0; i < length; ) {
            int stop = Math.min(length, i + CODES_A_WORD);
            for (; i < stop; i++) {
                int entry = entries[plain[i] & 0xff];
                word |= (entry & (HuffmanCode.TABLE - 1L)) << bits;
                bits += entry >>> HuffmanCode.CODE_BITS;
            }
            LONG.set(dst, to, word);
            to += bits >>> 3;
            word >>>= bits & ~7;
            bits &= 7;
        }
    }

    @Override
    public void close() {
        deflater.end();
    }
}
