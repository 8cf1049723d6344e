package io.cameo.dataset.coco;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Appends to a file in large writes, and knows where it is. Owns its buffer, not the channel. One thread at a time. */
final class Hdf5Output implements AutoCloseable {
    /** As much as record files are written with, for the same reason: larger writes ask the file system for larger pages. */
    private static final int WRITE_BYTES = 1 << 19;

    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(WRITE_BYTES, 64);
    private final ByteBuffer bytes = buffer.asByteBuffer();
    private long flushedBytes;
    private int used;

    /** Goes on at the end of a file of some size. */
    Hdf5Output(FileChannel channel, long positionBytes) {
        this.channel = channel;
        this.flushedBytes = positionBytes;
    }

    /** Bytes of the file, those that are not yet written included. */
    long positionBytes() {
        return flushedBytes + used;
    }

    void write(MemorySegment src, long srcOffset, long length) throws IOException {
        for (long done = 0; done < length; ) {
            if (used == WRITE_BYTES) {
                flush();
            }
            int size = (int) Math.min(WRITE_BYTES - used, length - done);
            MemorySegment.copy(src, srcOffset + done, buffer, used, size);
            used += size;
            done += size;
        }
    }

    /** Adds up to seven zeros. */
    void align() throws IOException {
        int zeros = (int) (-positionBytes() & 7);
        write(MemorySegment.ofArray(new byte[zeros]), 0, zeros);
    }

    void flush() throws IOException {
        bytes.clear().limit(used);
        for (long at = flushedBytes; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
        flushedBytes += used;
        used = 0;
    }

    /** Writes over what stands in the file already. */
    void overwrite(long positionBytes, MemorySegment src) throws IOException {
        ByteBuffer source = src.asByteBuffer();
        for (long at = positionBytes; source.hasRemaining(); ) {
            at += channel.write(source, at);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
