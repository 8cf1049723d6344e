package io.cameo.convert.ffhquv;

import io.cameo.convert.Conversion;
import io.cameo.convert.PackReport;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvReader;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Packs a set of a release of FFHQ-UV: a record for each id, {@code docs/uv-records.md}, in the order of the ids, whatever the
 * number of workers, and a table beside the record file, to be asked by {@code cameo uv query}. Archives are read in place.
 *
 * <pre>{@code
 * try (UvTree tree = UvTree.open(List.of(Path.of("FFHQ-UV")))) {
 *     UvPackReport report = UvPack.from(tree).noErrorLimit().writeTo(Path.of("ffhq-uv.rec"));
 * }
 * }</pre>
 *
 * <p>Rejected, with the reason, are samples with a map that is damaged or no square PNG of three channels of 8 bits, with latents that are
 * damaged, of another shape, or not finite, or with other files that cannot be read as what they are. What is missing is
 * no reason, unless {@link #complete} says so. Unless set, any reject ends the run.
 */
public final class UvPack extends Conversion<UvPack> {
    private final UvTree tree;
    private @Nullable UvSet set;
    private @Nullable Path template;
    private boolean keepPt;
    private boolean complete;
    private final Map<UvPart, String> licences = UvLicences.defaults();

    private UvPack(UvTree tree) {
        this.tree = tree;
    }

    /** A conversion of a release, which stays the caller's to close. */
    public static UvPack from(UvTree tree) {
        return new UvPack(tree);
    }

    /** Which set to pack; the one that is there unless set. */
    public UvPack set(UvSet wanted) {
        if (wanted == UvSet.PROJECT) {
            throw new IllegalArgumentException(
                    "the project is packed with the set that it was made for: set=" + wanted.word());
        }
        set = wanted;
        return this;
    }

    /**
     * A map that others are in part: those are kept as what differs from it, lossless, where that is smaller. Pixels come back
     * then, not the bytes of files. None unless set.
     */
    public UvPack template(Path png) {
        template = png;
        return this;
    }

    /** Whether to keep latents as the files that they are in, rather than as arrays that the files are made of again. */
    public UvPack keepPt(boolean wanted) {
        keepPt = wanted;
        return this;
    }

    /** Whether to reject samples that lack their map, a view, or a meta entry. */
    public UvPack complete(boolean wanted) {
        complete = wanted;
        return this;
    }

    /** Under which terms a part is. */
    public UvPack licence(UvPart part, String text) {
        licences.put(part, text);
        return this;
    }

    /**
     * Writes the records, index files and the table beside them.
     *
     * @throws IllegalArgumentException if it is not clear which set is meant, there is nothing to pack, or the template is no
     *     map
     * @throws io.cameo.bytes.CorruptDataException if the meta file is damaged
     * @throws IOException if the output cannot be written; also if a run to be resumed was of another job
     */
    public UvPackReport writeTo(Path rec) throws IOException {
        UvSet wanted = set == null ? onlySet() : set;
        if (tree.samples(wanted).isEmpty()) {
            throw new IllegalArgumentException("nothing to pack: roots=" + tree.roots() + ", set=" + wanted.word());
        }
        Path png = template;
        Choice choice = new Choice(
                wanted,
                png == null ? null : Files.readAllBytes(png),
                keepPt,
                complete,
                Collections.unmodifiableMap(new EnumMap<>(licences)));
        UvPackJob job = new UvPackJob(tree, choice, metaFile(wanted), rec);
        PackReport report = job.run(run());
        return job.finish(report);
    }

    private UvSet onlySet() {
        List<UvSet> there = Stream.of(UvSet.FFHQ_UV, UvSet.INTERPOLATE)
                .filter(any -> !tree.samples(any).isEmpty())
                .toList();
        if (there.size() != 1) {
            throw new IllegalArgumentException(
                    (there.isEmpty() ? "no set is there" : "more than one set is there, say which")
                            + ": roots=" + tree.roots() + ", sets="
                            + there.stream().map(UvSet::word).toList());
        }
        return there.getFirst();
    }

    private byte @Nullable [] metaFile(UvSet wanted) throws IOException {
        UvFile file = tree.metaFile(wanted);
        if (file == null) {
            return null;
        }
        try (UvReader reader = tree.reader()) {
            return reader.read(file).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /**
     * Everything besides the release that decides on the result.
     *
     * @param template its file, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // read only, and large
    record Choice(
            UvSet set, byte @Nullable [] template, boolean keepPt, boolean complete, Map<UvPart, String> licences) {}

    @Override
    protected UvPack self() {
        return this;
    }
}
