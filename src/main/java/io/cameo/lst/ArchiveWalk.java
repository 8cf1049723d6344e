package io.cameo.lst;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeFolder;
import java.util.ArrayList;
import java.util.List;

/** Lists the images of an archive, or of a folder in it, as {@link TreeWalk} does those of a folder. */
final class ArchiveWalk {
    private final ImageTree tree;
    private final FileTree archive;
    private final boolean recursive;
    private final FileExtensions extensions;
    private final String prefix;
    private final String base;
    private final int baseLength;

    /** @param base the folder in the archive, empty for all of it */
    ArchiveWalk(
            ImageTree tree,
            FileTree archive,
            String base,
            boolean recursive,
            FileExtensions extensions,
            String prefix) {
        this.tree = tree;
        this.archive = archive;
        this.recursive = recursive;
        this.extensions = extensions;
        this.prefix = prefix;
        this.base = base;
        baseLength = base.isEmpty() ? 0 : base.length() + 1;
    }

    void run() {
        TreeFolder top = archive.folder(base);
        if (top != null) {
            look(top);
        }
        for (FileTree.Problem problem : archive.problems()) {
            if (problem.name().startsWith(base.isEmpty() ? "" : base + "/")) {
                add(problem);
            }
        }
    }

    private void add(FileTree.Problem problem) {
        String name = problem.name().substring(baseLength);
        if ((recursive || name.indexOf('/') < 0) && extensions.matches(name)) {
            tree.addProblem(name, problem.reason(), true);
        }
    }

    private void look(TreeFolder folder) {
        String relative =
                folder.name().length() < baseLength ? "" : folder.name().substring(baseLength);
        List<String> names = new ArrayList<>();
        for (TreeFile file : folder.files()) {
            String name = file.fileName();
            if (!extensions.matches(name)) {
                tree.addOtherFile(FileExtensions.extensionOf(name));
            } else if (TreeWalk.canStandInList(tree, prefix, relative.isEmpty() ? name : relative + "/" + name)) {
                names.add(name);
            }
        }
        if (!names.isEmpty()) {
            tree.addFolder(relative.isEmpty() ? TreeWalk.HERE : relative, names);
        }
        for (String last : folder.folders()) {
            TreeFolder below = archive.folder(folder.child(last));
            if (!recursive) {
                tree.addFolderNotEntered();
            } else if (below != null) {
                look(below);
            }
        }
    }
}
