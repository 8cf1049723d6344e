package io.cameo.lst;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives the lines of a text file one by one, with their number and place, in memory that does not grow with the file.
 * Lines that are no text have a fault instead. Owns the channel. One thread at a time.
 */
final class LineReader implements AutoCloseable {
    /** Longer lines are no list; they have a fault and are not held in memory. */
    static final int MAX_LINE_BYTES = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final char REPLACEMENT = '\uFFFD';
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final FileChannel channel;
    private final long endBytes;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private long bufferOffsetBytes;
    private int position;
    private int limit;
    private long lineNumber;
    private long lineOffsetBytes;
    private String text = "";
    private @Nullable String fault;

    /** Reads from the channel's position, which is {@code beginBytes}, up to the line that begins at {@code endBytes}. */
    LineReader(Path file, FileChannel channel, long beginBytes, long endBytes, long linesBefore) {
        this.file = file;
        this.channel = channel;
        this.bufferOffsetBytes = beginBytes;
        this.lineOffsetBytes = beginBytes;
        this.endBytes = endBytes;
        this.lineNumber = linesBefore;
    }

    /** Moves to the next line, blank ones included; false at the end. */
    boolean next() throws IOException {
        lineOffsetBytes = bufferOffsetBytes + position;
        if (lineOffsetBytes >= endBytes) {
            return false;
        }
        int end = findBreak();
        if (end < 0) {
            lineNumber++;
            skipLongLine();
            return true;
        }
        if (end == limit && position == limit) {
            return false;
        }
        lineNumber++;
        take(position, end);
        position = Math.min(end + 1, limit);
        return true;
    }

    /** The line without its LF; cut where it has a {@link #fault()}. */
    String text() {
        return text;
    }

    /** Why the line is no text, or null. */
    @Nullable
    String fault() {
        return fault;
    }

    /** From 1 at the start of the file. */
    long lineNumber() {
        return lineNumber;
    }

    /** Where the line begins, in bytes from the start of the file. */
    long lineOffsetBytes() {
        return lineOffsetBytes;
    }

    /** The line as one that cannot be used. */
    BadLine bad(String reason) {
        return new BadLine(file, lineNumber, lineOffsetBytes, text, reason);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void take(int begin, int end) {
        text = new String(buffer, begin, end - begin, StandardCharsets.UTF_8);
        fault = null;
        if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(begin, end)) {
            fault = "line is not valid UTF-8";
        } else if (lineOffsetBytes == 0 && text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
    }

    private boolean isUtf8(int begin, int end) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, begin, end - begin));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }

    /** Where the line at {@link #position} ends: its LF, {@link #limit} at the end of the file, -1 if it is too long. */
    private int findBreak() throws IOException {
        int at = position;
        while (true) {
            while (at < limit) {
                if (buffer[at] == '\n') {
                    return at;
                }
                at++;
            }
            if (limit - position >= MAX_LINE_BYTES) {
                return -1;
            }
            int scanned = at - position;
            if (!fill()) {
                return limit;
            }
            at = position + scanned;
        }
    }

    private void skipLongLine() throws IOException {
        text = new String(buffer, position, BadLine.MAX_TEXT_CHARS, StandardCharsets.UTF_8);
        fault = "line is too long: expected<" + MAX_LINE_BYTES + " bytes";
        do {
            for (; position < limit; position++) {
                if (buffer[position] == '\n') {
                    position++;
                    return;
                }
            }
        } while (fill());
    }

    /** Moves what is unread to the front and reads on; false at the end of the file. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        bufferOffsetBytes += position;
        limit -= position;
        position = 0;
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = channel.read(ByteBuffer.wrap(buffer, limit, buffer.length - limit));
        if (read <= 0) {
            return false;
        }
        limit += read;
        return true;
    }
}
