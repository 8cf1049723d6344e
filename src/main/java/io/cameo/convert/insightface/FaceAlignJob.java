package io.cameo.convert.insightface;

import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import io.cameo.convert.ImageFile;
import io.cameo.convert.ImageRoot;
import io.cameo.convert.PackReport;
import io.cameo.convert.RejectsFile;
import io.cameo.convert.RunJournal;
import io.cameo.convert.RunSettings;
import io.cameo.image.DeviceJpegs;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceListLine;
import io.cameo.lst.FaceLstWriter;
import io.cameo.lst.FaceTree;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run that writes crops: lines in, pipeline, files and two lists out, with a journal on the way. */
final class FaceAlignJob {
    private static final String CROPS_BYTES = "crops_bytes";
    private static final String SOURCES_BYTES = "sources_bytes";

    private final FaceJob job;
    private final Path folder;
    private final Path crops;
    private final Path sources;

    FaceAlignJob(
            Path source, Path root, FaceSettings settings, FaceTree.Options tree, DeviceSettings device, Path folder) {
        job = new FaceJob(source, root, settings, tree, device);
        this.folder = folder;
        crops = folder.resolve(FaceAlign.CROPS);
        sources = folder.resolve(FaceAlign.SOURCES);
    }

    FacePackReport run(RunSettings run, Consumer<FaceTree.LeftOut> leftOut) throws IOException {
        long begin = System.nanoTime();
        job.requireModels();
        DeviceRun device = DeviceJpegs.begin(job.device());
        Files.createDirectories(folder);
        RunJournal journal = new RunJournal(crops, "face-align", job.describe());
        RunJournal.Position from = run.resume() ? position(journal) : null;
        run.requireErrorsLeft(from == null ? 0 : from.rejected());
        try (ImageRoot images = ImageRoot.open(job.root());
                FaceLines lines = job.lines(leftOut);
                FaceLstWriter cropList = open(crops, CROPS_BYTES, from);
                FaceLstWriter sourceList = open(sources, SOURCES_BYTES, from);
                RejectsFile rejects = RejectsFile.open(folder.resolve("crops.rejects.tsv"), from)) {
            if (from == null) {
                journal.delete();
            }
            LineSum sum = lines.skip(from, job.source());
            Output output = new Output(cropList, sourceList, rejects, journal, sum, run.batchSize(), from);
            PackReport counts = job.run(
                    "face align",
                    images,
                    run,
                    () -> listed(lines),
                    (item, crop) -> write(images, item, crop),
                    output,
                    device,
                    begin);
            return new FacePackReport(counts, crops, null, output.origins(), device.report());
        }
    }

    private static FaceLstWriter open(Path list, String number, RunJournal.@Nullable Position from) throws IOException {
        return from == null ? FaceLstWriter.create(list) : FaceLstWriter.resume(list, from.number(number));
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

    private RunJournal.@Nullable Position position(RunJournal journal) throws IOException {
        RunJournal.Position then = journal.read();
        boolean there = then != null
                && FaceLstWriter.canResume(crops, then.number(CROPS_BYTES))
                && FaceLstWriter.canResume(sources, then.number(SOURCES_BYTES));
        return there ? then : null;
    }

    /** Writes a crop's file, on the worker's thread. */
    private void write(ImageRoot images, Listed item, FaceCrop out) throws IOException, RejectedItemException {
        String path = cropPath(images, out.source().path(), item.before());
        Path target = folder.resolve(path);
        Files.createDirectories(target.getParent());
        ImageFile.write(target, out.payload());
        FaceLine crop = out.crop();
        FaceLine named = new FaceLine(true, path, crop.label(), crop.box(), crop.landmarks());
        FaceLine source = out.source();
        FaceLine found = new FaceLine(false, source.path(), source.label(), source.box(), source.landmarks());
        out.is(out.origin(), found, named);
    }

    /** Where a crop goes, relative to the folder, with {@code /}: {@code 1.jpg}, {@code 1_2.jpg} for the second face. */
    private String cropPath(ImageRoot images, String path, int before) throws RejectedItemException {
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
        if (!name.equals(relative) && images.exists(name)) {
            throw new RejectedItemException("crop would have the name of another image: name=" + name);
        }
        return name;
    }

    /** The writing end: two lists, in the order of the source. */
    private final class Output extends FaceOutput<Listed> {
        private final FaceLstWriter cropList;
        private final FaceLstWriter sourceList;
        private long bytes;

        Output(
                FaceLstWriter cropList,
                FaceLstWriter sourceList,
                RejectsFile rejects,
                RunJournal journal,
                LineSum sum,
                int batchSize,
                RunJournal.@Nullable Position from)
                throws IOException {
            super(folder, rejects, journal, sum, batchSize, from);
            this.cropList = cropList;
            this.sourceList = sourceList;
        }

        @Override
        FaceListLine lineOf(Listed item) {
            return item.line();
        }

        @Override
        void write(FaceCrop crop) throws IOException {
            cropList.write(crop.crop());
            sourceList.write(crop.source());
            bytes += crop.payload().byteSize();
        }

        @Override
        void note(Map<String, Long> numbers) throws IOException {
            numbers.put(CROPS_BYTES, cropList.checkpoint());
            numbers.put(SOURCES_BYTES, sourceList.checkpoint());
        }

        @Override
        protected void commit() throws IOException {
            sourceList.commit();
            cropList.commit();
        }

        @Override
        protected void discard() {
            cropList.discard();
            sourceList.discard();
        }

        @Override
        protected long sizeBytes() {
            return bytes;
        }
    }
}
