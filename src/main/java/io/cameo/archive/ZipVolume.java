package io.cameo.archive;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;

/** Parts one behind the other, as if they were one file. Positions count from the first byte of the first part. */
final class ZipVolume implements AutoCloseable {
    private final PartSource source;
    private final long[] starts;

    ZipVolume(PartSource source) {
        this.source = source;
        starts = new long[source.parts() + 1];
        for (int i = 0; i < source.parts(); i++) {
            starts[i + 1] = starts[i] + source.sizeBytes(i);
        }
    }

    long sizeBytes() {
        return starts[source.parts()];
    }

    int parts() {
        return source.parts();
    }

    Path name(int part) {
        return source.name(part);
    }

    long sizeBytes(int part) {
        return source.sizeBytes(part);
    }

    /** Where a part begins; where the last one ends for the number of parts. */
    long start(int part) {
        return starts[part];
    }

    /** The part that holds a byte; the last one for what is behind its end. */
    int partAt(long position) {
        int found = Arrays.binarySearch(starts, 0, parts(), position);
        if (found < 0) {
            return Math.max(0, -found - 2);
        }
        // Of several parts that begin here, all but the last are empty.
        while (found + 1 < parts() && starts[found + 1] == position) {
            found++;
        }
        return found;
    }

    /** Fills {@code dst}, from several parts where it must. The range must lie within the volume. */
    void read(long position, MemorySegment dst) throws IOException {
        int part = partAt(position);
        for (long done = 0; done < dst.byteSize(); part++) {
            long offset = position + done - starts[part];
            long count = Math.min(dst.byteSize() - done, starts[part + 1] - starts[part] - offset);
            source.read(part, offset, dst.asSlice(done, count));
            done += count;
        }
    }

    /** Damage at a position, told by its part. */
    CorruptDataException corrupt(long position, String reason) {
        int part = partAt(position);
        return new CorruptDataException(name(part), position - starts[part], reason);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
