package io.cameo.spark;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * A file of any Hadoop file system, read at positions. Who reads on where it stopped gets a megabyte at a time, who jumps
 * no more than what stands there.
 */
final class StreamedBytes implements FileBytes {
    private static final int AHEAD_BYTES = 1 << 20;
    private static final int LEAST_BYTES = 8 << 10;

    private final Path path;
    private final long sizeBytes;
    private final FSDataInputStream in;
    private byte[] buffer = new byte[LEAST_BYTES];
    private MemorySegment segment = MemorySegment.ofArray(buffer);
    private long begin;
    private long end;

    StreamedBytes(Path path, long sizeBytes, Configuration conf) throws IOException {
        this.path = path;
        this.sizeBytes = sizeBytes;
        in = path.getFileSystem(conf).open(path);
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void expectJumps(long beginBytes, long endBytes) {
        // What is read ahead here goes by where the last read ended.
    }

    @Override
    public void expect(long beginBytes, long endBytes) {
        // Read when it is asked for.
    }

    @Override
    public boolean isInMemory(long beginBytes, long endBytes) {
        return false;
    }

    @Override
    public MemorySegment at(long offset, int length) throws IOException {
        if (offset < begin || offset + length > end) {
            load(offset, length);
        }
        return segment.asSlice(offset - begin, length);
    }

    @Override
    public void read(long srcOffset, byte[] dst, int dstOffset, int length) throws IOException {
        boolean held = srcOffset >= begin && srcOffset + length <= end;
        if (!held && length >= AHEAD_BYTES) {
            in.readFully(srcOffset, dst, dstOffset, length);
            return;
        }
        MemorySegment.copy(at(srcOffset, length), 0, MemorySegment.ofArray(dst), dstOffset, length);
    }

    private void load(long offset, int length) throws IOException {
        boolean goesOn = offset >= begin && offset <= end;
        long wanted = Math.max(length, goesOn ? AHEAD_BYTES : LEAST_BYTES);
        int size = (int) Math.min(wanted, sizeBytes - offset);
        if (buffer.length < size) {
            buffer = new byte[size];
            segment = MemorySegment.ofArray(buffer);
        }
        end = begin; // nothing is held if reading fails
        in.readFully(offset, buffer, 0, size);
        begin = offset;
        end = offset + size;
    }

    @Override
    public CorruptDataException lost(long offset, InternalError fault) {
        throw fault; // nothing is mapped here
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
