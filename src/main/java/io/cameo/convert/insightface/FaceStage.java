package io.cameo.convert.insightface;

import io.cameo.convert.PackedImage;
import io.cameo.face.Face;
import io.cameo.face.FaceBox;
import io.cameo.face.FaceChoice;
import io.cameo.face.Landmarks5;
import io.cameo.face.MarginCrop;
import io.cameo.image.BadImageException;
import io.cameo.image.Image;
import io.cameo.image.ImageHeader;
import io.cameo.image.Integrity;
import io.cameo.lst.BadLine;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceListLine;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Stage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a worker does with a line: an aligned file passes through after a look at it; any other is decoded, its face found
 * unless the list knows where it is, warped to the template and encoded.
 */
final class FaceStage implements Stage<FaceListLine, FaceScratch, FaceCrop> {
    private final FaceSettings settings;

    FaceStage(FaceSettings settings) {
        this.settings = settings;
    }

    @Override
    public void apply(FaceListLine line, FaceScratch scratch, FaceCrop out) throws RejectedItemException {
        FaceLine face = switch (line) {
            case FaceLine good -> good;
            case BadLine bad -> throw new RejectedItemException("not a line of a list: " + bad.reason());
        };
        try {
            if (face.aligned() && !settings.realign()) {
                scratch.images().read(face.path(), out.bytes());
                check(out.bytes(), scratch);
                out.is(FaceCrop.Origin.PASSED_THROUGH, face, face);
            } else {
                PackedImage bytes = scratch.file();
                scratch.images().read(face.path(), bytes);
                crop(face, scratch.codec().decode(bytes.payload(), settings.color()), scratch, out);
            }
        } catch (BadImageException bad) {
            throw new RejectedItemException(bad.reason());
        }
    }

    /** The same for a face whose file was read already. */
    void apply(FaceLine face, PackedImage file, FaceScratch scratch, FaceCrop out) throws RejectedItemException {
        try {
            if (face.aligned() && !settings.realign()) {
                check(file, scratch);
                out.bytes().copyFrom(file.payload());
                out.is(FaceCrop.Origin.PASSED_THROUGH, face, face);
            } else {
                crop(face, scratch.codec().decode(file.payload(), settings.color()), scratch, out);
            }
        } catch (BadImageException bad) {
            throw new RejectedItemException(bad.reason());
        }
    }

    /** A trainer takes crops as they are: one that cannot be decoded, or has another size, ends its epoch. */
    private void check(PackedImage bytes, FaceScratch scratch) throws RejectedItemException {
        Optional<String> fault = Integrity.fault(bytes.payload());
        if (fault.isPresent()) {
            throw new RejectedItemException(fault.get());
        }
        int widthPx;
        int heightPx;
        if (settings.check() == FaceSettings.Check.DECODE) {
            Image image = scratch.codec().decode(bytes.payload(), settings.color());
            widthPx = image.widthPx();
            heightPx = image.heightPx();
        } else {
            ImageHeader header = ImageHeader.of(bytes.payload());
            widthPx = header.widthPx();
            heightPx = header.heightPx();
        }
        if (widthPx != settings.widthPx() || heightPx != settings.heightPx()) {
            throw new RejectedItemException("aligned image has another size: expected=" + settings.size() + ", actual="
                    + heightPx + "x" + widthPx + (settings.detector() == null ? "; a detector would align it" : ""));
        }
    }

    private void crop(FaceLine face, Image image, FaceScratch scratch, FaceCrop out) throws RejectedItemException {
        double[] listed = face.landmarks();
        if (listed != null && !settings.realign()) {
            warp(face, points(listed), FaceCrop.Origin.LISTED, image, scratch, out);
            return;
        }
        if (settings.detector() == null && settings.noFace() == FaceSettings.NoFace.REJECT) {
            throw new RejectedItemException("neither aligned nor with landmarks, and no detector to find them");
        }
        Face found = settings.detector() == null ? null : find(face, image, scratch);
        Landmarks5 points = found == null ? null : found.landmarks();
        if (found != null && points != null) {
            FaceLine source = new FaceLine(
                    face.aligned(), face.path(), face.label(), wholePixels(found.box()), points.toColumns());
            FaceCrop.Origin origin = found.isApproximate() ? FaceCrop.Origin.APPROXIMATE : FaceCrop.Origin.DETECTED;
            warp(source, points, origin, image, scratch, out);
        } else if (settings.noFace() == FaceSettings.NoFace.CENTRE_CROP) {
            centre(face, found == null ? null : found.box(), image, scratch, out);
        } else {
            throw new RejectedItemException(
                    (found == null ? "no face found" : "face without landmarks found") + ": detector="
                            + scratch.detector().name() + ", image=" + image.heightPx() + "x" + image.widthPx());
        }
    }

