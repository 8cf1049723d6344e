package io.cameo.archive;

import java.util.List;

/**
 * What a folder of a {@link FileTree} holds, both sorted by code point, as Python's {@code sorted(os.listdir())}.
 *
 * @param name relative to the root, with {@code /} between folders; empty for the root
 * @param files in the folder itself
 * @param folders the last parts of the names of its folders
 */
public record TreeFolder(String name, List<TreeFile> files, List<String> folders) {
    /** Takes copies. */
    public TreeFolder {
        files = List.copyOf(files);
        folders = List.copyOf(folders);
    }

    /** The whole name of a file or folder in it. */
    public String child(String lastPart) {
        return name.isEmpty() ? lastPart : name + "/" + lastPart;
    }
}
