package io.cameo.convert.insightface;

import io.cameo.bytes.Checksum;
import io.cameo.face.DetectorModels;
import io.cameo.lst.FaceTree;
import io.cameo.lst.LstReader;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What packing and aligning have in common: which faces, and how they become crops.
 *
 * @param source a list or a folder of people
 * @param root the folder that its paths count from
 * @param settings how faces become crops
 * @param tree which images of a folder count
 */
record FaceJob(Path source, Path root, FaceSettings settings, FaceTree.Options tree) {
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

    /** How many lines are still to come, or {@link Progress#UNKNOWN}. */
    long total(long done) throws IOException {
        return Files.isDirectory(source) ? Progress.UNKNOWN : Math.max(0, LstReader.countLines(source) - done);
    }

    /** What, besides the images, decides on the bytes of the result. */
    Map<String, String> describe() throws IOException {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("source", source.toAbsolutePath().normalize().toString());
        if (!Files.isDirectory(source)) {
            about.put("list_bytes", Long.toString(Files.size(source)));
            about.put("list_crc32c", Integer.toHexString(Checksum.crc32c(source)));
        }
        about.put("root", root.toAbsolutePath().normalize().toString());
        about.put("min_images", Integer.toString(tree.minImages()));
        about.put("shape", tree.shape().name());
        about.put("size", settings.size());
        about.put("poses", Boolean.toString(settings.poses()));
        about.put("color", settings.color().name());
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