    /** The face that the list's box means, or where it has none the one that the picture is of. */
    private static @Nullable Face find(FaceLine face, Image image, FaceScratch scratch) {
        List<Face> faces = scratch.detector().detect(image);
        FaceBox listed = boxOf(face);
        return (listed == null
                        ? FaceChoice.best(faces, image.widthPx(), image.heightPx())
                        : BoxOverlap.best(faces, listed))
                .orElse(null);
    }

    /** The box of the list; glint's lists say 0 0 0 0 where they know none. */
    private static @Nullable FaceBox boxOf(FaceLine face) {
        int[] box = face.box();
        return box != null && box[2] > box[0] && box[3] > box[1] ? new FaceBox(box[0], box[1], box[2], box[3]) : null;
    }

    private void warp(
            FaceLine source, Landmarks5 points, FaceCrop.Origin origin, Image image, FaceScratch scratch, FaceCrop out)
            throws RejectedItemException {
        requireInside(points, image.widthPx(), image.heightPx());
        Image crop;
        try {
            crop = scratch.align(image, points);
        } catch (IllegalArgumentException refused) {
            throw new RejectedItemException(String.valueOf(refused.getMessage()));
        }
        encode(crop, scratch, out);
        out.is(origin, source, scratch.inCrop(source, points));
    }

    /** Refuses landmarks of another image. */
    static void requireInside(Landmarks5 points, int widthPx, int heightPx) throws RejectedItemException {
        boolean anyInside = false;
        for (int i = 0; i < Landmarks5.POINTS; i++) {
            boolean insideX = points.x(i) >= 0 && points.x(i) < widthPx;
            anyInside |= insideX && points.y(i) >= 0 && points.y(i) < heightPx;
        }
        if (!anyInside) {
            throw new RejectedItemException("no landmark lies in the image: image=" + heightPx + "x" + widthPx);
        }
    }

    /** The landmarks of a line by which its image is warped, whatever it shows; null if that has to be looked at. */
    double @Nullable [] listedLandmarks(FaceListLine line) {
        return line instanceof FaceLine face && !face.aligned() && !settings.realign() ? face.landmarks() : null;
    }

    private void centre(FaceLine face, @Nullable FaceBox found, Image image, FaceScratch scratch, FaceCrop out)
            throws RejectedItemException {
        FaceBox box = found == null ? boxOf(face) : found;
        Image part;
        try {
            part = box == null
                    ? MarginCrop.centre(image, MarginCrop.USUAL_MARGIN_PX)
                    : MarginCrop.around(image, box.x1(), box.y1(), box.x2(), box.y2(), MarginCrop.USUAL_MARGIN_PX);
        } catch (IllegalArgumentException empty) {
            throw new RejectedItemException(String.valueOf(empty.getMessage()));
        }
        encode(MarginCrop.resized(part, settings.widthPx(), settings.heightPx(), scratch.codec()), scratch, out);
        out.is(FaceCrop.Origin.CENTRE_CROP, face, FaceLine.of(true, face.path(), face.label()));
    }

    /** Encodes a crop into the output. */
    void encode(Image crop, FaceScratch scratch, FaceCrop out) {
        out.bytes().copyFrom(scratch.codec().encode(crop, settings.encoding(), settings.quality()));
    }

    /** A line's landmarks, if they are numbers. */
    static Landmarks5 points(double[] columns) throws RejectedItemException {
        try {
            return Landmarks5.ofColumns(columns);
        } catch (IllegalArgumentException notNumbers) {
            throw new RejectedItemException(String.valueOf(notNumbers.getMessage()));
        }
    }

    /** Towards zero, as Python's {@code %d} prints them. */
    private static int[] wholePixels(FaceBox box) {
        return new int[] {(int) box.x1(), (int) box.y1(), (int) box.x2(), (int) box.y2()};
    }
}
