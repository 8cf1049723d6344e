package io.cameo.lst;

import io.cameo.bytes.CodePointOrder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One walk, as {@code os.walk(followlinks=True)} with sorted names goes: depth first, files before subfolders.
 *
 * <p>Two things differ. A link back to a folder above it is not followed, where the original goes round until the
 * system refuses (40 times on Linux). What cannot be read is reported, where the original passes over it.
 */
final class TreeWalk {
    /** How the root's own folder is called. */
    static final String HERE = ".";

    private static final char REPLACEMENT = '\uFFFD';

    private final ImageTree tree;
    private final boolean recursive;
    private final FileExtensions extensions;
    private final String prefix;
    private final Deque<Folder> pending = new ArrayDeque<>();

    /** A folder to look into; its identity and those above it tell a link that leads back. */
    private record Folder(
            Path path,
            String relative,
            Object identity,
            @Nullable Folder parent) {
        String child(String name) {
            return relative.equals(HERE) ? name : relative + "/" + name;
        }
    }

    TreeWalk(ImageTree tree, boolean recursive, FileExtensions extensions, String prefix) {
        this.prefix = prefix;
        this.tree = tree;
        this.recursive = recursive;
        this.extensions = extensions;
    }

    void run() throws IOException {
        Path root = tree.root();
        BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
        Folder top = new Folder(root, HERE, identity(root, attributes), null);
        look(top);
        while (!pending.isEmpty()) {
            Folder folder = pending.pop();
            try {
                look(folder);
            } catch (IOException unreadable) {
                tree.addProblem(folder.relative(), "folder cannot be read: " + because(unreadable), true);
            }
        }
    }

    private void look(Folder folder) throws IOException {
        List<String> fileNames = new ArrayList<>();
        List<Folder> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path())) {
            for (Path entry : entries) {
                sortIn(folder, entry, fileNames, folders);
            }
        } catch (DirectoryIteratorException wrapped) {
            throw wrapped.getCause();
        }
        fileNames.sort(CodePointOrder.INSTANCE);
        fileNames.removeIf(name -> !canStandInList(tree, prefix, folder.child(name)));
        if (!fileNames.isEmpty()) {
            tree.addFolder(folder.relative(), fileNames);
        }
        // The stack gives back last what went in first.
        folders.sort((a, b) -> CodePointOrder.INSTANCE.compare(b.relative(), a.relative()));
        folders.forEach(pending::push);
    }

    private void sortIn(Folder folder, Path entry, List<String> fileNames, List<Folder> folders) {
        String name = String.valueOf(entry.getFileName());
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(entry, BasicFileAttributes.class);
        } catch (IOException unreadable) {
            // Without an extension it may be a link to a folder of images on a disk that is not there.
            if (extensions.matches(name)
                    || (recursive && FileExtensions.extensionOf(name).isEmpty())) {
                tree.addProblem(folder.child(name), "cannot be reached: " + because(unreadable), true);
            }
            return;
        }
        boolean image = extensions.matches(name);
        if (attributes.isDirectory()) {
            enter(folder, entry, name, attributes, folders);
        } else if (!attributes.isRegularFile()) {
            return;
        } else if (!image) {
            tree.addOtherFile(FileExtensions.extensionOf(name));
        } else if (name.indexOf(REPLACEMENT) >= 0 && !readsBack(entry, name)) {
            tree.addProblem(folder.child(name), "file name is not text in this locale's encoding", true);
        } else {
            fileNames.add(name);
        }
    }

    private void enter(Folder folder, Path entry, String name, BasicFileAttributes attributes, List<Folder> folders) {
        if (!recursive) {
            tree.addFolderNotEntered();
            return;
        }
        String relative = folder.child(name);
        if (name.indexOf(REPLACEMENT) >= 0 && !readsBack(entry, name)) {
            tree.addProblem(relative, "folder name is not text in this locale's encoding", true);
            return;
        }
        Object identity;
        try {
            identity = identity(entry, attributes);
        } catch (IOException unreadable) {
            tree.addProblem(relative, "folder cannot be reached: " + because(unreadable), true);
            return;
        }
        for (Folder above = folder; above != null; above = above.parent()) {
            if (above.identity().equals(identity)) {
                tree.addProblem(relative, "link leads back to folder " + above.relative() + ", not followed", false);
                return;
            }
        }
        folders.add(new Folder(entry, relative, identity, folder));
    }

    /** Whether a list can name a path; if not, that is a problem of the tree. */
    static boolean canStandInList(ImageTree tree, String prefix, String path) {
        // Only lists of faces put a folder before the path, and they have a TAB on either side of it.
        String whyNot = prefix.isEmpty() ? LstPath.whyNot(path) : LstPath.whyNotBetweenTabs(prefix + path);
        if (whyNot != null) {
            tree.addProblem(path, "path " + whyNot + ", which a list cannot hold", true);
        }
        return whyNot == null;
    }

    /** Whether a name with a replacement character is really spelt so, and not bytes that could not be decoded. */
    static boolean readsBack(Path entry, String name) {
        try {
            return entry.resolveSibling(name).equals(entry);
        } catch (InvalidPathException unmappable) {
            return false;
        }
    }

    /** Device and inode where the system has them. */
    private static Object identity(Path folder, BasicFileAttributes attributes) throws IOException {
        Object key = attributes.fileKey();
        return key != null ? key : folder.toRealPath();
    }

    static String because(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException gone -> "it does not exist, or is a broken link";
            case FileSystemException failed when failed.getReason() != null -> failed.getReason();
            default -> failure.toString();
        };
    }
}
