package io.cameo.archive;

/**
 * A file of a {@link FileTree}.
 *
 * @param name relative to the root, with {@code /} between folders
 * @param sizeBytes as it was when the tree was opened
 */
public record TreeFile(String name, long sizeBytes) {
    /** The folder that holds it, empty for the root. */
    public String folder() {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    /** The last part of its name. */
    public String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
