package io.cameo.convert.insightface;

import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import io.cameo.convert.DeviceWorker;
import io.cameo.convert.ImageRoot;
import io.cameo.convert.PackedImage;
import io.cameo.face.DetectorModels;
import io.cameo.face.FaceAligner;
import io.cameo.face.FaceDetector;
import io.cameo.face.FacePose;
import io.cameo.face.FaceTemplate;
import io.cameo.face.Landmarks5;
import io.cameo.face.SimilarityTransform;
import io.cameo.face.WarpCuda;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.lst.FaceLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A worker's own reader, decoder, detector and aligner; each is made when it is first needed. */
final class FaceScratch implements AutoCloseable {
    private final FaceSettings settings;
    private final FaceTemplate template;
    private final ImageRoot.Reader images;
    private final PackedImage file = new PackedImage();
    private final Map<FacePose, FaceAligner> poses = new EnumMap<>(FacePose.class);
    private @Nullable ImageCodec codec;
    private @Nullable FaceDetector detector;
    private @Nullable FaceAligner aligner;
    private final DeviceWorker<WarpCuda> device;
    private SimilarityTransform last = new SimilarityTransform(1, 0, 0, 0);

    FaceScratch(FaceSettings settings, ImageRoot root) {
        this(settings, root, DeviceSettings.CPU, DeviceSettings.CPU.begin());
    }

    /** @param run on the device that was set */
    FaceScratch(FaceSettings settings, ImageRoot root, DeviceSettings deviceSettings, DeviceRun run) {
        device = new DeviceWorker<>(run, deviceSettings, WarpCuda::new);
        images = root.reader();
        this.settings = settings;
        template = FaceTemplate.arcFace(settings.widthPx(), settings.heightPx());
    }

    ImageRoot.Reader images() {
        return images;
    }

    PackedImage file() {
        return file;
    }

    /** Not made where nothing is decoded, so that OpenCV is not even loaded. */
    ImageCodec codec() {
        ImageCodec made = codec;
        if (made == null) {
            made = ImageCodec.create();
            codec = made;
        }
        return made;
    }

    FaceDetector detector() {
        FaceDetector made = detector;
        if (made == null) {
            try {
                made = Objects.requireNonNull(settings.detector(), "no detector was chosen")
                        .open(DetectorModels.in(settings.models()));
            } catch (IOException missing) {
                throw new UncheckedIOException(missing);
            }
            detector = made;
        }
        return made;
    }

    /**
     * The crop of a face, valid until the next.
     *
     * @throws IllegalArgumentException if the points are singular or the image cannot be warped
     */
    Image align(Image image, Landmarks5 points) {
        if (settings.poses()) {
            FacePose.Fit fit = FacePose.closest(points, settings.widthPx());
            last = fit.transform();
            return poses.computeIfAbsent(fit.pose(), _ -> FaceAligner.to(fit.template()))
                    .align(image, points);
        }
        FaceAligner made = aligner;
        if (made == null) {
            made = FaceAligner.to(template);
            aligner = made;
        }
        last = SimilarityTransform.toTemplate(points, template);
        return made.align(image, points);
    }

    /**
     * How {@link #align} would move the pixels of a face.
     *
     * @throws IllegalArgumentException if the points are singular
     */
    SimilarityTransform transform(Landmarks5 points) {
        return settings.poses()
                ? FacePose.closest(points, settings.widthPx()).transform()
                : SimilarityTransform.toTemplate(points, template);
    }

    /** The line of the last crop, see {@link #inCrop(FaceLine, Landmarks5, SimilarityTransform)}. */
    FaceLine inCrop(FaceLine source, Landmarks5 points) {
        return inCrop(source, points, last);
    }

    /** The line of a crop: its landmarks moved as the pixels were, and the whole crop as its box. */
    FaceLine inCrop(FaceLine source, Landmarks5 points, SimilarityTransform transform) {
        int[] whole = {0, 0, settings.widthPx(), settings.heightPx()};
        return new FaceLine(
                true,
                source.path(),
                source.label(),
                whole,
                transform.apply(points).toColumns());
    }

    /** What this worker knows of the run's device. */
    DeviceWorker<WarpCuda> device() {
        return device;
    }

    @Override
    public void close() {
        device.close();
        if (codec != null) {
            codec.close();
        }
        if (detector != null) {
            detector.close();
        }
        if (aligner != null) {
            aligner.close();
        }
        poses.values().forEach(FaceAligner::close);
        file.close();
        images.close();
    }
}
