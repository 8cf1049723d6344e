package io.cameo.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files below a folder, or in a zip archive.
 *
 * <pre>{@code
 * try (FileTree tree = FileTree.open(Path.of("I-HIM50K")); TreeReader reader = tree.reader()) {
 *     for (TreeFile file : tree.files()) {
 *         show(file.name(), reader.read(file));
 *     }
 * }
 * }</pre>
 *
 * <p>Lists are made once, when the tree is opened; what comes later is not in them. They stay when it is closed. Thread-safe, with a reader for each
 * thread.
 */
public sealed interface FileTree extends AutoCloseable permits FolderTree, ZipTree {
    /**
     * Lists a tree: a folder, or an archive by its name or that of any of its parts, as {@link ZipArchive} opens it. An
     * archive is refused whose names or places cannot be those of files in a folder; an entry of it that cannot be read is
     * a {@link #problems() problem}.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is there
     * @throws java.nio.file.NotDirectoryException if it is a file and no archive
     * @throws io.cameo.bytes.CorruptDataException if it is an archive that is refused, or parts of it are missing
     * @throws IOException if it cannot be read
     */
    static FileTree open(Path root) throws IOException {
        return isArchive(root) ? ZipTree.open(root) : FolderTree.list(root);
    }

    /**
     * The same for who knows the names from elsewhere: a folder is not looked through, so that its lists are empty, and what
     * is read is what is there then. An archive has its directory at hand, and is as {@link #open} makes it.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is there
     * @throws java.nio.file.NotDirectoryException if it is a file and no archive
     * @throws io.cameo.bytes.CorruptDataException if it is an archive that is refused, or parts of it are missing
     * @throws IOException if it cannot be read
     */
    static FileTree openUnlisted(Path root) throws IOException {
        return isArchive(root) ? ZipTree.open(root) : FolderTree.unlisted(root);
    }

    /**
     * Whether a path is that of an archive which {@link #open} reads in place of a folder: a file whose name says so, as
     * {@code X.zip}, {@code X.z01}, {@code X.zip.001}, or that begins as an archive does.
     */
    static boolean isArchive(Path root) {
        return ZipArchive.is(root);
    }

    /** Whether a path is that of a folder, or of an archive in its place. */
    static boolean isTree(Path root) {
        return Files.isDirectory(root) || isArchive(root);
    }

    /** What was opened. */
    Path path();

    /** Every file, sorted by code point of the whole name. */
    List<TreeFile> files();

    /** A file, or null if there is none of that name. */
    @Nullable
    TreeFile file(String name);

    /** Every folder by its whole name, also an empty one, sorted by code point; without the root. */
    List<String> folders();

    /** What a folder holds, or null if there is none of that name; the root's name is empty. */
    @Nullable
    TreeFolder folder(String name);

    /** What could not be listed, with the reason, in the order in which it was found. */
    List<Problem> problems();

    /** A reader for one thread, which ends with this tree at the latest. */
    TreeReader reader();

    @Override
    void close() throws IOException;

    /**
     * Something below the root that is in no list.
     *
     * @param name relative to the root
     * @param reason lower-case
     */
    record Problem(String name, String reason) {}
}
