package io.cameo.dataset.ffhquv;

import io.cameo.archive.TreeFile;
import java.nio.file.Path;

/**
 * A file of a {@link UvTree}, in a folder or in an archive.
 *
 * @param tree which of the tree's folders and archives holds it
 * @param root that folder or archive
 * @param file its name and size there
 */
public record UvFile(int tree, Path root, TreeFile file) {
    /** What messages call it: {@code 000.zip/000/000000.png}. */
    public Path path() {
        return root.resolve(file.name());
    }

    public long sizeBytes() {
        return file.sizeBytes();
    }
}
