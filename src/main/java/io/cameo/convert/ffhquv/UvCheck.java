package io.cameo.convert.ffhquv;

import io.cameo.archive.FileTree;
import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.Stop;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a copy of FFHQ-UV: whether all of it is there, whole, and of one piece, without stopping at a fault.
 *
 * <p>Every file that is a part of an id is read, every map decoded, on all workers, each with a reader of its own. One object is one
 * run; {@link #cancel()} may come from any thread.
 */
public final class UvCheck {
    /** How many findings of each kind are kept by default. */
    public static final int DEFAULT_EXAMPLES = 3;

    private final UvTree tree;
    private Set<UvSet> sets = EnumSet.allOf(UvSet.class);
    private @Nullable UvIdRange range;
    private boolean release;
    private int workers = Runtime.getRuntime().availableProcessors();
    private int examples = DEFAULT_EXAMPLES;
    private Progress progress = Progress.NONE;
    private final Stop stop = new Stop();

    private UvCheck(UvTree tree) {
        this.tree = tree;
    }

    /** A check of a tree, which stays the caller's to close. */
    public static UvCheck of(UvTree tree) {
        return new UvCheck(tree);
    }

    /** These sets only; by default all. */
    public UvCheck sets(Set<UvSet> wanted) {
        sets = EnumSet.copyOf(wanted);
        return this;
    }

    /** The ids that should be there, of each set of maps; by default those that the meta file names. */
    public UvCheck expect(UvIdRange ids) {
        range = ids;
        return this;
    }

    /** Expects the ids of the whole release, of each set of maps that there is anything of. */
    public UvCheck expectRelease() {
        release = true;
        return this;
    }

    public UvCheck workers(int count) {
        workers = count;
        return this;
    }

    /** How many findings of each kind to keep. */
    public UvCheck examples(int most) {
        examples = most;
        return this;
    }

    /** Told of ids. */
    public UvCheck progress(Progress to) {
        progress = to;
        return this;
    }

    /** Lets the run end soon, with a report of what it has seen. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Checks. What is bad is in the report.
     *
     * @throws IOException if the tree cannot be read at all
     */
    public UvCheckReport run() throws IOException {
        long begin = System.nanoTime();
        CheckTally tally = new CheckTally(tree, examples);
        List<UvSet> held = sets.stream()
                .filter(set -> !tree.samples(set).isEmpty() || tree.metaFile(set) != null)
                .toList();
        Map<UvSet, UvMeta> metas = new EnumMap<>(UvSet.class);
        checkNames(held, tally);
        for (UvSet set : held) {
            checkSet(set, metas, tally);
        }
        List<UvSample> all = new ArrayList<>();
        held.forEach(set -> all.addAll(tree.samples(set)));
        Pipeline<UvSample, SampleCheck, UvFacts> pipeline = Pipeline.<UvSample, SampleCheck, UvFacts>builder(
                        "check",
                        () -> new SampleCheck(tree),
                        UvFacts::new,
                        (sample, check, facts) -> check.check(sample, facts))
                .workers(workers)
                .progress(progress, all.size())
                .build();
        try (var _ = stop.stops(pipeline)) {
            Iterator<UvSample> next = all.iterator();
            Outcome outcome = pipeline.run(() -> next.hasNext() ? next.next() : null, tally);
            if (!outcome.cancelled()) {
                tally.end();
                metas.forEach(
                        (set, meta) -> tally.joins().check(set, meta, tree, sets.contains(UvSet.PROJECT), tally::add));
            }
            return tally.report(metas, held, outcome.cancelled(), System.nanoTime() - begin);
        }
    }

    private void checkNames(List<UvSet> held, CheckTally tally) {
        for (FileTree.Problem problem : tree.problems()) {
            tally.add(new UvFinding(UvFault.UNREADABLE, null, "", problem.name(), problem.reason()));
        }
        for (UvFile file : tree.duplicates()) {
            tally.add(new UvFinding(UvFault.FILE_TWICE, null, "", file.path().toString(), ""));
        }
        for (UvFile file : tree.strangers()) {
            tally.add(new UvFinding(UvFault.STRANGER, null, "", file.path().toString(), ""));
        }
        if (held.isEmpty()) {
            tally.add(new UvFinding(
                    UvFault.NOTHING, null, "", tree.roots().getFirst().toString(), ""));
        }
    }

    private void checkSet(UvSet set, Map<UvSet, UvMeta> metas, CheckTally tally) throws IOException {
        UvFile file = tree.metaFile(set);
        UvMeta meta = null;
        if (file != null) {
            String path = file.path().toString();
            try {
                meta = tree.meta(set);
            } catch (CorruptDataException bad) {
                tally.add(new UvFinding(UvFault.META_BAD, set, "", path, bad.reason()));
            } catch (AccessDeniedException forbidden) {
                tally.add(new UvFinding(UvFault.META_BAD, set, "", path, "permission denied"));
            }
            if (meta != null) {
                metas.put(set, meta);
                new MetaCheck(set, path, tally::add).check(meta);
            }
        }
        new Completeness(tree, set, tally).check(file, meta, release ? UvIdRange.ofRelease(set) : range);
    }
}
