package io.cameo.dataset.ffhquv;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.List;

/** Reads files of a {@link UvTree}, whole, into memory of its own, which grows with the largest. For one thread. */
public final class UvReader implements AutoCloseable {
    /** A release has hundreds of archives, and each reader has buffers; samples in order are in few of them at a time. */
    private static final int MOST_READERS = 8;

    private final List<UvSource> trees;
    /** The one that was used last stands first. */
    private final ArrayDeque<Opened> opened = new ArrayDeque<>();

    private record Opened(int tree, UvSource.Reader reader) {}

    UvReader(List<UvSource> trees) {
        this.trees = trees;
    }

    /**
     * The bytes of a file, valid until the next call: native memory, but for the meta file of records.
     *
     * @param file of the tree that this reads
     * @throws io.cameo.bytes.CorruptDataException if the archive is damaged, or the file has changed its size
     * @throws IOException if it cannot be read
     */
    public MemorySegment read(UvFile file) throws IOException {
        return readerOf(file.tree()).read(file.file());
    }

    private UvSource.Reader readerOf(int tree) {
        Opened last = opened.peekFirst();
        if (last != null && last.tree() == tree) {
            return last.reader();
        }
        Opened found = null;
        for (Opened other : opened) {
            if (other.tree() == tree) {
                found = other;
                break;
            }
        }
        if (found != null) {
            opened.remove(found);
        } else {
            if (opened.size() == MOST_READERS) {
                opened.removeLast().reader().close();
            }
            found = new Opened(tree, trees.get(tree).reader());
        }
        opened.addFirst(found);
        return found.reader();
    }

    @Override
    public void close() {
        opened.forEach(reader -> reader.reader().close());
        opened.clear();
    }
}
