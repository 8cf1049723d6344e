package io.cameo.dataset.ffhquv;

import io.cameo.archive.FileTree;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A release of FFHQ-UV, or as much of it as there is: folders, archives, or folders of archives, which are read in place; also record
 * files that {@code cameo uv pack} made of it.
 *
 * <pre>{@code
 * try (UvTree tree = UvTree.open(List.of(Path.of("FFHQ-UV"))); UvReader reader = tree.reader()) {
 *     for (UvSample sample : tree.samples(UvSet.FFHQ_UV)) {
 *         UvFile front = sample.file(UvPart.FRONT);
 *         if (front != null) {
 *             show(FaceLatent.read(front.path(), reader.read(front)));
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>What a file is says its own name ({@link UvPart}); which set it belongs to, its id and the folders above it. Where it
 * lies does not count otherwise: shards as archives or folders, with the shard's folder in the archive or without, or all
 * files in one folder. Lists are made when the tree is opened; {@code docs/ffhq-uv.md} describes the layouts. Thread-safe,
 * with a reader for each thread.
 */
public final class UvTree implements AutoCloseable {
    private final List<Path> roots;
    private final List<UvSource> trees;
    private final Map<UvSet, List<UvSample>> samples = new EnumMap<>(UvSet.class);
    private final Map<UvSet, Map<String, UvSample>> byId = new EnumMap<>(UvSet.class);
    private final Map<UvSet, UvFile> metas;
    private final List<UvFile> duplicates;
    private final List<UvFile> strangers;
    private final List<FileTree.Problem> problems;

    private UvTree(List<Path> roots, UvListing listing) {
        this.roots = roots;
        trees = List.copyOf(listing.trees());
        metas = listing.metas();
        duplicates = List.copyOf(listing.duplicates());
        strangers = List.copyOf(listing.strangers());
        problems = List.copyOf(listing.problems());
        for (UvSet set : UvSet.values()) {
            List<UvSample> sorted = listing.samples(set);
            Map<String, UvSample> known = HashMap.newHashMap(sorted.size());
            sorted.forEach(sample -> known.put(sample.id(), sample));
            samples.put(set, sorted);
            byId.put(set, known);
        }
    }

    /**
     * Lists folders and archives, and the archives in folders; records, if a root is a file that ends in {@code .rec}.
     *
     * @throws io.cameo.bytes.CorruptDataException if a root is an archive that is refused; one that is found below a folder
     *     is a {@link #problems() problem}
     * @throws IOException if something is not there or cannot be read
     */
    public static UvTree open(List<Path> roots) throws IOException {
        UvListing listing = new UvListing();
        try {
            for (Path root : roots) {
                listing.addRoot(root);
            }
            return new UvTree(List.copyOf(roots), listing);
        } catch (Throwable failure) {
            closeAll(listing.trees());
            throw failure;
        }
    }

    /** What was opened. */
    public List<Path> roots() {
        return roots;
    }

    /** The samples of a set, in the order of their ids. */
    public List<UvSample> samples(UvSet set) {
        return samples.getOrDefault(set, List.of());
    }

    /** What a set has under an id; null if nothing. */
    public @Nullable UvSample sample(UvSet set, String id) {
        return byId.getOrDefault(set, Map.of()).get(id);
    }

    /** How much of each shard of a set is there, in their order; shards without any file are left out. */
    public List<UvShard> shards(UvSet set) {
        Map<Integer, List<UvSample>> byShard = new TreeMap<>();
        samples(set)
                .forEach(sample -> byShard.computeIfAbsent(sample.shard(), _ -> new ArrayList<>())
                        .add(sample));
        List<UvShard> shards = new ArrayList<>();
        byShard.forEach((number, held) -> {
            Map<UvPart, Integer> parts = new EnumMap<>(UvPart.class);
            held.forEach(sample -> sample.parts().keySet().forEach(part -> parts.merge(part, 1, Integer::sum)));
            shards.add(new UvShard(number, held.size(), parts));
        });
        return shards;
    }

    /** The meta file of a set, of either spelling; null if there is none. The project has none. */
    public @Nullable UvFile metaFile(UvSet set) {
        return metas.get(set);
    }

    /**
     * Reads the meta file of a set; null if there is none.
     *
     * @throws io.cameo.bytes.CorruptDataException as {@link UvMeta#read}
     * @throws IOException if it cannot be read
     */
    public @Nullable UvMeta meta(UvSet set) throws IOException {
        UvFile file = metaFile(set);
        if (file == null) {
            return null;
        }
        try (UvReader reader = reader()) {
            return UvMeta.read(file.path(), reader.read(file).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    /** Files whose part another file had already, in the order in which they were found. */
    public List<UvFile> duplicates() {
        return duplicates;
    }

    /** Files that are no part of any sample, and no meta file. */
    public List<UvFile> strangers() {
        return strangers;
    }

    /** Archives, entries and folders that cannot be read, with the reason; what they hold is in no list. */
    public List<FileTree.Problem> problems() {
        return problems;
    }

    /** A reader for one thread, which ends with this tree at the latest. */
    public UvReader reader() {
        return new UvReader(trees);
    }

    @Override
    public void close() throws IOException {
        closeAll(trees);
    }

    private static void closeAll(List<UvSource> trees) throws IOException {
        IOException first = null;
        for (UvSource tree : trees) {
            try {
                tree.close();
            } catch (IOException failure) {
                first = first == null ? failure : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
