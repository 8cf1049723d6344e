package io.cameo.convert.matting;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Inflates a zlib stream that is wanted as a whole, and of known size. Mattes are mostly runs of up to 258 equal bytes, which are
 * written eight bytes at a time here and three at a time by zlib. Anything that zlib refuses is refused. One for each thread.
 *
 * <p>Source: RFC 1950 and RFC 1951.
 */
final class RunInflate {
    /** Behind what was read and written: words may be, and no more than one match or three literals before it is noticed. */
    private static final int MARGIN_BYTES = 512;

    private static final int HEADER_BYTES = 2;
    private static final int CHECK_BYTES = 4;
    private static final int LENGTH_SYMBOLS = InflateCode.FIXED_LENGTHS;
    private static final int MOST_LENGTHS = 286;
    private static final int MOST_DISTANCES = 30;
    private static final int LENGTH_ROOT = 11;
    private static final int DISTANCE_ROOT = 9;
    private static final int PLAIN_ROOT = 7;
    private static final int WORD = Long.BYTES;
    private static final int FULL = 56;
    private static final byte[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final InflateCode lengths = new InflateCode(InflateCode.Kind.LENGTHS, LENGTH_ROOT);
    private final InflateCode distances = new InflateCode(InflateCode.Kind.DISTANCES, DISTANCE_ROOT);
    private final InflateCode plain = new InflateCode(InflateCode.Kind.PLAIN, PLAIN_ROOT);
    private final byte[] codeLengths = new byte[LENGTH_SYMBOLS + MOST_DISTANCES + MARGIN_BYTES];
    private byte[] in = {};
    private int inSize;
    private byte[] out = {};
    private int expected;
    /** Where the next byte is read, and the bits before it that were not used: those above {@link #bits} are of that byte. */
    private int at;

    private long hold;
    private int bits;
    private int to;

    /** Forgets all that was added. */
    void begin() {
        inSize = 0;
    }

    /** Adds a part of the stream. */
    void add(MemorySegment bytes, long offset, int size) {
        if (in.length < inSize + size + MARGIN_BYTES) {
            in = Arrays.copyOf(in, 2 * (inSize + size) + MARGIN_BYTES);
        }
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, in, inSize, size);
        inSize += size;
    }

    /**
     * Inflates all; bytes behind the stream are ignored.
     *
     * @param wanted how many bytes it must have
     * @return false if it is damaged, or has more or less
     */
    boolean inflate(int wanted) {
        if (out.length < wanted + MARGIN_BYTES) {
            out = new byte[wanted + MARGIN_BYTES];
        }
        expected = wanted;
        Arrays.fill(in, inSize, inSize + MARGIN_BYTES / 2, (byte) 0);
        if (inSize < HEADER_BYTES + CHECK_BYTES || !isZlib(in[0] & 0xff, in[1] & 0xff)) {
            return false;
        }
        at = HEADER_BYTES;
        hold = 0;
        bits = 0;
        to = 0;
        boolean last = false;
        while (!last) {
            refill();
            last = take(1) == 1;
            boolean sound = switch (take(2)) {
                case 0 -> stored();
                case 1 -> fixed() && block();
                case 2 -> dynamic() && block();
                default -> false;
            };
            if (!sound || to > expected || consumed() > inSize) {
                return false;
            }
        }
        return to == expected && isChecked();
    }

    /** What was inflated, and then anything; valid until the next. */
    byte[] bytes() {
        return out;
    }

    private static boolean isZlib(int method, int flags) {
        boolean deflate = (method & 15) == 8 && method >> 4 <= 7;
        boolean dictionary = (flags & 0x20) != 0;
        return deflate && !dictionary && (method << Byte.SIZE | flags) % 31 == 0;
    }

    private boolean isChecked() {
        int end = consumed();
        if (end > inSize - CHECK_BYTES) {
            return false;
        }
        long sum = 0;
        for (int i = 0; i < CHECK_BYTES; i++) {
            sum = sum << Byte.SIZE | (in[end + i] & 0xff);
        }
        return AdlerSum.of(out, expected) == sum;
    }

    /** Bytes of which at least a bit was used. */
    private int consumed() {
        return at - (bits >> 3);
    }

    /** At least 56 bits are there; beyond the end they are 0. */
    private void refill() {
        hold |= (long) LONG.get(in, at) << bits;
        at += (Long.SIZE - 1 - bits) >> 3;
        bits |= FULL;
    }

    private int take(int count) {
        int value = (int) hold & ((1 << count) - 1);
        hold >>>= count;
        bits -= count;
        return value;
    }

    private boolean stored() {
        int begin = consumed();
        if (begin > inSize - 4) {
            return false;
        }
        int size = (in[begin] & 0xff) | (in[begin + 1] & 0xff) << Byte.SIZE;
        int other = (in[begin + 2] & 0xff) | (in[begin + 3] & 0xff) << Byte.SIZE;
        begin += 4;
        if ((size ^ other) != 0xffff || size > inSize - begin || size > expected - to) {
            return false;
        }
        System.arraycopy(in, begin, out, to, size);
        to += size;
        at = begin + size;
        hold = 0;
        bits = 0;
        return true;
    }

