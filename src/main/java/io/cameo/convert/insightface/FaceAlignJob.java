package io.cameo.convert.insightface;

import io.cameo.convert.ImageFile;
import io.cameo.convert.PackReport;
import io.cameo.convert.RejectsFile;
import io.cameo.convert.RunJournal;
import io.cameo.convert.RunOutput;
import io.cameo.convert.RunSettings;
import io.cameo.lst.BadLine;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceListLine;
import io.cameo.lst.FaceLstWriter;
import io.cameo.lst.FaceTree;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run that writes crops: lines in, pipeline, files and two lists out, with a journal on the way. */
final class FaceAlignJob {
    private static final long BYTES_IN_FLIGHT = 64L << 20;

    private final FaceJob job;
    private final Path folder;
    private final Path crops;
    private final Path sources;

    FaceAlignJob(Path source, Path root, FaceSettings settings, FaceTree.Options tree, Path folder) {
        job = new FaceJob(source, root, settings, tree);
        this.folder = folder;
        crops = folder.resolve(FaceAlign.CROPS);
        sources = folder.resolve(FaceAlign.SOURCES);
    }

    FacePackReport run(RunSettings run, Consumer<FaceTree.LeftOut> leftOut) throws IOException {
        long begin = System.nanoTime();
        job.requireModels();
        Files.createDirectories(folder);
        RunJournal journal = new RunJournal(crops, "face-align", job.describe());
        From from = run.resume() ? position(journal) : null;
        run.requireErrorsLeft(from == null ? 0 : from.rejected());
        Path rejected = folder.resolve("crops.rejects.tsv");
        try (FaceLines lines = job.lines(leftOut);
                FaceLstWriter cropList =
                        from == null ? FaceLstWriter.create(crops) : FaceLstWriter.resume(crops, from.cropsBytes());
                FaceLstWriter sourceList = from == null
                        ? FaceLstWriter.create(sources)
                        : FaceLstWriter.resume(sources, from.sourcesBytes());
                RejectsFile rejects = from == null
                        ? RejectsFile.create(rejected)
                        : RejectsFile.resume(rejected, from.rejectsBytes())) {
            LineSum sum = new LineSum();
            if (from == null) {
                journal.delete();
            } else {
                lines.skip(from.listed(), sum, from.sum(), job.source());
            }
            long resumedAt = from == null ? 0 : from.listed();
            Output output = new Output(cropList, sourceList, rejects, journal, sum, run.batchSize(), from);
            Pipeline<Listed, FaceScratch, FaceCrop> pipeline = Pipeline.builder(
                            "face align",
                            () -> new FaceScratch(job.settings()),
                            FaceCrop::new,
                            new Writing(new FaceStage(job.root(), job.settings())))
                    .workers(run.workers())
                    .window(run.window())
                    .byteLimit(BYTES_IN_FLIGHT, FaceCrop::weightBytes)
                    .errorLimit(run.errorsLeft(from == null ? 0 : from.rejected()))
                    .progress(run.progress(), job.total(resumedAt))
                    .build();
            run.onCancel().accept(pipeline::cancel);
            Outcome outcome = pipeline.run(() -> listed(lines), output);
            return output.finish(outcome, resumedAt, begin);
        }
    }

    /**
     * A line of the source.
     *
     * @param before how many lines before it name the same image: an image may have several faces
     */
    private record Listed(FaceListLine line, int before) {}

    private static @Nullable Listed listed(FaceLines lines) throws IOException {
        FaceListLine line = lines.next();
        return line == null ? null : new Listed(line, lines.before());
    }

    private record From(long listed, long rejected, long sum, long rejectsBytes, long cropsBytes, long sourcesBytes) {}

    private @Nullable From position(RunJournal journal) throws IOException {
        RunJournal.Position then = journal.read();
        if (then == null) {
            return null;
        }
        From from = new From(
                then.number("listed"),
                then.number("rejected"),
                then.number("lines_crc32c"),
                then.number("rejects_bytes"),
                then.number("crops_bytes"),
                then.number("sources_bytes"));
        boolean there = FaceLstWriter.canResume(crops, from.cropsBytes())
                && FaceLstWriter.canResume(sources, from.sourcesBytes());
        return there ? from : null;
    }

    /** Makes the crop and writes its file, on the worker's thread. */
    private final class Writing implements Stage<Listed, FaceScratch, FaceCrop> {
        private final FaceStage stage;

        Writing(FaceStage stage) {
            this.stage = stage;
        }

