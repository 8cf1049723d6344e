package io.cameo.image;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Bounded reads of untrusted bytes: what lies outside reads as -1, so that parsers of headers need no exceptions.
 * Offsets may be any value, negative ones included.
 */
final class Probe {
    private static final ValueLayout.OfShort SHORT_BE =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT_BE = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private static final ValueLayout.OfLong LONG_LE =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private MemorySegment memory;
    private long begin;
    private long size;

    Probe(MemorySegment bytes) {
        memory = bytes;
        size = bytes.byteSize();
    }

    /**
     * Looks at {@code newSize} other bytes from now on; for those who look at many.
     *
     * @param newBegin where they stand in the memory: what offsets count from
     * @throws IndexOutOfBoundsException if they are not all in the memory
     */
    void move(MemorySegment newMemory, long newBegin, long newSize) {
        Objects.checkFromIndexSize(newBegin, newSize, newMemory.byteSize());
        memory = newMemory;
        begin = newBegin;
        size = newSize;
    }

    long size() {
        return size;
    }

    MemorySegment bytes() {
        return memory.asSlice(begin, size);
    }

    /** Whether {@code length} bytes at {@code offset} all lie inside. */
    boolean holds(long offset, long length) {
        return offset >= 0 && length >= 0 && offset <= size && length <= size - offset;
    }

    int u8(long offset) {
        return offset >= 0 && offset < size
                ? Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, begin + offset))
                : -1;
    }

    int u16be(long offset) {
        return holds(offset, 2) ? Short.toUnsignedInt(memory.get(SHORT_BE, begin + offset)) : -1;
    }

    int u16le(long offset) {
        int value = u16be(offset);
        return value < 0 ? -1 : Short.toUnsignedInt(Short.reverseBytes((short) value));
    }

    long u32be(long offset) {
        return holds(offset, 4) ? Integer.toUnsignedLong(memory.get(INT_BE, begin + offset)) : -1;
    }

    long u32le(long offset) {
        long value = u32be(offset);
        return value < 0 ? -1 : Integer.toUnsignedLong(Integer.reverseBytes((int) value));
    }

    /** Eight bytes, little-endian; -1 also for what a {@code long} cannot hold. */
    long u64le(long offset) {
        return holds(offset, 8) ? Math.max(-1, memory.get(LONG_LE, begin + offset)) : -1;
    }

    /** Three bytes, little-endian. */
    int u24le(long offset) {
        return holds(offset, 3) ? u8(offset) | u8(offset + 1) << 8 | u8(offset + 2) << 16 : -1;
    }

    /** The offset of the next byte FF from {@code from} on, or the size if there is none; eight bytes a step. */
    long nextFf(long from) {
        long at = Math.max(0, from);
        for (; at <= size - 8; at += 8) {
            long inverted = ~memory.get(ValueLayout.JAVA_LONG_UNALIGNED, begin + at);
            // Nonzero if a byte of the inverted word is zero (Warren, Hacker's Delight, 6-1).
            if (((inverted - 0x0101010101010101L) & ~inverted & 0x8080808080808080L) != 0) {
                break;
            }
        }
        while (at < size && memory.get(ValueLayout.JAVA_BYTE, begin + at) != -1) {
            at++;
        }
        return at;
    }

    /** Whether the characters of {@code text}, one byte each, stand at {@code offset}. */
    boolean says(long offset, String text) {
        if (!holds(offset, text.length())) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (u8(offset + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
