package io.cameo.numpy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Bounded reads, one after another. What lies behind the end is damage, named with the place of its instruction. */
final class PickleInput {
    /** Longer lines are texts, and those are taken with {@link #line()} without copying. */
    private static final int MOST_WORD_BYTES = 200;

    private final Path file;
    private final MemorySegment bytes;
    private final long size;
    private final long beginBytes;
    private long at;
    private long opcodeOffset;

    /** @param beginBytes where in the file the bytes begin */
    PickleInput(Path file, MemorySegment bytes, long beginBytes) {
        this.file = file;
        this.beginBytes = beginBytes;
        this.bytes = bytes;
        this.size = bytes.byteSize();
    }

    long size() {
        return size;
    }

    long at() {
        return at;
    }

    long opcodeOffset() {
        return opcodeOffset;
    }

    /** The next instruction; its place is where later faults are reported. */
    int opcode() {
        opcodeOffset = at;
        return u8();
    }

    int u8() {
        return Byte.toUnsignedInt(bytes.get(LittleEndian.BYTE, take(1)));
    }

    int u16() {
        return Short.toUnsignedInt(bytes.get(LittleEndian.SHORT, take(2)));
    }

    int i32() {
        return bytes.get(LittleEndian.INT, take(4));
    }

    long u32() {
        return Integer.toUnsignedLong(i32());
    }

    /** A length that Python keeps in eight bytes; negative if it is beyond any file. */
    long u64() {
        return bytes.get(LittleEndian.LONG, take(8));
    }

    /** The one number that pickles write with its most significant byte first. */
    double f64() {
        return Double.longBitsToDouble(Long.reverseBytes(bytes.get(LittleEndian.LONG, take(8))));
    }

    /** A little-endian integer with its sign, of up to eight bytes. */
    long whole(int length) {
        if (length > Long.BYTES) {
            throw fault("pickle has an integer that is too long: bytes=" + length);
        }
        long begin = take(length);
        long value = length == 0 ? 0 : bytes.get(LittleEndian.BYTE, begin + length - 1);
        for (int i = length - 2; i >= 0; i--) {
            value = (value << Byte.SIZE) | Byte.toUnsignedInt(bytes.get(LittleEndian.BYTE, begin + i));
        }
        return value;
    }

    /** A slice; the length comes from the file and may be anything. */
    MemorySegment slice(long length) {
        return bytes.asSlice(take(length), length);
    }

    /** What stands before the next LF, without it. */
    MemorySegment line() {
        long begin = at;
        for (long end = at; end < size; end++) {
            if (bytes.get(LittleEndian.BYTE, end) == '\n') {
                at = end + 1;
                return bytes.asSlice(begin, end - begin);
            }
        }
        throw fault("pickle is cut off");
    }

    /** A short line as text. */
    String word() {
        MemorySegment line = line();
        if (line.byteSize() > MOST_WORD_BYTES) {
            throw fault("pickle has a word that is too long: bytes=" + line.byteSize());
        }
        return new String(line.toArray(LittleEndian.BYTE), StandardCharsets.ISO_8859_1);
    }

    /** A line that is a number. */
    long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException notANumber) {
            CorruptDataException fault = fault("pickle has no number where it should: text=" + Shown.text(digits));
            fault.initCause(notANumber);
            throw fault;
        }
    }

    CorruptDataException fault(String reason) {
        return new CorruptDataException(file, beginBytes + opcodeOffset, reason);
    }

    private long take(long length) {
        if (length < 0 || length > size - at) {
            throw fault("pickle is cut off");
        }
        long begin = at;
        at += length;
        return begin;
    }
}
