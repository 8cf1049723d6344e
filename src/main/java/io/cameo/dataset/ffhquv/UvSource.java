package io.cameo.dataset.ffhquv;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where files of FFHQ-UV lie: a folder, an archive, or records, which hold what were files. Thread-safe. */
sealed interface UvSource extends AutoCloseable permits UvSource.OfFiles, RecordSource {
    Path path();

    /** Every file with the name that it has in a release, or below the root. */
    List<TreeFile> files();

    /** What could not be listed, with the reason. */
    List<FileTree.Problem> problems();

    /** Whether archives in it cannot be opened. */
    boolean isClosed();

    /** For one thread. */
    Reader reader();

    @Override
    void close() throws IOException;

    /** Reads files whole, each into memory that is valid until the next. */
    interface Reader extends AutoCloseable {
        MemorySegment read(TreeFile file) throws IOException;

        @Override
        void close();
    }

    /**
     * Lists a root.
     *
     * @throws io.cameo.bytes.CorruptDataException if it is an archive that is refused, or records that are none of these
     * @throws IOException if it cannot be read
     */
    static UvSource open(Path root) throws IOException {
        boolean isRecords = root.toString().toLowerCase(Locale.ROOT).endsWith(".rec") && Files.isRegularFile(root);
        return isRecords ? RecordSource.list(root) : new OfFiles(FileTree.open(root));
    }

    /** A folder or an archive. */
    record OfFiles(FileTree tree) implements UvSource {
        @Override
        public Path path() {
            return tree.path();
        }

        @Override
        public List<TreeFile> files() {
            return tree.files();
        }

        @Override
        public List<FileTree.Problem> problems() {
            return tree.problems();
        }

        @Override
        public boolean isClosed() {
            return FileTree.isArchive(tree.path());
        }

        @Override
        public Reader reader() {
            TreeReader reader = tree.reader();
            return new Reader() {
                @Override
                public MemorySegment read(TreeFile file) throws IOException {
                    return reader.read(file);
                }

                @Override
                public void close() {
                    reader.close();
                }
            };
        }

        @Override
        public void close() throws IOException {
            tree.close();
        }
    }
}