        @Override
        public void apply(Listed item, FaceScratch scratch, FaceCrop out) throws IOException, RejectedItemException {
            stage.apply(item.line(), scratch, out);
            String path = cropPath(out.source().path(), item.before());
            Path target = folder.resolve(path);
            Files.createDirectories(target.getParent());
            ImageFile.write(target, out.payload());
            FaceLine crop = out.crop();
            FaceLine named = new FaceLine(true, path, crop.label(), crop.box(), crop.landmarks());
            FaceLine source = out.source();
            FaceLine found = new FaceLine(false, source.path(), source.label(), source.box(), source.landmarks());
            out.is(out.origin(), found, named);
        }
    }

    /** Where a crop goes, relative to the folder, with {@code /}: {@code 1.jpg}, {@code 1_2.jpg} for the second face. */
    private String cropPath(String path, int before) throws RejectedItemException {
        Path whole = job.root().resolve(path).toAbsolutePath().normalize();
        Path base = job.root().toAbsolutePath().normalize();
        if (!whole.startsWith(base) || whole.equals(base)) {
            throw new RejectedItemException("path leads out of the folder, so its crop has no place: root=" + base);
        }
        String relative = base.relativize(whole).toString().replace('\\', '/');
        String name = relative;
        if (!job.settings().encoding().isExtensionOf(name)) {
            name += job.settings().encoding().extension();
        }
        if (before > 0) {
            int dot = name.lastIndexOf('.');
            name = name.substring(0, dot) + "_" + (before + 1) + name.substring(dot);
        }
        if (!name.equals(relative) && Files.exists(base.resolve(name))) {
            throw new RejectedItemException("crop would have the name of another image: name=" + name);
        }
        return name;
    }

    /** The writing end: two lists, in the order of the source. */
    private final class Output extends RunOutput<Listed, FaceCrop> {
        private final FaceLstWriter cropList;
        private final FaceLstWriter sourceList;
        private final RunJournal journal;
        private final LineSum sum;
        private FaceOrigins origins = FaceOrigins.NONE;
        private long bytes;

        Output(
                FaceLstWriter cropList,
                FaceLstWriter sourceList,
                RejectsFile rejects,
                RunJournal journal,
                LineSum sum,
                int batchSize,
                @Nullable From from) {
            super(rejects, batchSize, from == null ? 0 : from.listed(), from == null ? 0 : from.rejected());
            this.cropList = cropList;
            this.sourceList = sourceList;
            this.journal = journal;
            this.sum = sum;
        }

        @Override
        protected void store(Listed item, FaceCrop crop) throws IOException {
            cropList.write(crop.crop());
            sourceList.write(crop.source());
            origins = origins.plus(crop.origin());
            bytes += crop.payload().byteSize();
        }

        @Override
        protected Named name(Listed item) {
            return switch (item.line()) {
                case FaceLine face -> new Named("", face.path());
                case BadLine bad -> new Named("", bad.file() + ":" + bad.lineNumber());
            };
        }

        @Override
        protected void passed(Listed item) {
            sum.add(item.line());
        }

        @Override
        protected void checkpoint() throws IOException {
            Map<String, Long> numbers = new LinkedHashMap<>();
            numbers.put("listed", listed());
            numbers.put("rejected", rejected());
            numbers.put("lines_crc32c", sum.value());
            numbers.put("rejects_bytes", rejects().checkpoint());
            numbers.put("crops_bytes", cropList.checkpoint());
            numbers.put("sources_bytes", sourceList.checkpoint());
            journal.write(numbers);
        }

        FacePackReport finish(Outcome outcome, long resumedAt, long beginNanos) throws IOException {
            PackReport.End end = listed() == 0 ? PackReport.End.NOTHING_PACKED : endOf(outcome);
            Path rejectsShown;
            if (end == PackReport.End.COMPLETE) {
                rejectsShown = rejects().commit();
                sourceList.commit();
                cropList.commit();
                journal.delete();
            } else if (end == PackReport.End.NOTHING_PACKED) {
                rejectsShown = rejects().commit();
                cropList.discard();
                sourceList.discard();
                journal.delete();
            } else {
                checkpoint();
                rejectsShown = rejects().publish();
            }
            PackReport counts = new PackReport(
                    folder,
                    rejectsShown,
                    listed(),
                    listed() - rejected(),
                    rejected(),
                    resumedAt,
                    bytes,
                    end,
                    System.nanoTime() - beginNanos,
                    outcome.stageNanos());
            return new FacePackReport(counts, crops, null, origins);
        }
    }
}
