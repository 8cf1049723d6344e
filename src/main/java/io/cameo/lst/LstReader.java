package io.cameo.lst;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code .lst} file line by line, in order, in memory that does not grow with the file.
 *
 * <p>UTF-8, with or without a byte order mark; lines end with LF or CRLF; blank lines are passed over. A line that
 * breaks the format comes back as a {@link BadLine} in its place and the reader goes on. One thread at a time.
 */
public final class LstReader implements AutoCloseable {
    /** Longer lines are no list; they come back bad and are not held in memory. */
    static final int MAX_LINE_BYTES = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final char REPLACEMENT = '\uFFFD';
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final FileChannel channel;
    private final LstParser parser;
    private final long endBytes;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private long bufferOffsetBytes;
    private int position;
    private int limit;
    private long lineNumber;
    private long lineOffsetBytes;

    private LstReader(FileChannel channel, LstParser parser, long beginBytes, long endBytes, long linesBefore) {
        this.channel = channel;
        this.parser = parser;
        this.bufferOffsetBytes = beginBytes;
        this.lineOffsetBytes = beginBytes;
        this.endBytes = endBytes;
        this.lineNumber = linesBefore;
    }

    /**
     * Opens a whole list.
     *
     * @throws IOException if the file cannot be opened
     */
    public static LstReader open(Path file, LstDialect dialect) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new LstReader(channel, new LstParser(file, dialect), 0, Long.MAX_VALUE, 0);
    }

    /**
     * Opens one part of a list that is cut by bytes, as the C++ {@code im2rec} does with {@code nsplit} and
     * {@code part}: every line belongs to exactly one part, and parts differ in their number of lines.
     *
     * @param part from 0 to {@code parts - 1}
     * @throws IllegalArgumentException if there is no such part
     * @throws IOException if the file cannot be read
     */
    public static LstReader openPart(Path file, LstDialect dialect, int part, int parts) throws IOException {
        if (part < 0 || part >= parts) {
            throw new IllegalArgumentException("no such part: part=" + part + ", parts=" + parts);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            long size = channel.size();
            long step = Math.ceilDiv(size, (long) parts);
            long begin = LstLines.nextStart(channel, Math.min(step * part, size), size);
            long end = LstLines.nextStart(channel, Math.min(step * (part + 1L), size), size);
            long linesBefore = LstLines.breaks(channel, 0, begin);
            channel.position(begin);
            return new LstReader(channel, new LstParser(file, dialect), begin, end, linesBefore);
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
    }

    /**
     * Counts the lines that are not empty, without parsing them: what a progress bar needs as its total.
     *
     * @throws IOException if the file cannot be read
     */
    public static long countLines(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return LstLines.count(channel);
        }
    }

    /**
     * The next line that is not blank, or null at the end.
     *
     * @throws IOException if the file cannot be read
     */
    public @Nullable LstLine next() throws IOException {
        while (true) {
            lineOffsetBytes = bufferOffsetBytes + position;
            if (lineOffsetBytes >= endBytes) {
                return null;
            }
            int end = findBreak();
            if (end < 0) {
                lineNumber++;
                return skipLongLine();
            }
            if (end == limit && position == limit) {
                return null;
            }
            lineNumber++;
            LstLine line = parse(position, end);
            position = Math.min(end + 1, limit);
            if (line != null) {
                return line;
            }
        }
    }

    /** The number of the line that {@link #next()} gave last, from 1 at the start of the file. */
    public long lineNumber() {
        return lineNumber;
    }

    /** Where the line begins that {@link #next()} gave last, in bytes from the start of the file. */
    public long lineOffsetBytes() {
        return lineOffsetBytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private @Nullable LstLine parse(int begin, int end) {
        String text = new String(buffer, begin, end - begin, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(begin, end)) {
            return parser.bad(text, lineNumber, lineOffsetBytes, "line is not valid UTF-8");
        }
        if (lineOffsetBytes == 0 && text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
        return parser.parse(text, lineNumber, lineOffsetBytes);
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

    private BadLine skipLongLine() throws IOException {
        String text = new String(buffer, position, BadLine.MAX_TEXT_CHARS, StandardCharsets.UTF_8);
        do {
            for (; position < limit; position++) {
                if (buffer[position] == '\n') {
                    position++;
                    return longLine(text);
                }
            }
        } while (fill());
        return longLine(text);
    }

    private BadLine longLine(String text) {
        return parser.bad(text, lineNumber, lineOffsetBytes, "line is too long: expected<" + MAX_LINE_BYTES + " bytes");
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
