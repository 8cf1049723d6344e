package io.cameo.convert.ffhquv;

import io.cameo.bytes.AtomicFile;
import io.cameo.convert.Stop;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.pipeline.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes latents of new faces between those of others: what of FFHQ-UV-Interpolate is work on data. Chooses samples, sorts them into
 * classes, draws pairs within each, and interpolates the latents of every view; {@code docs/uv-interpolate.md} has every rule.
 *
 * <p>Who is paired with whom depends on the settings and on the set: not on where its files lie, on their order, or on the number
 * of workers. Files appear when they are whole; {@value #LINEAGE}, which is last, tells where each sample comes from. One
 * object is one run; {@link #cancel()} may come from any thread.
 */
public final class UvInterpolate {
    /** The name of the file that tells where samples come from. */
    public static final String LINEAGE = "lineage.tsv";

    static final String LATENTS = "face-latents";
    static final String META = "meta-info.json";
    private static final int WINDOW = 32;

    private final UvTree tree;
    private final UvSet set;
    private final Stop stop = new Stop();
    private @Nullable String where;
    private @Nullable Path metrics;
    private UvBins bins = UvBins.parse("gender");
    private BlendPlan.Wanted wanted = new BlendPlan.Wanted(0, false);
    private UvWeights weights = UvWeights.of(0.5);
    private int leastMembers = 2;
    private long seed;
    private boolean zip;
    private boolean resume;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;

    private UvInterpolate(UvTree tree, UvSet set) {
        this.tree = tree;
        this.set = set;
    }

    /** A run over a set: classes by gender, the middle of each pair, seed 0, nothing to be made yet. The tree stays the caller's. */
    public static UvInterpolate of(UvTree tree, UvSet set) {
        return new UvInterpolate(tree, set);
    }

    /** Which samples to take, in the language of {@code docs/table.md}; null for all. */
    public UvInterpolate where(@Nullable String condition) {
        where = condition;
        return this;
    }

    /** A table whose columns may be asked and sorted by, too: joined by its column {@code id}. Null for none. */
    public UvInterpolate metrics(@Nullable Path table) {
        metrics = table;
        return this;
    }

    public UvInterpolate bins(UvBins classes) {
        bins = classes;
        return this;
    }

    /** How many samples to make of all classes, by the number of their members. */
    public UvInterpolate count(int samples) {
        return want(samples, false);
    }

    /** How many samples to make of each class. */
    public UvInterpolate perClass(int samples) {
        return want(samples, true);
    }

    private UvInterpolate want(int samples, boolean perClass) {
        if (samples < 1 || samples > Blend.MOST) {
            throw new IllegalArgumentException(
                    "number of samples is out of range: samples=" + samples + ", allowed=1.." + Blend.MOST);
        }
        wanted = new BlendPlan.Wanted(samples, perClass);
        return this;
    }

    public UvInterpolate weights(UvWeights shares) {
        weights = shares;
        return this;
    }

    /** Classes with fewer members are left out; at least 2. */
    public UvInterpolate leastMembers(int members) {
        if (members < 2) {
            throw new IllegalArgumentException("a class needs two members: least=" + members);
        }
        leastMembers = members;
        return this;
    }

    public UvInterpolate seed(long number) {
        seed = number;
        return this;
    }

    /** Whether latents go into archives of a thousand ids instead of folders. */
    public UvInterpolate zip(boolean on) {
        zip = on;
        return this;
    }

    /** Whether to go on in a folder where a run of the same settings was stopped. */
    public UvInterpolate resume(boolean on) {
        resume = on;
        return this;
    }

    public UvInterpolate workers(int threads) {
        workers = threads;
        return this;
    }

    /** Told of samples. */
    public UvInterpolate progress(Progress to) {
        progress = to;
        return this;
    }

    /** Lets the run end soon; it can be resumed. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Makes the latents, the meta file and the lineage.
     *
     * @param folder is made if it is not there
     * @throws IllegalArgumentException if nothing was asked for, no class has two samples, bins or metrics do not fit, the folder is
     *     not empty and this is no resumed run, or the run to resume had other settings
     * @throws io.cameo.table.QueryException if the condition is no question, or not one for this set
     * @throws io.cameo.bytes.CorruptDataException if the meta file or the metrics are damaged
     * @throws IOException if files cannot be written; latents that are damaged are reported
     */
    public UvInterpolateReport writeTo(Path folder) throws IOException {
        long begin = System.nanoTime();
        if (wanted.count() == 0) {
            throw new IllegalArgumentException("no number of samples is given");
        }
        try (SampleTable samples = SampleTable.of(tree, set, metrics)) {
            BlendPlan plan = BlendPlan.of(
                    samples, samples.rows(where), new BlendPlan.Rules(bins, wanted, weights, leastMembers, seed));
            if (plan.blends().isEmpty()) {
                throw new IllegalArgumentException("no class has " + leastMembers + " samples: set=" + set.word()
                        + ", samples=" + samples.table().rows() + ", left_out=" + plan.leftOut());
            }
            Files.createDirectories(folder);
            String head = head(plan);
            BitSet kept = kept(folder, head, plan.blends());
            List<UvProblem> problems = new ArrayList<>();
            try (LineageFile lineage = LineageFile.create(folder.resolve(LINEAGE), head, plan.blends(), kept);
                    LatentShards shards = new LatentShards(folder)) {
                boolean complete = run(folder, samples, plan.blends(), kept, lineage, shards, problems);
                List<Blend> made = lineage.made();
                if (complete) {
                    shards.finish();
                    writeMeta(folder, made);
                    lineage.finish();
                }
                return new UvInterpolateReport(
                        folder,
                        set,
                        samples.table().rows(),
                        samples.joined(),
                        plan.classes(),
                        plan.leftOut(),
                        wanted.count() * (wanted.perClass() ? plan.classes().size() : 1),
                        made.size(),
                        kept.cardinality(),
                        problems,
                        !complete,
                        System.nanoTime() - begin);
            }
        }
    }

    private boolean run(
            Path folder,
            SampleTable samples,
            List<Blend> plan,
            BitSet kept,
            LineageFile lineage,
            LatentShards shards,
            List<UvProblem> problems)
            throws IOException {
        Path files = zip ? null : folder;
        Pipeline<Blend, BlendStage, BlendStage.Made> pipeline = Pipeline.<Blend, BlendStage, BlendStage.Made>builder(
                        "interpolate",
                        () -> new BlendStage(tree, samples, files),
                        BlendStage.Made::new,
                        (blend, stage, out) -> stage.make(blend, out))
                .workers(workers)
                .window(Math.max(WINDOW, 2 * workers))
                .errorLimit(Pipeline.UNLIMITED)
                .progress(progress, plan.size() - kept.cardinality())
                .build();
        Sink<Blend, BlendStage.Made> sink = new Sink<>() {
            @Override
            public void accept(long sequence, Blend blend, BlendStage.Made made) throws IOException {
                if (files == null) {
                    shards.add(blend.number(), made);
                }
                lineage.add(blend);
            }

            @Override
            public void rejected(long sequence, Blend blend, String reason) {
                problems.add(new UvProblem(blend.id(), reason));
            }
        };
        int[] next = {kept.nextClearBit(0)};
        try (var _ = stop.stops(pipeline)) {
            Outcome outcome = pipeline.run(
                    () -> {
                        int number = next[0];
                        next[0] = kept.nextClearBit(number + 1);
                        return number < plan.size() ? plan.get(number) : null;
                    },
                    sink);
            return outcome.complete();
        }
    }

    /** What an earlier run made that is still there. */
    private BitSet kept(Path folder, String head, List<Blend> plan) throws IOException {
        if (!resume) {
            requireEmpty(folder);
            return new BitSet();
        }
        BitSet made = LineageFile.earlier(folder.resolve(LINEAGE), head, plan);
        if (zip) {
            return LatentShards.whole(folder, plan, made);
        }
        for (int number = made.nextSetBit(0); number >= 0; number = made.nextSetBit(number + 1)) {
            made.set(number, BlendStage.isWhole(folder, number));
        }
        return made;
    }

    private static void requireEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            if (entries.iterator().hasNext()) {
                throw new IllegalArgumentException(
                        "the folder is not empty; --resume goes on with a stopped run: folder=" + folder);
            }
        }
    }

    private String head(BlendPlan plan) {
        String text =
                "# cameo uv interpolate: set=" + set.word() + ", seed=" + seed + ", t=" + weights + ", bins=" + bins
                        + ", least=" + leastMembers + (wanted.perClass() ? ", per_class=" : ", count=") + wanted.count()
                        + ", where=" + (where == null ? "" : where) + ", metrics="
                        + (metrics == null ? "" : metrics.getFileName())
                        + ", latents=" + (zip ? "zip" : "pt") + ", plan=" + plan.fingerprint();
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static void writeMeta(Path folder, List<Blend> made) throws IOException {
        byte[] json = UvMeta.of(made.stream().map(Blend::meta).toList()).toJson();
        try (AtomicFile file = AtomicFile.create(folder.resolve(META))) {
            ByteBuffer bytes = ByteBuffer.wrap(json);
            while (bytes.hasRemaining()) {
                file.channel().write(bytes);
            }
            file.commit();
        }
    }
}
