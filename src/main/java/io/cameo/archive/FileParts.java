package io.cameo.archive;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts that are files. They are read by position, not mapped: what is read is copied or inflated anyway, and a file that
 * is cut meanwhile then ends a read, not the process.
 */
final class FileParts implements PartSource {
    /** What a byte buffer can hold, rounded down to whole pages. */
    private static final long MOST_AT_ONCE = 1L << 30;

    private final List<Path> names;
    private final List<FileChannel> channels = new ArrayList<>();
    private final long[] sizes;

    private FileParts(List<Path> names) {
        this.names = List.copyOf(names);
        sizes = new long[names.size()];
    }

    static FileParts open(List<Path> names) throws IOException {
        FileParts parts = new FileParts(names);
        try {
            for (int i = 0; i < names.size(); i++) {
                FileChannel channel = FileChannel.open(names.get(i), StandardOpenOption.READ);
                parts.channels.add(channel);
                parts.sizes[i] = channel.size();
            }
            return parts;
        } catch (Throwable failure) {
            parts.close();
            throw failure;
        }
    }

    @Override
    public int parts() {
        return sizes.length;
    }

    @Override
    public Path name(int part) {
        return names.get(part);
    }

    @Override
    public long sizeBytes(int part) {
        return sizes[part];
    }

    @Override
    public void read(int part, long offsetBytes, MemorySegment dst) throws IOException {
        for (long done = 0; done < dst.byteSize(); ) {
            ByteBuffer rest = dst.asSlice(done, Math.min(MOST_AT_ONCE, dst.byteSize() - done))
                    .asByteBuffer();
            int count = channels.get(part).read(rest, offsetBytes + done);
            if (count < 0) {
                throw new CorruptDataException(
                        names.get(part),
                        offsetBytes + done,
                        "part shrank while it was open: expected_size=" + sizes[part]);
            }
            done += count;
        }
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (FileChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException failed) {
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
