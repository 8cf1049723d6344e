package io.cameo.archive;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Reads files of a {@link FileTree}, whole, into memory of its own, which grows with the largest. For one thread. */
public sealed interface TreeReader extends AutoCloseable permits FolderReader, ZipTree.EntryReader {
    /**
     * The bytes of a file: native memory, valid until the next call.
     *
     * @throws io.cameo.bytes.CorruptDataException if what the tree holds is damaged, or the file has changed its size
     * @throws IOException if it cannot be read
     */
    MemorySegment read(TreeFile file) throws IOException;

    @Override
    void close();
}
