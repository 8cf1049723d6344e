package io.cameo.numpy;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;

/** How the bytes of a value stand in a pickle. Decoding is strict: what the forms do not allow is an error. */
enum TextForm {
    /** As they are. */
    RAW,
    /** As UTF-8 of the Latin-1 characters 0 to 255: what Python 3 makes of bytes under protocols 1 and 2. */
    UTF8,
    /** As Python 2 quotes a {@code str}: {@code \n \t \r \\ \' \" \xNN}, protocol 0. */
    QUOTED,
    /** As raw-unicode-escape: Latin-1, and {@code \\uNNNN} for some. Protocol 0. */
    UNICODE_ESCAPE;

    private static final int CHUNK_BYTES = 1 << 13;

    /**
     * Decodes to single bytes.
     *
     * @param dst receives them; of no length to only count. Not null
     * @return how many there are, or -1 if the source is not well-formed or has characters above 255
     */
    int decode(MemorySegment source, byte[] dst) {
        if (this == UTF8 && dst.length == 0) {
            return countUtf8(source);
        }
        long size = source.byteSize();
        int count = 0;
        long at = 0;
        while (at < size) {
            long step = next(source, at, size);
            if (step < 0) {
                return -1;
            }
            if (count < dst.length) {
                dst[count] = (byte) step;
            }
            count++;
            at += step >> Byte.SIZE;
        }
        return count;
    }

    /** The value at a place in the low 8 bits and the bytes that it takes above them; -1 if there is none. */
    private int next(MemorySegment source, long at, long size) {
        int c = u8(source, at);
        return switch (this) {
            case RAW -> one(c);
            case UTF8 -> utf8(source, at, size, c);
            case QUOTED -> c == '\\' ? quoted(source, at, size) : one(c);
            case UNICODE_ESCAPE -> c == '\\' ? unicode(source, at, size) : one(c);
        };
    }

    private static int utf8(MemorySegment source, long at, long size, int c) {
        if (c < 0x80) {
            return one(c);
        }
        if ((c & 0xfe) != 0xc2 || at + 1 >= size || (u8(source, at + 1) & 0xc0) != 0x80) {
            return -1;
        }
        return step(2, ((c & 3) << 6) | (u8(source, at + 1) & 0x3f));
    }

    /**
     * Counts without a branch for each byte: sets of a hundred megabytes are written so, and half of an image's bytes are
     * two. Well-formed are 0vvvvvvv and 1100001v 10vvvvvv.
     */
    private static int countUtf8(MemorySegment source) {
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, source.byteSize())];
        int count = 0;
        int leads = 0; // 1 if the byte before begins a pair
        int bad = 0;
        for (long at = 0; at < source.byteSize(); at += chunk.length) {
            int length = (int) Math.min(chunk.length, source.byteSize() - at);
            MemorySegment.copy(source, LittleEndian.BYTE, at, chunk, 0, length);
            for (int i = 0; i < length; i++) {
                int c = Byte.toUnsignedInt(chunk[i]);
                int high = c >> 7;
                int second = (c >> 6) & 1;
                int follows = high & (second ^ 1);
                bad |= follows ^ leads;
                leads = high & second;
                bad |= leads & ((((c ^ 0xc2) & 0xfe) + 0xff) >> 8);
                count += 1 - follows;
            }
        }
        return (bad | leads) != 0 ? -1 : count;
    }

    private static int quoted(MemorySegment source, long at, long size) {
        if (at + 1 >= size) {
            return -1;
        }
        return switch (u8(source, at + 1)) {
            case 'n' -> step(2, '\n');
            case 'r' -> step(2, '\r');
            case 't' -> step(2, '\t');
            case '\\' -> step(2, '\\');
            case '\'' -> step(2, '\'');
            case '"' -> step(2, '"');
            case 'x' -> hex(source, at, size, 2);
            default -> -1;
        };
    }

    /** A backslash that begins no escape stands for itself, as in Python. */
    private static int unicode(MemorySegment source, long at, long size) {
        int next = at + 1 < size ? u8(source, at + 1) : 0;
        return switch (next) {
            case 'u' -> hex(source, at, size, 4);
            case 'U' -> hex(source, at, size, 8);
            default -> one('\\');
        };
    }

    private static int hex(MemorySegment source, long at, long size, int digits) {
        if (at + 2 + digits > size) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(u8(source, at + 2 + i), 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value > 0xff ? -1 : step(2 + digits, (int) value);
    }

    private static int one(int value) {
        return step(1, value);
    }

    private static int step(int bytes, int value) {
        return (bytes << Byte.SIZE) | value;
    }

    private static int u8(MemorySegment source, long at) {
        return Byte.toUnsignedInt(source.get(LittleEndian.BYTE, at));
    }
}
