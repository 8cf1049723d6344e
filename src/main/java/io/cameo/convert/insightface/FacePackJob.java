package io.cameo.convert.insightface;

import io.cameo.compute.DeviceReport;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import io.cameo.convert.ImageRoot;
import io.cameo.convert.PackReport;
import io.cameo.convert.RejectsFile;
import io.cameo.convert.RunJournal;
import io.cameo.convert.RunSettings;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.dataset.insightface.FaceRecordWriter;
import io.cameo.dataset.insightface.FaceWriteReport;
import io.cameo.image.DeviceJpegs;
import io.cameo.lst.FaceListLine;
import io.cameo.lst.FaceTree;
import io.cameo.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run that packs faces: lines in, pipeline, data set out, with a journal on the way. */
final class FacePackJob {
    private static final String LIST_BYTES = "list_bytes";
    /** How much goes to disk at a time. */
    private static final long FORCE_BYTES = 16L << 20;

    private final FaceJob job;
    private final FaceLayout layout;
    private final boolean compat;
    private final Path rec;
    private final FaceRecordWriter.Options options;

    FacePackJob(
            Path source,
            Path root,
            FaceSettings settings,
            FaceLayout layout,
            boolean compat,
            FaceTree.Options tree,
            DeviceSettings device,
            Path rec)
            throws IOException {
        job = new FaceJob(source, root, settings, tree, device);
        this.layout = layout;
        this.compat = compat;
        this.rec = rec;
        FaceRecordWriter.Options plain =
                FaceRecordWriter.Options.of(layout).withProperty(settings.heightPx(), settings.widthPx());
        FaceRecordWriter.Options listed = sourceIsOutputList() ? plain : plain.withList();
        options = compat ? listed.withCompat() : listed;
    }

    /** Then it stays as it is: writing what was packed in its place would lose the lines that were rejected. */
    private boolean sourceIsOutputList() throws IOException {
        Path list = FaceRecordWriter.listOf(rec);
        return Files.exists(list) && Files.isSameFile(list, job.source());
    }

    FacePackReport run(RunSettings run, Consumer<FaceTree.LeftOut> leftOut) throws IOException {
        long begin = System.nanoTime();
        job.requireModels();
        DeviceRun device = DeviceJpegs.begin(job.device());
        RunJournal journal = new RunJournal(rec, "face-pack", describe());
        RunJournal.Position from = run.resume() ? position(journal) : null;
        run.requireErrorsLeft(from == null ? 0 : from.rejected());
        try (ImageRoot images = ImageRoot.open(job.root());
                FaceLines lines = job.lines(leftOut);
                FaceRecordWriter writer = from == null
                        ? FaceRecordWriter.create(rec, options)
                        : FaceRecordWriter.resume(rec, options, written(from));
                RejectsFile rejects = RejectsFile.open(RejectsFile.besides(rec), from)) {
            if (from == null) {
                journal.delete(); // only now, when the writer's lock says that nobody else is at it
            }
            LineSum sum = lines.skip(from, job.source());
            writer.forceEvery(FORCE_BYTES);
            Output output = new Output(writer, rejects, journal, sum, run.batchSize(), from);
            PackReport counts = job.run("face pack", images, run, lines::next, (_, _) -> {}, output, device, begin);
            return new FacePackReport(
                    counts,
                    options.list() ? FaceRecordWriter.listOf(rec) : null,
                    output.written,
                    output.origins(),
                    device.report());
        }
    }

    /** What {@link FacePack#join} does. */
    FacePackReport join(List<FacePackShard> shards, long errorLimit) throws IOException {
        long begin = System.nanoTime();
        long rejected = shards.stream().mapToLong(FacePackShard::rejected).sum();
        long packed = shards.stream().mapToLong(FacePackShard::packed).sum();
        PackReport.End end = errorLimit != Pipeline.UNLIMITED && rejected > errorLimit
                ? PackReport.End.ERROR_LIMIT
                : packed == 0 ? PackReport.End.NOTHING_PACKED : PackReport.End.COMPLETE;
        FaceWriteReport written = null;
        long sizeBytes = 0;
        FaceOrigins origins = FaceOrigins.NONE;
        if (end == PackReport.End.COMPLETE) {
            try (FaceRecordWriter writer = FaceRecordWriter.create(rec, options)) {
                writer.forceEvery(FORCE_BYTES);
                for (FacePackShard shard : shards) {
                    FaceCropFile.readInto(shard, writer);
                    origins = origins.plus(shard.origins());
                }
                written = writer.commit();
                sizeBytes = writer.sizeBytes();
            }
        }
        List<Path> lists = shards.stream()
                .map(shard -> RejectsFile.besides(Path.of(shard.crops())))
                .toList();
        PackReport counts = new PackReport(
                rec,
                RejectsFile.join(lists, RejectsFile.besides(rec)),
                shards.stream().mapToLong(FacePackShard::listed).sum(),
                packed,
                rejected,
                0,
                sizeBytes,
                end,
                System.nanoTime() - begin,
                shards.stream().mapToLong(FacePackShard::stageNanos).sum());
        Path list = options.list() ? FaceRecordWriter.listOf(rec) : null;
        return new FacePackReport(
                counts, list, written, origins, DeviceReport.cpu(job.device().device()));
    }

    Map<String, String> describe() throws IOException {
        Map<String, String> about = job.describe();
        about.put("layout", layout.name());
        about.put("compat", Boolean.toString(compat));
        return about;
    }

    private RunJournal.@Nullable Position position(RunJournal journal) throws IOException {
        RunJournal.Position then = journal.read();
        return then != null && FaceRecordWriter.canResume(rec, options, written(then)) ? then : null;
    }

    private static FaceRecordWriter.Checkpoint written(RunJournal.Position then) throws IOException {
        return new FaceRecordWriter.Checkpoint(then.records(), then.number(LIST_BYTES));
    }

    /** The writing end: on one thread, in the order of the source. */
    private final class Output extends FaceOutput<FaceListLine> {
        private final FaceRecordWriter writer;
        private @Nullable FaceWriteReport written;

        Output(
                FaceRecordWriter writer,
                RejectsFile rejects,
                RunJournal journal,
                LineSum sum,
                int batchSize,
                RunJournal.@Nullable Position from)
                throws IOException {
            super(rec, rejects, journal, sum, batchSize, from);
            this.writer = writer;
        }

        @Override
        FaceListLine lineOf(FaceListLine line) {
            return line;
        }

        @Override
        void write(FaceCrop crop) throws IOException {
            writer.write(crop.source(), crop.payload());
        }

        @Override
        void note(Map<String, Long> numbers) throws IOException {
            FaceRecordWriter.Checkpoint all = writer.checkpoint();
            RunJournal.note(numbers, all.records());
            numbers.put(LIST_BYTES, all.listBytes());
        }

        @Override
        protected void commit() throws IOException {
            written = writer.commit();
        }

        @Override
        protected void discard() {
            writer.discard();
        }

        @Override
        protected long sizeBytes() {
            return writer.sizeBytes();
        }
    }
}
