package io.cameo.convert.insightface;

import io.cameo.archive.FileTree;
import io.cameo.bytes.Checksum;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import io.cameo.convert.FilesAhead;
import io.cameo.convert.ImageRoot;
import io.cameo.convert.PackReport;
import io.cameo.convert.RunSettings;
import io.cameo.face.DetectorModels;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceListLine;
import io.cameo.lst.FaceTree;
import io.cameo.lst.LstReader;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Source;
import io.cameo.pipeline.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What packing and aligning have in common: which faces, and how they become crops.
 *
 * @param source a list or a folder of people, or an archive in its place
 * @param root the folder that its paths count from
 * @param settings how faces become crops
 * @param tree which images of a folder count
 * @param device on what crops are drawn
 */
record FaceJob(Path source, Path root, FaceSettings settings, FaceTree.Options tree, DeviceSettings device) {
    private static final long BYTES_IN_FLIGHT = 64L << 20;

    /** What is done to a crop at last, on the worker's thread. */
    @FunctionalInterface
    interface Finish<I> {
        void apply(I item, FaceCrop out) throws IOException, RejectedItemException;
    }

    /** Fails where the detector cannot be opened, before anything is written. */
    void requireModels() throws IOException {
        if (settings.detector() != null) {
            settings.detector().open(DetectorModels.in(settings.models())).close();
        }
    }

    /** Images of which the source does not say whether they are aligned are, unless there is a detector for them. */
    FaceLines lines(Consumer<FaceTree.LeftOut> leftOut) throws IOException {
        return FaceLines.open(source, tree, settings.detector() == null, leftOut);
    }

    /**
     * Runs a pipeline from lines to an output and ends it.
     *
     * @param name of the pipeline
     * @param images the root, opened
     * @param source gives an item for each line
     * @param finish ends the work on a crop
     * @param on where crops are drawn
     * @param beginNanos when the run began
     */
    <I> PackReport run(
            String name,
            ImageRoot images,
            RunSettings run,
            Source<I> source,
            Finish<I> finish,
            FaceOutput<I> output,
            DeviceRun on,
            long beginNanos)
            throws IOException {
        long resumedAt = output.listed();
        FilesAhead<I> ahead = new FilesAhead<>(source, item -> fileOf(images, output.lineOf(item)));
        FaceStage stage = new FaceStage(settings);
        Stage<I, FaceScratch, FaceCrop> single = (item, scratch, out) -> {
            stage.apply(output.lineOf(item), scratch, out);
            finish.apply(item, out);
        };
        Pipeline.Builder<I, FaceScratch, FaceCrop> builder = Pipeline.<I, FaceScratch, FaceCrop>builder(
                        name, () -> new FaceScratch(settings, images, device, on), FaceCrop::new, ahead.before(single))
                .workers(run.workers())
                .window(run.window())
                .byteLimit(BYTES_IN_FLIGHT, FaceCrop::weightBytes)
                .errorLimit(run.errorsLeft(output.rejected()))
                .progress(run.progress(), total(resumedAt));
        if (on.hasDevice()) {
            FaceGroupStage<I> groups = new FaceGroupStage<>(stage, settings, single, output::lineOf, finish);
            builder.groups(device.batch(), ahead.beforeGroups(groups)).window(run.window(device.batch()));
        }
        Pipeline<I, FaceScratch, FaceCrop> pipeline = builder.build();
        run.onCancel().accept(pipeline::cancel);
        Outcome outcome = pipeline.run(ahead, output);
        return output.finish(outcome, resumedAt, beginNanos);
    }

    private static @Nullable Path fileOf(ImageRoot images, FaceListLine line) {
        return line instanceof FaceLine face ? images.fileOf(face.path()) : null;
    }

    /** How many lines are still to come, or {@link Progress#UNKNOWN}. */
    private long total(long done) throws IOException {
        return FileTree.isTree(source) ? Progress.UNKNOWN : Math.max(0, LstReader.countLines(source) - done);
    }

    /** What, besides the images, decides on the bytes of the result. */
    Map<String, String> describe() throws IOException {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("source", source.toAbsolutePath().normalize().toString());
        if (!FileTree.isTree(source)) {
            about.put("list_bytes", Long.toString(Files.size(source)));
            about.put("list_crc32c", Integer.toHexString(Checksum.crc32c(source)));
        }
        about.put("root", root.toAbsolutePath().normalize().toString());
        about.put("min_images", Integer.toString(tree.minImages()));
        about.put("shape", tree.shape().name());
        about.put("size", settings.size());
        about.put("poses", Boolean.toString(settings.poses()));
        about.put("color", settings.color().name() + (device.decode().isExact() ? "" : " by " + device.decode()));
        about.put("encoding", settings.encoding().extension());
        about.put("quality", Integer.toString(settings.quality()));
        about.put(
                "detector",
                settings.detector() == null ? "none" : settings.detector().text());
        about.put("no_face", settings.noFace().name());
        about.put("check", settings.check().name());
        about.put("realign", Boolean.toString(settings.realign()));
        return about;
    }
}
