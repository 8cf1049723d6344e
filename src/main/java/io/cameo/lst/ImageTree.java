package io.cameo.lst;

import io.cameo.archive.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The images under a folder, in the order and with the labels that {@code im2rec.py} gives them.
 *
 * <p>Names are sorted by code point; a folder's files come before its subfolders. Recursively, every folder with at
 * least one image gets the next label, from 0. Otherwise only the root's own files count and all have label 0. Hidden
 * files count; links to files and folders are followed. What could not be listed stands in {@link #problems()}. Complete
 * when made, then read-only: threads may share it.
 */
public final class ImageTree {
    /** How many kinds of other extensions are told apart in {@link #otherExtensions()}. */
    static final int MAX_OTHER_EXTENSIONS = 32;

    private final Path root;
    private final List<String> names = new ArrayList<>();
    private int[] labelOf = new int[1024];
    private final List<Label> labels = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final NavigableMap<String, Integer> otherExtensions = new TreeMap<>();
    private int foldersNotEntered;

    private ImageTree(Path root) {
        this.root = root;
    }

    /**
     * One label and the folder it stands for.
     *
     * @param number the label, from 0
     * @param directory the folder relative to the root, with {@code /}; {@code .} for the root itself
     * @param fileCount how many images have this label
     */
    public record Label(int number, String directory, int fileCount) {}

    /**
     * Something under the root that was not listed as it stands.
     *
     * @param path relative to the root, with {@code /}
     * @param reason a phrase in lower case
     * @param filesLost whether images may be missing from the list because of it; false for a link that leads back to
     *     a folder which is listed anyway
     */
    public record Problem(String path, String reason, boolean filesLost) {}

    /**
     * Looks through a folder, or an archive in its place.
     *
     * @throws io.cameo.bytes.CorruptDataException if it is an archive that is refused, or parts of it are missing
     * @throws IOException if the root itself is no folder or cannot be looked at; trouble below it becomes a
     *     {@link Problem}
     */
    public static ImageTree walk(Path root, boolean recursive, FileExtensions extensions) throws IOException {
        if (!FileTree.isArchive(root)) {
            return walk(root, recursive, extensions, "");
        }
        try (FileTree archive = FileTree.open(root)) {
            return walk(archive, "", recursive, extensions, "");
        }
    }

    /** The same where a list of faces will name the images by paths that begin with a prefix; empty for other lists. */
    static ImageTree walk(Path root, boolean recursive, FileExtensions extensions, String prefix) throws IOException {
        ImageTree tree = new ImageTree(root);
        new TreeWalk(tree, recursive, extensions, prefix).run();
        return tree;
    }

    /** The same of a folder in an archive; of all of it if its name is empty. */
    static ImageTree walk(
            FileTree archive, String folder, boolean recursive, FileExtensions extensions, String prefix) {
        ImageTree tree = new ImageTree(archive.path());
        new ArchiveWalk(tree, archive, folder, recursive, extensions, prefix).run();
        return tree;
    }

    public Path root() {
        return root;
    }

    /** How many images were found. */
    public int size() {
        return names.size();
    }

    /** The path of an image relative to the root, with {@code /}. */
    public String path(int index) {
        String directory = labels.get(labelOf[index]).directory();
        return directory.equals(TreeWalk.HERE) ? names.get(index) : directory + "/" + names.get(index);
    }

    /** The label of an image. */
    public int label(int index) {
        return labelOf[index];
    }

    /** All labels in ascending order; at most one, of the root, where the walk was not recursive. */
    public List<Label> labels() {
        return List.copyOf(labels);
    }

    /** What was not listed, in the order it was met. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** How many files each other extension has, as a hint where nothing was found; the first few kinds only. */
    public NavigableMap<String, Integer> otherExtensions() {
        return new TreeMap<>(otherExtensions);
    }

    /** How many folders lie in the root that a walk which is not recursive left alone. */
    public int foldersNotEntered() {
        return foldersNotEntered;
    }

    /** Takes a folder's images; each call is the next label. */
    void addFolder(String directory, List<String> fileNames) {
        int label = labels.size();
        int begin = names.size();
        int end = Math.addExact(begin, fileNames.size());
        names.addAll(fileNames);
        if (end > labelOf.length) {
            labelOf = Arrays.copyOf(labelOf, Math.max(end, labelOf.length + (labelOf.length >> 1)));
        }
        Arrays.fill(labelOf, begin, end, label);
        labels.add(new Label(label, directory, fileNames.size()));
    }

    void addProblem(String path, String reason, boolean filesLost) {
        problems.add(new Problem(path, reason, filesLost));
    }

    void addOtherFile(String extension) {
        if (otherExtensions.size() < MAX_OTHER_EXTENSIONS || otherExtensions.containsKey(extension)) {
            otherExtensions.merge(extension, 1, Integer::sum);
        }
    }

    void addFolderNotEntered() {
        foldersNotEntered++;
    }
}
