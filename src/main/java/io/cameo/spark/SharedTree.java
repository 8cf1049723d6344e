package io.cameo.spark;

import io.cameo.archive.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A tree that all tasks share which run in this process at the same time: the directory of an archive of half a million
 * files takes seconds to read and hundreds of megabytes. Opened by the first, closed by the last. A task that is
 * interrupted takes nothing from the others, because only threads of its pipeline read, and those are never interrupted.
 * Thread-safe; whoever opened it closes it once.
 */
final class SharedTree implements AutoCloseable {
    private static final Map<Path, SharedTree> OPEN = new HashMap<>();

    private final Path path;
    private final FileTree files;
    private int users;

    private SharedTree(Path path, FileTree files) {
        this.path = path;
        this.files = files;
    }

    /** The tree, {@linkplain FileTree#openUnlisted unlisted}; waits where another task is opening it. */
    static SharedTree open(Path path) throws IOException {
        synchronized (OPEN) {
            SharedTree tree = OPEN.get(path);
            if (tree == null) {
                tree = new SharedTree(path, FileTree.openUnlisted(path));
                OPEN.put(path, tree);
            }
            tree.users++;
            return tree;
        }
    }

    FileTree files() {
        return files;
    }

    @Override
    public void close() throws IOException {
        synchronized (OPEN) {
            users--;
            if (users == 0) {
                OPEN.remove(path);
                files.close();
            }
        }
    }
}
