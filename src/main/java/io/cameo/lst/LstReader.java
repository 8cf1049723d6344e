package io.cameo.lst;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code .lst} file line by line, in order, in memory that does not grow with the file.
 *
 * <p>UTF-8, with or without a byte order mark; lines end with LF or CRLF; blank lines are passed over. A line that
 * breaks the format comes back as a {@link BadLine} in its place and the reader goes on. One thread at a time.
 */
public final class LstReader implements AutoCloseable {
    private final LineReader lines;
    private final LstParser parser;

    private LstReader(LineReader lines, LstDialect dialect) {
        this.lines = lines;
        this.parser = new LstParser(dialect);
    }

    /**
     * Opens a whole list.
     *
     * @throws IOException if the file cannot be opened
     */
    public static LstReader open(Path file, LstDialect dialect) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new LstReader(new LineReader(file, channel, 0, Long.MAX_VALUE, 0), dialect);
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
            return new LstReader(new LineReader(file, channel, begin, end, linesBefore), dialect);
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
        while (lines.next()) {
            LstLine line = parser.parse(lines);
            if (line != null) {
                return line;
            }
        }
        return null;
    }

    /** The number of the line that {@link #next()} gave last, from 1 at the start of the file. */
    public long lineNumber() {
        return lines.lineNumber();
    }

    /** Where the line begins that {@link #next()} gave last, in bytes from the start of the file. */
    public long lineOffsetBytes() {
        return lines.lineOffsetBytes();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
