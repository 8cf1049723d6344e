package io.cameo.convert.matting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The check sum of zlib streams (RFC 1950), eight bytes at a time, with next to no work where they are 0: of the filtered rows of a
 * matte nearly all are.
 */
final class AdlerSum {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BASE = 65_521;
    /** So many bytes keep the second sum below 2^63: it grows with the square of their number. */
    private static final int BLOCK_BYTES = 1 << 20;

    private static final long EVEN = 0x00ff_00ff_00ff_00ffL;
    /** By these a product's highest short is the sum of all four, or that of the even or odd bytes by how often they count. */
    private static final long ONCE = 0x0001_0001_0001_0001L;

    private static final long EVEN_TIMES = 0x0008_0006_0004_0002L;
    private static final long ODD_TIMES = 0x0007_0005_0003_0001L;
    private static final int HIGHEST_SHORT = 48;

    private AdlerSum() {}

    /** As {@link java.util.zip.Adler32} gives it. */
    static long of(byte[] bytes, int count) {
        long sum = 1;
        long sums = 0;
        int at = 0;
        while (at < count) {
            int end = Math.min(count, at + BLOCK_BYTES);
            for (; at <= end - Long.BYTES; at += Long.BYTES) {
                long word = (long) LONG.get(bytes, at);
                sums += Long.BYTES * sum;
                if (word != 0) {
                    long even = word & EVEN;
                    long odd = word >>> Byte.SIZE & EVEN;
                    sums += ((even * EVEN_TIMES) >>> HIGHEST_SHORT) + ((odd * ODD_TIMES) >>> HIGHEST_SHORT);
                    sum += ((even + odd) * ONCE) >>> HIGHEST_SHORT;
                }
            }
            for (; at < end; at++) {
                sum += bytes[at] & 0xff;
                sums += sum;
            }
            sum %= BASE;
            sums %= BASE;
        }
        return sums << Short.SIZE | sum;
    }
}
