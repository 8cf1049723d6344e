package io.cameo.record;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Gathers small writes into large ones, and cuts huge ones. Owns its buffer, not the channel. One thread at a time. */
final class BufferedChannel implements AutoCloseable {
    /**
     * How much to write at a time. For larger writes ext4 asks for larger pages, which are not always at hand: 4 GB took
     * 1.2 s of system time with 512 KiB, 3.7 s with 1 MiB. Smaller ones take more system calls.
     */
    static final int WRITE_BYTES = 1 << 19;

    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(WRITE_BYTES, 64);
    private final ByteBuffer bytes = buffer.asByteBuffer();
    private long flushedBytes;
    private int used;

    BufferedChannel(FileChannel channel, long positionBytes) {
        this.channel = channel;
        this.flushedBytes = positionBytes;
    }

    /** Bytes written so far, counted from the start of the file. */
    long positionBytes() {
        return flushedBytes + used;
    }

    /** Room for {@code length} bytes, at most {@link #WRITE_BYTES}: write them at {@link #reserve}'s offset. */
    MemorySegment buffer() {
        return buffer;
    }

    /** Makes sure that the next {@code length} bytes fit and returns where in {@link #buffer()} they go. */
    int reserve(int length) throws IOException {
        if (length > WRITE_BYTES - used) {
            flush();
        }
        int at = used;
        used += length;
        return at;
    }

    void write(MemorySegment source, long sourceOffset, long length) throws IOException {
        // Always through the buffer: the channel would copy bytes on the heap too, into memory that it keeps, and the
        // kernel refuses bytes of a mapping that is cut.
        for (long done = 0; done < length; ) {
            if (used == WRITE_BYTES) {
                flush();
            }
            int size = (int) Math.min(WRITE_BYTES - used, length - done);
            MemorySegment.copy(source, sourceOffset + done, buffer, used, size);
            used += size;
            done += size;
        }
    }

    void flush() throws IOException {
        bytes.clear().limit(used);
        writeFully(bytes);
        flushedBytes += used;
        used = 0;
    }

    private void writeFully(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            channel.write(source);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
