package io.cameo.lst;

import io.cameo.bytes.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes text as UTF-8 into a file that appears whole or not at all. One thread at a time. */
final class LineWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final AtomicFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    private LineWriter(AtomicFile file) {
        this.file = file;
    }

    static LineWriter create(Path target) throws IOException {
        return new LineWriter(AtomicFile.create(target));
    }

    /** Goes on behind a {@link #checkpoint()} of a writer that was stopped. */
    static LineWriter resume(Path target, long sizeBytes) throws IOException {
        LineWriter writer = new LineWriter(AtomicFile.resume(target, sizeBytes));
        writer.file.keepPartial();
        return writer;
    }

    /** Appends text that ends with its own line break. */
    void write(CharSequence text) throws IOException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        int done = 0;
        while (done < bytes.length) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int length = Math.min(buffer.remaining(), bytes.length - done);
            buffer.put(bytes, done, length);
            done += length;
        }
    }

    /** Brings everything to disk, keeps it for {@link #resume} and returns how many bytes that are. */
    long checkpoint() throws IOException {
        flush();
        file.channel().force(false);
        file.keepPartial();
        return file.channel().position();
    }

    /** Leaves nothing behind when this is closed. */
    void dropPartial() {
        file.dropPartial();
    }

    void commit() throws IOException {
        flush();
        file.commit();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void flush() throws IOException {
        FileChannel channel = file.channel();
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
