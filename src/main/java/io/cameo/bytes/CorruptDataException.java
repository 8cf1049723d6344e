package io.cameo.bytes;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Data that breaks its format: the file, the byte where the fault was seen, and why.
 *
 * <p>The text is {@code reason: file=F, offset=N}. Thrown for what stands in a file, never for how a caller called.
 */
public final class CorruptDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Path file; // lost where the exception goes from process to process
    private final String fileName;
    private final long offsetBytes;
    private final String reason;

    /**
     * @param file the damaged file
     * @param offsetBytes where the fault was seen, counted from the start of the file
     * @param reason lower-case, with actual and expected values where there are any
     */
    public CorruptDataException(Path file, long offsetBytes, String reason) {
        super(reason + ": file=" + file + ", offset=" + offsetBytes);
        this.file = file;
        fileName = file.toString();
        this.offsetBytes = offsetBytes;
        this.reason = reason;
    }

    public Path file() {
        Path known = file;
        return known == null ? Path.of(fileName) : known;
    }

    /** Where the fault was seen, in bytes from the start of {@link #file()}. */
    public long offsetBytes() {
        return offsetBytes;
    }

    /** The reason alone, without file and offset. */
    public String reason() {
        return reason;
    }
}
