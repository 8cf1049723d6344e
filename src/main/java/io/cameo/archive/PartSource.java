package io.cameo.archive;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * The bytes of the parts of an archive, wherever they lie: in files, or behind a server that answers for ranges. Threads
 * may share one.
 */
interface PartSource extends AutoCloseable {
    /** How many there are. */
    int parts();

    /** What errors call a part. */
    Path name(int part);

    /** How long a part was when this was opened. */
    long sizeBytes(int part);

    /**
     * Fills {@code dst} with the bytes from an offset on, all of which the part had when this was opened.
     *
     * @throws io.cameo.bytes.CorruptDataException if the part has become shorter
     * @throws IOException if it cannot be read
     */
    void read(int part, long offsetBytes, MemorySegment dst) throws IOException;

    @Override
    void close() throws IOException;
}
