package io.cameo.archive;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** Reads files of a {@link FileTree}, whole, into memory of its own, which grows with the largest. For one thread. */
public sealed interface TreeReader extends AutoCloseable permits FolderReader, ZipTree.EntryReader {
    /** Files that are larger are refused before any memory is taken: a small archive can hold them. */
    long MOST_BYTES = 1L << 30;

    /**
     * The bytes of a file: native memory, valid until the next call.
     *
     * @throws CorruptDataException if what the tree holds is damaged, the file has changed its size, or it is larger than
     *     {@link #MOST_BYTES}
     * @throws IOException if it cannot be read
     */
    MemorySegment read(TreeFile file) throws IOException;

    /** Refuses a file that is too large. */
    static void requireSize(Path path, TreeFile file) {
        if (file.sizeBytes() > MOST_BYTES) {
            throw new CorruptDataException(
                    path, 0, "file is too large: limit=" + MOST_BYTES + ", actual=" + file.sizeBytes());
        }
    }

    @Override
    void close();
}
