package io.cameo.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The bytes under stdout's {@link PrintStream}. That class swallows every failure, so this one throws unchecked: a
 * command then stops as soon as nobody reads, and a full disk is not taken for success.
 */
final class StandardOutput extends OutputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream bytes;

    private StandardOutput(OutputStream bytes) {
        this.bytes = bytes;
    }

    /**
     * Wraps the raw stream in a buffer and a printer of UTF-8.
     *
     * @param flushLines whether each line shall appear at once, as on a terminal
     */
    static PrintStream printer(OutputStream bytes, boolean flushLines) {
        OutputStream buffered = new BufferedOutputStream(new StandardOutput(bytes), BUFFER_BYTES);
        return new PrintStream(buffered, flushLines, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int sourceOffset, int length) {
        try {
            bytes.write(source, sourceOffset, length);
        } catch (IOException failure) {
            throw unchecked(failure);
        }
    }

    @Override
    public void flush() {
        try {
            bytes.flush();
        } catch (IOException failure) {
            throw unchecked(failure);
        }
    }

    private static RuntimeException unchecked(IOException failure) {
        String reason = String.valueOf(failure.getMessage());
        return reason.contains("Broken pipe")
                ? new ReaderLeftException(failure)
                : new UncheckedIOException(new IOException("cannot write to standard output: " + reason, failure));
    }

    /** The process that read our stdout has ended; nothing is wrong with ours. */
    static final class ReaderLeftException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ReaderLeftException(IOException cause) {
            super(cause);
        }
    }
}