    private boolean fixed() {
        InflateCode.putFixed(codeLengths);
        return lengths.make(codeLengths, 0, LENGTH_SYMBOLS)
                && distances.make(codeLengths, LENGTH_SYMBOLS, InflateCode.FIXED_DISTANCES);
    }

    private boolean dynamic() {
        int lengthCount = take(5) + 257;
        int distanceCount = take(5) + 1;
        int plainCount = take(4) + 4;
        if (lengthCount > MOST_LENGTHS || distanceCount > MOST_DISTANCES) {
            return false;
        }
        Arrays.fill(codeLengths, 0, ORDER.length, (byte) 0);
        for (int i = 0; i < plainCount; i++) {
            refill();
            codeLengths[ORDER[i]] = (byte) take(3);
        }
        int count = lengthCount + distanceCount;
        return plain.make(codeLengths, 0, ORDER.length)
                && readLengths(count)
                && codeLengths[256] != 0
                && lengths.make(codeLengths, 0, lengthCount)
                && distances.make(codeLengths, lengthCount, distanceCount);
    }

    private boolean readLengths(int count) {
        int[] table = plain.table();
        for (int i = 0; i < count; ) {
            refill();
            int entry = table[(int) hold & plain.rootMask()];
            if (entry == 0 || at > inSize + WORD) {
                return false;
            }
            take(entry & InflateCode.LOW);
            int symbol = entry >>> InflateCode.NUMBER_SHIFT;
            if (symbol < 16) {
                codeLengths[i++] = (byte) symbol;
                continue;
            }
            if (symbol == 16 && i == 0) {
                return false;
            }
            byte value = symbol == 16 ? codeLengths[i - 1] : 0;
            int times = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
            if (times > count - i) {
                return false;
            }
            Arrays.fill(codeLengths, i, i + times, value);
            i += times;
        }
        return true;
    }

    /** Literals and matches up to the end of the block. What a word of bits has goes on while there are enough of them. */
    private boolean block() {
        int[] lengthTable = lengths.table();
        int[] distanceTable = distances.table();
        byte[] bytes = out;
        byte[] stream = in;
        int read = at;
        long word = hold;
        int left = bits;
        int written = to;
        int end = expected;
        int lastRead = inSize + WORD;
        boolean sound = false;
        while (written <= end && read <= lastRead) {
            word |= (long) LONG.get(stream, read) << left;
            read += (Long.SIZE - 1 - left) >> 3;
            left |= FULL;
            int entry = InflateCode.entry(lengthTable, word, LENGTH_ROOT);
            // Three literals have 45 bits at most; a match has 20 and 28.
            for (int i = 0; i < 2 && (entry & InflateCode.LITERAL) != 0; i++) {
                bytes[written++] = (byte) (entry >>> InflateCode.NUMBER_SHIFT);
                word >>>= entry & InflateCode.LOW;
                left -= entry & InflateCode.LOW;
                entry = InflateCode.entry(lengthTable, word, LENGTH_ROOT);
            }
            int used = InflateCode.bits(entry);
            int length = InflateCode.number(entry, word);
            word >>>= used;
            left -= used;
            if ((entry & InflateCode.LITERAL) != 0) {
                bytes[written++] = (byte) length;
                continue;
            }
            if (entry == 0 || (entry & InflateCode.END) != 0) {
                sound = entry != 0;
                break;
            }
            word |= (long) LONG.get(stream, read) << left;
            read += (Long.SIZE - 1 - left) >> 3;
            left |= FULL;
            entry = InflateCode.entry(distanceTable, word, DISTANCE_ROOT);
            used = InflateCode.bits(entry);
            int distance = InflateCode.number(entry, word);
            word >>>= used;
            left -= used;
            if (entry == 0 || distance > written) {
                break;
            }
            repeat(bytes, written, length, distance);
            written += length;
        }
        at = read;
        hold = word;
        bits = left;
        to = written;
        return sound;
    }

    /** Writes what stands a distance before; up to seven bytes too many. */
    private static void repeat(byte[] bytes, int to, int length, int distance) {
        if (distance >= WORD) {
            for (int i = 0; i < length; i += WORD) {
                LONG.set(bytes, to + i, (long) LONG.get(bytes, to + i - distance));
            }
            return;
        }
        for (int i = 0; i < WORD; i++) {
            bytes[to + i] = bytes[to + i - distance];
        }
        long pattern = (long) LONG.get(bytes, to);
        int step = WORD - WORD % distance;
        for (int i = step; i < length; i += step) {
            LONG.set(bytes, to + i, pattern);
        }
    }
}
