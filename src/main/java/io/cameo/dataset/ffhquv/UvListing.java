package io.cameo.dataset.ffhquv;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sorts the files of folders, archives and records into samples. */
final class UvListing {
    /** Every file is read whole; what an archive makes of few bytes must not take the memory of the machine. */
    private static final long MOST_FILE_BYTES = 512L << 20;

    private final List<UvSource> trees = new ArrayList<>();
    private final Map<UvSet, TreeMap<String, EnumMap<UvPart, UvFile>>> found = new EnumMap<>(UvSet.class);
    private final Map<UvSet, UvFile> metas = new EnumMap<>(UvSet.class);
    private final List<UvFile> duplicates = new ArrayList<>();
    private final List<UvFile> strangers = new ArrayList<>();
    private final List<FileTree.Problem> problems = new ArrayList<>();

    List<UvSource> trees() {
        return trees;
    }

    Map<UvSet, UvFile> metas() {
        return metas;
    }

    List<UvFile> duplicates() {
        return duplicates;
    }

    List<UvFile> strangers() {
        return strangers;
    }

    List<FileTree.Problem> problems() {
        return problems;
    }

    /** The samples of a set in the order of their ids. */
    List<UvSample> samples(UvSet set) {
        List<UvSample> samples = new ArrayList<>();
        found.getOrDefault(set, new TreeMap<>()).forEach((id, parts) -> samples.add(new UvSample(set, id, parts)));
        return List.copyOf(samples);
    }

    /** Lists a root that the caller named: one that cannot be read is an error. */
    void addRoot(Path root) throws IOException {
        add(UvSource.open(root));
    }

    private void add(UvSource tree) throws IOException {
        trees.add(tree);
        int number = trees.size() - 1;
        Path root = tree.path();
        UvSet above = setOf(root.toAbsolutePath(), null);
        boolean archive = tree.isClosed();
        for (FileTree.Problem problem : tree.problems()) {
            problems.add(new FileTree.Problem(root.resolve(problem.name()).toString(), problem.reason()));
        }
        for (TreeFile file : tree.files()) {
            UvFile here = new UvFile(number, root, file);
            if (!isArchiveName(file.fileName()) && file.sizeBytes() > MOST_FILE_BYTES) {
                problems.add(new FileTree.Problem(
                        here.path().toString(),
                        "is larger than any file of FFHQ-UV: bytes=" + file.sizeBytes() + ", most=" + MOST_FILE_BYTES));
            } else if (!isArchiveName(file.fileName())) {
                sort(here, setOf(Path.of(file.name()), above));
            } else if (archive) {
                problems.add(new FileTree.Problem(here.path().toString(), "is an archive within an archive"));
            } else {
                addFound(here.path());
            }
        }
    }

    /** An archive that was found: one that cannot be read must not hide the others. */
    private void addFound(Path path) throws IOException {
        UvSource tree;
        try {
            tree = UvSource.open(path);
        } catch (CorruptDataException damaged) {
            problems.add(new FileTree.Problem(path.toString(), damaged.reason()));
            return;
        } catch (AccessDeniedException forbidden) {
            problems.add(new FileTree.Problem(path.toString(), "permission denied"));
            return;
        } catch (IOException unreadable) {
            problems.add(new FileTree.Problem(path.toString(), "cannot be read: " + unreadable.getMessage()));
            return;
        }
        add(tree);
    }

    private static boolean isArchiveName(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    /** The set that the innermost folder says. */
    private static @Nullable UvSet setOf(Path path, @Nullable UvSet otherwise) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            UvSet set = UvSet.named(path.getName(i).toString());
            if (set != null) {
                return set;
            }
        }
        return otherwise;
    }

    private void sort(UvFile file, @Nullable UvSet folder) {
        String name = file.file().fileName();
        if (name.equals("meta-info.json") || name.equals("meta_info.json")) {
            UvSet set = folder == UvSet.INTERPOLATE ? folder : UvSet.FFHQ_UV;
            if (metas.putIfAbsent(set, file) != null) {
                duplicates.add(file);
            }
            return;
        }
        UvPart.Place place = UvPart.of(name);
        if (place == null) {
            strangers.add(file);
            return;
        }
        UvSet set = place.id().length() == 5
                ? UvSet.PROJECT
                : folder == UvSet.INTERPOLATE ? UvSet.INTERPOLATE : UvSet.FFHQ_UV;
        UvFile same = found.computeIfAbsent(set, _ -> new TreeMap<>())
                .computeIfAbsent(place.id(), _ -> new EnumMap<>(UvPart.class))
                .putIfAbsent(place.part(), file);
        if (same != null) {
            duplicates.add(file);
        }
    }
}
