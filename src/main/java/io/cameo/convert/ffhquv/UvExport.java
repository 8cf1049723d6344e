package io.cameo.convert.ffhquv;

import io.cameo.convert.Stop;
import io.cameo.dataset.ffhquv.FaceView;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvReader;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a set of FFHQ-UV, or what is chosen of it, for tools that know nothing of its layout; {@code docs/uv-export.md} describes the
 * formats. The same samples give the same bytes, for any number of workers. Files appear when all are whole. One object is one
 * run; {@link #cancel()} may come from any thread.
 */
public final class UvExport {
    /** How large archives of WebDataset become, unless told otherwise. */
    public static final long DEFAULT_SHARD_BYTES = 1_000_000_000;

    private static final int WINDOW = 32;
    private static final long BYTES_IN_FLIGHT = 256L << 20;

    private final UvTree tree;
    private final UvSet set;
    private final Stop stop = new Stop();
    private @Nullable String where;
    private @Nullable Path metrics;
    private long shardBytes = DEFAULT_SHARD_BYTES;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;

    private UvExport(UvTree tree, UvSet set) {
        this.tree = tree;
        this.set = set;
    }

    /**
     * A run over all of a set. The tree stays the caller's.
     *
     * @throws IllegalArgumentException if it is the project, which has no samples of its own
     */
    public static UvExport of(UvTree tree, UvSet set) {
        if (set == UvSet.PROJECT) {
            throw new IllegalArgumentException("the project has no maps and views to export: set=" + set.word());
        }
        return new UvExport(tree, set);
    }

    /** Which samples to take, in the language of {@code docs/table.md}; null for all. */
    public UvExport where(@Nullable String condition) {
        where = condition;
        return this;
    }

    /** A table whose columns are exported and may be asked, too: joined by its column {@code id}. Null for none. */
    public UvExport metrics(@Nullable Path table) {
        metrics = table;
        return this;
    }

    /** An archive of WebDataset takes no further sample when it would be larger. */
    public UvExport shardBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("size of archives must be positive: bytes=" + bytes);
        }
        shardBytes = bytes;
        return this;
    }

    public UvExport workers(int threads) {
        workers = threads;
        return this;
    }

    /** Told of samples. */
    public UvExport progress(Progress to) {
        progress = to;
        return this;
    }

    /** Lets the run end soon; nothing is made then. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Exports.
     *
     * @param out the file, replaced when the new one is whole; for WebDataset what the names of archives begin with
     * @throws IllegalArgumentException if metrics do not fit, archives of that name are there, or the library that Parquet
     *     needs is missing
     * @throws io.cameo.table.QueryException if the condition is no question, or not one for this set
     * @throws io.cameo.bytes.CorruptDataException if the meta file or the metrics are damaged
     * @throws IOException if files cannot be written; samples that are damaged are reported
     */
    public UvExportReport writeTo(UvExportFormat format, Path out) throws IOException {
        if (format == UvExportFormat.PARQUET) {
            ParquetLibrary.require();
        }
        long begin = System.nanoTime();
        try (SampleTable samples = SampleTable.of(tree, set, metrics)) {
            Run run = new Run(format, samples, samples.rows(where));
            switch (format) {
                case WEBDATASET -> run.tars(out);
                case NPZ -> run.npz(out);
                case PARQUET -> {
                    ParquetRows.write(samples.table(), run.chosen, out);
                    run.wrote(run.chosen.length, List.of(out), Files.size(out));
                }
                case CSV -> {
                    CsvRows.write(samples.table(), run.chosen, out);
                    run.wrote(run.chosen.length, List.of(out), Files.size(out));
                }
            }
            return run.report(System.nanoTime() - begin);
        }
    }

    /** What a worker does with a sample. */
    @FunctionalInterface
    private interface Reading {
        void read(int row, UvReader reader, ExportItem into) throws IOException, RejectedItemException;
    }

    /** What becomes of a sample that was read; in order. */
    @FunctionalInterface
    private interface Writing {
        void write(int row, ExportItem item) throws IOException;
    }

    /** One export. */
    private final class Run {
        private final UvExportFormat format;
        private final SampleTable samples;
        private final int[] chosen;
        private final List<UvProblem> problems = new ArrayList<>();
        private List<Path> files = List.of();
        private long written;
        private long bytes;
        private boolean cancelled;

        Run(UvExportFormat format, SampleTable samples, int[] chosen) {
            this.format = format;
            this.samples = samples;
            this.chosen = chosen;
        }

        void wrote(long count, List<Path> to, long size) {
            written = count;
            files = to;
            bytes = size;
        }

        void tars(Path out) throws IOException {
            try (TarShards shards = new TarShards(out, shardBytes)) {
                long[] count = {0};
                boolean complete =
                        run(chosen, (row, reader, item) -> item.readFiles(samples.sample(row), reader), (row, item) -> {
                            Map<String, byte[]> members = new LinkedHashMap<>(item.files());
                            members.put(samples.sample(row).id() + ".json", SampleJson.of(samples, set, row));
                            shards.add(members);
                            count[0]++;
                        });
                if (complete) {
                    wrote(count[0], shards.finish(), shards.bytes());
                }
            }
        }

        void npz(Path out) throws IOException {
            int[] whole = Arrays.stream(chosen).filter(this::hasViews).toArray();
            try (NpzExport npz = new NpzExport(out, whole.length)) {
                long[] count = {0};
                boolean complete = run(
                        whole, (row, reader, item) -> item.readLatents(samples.sample(row), reader), (row, item) -> {
                            npz.add(row, item);
                            count[0]++;
                        });
                if (complete) {
                    long size = npz.finish(samples);
                    wrote(count[0], List.of(out), size);
                }
            }
        }

        private boolean hasViews(int row) {
            UvSample sample = samples.sample(row);
            return Arrays.stream(FaceView.values()).allMatch(view -> sample.has(view.part()));
        }

        private boolean run(int[] rows, Reading reading, Writing writing) throws IOException {
            Pipeline<Integer, UvReader, ExportItem> pipeline = Pipeline.<Integer, UvReader, ExportItem>builder(
                            "export",
                            tree::reader,
                            ExportItem::new,
                            (row, reader, item) -> reading.read(row, reader, item))
                    .workers(workers)
                    .window(Math.max(WINDOW, 2 * workers))
                    .byteLimit(BYTES_IN_FLIGHT, ExportItem::bytes)
                    .errorLimit(Pipeline.UNLIMITED)
                    .progress(progress, rows.length)
                    .build();
            Sink<Integer, ExportItem> sink = new Sink<>() {
                @Override
                public void accept(long sequence, Integer row, ExportItem item) throws IOException {
                    writing.write(row, item);
                }

                @Override
                public void rejected(long sequence, Integer row, String reason) {
                    problems.add(new UvProblem(samples.sample(row).id(), reason));
                }
            };
            int[] next = {0};
            try (var _ = stop.stops(pipeline)) {
                cancelled = !pipeline.run(() -> next[0] < rows.length ? rows[next[0]++] : null, sink)
                        .complete();
            }
            return !cancelled;
        }

        UvExportReport report(long wallNanos) {
            long incomplete = Arrays.stream(chosen)
                    .filter(row -> !hasViews(row) || !samples.sample(row).has(UvPart.MAP))
                    .count();
            return new UvExportReport(
                    format,
                    set,
                    files,
                    samples.table().rows(),
                    chosen.length,
                    written,
                    incomplete,
                    problems,
                    bytes,
                    cancelled,
                    wallNanos);
        }
    }
}
