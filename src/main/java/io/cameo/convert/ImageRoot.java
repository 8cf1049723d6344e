package io.cameo.convert;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeReader;
import io.cameo.bytes.CorruptDataException;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the paths of a list count from: a folder, or a zip archive in its place, which is read as it is. Absolute paths are
 * those of the file system in either case. Thread-safe, with a reader for each thread.
 */
public final class ImageRoot implements AutoCloseable {
    private final Path path;
    private final @Nullable FileTree archive;

    private ImageRoot(Path path, @Nullable FileTree archive) {
        this.path = path;
        this.archive = archive;
    }

    /**
     * Opens an archive; a folder is not looked at before its files are.
     *
     * @throws CorruptDataException if it is an archive that is refused, or parts of it are missing
     * @throws IOException if it cannot be read
     */
    public static ImageRoot open(Path path) throws IOException {
        return new ImageRoot(path, FileTree.isArchive(path) ? FileTree.open(path) : null);
    }

    /** A folder, whatever is there. */
    public static ImageRoot folder(Path path) {
        return new ImageRoot(path, null);
    }

    /** What was opened. */
    public Path path() {
        return path;
    }

    /** The file of the file system that a path of a list means; null in an archive, or if it can mean none. */
    public @Nullable Path fileOf(String name) {
        Path file = ImageFile.resolveOrNull(path, name);
        return archive == null || (file != null && Path.of(name).isAbsolute()) ? file : null;
    }

    /** Whether a path, which is not absolute, is that of something there. */
    public boolean exists(String name) {
        FileTree tree = archive;
        return tree == null ? Files.exists(path.resolve(name)) : tree.file(name) != null || tree.folder(name) != null;
    }

    /** Whether a path is that of a file there. */
    public boolean isFile(String name) {
        FileTree tree = archive;
        Path file = path.resolve(name);
        if (tree == null || Path.of(name).isAbsolute()) {
            return Files.isRegularFile(file);
        }
        return tree.file(path.relativize(file).normalize().toString()) != null;
    }

    /** A reader for one thread, which ends with this at the latest. */
    public Reader reader() {
        FileTree tree = archive;
        return tree == null ? new FolderFiles(path) : new ArchiveFiles(path, tree);
    }

    @Override
    public void close() throws IOException {
        if (archive != null) {
            archive.close();
        }
    }

    /** Reads files by the paths of a list. For one thread. */
    public sealed interface Reader extends AutoCloseable {
        /**
         * Reads a file into a buffer of the output.
         *
         * @throws RejectedItemException if it cannot be, or is no file that a record has room for
         */
        void read(String name, PackedImage out) throws RejectedItemException;

        @Override
        void close();
    }

    private record FolderFiles(Path root) implements Reader {
        @Override
        public void read(String name, PackedImage out) throws RejectedItemException {
            ImageFile.read(ImageFile.resolve(root, name), out);
        }

        @Override
        public void close() {
            // nothing is held open
        }
    }

    private record ArchiveFiles(Path root, FileTree tree, TreeReader entries) implements Reader {
        ArchiveFiles(Path root, FileTree tree) {
            this(root, tree, tree.reader());
        }

        @Override
        public void read(String name, PackedImage out) throws RejectedItemException {
            Path file = ImageFile.resolve(root, name);
            if (Path.of(name).isAbsolute()) {
                ImageFile.read(file, out);
                return;
            }
            TreeFile entry = tree.file(name);
            if (entry == null) {
                entry = found(Path.of(name).normalize().toString());
            }
            ImageFile.checkSize(entry.sizeBytes());
            try {
                out.copyFrom(entries.read(entry));
            } catch (CorruptDataException | IOException failed) {
                throw ImageFile.unreadable(failed);
            }
        }

        /** Lists may say {@code ./a.jpg}. */
        private TreeFile found(String name) throws RejectedItemException {
            TreeFile entry = tree.file(name);
            if (entry != null) {
                return entry;
            }
            if (tree.folder(name) != null) {
                throw new RejectedItemException("is a folder");
            }
            for (FileTree.Problem problem : tree.problems()) {
                if (problem.name().equals(name)) {
                    throw new RejectedItemException("cannot be read: " + problem.reason());
                }
            }
            throw new RejectedItemException("no such file");
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}
