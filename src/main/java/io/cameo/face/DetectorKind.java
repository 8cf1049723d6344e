package io.cameo.face;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The detectors that come with Cameo. */
public enum DetectorKind {
    /** Three cascaded networks and a fourth for landmarks; what InsightFace's data sets were made with. */
    MTCNN,
    /** One small network; much faster, and sure where faces are small. */
    YUNET,
    /** Viola and Jones' cascades, which OpenCV carries: needs no model file, and gives approximate landmarks. */
    HAAR;

    /** The kind of that name, in any case.
     *
     * @throws IllegalArgumentException if there is none; the text lists those there are */
    public static DetectorKind of(String name) {
        for (DetectorKind kind : values()) {
            if (kind.text().equals(name.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no such detector: name=" + name + ", known="
                + Arrays.stream(values()).map(DetectorKind::text).collect(Collectors.joining(" ")));
    }

    /** The name on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Opens a detector of this kind with its defaults.
     *
     * @throws MissingModelException if a model file is not there; the text says where it is published
     * @throws io.cameo.bytes.CorruptDataException if a model file is damaged
     * @throws IOException if a model file cannot be read
     * @throws IllegalStateException if OpenCV cannot be loaded
     */
    public FaceDetector open(DetectorModels models) throws IOException {
        return switch (this) {
            case MTCNN -> MtcnnDetector.open(models, MtcnnProfile.INSIGHTFACE);
            case YUNET -> YunetDetector.open(models, YunetSettings.DEFAULTS);
            case HAAR -> HaarDetector.open();
        };
    }
}
