package io.cameo.spark;

import io.cameo.bytes.LittleEndian;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a file of this machine at positions, a little more at a time than was asked for. For who jumps, that costs less than
 * a mapping, which has its price for every place touched. Not thread-safe.
 */
final class PositionedReads implements Closeable {
    private static final int LEAST_BYTES = 8 << 10;
    private static final int MOST_BYTES = 64 << 10;

    private final Path path;
    private final FileChannel channel;
    private final long sizeBytes;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MOST_BYTES);
    private final MemorySegment segment = MemorySegment.ofBuffer(buffer);
    private long begin;
    private long end;

    /** @param sizeBytes what is read lies before */
    PositionedReads(Path path, long sizeBytes) throws IOException {
        this.path = path;
        this.sizeBytes = sizeBytes;
        channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    /** Some bytes, 64 KiB at most; valid until the next call. */
    MemorySegment at(long offset, int length) throws IOException {
        if (offset < begin || offset + length > end) {
            load(offset, (int) Math.min(Math.max(length, LEAST_BYTES), sizeBytes - offset));
        }
        return segment.asSlice(offset - begin, length);
    }

    /** Copies bytes, any number of them. */
    void read(long srcOffset, byte[] dst, int dstOffset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int some = Math.min(length - done, MOST_BYTES);
            MemorySegment.copy(at(srcOffset + done, some), LittleEndian.BYTE, 0, dst, dstOffset + done, some);
            done += some;
        }
    }

    private void load(long offset, int length) throws IOException {
        end = begin; // nothing is held if reading fails
        buffer.clear().limit(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("file became shorter while it was read: file=" + path + ", offset="
                        + (offset + buffer.position()) + ", expected=" + sizeBytes);
            }
        }
        begin = offset;
        end = offset + length;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
