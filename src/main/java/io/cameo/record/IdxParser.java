package io.cameo.record;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.MappedFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads an {@code .idx} file: {@code key TAB offset LF}. Spaces instead of the tab (what MXNet's C++ reader allows),
 * CRLF, further columns and blank lines are accepted.
 */
final class IdxParser {
    private static final int MAX_DIGITS = 19;

    private final Path file;
    private final MemorySegment text;
    private final long sizeBytes;

    private IdxParser(MappedFile mapped) {
        file = mapped.path();
        text = mapped.segment();
        sizeBytes = mapped.sizeBytes();
    }

    static RecordIndex read(Path idx) throws IOException {
        try (MappedFile mapped = MappedFile.open(idx)) {
            return new IdxParser(mapped).parse();
        }
    }

    private RecordIndex parse() {
        int lines = countLines();
        OffsetList offsets = new OffsetList(lines);
        long[] numbers = new long[Math.min(lines, 1024)];
        boolean hasText = false;
        boolean counter = true;
        long lineStart = 0;
        int count = 0;
        while (lineStart < sizeBytes) {
            long lineEnd = lineEnd(lineStart);
            long first = skipBlanks(lineStart, lineEnd);
            if (first < lineEnd) {
                long keyEnd = tokenEnd(first, lineEnd);
                offsets.add(offset(keyEnd, lineStart, lineEnd));
                if (!hasText && isKeyNumber(first, keyEnd)) {
                    numbers = count < numbers.length ? numbers : Arrays.copyOf(numbers, Math.min(lines, count * 2));
                    numbers[count] = number(first, keyEnd);
                    counter &= numbers[count] == numbers[0] + count;
                } else {
                    hasText = true;
                }
                count++;
            }
            lineStart = lineEnd + 1;
        }
        return new RecordIndex(keys(hasText, counter, numbers, count), offsets.trim());
    }

    private Keys keys(boolean areText, boolean counter, long[] numbers, int count) {
        if (areText) {
            return textKeys(count);
        }
        if (counter) {
            return new CounterKeys(count == 0 ? 0 : numbers[0], count);
        }
        return new NumberKeys(numbers, count);
    }

    private Keys textKeys(int count) {
        int[] ends = new int[count];
        byte[] bytes = new byte[(int) Math.min(sizeBytes, RecordIndex.MAX_RECORDS)];
        int used = 0;
        int position = 0;
        for (long lineStart = 0; lineStart < sizeBytes; ) {
            long lineEnd = lineEnd(lineStart);
            long first = skipBlanks(lineStart, lineEnd);
            if (first < lineEnd) {
                int length = (int) (tokenEnd(first, lineEnd) - first);
                if (used + (long) length > bytes.length) {
                    throw corrupt(lineStart, "text keys take more than 2 GiB");
                }
                MemorySegment.copy(text, LittleEndian.BYTE, first, bytes, used, length);
                used += length;
                ends[position++] = used;
            }
            lineStart = lineEnd + 1;
        }
        return new TextKeys(Arrays.copyOf(bytes, used), ends);
    }

    private int countLines() {
        long lines = 1;
        for (long i = 0; i < sizeBytes; i++) {
            if (text.get(LittleEndian.BYTE, i) == '\n') {
                lines++;
            }
        }
        if (lines > RecordIndex.MAX_RECORDS) {
            throw corrupt(0, "index has more lines than one index may have: limit=" + RecordIndex.MAX_RECORDS);
        }
        return (int) lines;
    }

    private long lineEnd(long from) {
        long at = from;
        while (at < sizeBytes && text.get(LittleEndian.BYTE, at) != '\n') {
            at++;
        }
        return at;
    }

    private long skipBlanks(long from, long to) {
        long at = from;
        while (at < to && isBlank(text.get(LittleEndian.BYTE, at))) {
            at++;
        }
        return at;
    }

    /** A key ends at the first tab; where a line has none, at the first blank. */
    private long tokenEnd(long from, long to) {
        long tab = from;
        while (tab < to && text.get(LittleEndian.BYTE, tab) != '\t') {
            tab++;
        }
        if (tab < to) {
            return tab;
        }
        long at = from;
        while (at < to && !isBlank(text.get(LittleEndian.BYTE, at))) {
            at++;
        }
        return at;
    }

    private long offset(long keyEnd, long lineStart, long lineEnd) {
        long first = skipBlanks(keyEnd, lineEnd);
        long end = first;
        while (end < lineEnd && !isBlank(text.get(LittleEndian.BYTE, end))) {
            end++;
        }
        if (end == first) {
            throw corrupt(lineStart, "index line has no offset: line=" + quoted(lineStart, lineEnd));
        }
        if (!isNumber(first, end) || text.get(LittleEndian.BYTE, first) == '-') {
            throw corrupt(lineStart, "index offset is no offset in a file: line=" + quoted(lineStart, lineEnd));
        }
        return number(first, end);
    }

    /** As {@link Keys#isNumber} has it: a number that begins with a needless zero is text. */
    private boolean isKeyNumber(long from, long to) {
        boolean negative = text.get(LittleEndian.BYTE, from) == '-';
        boolean leadingZero = text.get(LittleEndian.BYTE, negative ? Math.min(from + 1, to - 1) : from) == '0';
        return isNumber(from, to) && !(leadingZero && to - from > 1);
    }

    private boolean isNumber(long from, long to) {
        long first = from < to && text.get(LittleEndian.BYTE, from) == '-' ? from + 1 : from;
        if (to - first < 1 || to - first > MAX_DIGITS) {
            return false;
        }
        for (long i = first; i < to; i++) {
            byte b = text.get(LittleEndian.BYTE, i);
            if (b < '0' || b > '9') {
                return false;
            }
        }
        return to - first < MAX_DIGITS || number(first, to) >= 0; // beyond 2^63 - 1 the sum turns negative
    }

    private long number(long from, long to) {
        boolean negative = text.get(LittleEndian.BYTE, from) == '-';
        long value = 0;
        for (long i = negative ? from + 1 : from; i < to; i++) {
            value = value * 10 + text.get(LittleEndian.BYTE, i) - '0';
        }
        return negative ? -value : value;
    }

    private String quoted(long from, long to) {
        byte[] bytes = text.asSlice(from, Math.min(to - from, 60)).toArray(LittleEndian.BYTE);
        return '"' + new String(bytes, StandardCharsets.UTF_8).strip() + '"';
    }

    private CorruptDataException corrupt(long offset, String reason) {
        return new CorruptDataException(file, offset, reason);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }
}
