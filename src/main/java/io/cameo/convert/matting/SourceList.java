package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.bytes.CodePointOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where people, or places, are taken from: a folder or an archive, or a list of what to take of one.
 *
 * <p>Lists are text: a name a line, relative to the list's own folder unless another tree is given; a second name after a tab is
 * that of a matte. What is taken is sorted by code point, so that neither the order of a list nor that of a folder matters.
 * Thread-safe; closes its tree.
 */
public final class SourceList implements AutoCloseable {
    private final FileTree tree;
    private final @Nullable List<String> lines;
    private final Path path;

    private SourceList(FileTree tree, @Nullable List<String> lines, Path path) {
        this.tree = tree;
        this.lines = lines;
        this.path = path;
    }

    /**
     * Opens a folder or an archive, or a list ({@code .txt}, {@code .lst}, {@code .tsv}).
     *
     * @param root where a list's names begin; null for the folder that it lies in
     * @throws IOException if it cannot be read
     */
    public static SourceList open(Path path, @Nullable Path root) throws IOException {
        if (!isList(path)) {
            return new SourceList(FileTree.open(path), null, path);
        }
        List<String> lines = lines(path);
        Path above = path.toAbsolutePath().getParent();
        Path begin = root != null ? root : above != null ? above : path;
        return new SourceList(FileTree.open(begin), lines, path);
    }

    /** The lines of a text that are not blank, without what is around them. */
    public static List<String> lines(Path text) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readString(text, StandardCharsets.UTF_8).split("\n", -1)) {
            String name = line.strip();
            if (!name.isEmpty()) {
                lines.add(name);
            }
        }
        return lines;
    }

    private static boolean isList(Path path) {
        String name = path.toString();
        return Files.isRegularFile(path) && (name.endsWith(".txt") || name.endsWith(".lst") || name.endsWith(".tsv"));
    }

    FileTree tree() {
        return tree;
    }

    /** The names that a list has, or null where everything is taken. */
    @Nullable
    List<String> listed() {
        return lines;
    }

    /**
     * Who can be put into pictures.
     *
     * @param invalid file names, or whole names, of images to leave out
     * @param problems takes what has no matte, or is not there
     * @throws IllegalArgumentException if nobody is left
     */
    List<Foreground> foregrounds(Set<String> invalid, List<SynthProblem> problems) {
        TreeMap<String, Foreground> found = new TreeMap<>(CodePointOrder.INSTANCE);
        List<String> names = lines;
        if (names == null) {
            for (TreeFile file : tree.files()) {
                if (Foreground.isImage(file) && !Foreground.isMatte(file.name())) {
                    add(file, null, invalid, found, problems);
                }
            }
        } else {
            for (String line : names) {
                String[] parts = line.split("\t", -1);
                TreeFile file = tree.file(parts[0].strip());
                TreeFile alpha = parts.length > 1 ? tree.file(parts[1].strip()) : null;
                if (file == null || (parts.length > 1 && alpha == null)) {
                    problems.add(new SynthProblem(line, "listed, but not there"));
                } else {
                    add(file, alpha, invalid, found, problems);
                }
            }
        }
        return some(List.copyOf(found.values()), "image with a matte", problems);
    }

    private void add(
            TreeFile file,
            @Nullable TreeFile alpha,
            Set<String> invalid,
            Map<String, Foreground> found,
            List<SynthProblem> problems) {
        if (invalid.contains(file.fileName()) || invalid.contains(file.name())) {
            return;
        }
        Foreground one = alpha != null ? new Foreground(file, alpha) : Foreground.of(tree, file);
        if (one == null) {
            problems.add(new SynthProblem(file.name(), "has no matte"));
        } else {
            found.put(file.name(), one);
        }
    }

    /**
     * Images to put people on.
     *
     * @throws IllegalArgumentException if there are none
     */
    List<TreeFile> backgrounds(List<SynthProblem> problems) {
        TreeMap<String, TreeFile> found = new TreeMap<>(CodePointOrder.INSTANCE);
        List<String> names = lines;
        if (names == null) {
            tree.files().stream().filter(Foreground::isImage).forEach(file -> found.put(file.name(), file));
        } else {
            for (String name : new HashSet<>(names)) {
                TreeFile file = tree.file(name);
                if (file == null) {
                    problems.add(new SynthProblem(name, "listed, but not there"));
                } else {
                    found.put(name, file);
                }
            }
        }
        return some(List.copyOf(found.values()), "image", problems);
    }

    /**
     * What was found, unless that is nothing.
     *
     * @param wanted what was looked for
     * @throws IllegalArgumentException if there is none, with the first of the problems
     */
    <T> List<T> some(List<T> found, String wanted, List<SynthProblem> problems) {
        if (found.isEmpty()) {
            SynthProblem first = problems.isEmpty() ? null : problems.getFirst();
            throw new IllegalArgumentException("no " + wanted + ": source=" + path
                    + (first == null ? "" : ", first_problem=" + first.name() + ": " + first.reason()));
        }
        return found;
    }

    /** A number that tells lists apart: the CRC32C of names, each with a line end. */
    static String fingerprint(List<String> names) {
        CRC32C sum = new CRC32C();
        for (String name : names) {
            sum.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return names.size() + ":" + Long.toHexString(sum.getValue());
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }
}
