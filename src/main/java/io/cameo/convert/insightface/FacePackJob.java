package io.cameo.convert.insightface;

import io.cameo.convert.PackReport;
import io.cameo.convert.RejectsFile;
import io.cameo.convert.RunJournal;
import io.cameo.convert.RunOutput;
import io.cameo.convert.RunSettings;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.dataset.insightface.FaceRecordWriter;
import io.cameo.dataset.insightface.FaceWriteReport;
import io.cameo.lst.BadLine;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceListLine;
import io.cameo.lst.FaceTree;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run that packs faces: lines in, pipeline, data set out, with a journal on the way. */
final class FacePackJob {
    private static final long BYTES_IN_FLIGHT = 64L << 20;
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
            Path rec)
            throws IOException {
        job = new FaceJob(source, root, settings, tree);
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
        RunJournal journal = new RunJournal(rec, "face-pack", describe());
        From from = run.resume() ? position(journal) : null;
        run.requireErrorsLeft(from == null ? 0 : from.rejected());
        Path rejected = RejectsFile.besides(rec);
        try (FaceLines lines = job.lines(leftOut);
                FaceRecordWriter writer = from == null
                        ? FaceRecordWriter.create(rec, options)
                        : FaceRecordWriter.resume(rec, options, from.written());
                RejectsFile rejects = from == null
                        ? RejectsFile.create(rejected)
                        : RejectsFile.resume(rejected, from.rejectsBytes())) {
            LineSum sum = new LineSum();
            if (from == null) {
                journal.delete(); // only now, when the writer's lock says that nobody else is at it
            } else {
                lines.skip(from.listed(), sum, from.sum(), job.source());
            }
            writer.forceEvery(FORCE_BYTES);
            long resumedAt = from == null ? 0 : from.listed();
            Output output = new Output(writer, rejects, journal, sum, run.batchSize(), from);
            Pipeline<FaceListLine, FaceScratch, FaceCrop> pipeline = Pipeline.builder(
                            "face pack",
                            () -> new FaceScratch(job.settings()),
                            FaceCrop::new,
                            new FaceStage(job.root(), job.settings()))
                    .workers(run.workers())
                    .window(run.window())
                    .byteLimit(BYTES_IN_FLIGHT, FaceCrop::weightBytes)
                    .errorLimit(run.errorsLeft(from == null ? 0 : from.rejected()))
                    .progress(run.progress(), job.total(resumedAt))
                    .build();
            run.onCancel().accept(pipeline::cancel);
            Outcome outcome = pipeline.run(lines::next, output);
            return output.finish(outcome, resumedAt, begin);
        }
    }

    private Map<String, String> describe() throws IOException {
        Map<String, String> about = job.describe();
        about.put("layout", layout.name());
        about.put("compat", Boolean.toString(compat));
        return about;
    }

    /** A place from which to go on. */
    private record From(long listed, long rejected, long sum, long rejectsBytes, FaceRecordWriter.Checkpoint written) {}

    private @Nullable From position(RunJournal journal) throws IOException {
        RunJournal.Position then = journal.read();
        if (then == null) {
            return null;
        }
        FaceRecordWriter.Checkpoint written = new FaceRecordWriter.Checkpoint(
                new RecordWriter.Checkpoint(then.number("records"), then.number("rec_bytes"), then.number("idx_bytes")),
                then.number("list_bytes"));
        From from = new From(
                then.number("listed"),
                then.number("rejected"),
                then.number("lines_crc32c"),
                then.number("rejects_bytes"),
                written);
        return FaceRecordWriter.canResume(rec, options, written) ? from : null;
    }

    /** The writing end: on one thread, in the order of the source. */
    private final class Output extends RunOutput<FaceListLine, FaceCrop> {
        private final FaceRecordWriter writer;
        private final RunJournal journal;
        private final LineSum sum;
        private FaceOrigins origins = FaceOrigins.NONE;

        Output(
                FaceRecordWriter writer,
                RejectsFile rejects,
                RunJournal journal,
                LineSum sum,
                int batchSize,
                @Nullable From from) {
            super(rejects, batchSize, from == null ? 0 : from.listed(), from == null ? 0 : from.rejected());
            this.writer = writer;
            this.journal = journal;
            this.sum = sum;
        }

        @Override
        protected void store(FaceListLine line, FaceCrop crop) throws IOException {
            writer.write(crop.source(), crop.payload());
            origins = origins.plus(crop.origin());
        }

        @Override
        protected Named name(FaceListLine line) {
            return switch (line) {
                case FaceLine face -> new Named("", face.path());
                case BadLine bad -> new Named("", bad.file() + ":" + bad.lineNumber());
            };
        }

        @Override
        protected void passed(FaceListLine line) {
            sum.add(line);
        }

        @Override
        protected void checkpoint() throws IOException {
            FaceRecordWriter.Checkpoint written = writer.checkpoint();
            Map<String, Long> numbers = new LinkedHashMap<>();
            numbers.put("listed", listed());
            numbers.put("rejected", rejected());
            numbers.put("lines_crc32c", sum.value());
            numbers.put("rejects_bytes", rejects().checkpoint());
            numbers.put("records", written.records().records());
            numbers.put("rec_bytes", written.records().recBytes());
            numbers.put("idx_bytes", written.records().idxBytes());
            numbers.put("list_bytes", written.listBytes());
            journal.write(numbers);
        }

        FacePackReport finish(Outcome outcome, long resumedAt, long beginNanos) throws IOException {
            PackReport.End end = listed() == 0 ? PackReport.End.NOTHING_PACKED : endOf(outcome);
            FaceWriteReport written = null;
            Path rejectsShown;
            if (end == PackReport.End.COMPLETE) {
                rejectsShown = rejects().commit();
                written = writer.commit();
                journal.delete();
            } else if (end == PackReport.End.NOTHING_PACKED) {
                rejectsShown = rejects().commit();
                writer.discard();
                journal.delete();
            } else {
                checkpoint();
                rejectsShown = rejects().publish();
            }
            PackReport counts = new PackReport(
                    rec,
                    rejectsShown,
                    listed(),
                    listed() - rejected(),
                    rejected(),
                    resumedAt,
                    writer.sizeBytes(),
                    end,
                    System.nanoTime() - beginNanos,
                    outcome.stageNanos());
            return new FacePackReport(counts, options.list() ? FaceRecordWriter.listOf(rec) : null, written, origins);
        }
    }
}
