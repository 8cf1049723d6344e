package io.cameo.lst;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of faces line by line, in order, in memory that does not grow with the file.
 *
 * <p>UTF-8, with or without a byte order mark; lines end with LF or CRLF; blank lines are passed over. A line that breaks
 * the format comes back as a {@link BadLine} in its place and the reader goes on, where the original dies. One thread at a
 * time.
 */
public final class FaceLstReader implements AutoCloseable {
    private final LineReader lines;
    private final FaceLineParser parser;

    private FaceLstReader(LineReader lines, FaceLineParser parser) {
        this.lines = lines;
        this.parser = parser;
    }

    /**
     * Opens an InsightFace {@code .lst}.
     *
     * @throws IOException if the file cannot be opened
     */
    public static FaceLstReader open(Path file) throws IOException {
        return open(file, FaceDialect.INSIGHTFACE, new LabelNumbers());
    }

    /**
     * Opens a list of any dialect; what it gives is the same for all.
     *
     * @param labels numbers the labels of those dialects that do not number them; the same object for lists that make up
     *     one data set. It grows by one entry an identity
     * @throws IOException if the file cannot be opened
     */
    public static FaceLstReader open(Path file, FaceDialect dialect, LabelNumbers labels) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new FaceLstReader(
                new LineReader(file, channel, 0, Long.MAX_VALUE, 0), new FaceLineParser(dialect, labels));
    }

    /**
     * The next line that is not blank, or null at the end.
     *
     * @throws IOException if the file cannot be read
     */
    public @Nullable FaceListLine next() throws IOException {
        while (lines.next()) {
            FaceListLine line = parser.parse(lines);
            if (line != null) {
                return line;
            }
        }
        return null;
    }

    /** The number of the line that {@link #next()} gave last, from 1. */
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
