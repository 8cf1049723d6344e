package io.cameo.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files below a folder.
 *
 * <pre>{@code
 * try (FileTree tree = FileTree.open(Path.of("I-HIM50K")); TreeReader reader = tree.reader()) {
 *     for (TreeFile file : tree.files()) {
 *         show(file.name(), reader.read(file));
 *     }
 * }
 * }</pre>
 *
 * <p>Lists are made once, when the tree is opened; what comes later is not in them. Thread-safe, with a reader for each
 * thread.
 */
public sealed interface FileTree extends AutoCloseable permits FolderTree {
    /**
     * Lists a tree.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is there
     * @throws IOException if it cannot be read
     */
    static FileTree open(Path root) throws IOException {
        return FolderTree.list(root);
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
