package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Writes the lines of an {@code .idx} file: {@code key TAB offset LF}. */
final class IdxWriter {
    private static final int MAX_LINE_BYTES = 2 * 20 + 2;

    private final BufferedChannel out;
    private final byte[] line = new byte[MAX_LINE_BYTES];

    IdxWriter(BufferedChannel out) {
        this.out = out;
    }

    void add(long key, long offset) throws IOException {
        int end = line.length;
        int at = end;
        line[--at] = '\n';
        at = digits(offset, at);
        line[--at] = '\t';
        at = digits(key, at);
        int target = out.reserve(end - at);
        MemorySegment.copy(line, at, out.buffer(), LittleEndian.BYTE, target, end - at);
    }

    void add(String key, long offset) throws IOException {
        if (key.isBlank() || key.chars().anyMatch(c -> c == '\t' || c == '\n' || c == '\r')) {
            throw new IllegalArgumentException("a key must have text and no tab or line break: key=" + key);
        }
        byte[] text = (key + '\t' + offset + '\n').getBytes(StandardCharsets.UTF_8);
        out.write(MemorySegment.ofArray(text), 0, text.length);
    }

    private int digits(long value, int end) {
        if (value == Long.MIN_VALUE) {
            throw new IllegalArgumentException("key is too small: key=" + value);
        }
        int at = end;
        long rest = Math.abs(value);
        do {
            line[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (value < 0) {
            line[--at] = '-';
        }
        return at;
    }
}
