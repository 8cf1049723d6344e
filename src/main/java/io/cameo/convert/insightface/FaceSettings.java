package io.cameo.convert.insightface;

import io.cameo.face.DetectorKind;
import io.cameo.face.FaceTemplate;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides on the bytes of a face's crop. Immutable.
 *
 * @param widthPx of the crop
 * @param heightPx of the crop
 * @param poses whether the template is the one of five poses that fits best, instead of the frontal one
 * @param color how files are decoded
 * @param encoding of crops
 * @param quality of the encoding
 * @param detector what finds the face where a line has no landmarks, or null: such lines are rejected then
 * @param models the folder of the detector's model files
 * @param noFace what becomes of an image in which no face is found
 * @param check how closely files that are aligned already are looked at before they are stored as they are
 * @param realign whether landmarks are looked for even where the list has some, and files aligned even where the list
 *     says that they are
 */
public record FaceSettings(
        int widthPx,
        int heightPx,
        boolean poses,
        ColorMode color,
        Encoding encoding,
        int quality,
        @Nullable DetectorKind detector,
        Path models,
        NoFace noFace,
        Check check,
        boolean realign) {
    private static final int ARC_SIDE_PX = 112;
    private static final int DEFAULT_QUALITY = 95;
    private static final int MAX_QUALITY = 100;

    /** 112x112, JPEG of quality 95, no detector: what {@code face2rec2.py} makes. */
    public static final FaceSettings USUAL = new FaceSettings(
            ARC_SIDE_PX,
            ARC_SIDE_PX,
            false,
            ColorMode.COLOR,
            Encoding.JPEG,
            DEFAULT_QUALITY,
            null,
            Path.of("models"),
            NoFace.REJECT,
            Check.DECODE,
            false);

    /** What becomes of an image in which no face is found. */
    public enum NoFace {
        /** It is rejected. */
        REJECT,
        /** Its middle, or the box of its line and some margin, is stretched to the size: not aligned. */
        CENTRE_CROP
    }

    /** How closely an aligned file is looked at before it is stored as it is. */
    public enum Check {
        /** It is decoded once, so that no trainer meets a file that cannot be. */
        DECODE,
        /** Header and structure only, as {@code cameo pack --pass-through} does: about four times faster. */
        STRUCTURE
    }

    /**
     * @throws IllegalArgumentException if there is no template for the size, poses are asked for another size than 112 or
     *     224, or the quality is out of range
     */
    public FaceSettings {
        FaceTemplate.arcFace(widthPx, heightPx);
        if (poses && (widthPx != heightPx || (widthPx != ARC_SIDE_PX && widthPx != 2 * ARC_SIDE_PX))) {
            throw new IllegalArgumentException(
                    "poses have templates for 112x112 and 224x224: actual=" + heightPx + "x" + widthPx);
        }
        if (quality < 0 || quality > MAX_QUALITY) {
            throw new IllegalArgumentException("quality is out of range: expected=0..100, actual=" + quality);
        }
        if (realign && detector == null) {
            throw new IllegalArgumentException("aligning anew needs a detector");
        }
    }

    /** The same for crops of another size. */
    public FaceSettings withSize(int newHeightPx, int newWidthPx) {
        return new FaceSettings(
                newWidthPx, newHeightPx, poses, color, encoding, quality, detector, models, noFace, check, realign);
    }

    /** The same with the template of the pose that fits best. */
    public FaceSettings withPoses() {
        return new FaceSettings(
                widthPx, heightPx, true, color, encoding, quality, detector, models, noFace, check, realign);
    }

    /** The same with another way to decode. */
    public FaceSettings withColor(ColorMode mode) {
        return new FaceSettings(
                widthPx, heightPx, poses, mode, encoding, quality, detector, models, noFace, check, realign);
    }

    /** The same with another encoding of crops. */
    public FaceSettings withEncoding(Encoding format, int newQuality) {
        return new FaceSettings(
                widthPx, heightPx, poses, color, format, newQuality, detector, models, noFace, check, realign);
    }

    /** The same with a detector for images without landmarks. */
    public FaceSettings withDetector(DetectorKind kind, Path folder) {
        return new FaceSettings(
                widthPx, heightPx, poses, color, encoding, quality, kind, folder, noFace, check, realign);
    }

    /** The same with something else done where there is no face. */
    public FaceSettings withNoFace(NoFace action) {
        return new FaceSettings(
                widthPx, heightPx, poses, color, encoding, quality, detector, models, action, check, realign);
    }

    /** The same with another check of aligned files. */
    public FaceSettings withCheck(Check how) {
        return new FaceSettings(
                widthPx, heightPx, poses, color, encoding, quality, detector, models, noFace, how, realign);
    }

    /** The same, trusting neither landmarks nor crops of the list. */
    public FaceSettings withRealign() {
        return new FaceSettings(
                widthPx, heightPx, poses, color, encoding, quality, detector, models, noFace, check, true);
    }

    /** {@code 112x112}: height and width, in the order of the property file. */
    String size() {
        return heightPx + "x" + widthPx;
    }
}
