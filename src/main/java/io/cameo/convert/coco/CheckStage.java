package io.cameo.convert.coco;

import io.cameo.convert.ImageRoot;
import io.cameo.convert.PackedImage;
import io.cameo.dataset.coco.BadAnnotationException;
import io.cameo.dataset.coco.CocoAnnotation;
import io.cameo.dataset.coco.CocoCategory;
import io.cameo.dataset.coco.CocoFile;
import io.cameo.dataset.coco.CocoImage;
import io.cameo.dataset.coco.CocoReader;
import io.cameo.dataset.coco.Segmentation;
import io.cameo.image.ImageHeader;
import io.cameo.image.ImageKind;
import io.cameo.image.Integrity;
import io.cameo.mask.BadMaskException;
import io.cameo.mask.PixelBox;
import io.cameo.mask.PlaneFormat;
import io.cameo.mask.PolygonFill;
import io.cameo.mask.Rle;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at one image after the other, with all that belongs to it. One for each worker. */
final class CheckStage implements AutoCloseable {
    private static final String NO_SUCH_FILE = "no such file";
    /**
     * COCO's areas are those of polygons before they became pixels, and for crowds coarser still: up to 32 % and 48 % from
     * the mask's in the 2017 validation images. Small masks differ more.
     */
    private static final double FAR_AREA = 0.5;

    private static final double FAR_AREA_PX = 32;
    /** COCO's boxes are those of the polygons: 99.9 % are within 5 pixels of the mask's. */
    private static final double FAR_BOX = 0.1;

    private static final double FAR_BOX_PX = 10;
    private static final double BOX_SLACK_PX = 1;

    private final CocoFile file;
    private final Files files;
    private final ImageRoot.@Nullable Reader images;
    private final CocoReader reader;
    private final PolygonFill fill = new PolygonFill();
    private final PackedImage bytes = new PackedImage();
    private final Map<Long, Integer> keypointsOf = new HashMap<>();

    /**
     * Which image files are looked at.
     *
     * @param root null for none
     * @param emptyToo also those of images without annotations
     */
    record Files(@Nullable ImageRoot root, boolean emptyToo) {}

    CheckStage(CocoFile file, Files files) {
        this.file = file;
        this.files = files;
        ImageRoot root = files.root();
        images = root == null ? null : root.reader();
        reader = file.reader();
        for (CocoCategory category : file.categories()) {
            keypointsOf.put(category.id(), category.keypoints().size());
        }
    }

    /** Whether a finding is about the image file. */
    static boolean isOfFile(CocoFinding finding) {
        return switch (finding.fault()) {
            case IMAGE_MISSING, IMAGE_BAD, IMAGE_SIZE, IMAGE_TURNED -> true;
            default -> false;
        };
    }

    /** Replaces the findings by those of one image. */
    void check(int position, List<CocoFinding> out) throws IOException {
        out.clear();
        CocoImage image = file.image(position);
        int annotations = file.annotations(position);
        ImageRoot.Reader root = images;
        if (root != null && (files.emptyToo() || annotations > 0)) {
            checkFile(root, image, out);
        }
        int persons = 0;
        int numbers = 0;
        boolean mixed = false;
        for (int nth = 0; nth < annotations; nth++) {
            try {
                CocoAnnotation annotation = reader.read(position, nth);
                persons += !annotation.crowd() && annotation.area() != 0 ? 1 : 0;
                int length = annotation.keypoints().length;
                mixed |= length != 0 && numbers != 0 && length != numbers;
                numbers = Math.max(numbers, length);
                checkAnnotation(image, annotation, out);
            } catch (BadAnnotationException bad) {
                out.add(new CocoFinding(CocoFault.ANNOTATION_BAD, image.id(), bad.annotationId(), bad.reason()));
            }
        }
        int most = PlaneFormat.STRICT.mostPersons();
        if (persons > most && !file.isResults()) {
            String detail = "persons=" + persons + ", most=" + most + ", file_name=" + image.fileName();
            out.add(new CocoFinding(CocoFault.TOO_MANY_PERSONS, image.id(), null, detail));
        }
        if (mixed && !file.isResults()) {
            out.add(new CocoFinding(
                    CocoFault.KEYPOINTS_MIXED,
                    image.id(),
                    null,
                    "most=" + numbers / 3 + ", file_name=" + image.fileName()));
        }
    }

    private void checkFile(ImageRoot.Reader root, CocoImage image, List<CocoFinding> out) {
        CocoFault fault = CocoFault.IMAGE_BAD;
        String detail;
        try {
            root.read(image.fileName(), bytes);
            Optional<String> broken = Integrity.fault(bytes.payload());
            ImageHeader header = ImageHeader.of(bytes.payload());
            if (broken.isPresent()) {
                detail = broken.get();
            } else if (header.kind() == ImageKind.NPY || !header.hasSize()) {
                detail = "not an image whose size can be told: kind=" + header.kind();
            } else if (header.exifOrientation() != 1) {
                fault = CocoFault.IMAGE_TURNED;
                detail = "orientation=" + header.exifOrientation();
            } else if (header.widthPx() != image.widthPx() || header.heightPx() != image.heightPx()) {
                fault = CocoFault.IMAGE_SIZE;
                detail = "expected=" + image.widthPx() + "x" + image.heightPx() + ", actual=" + header.widthPx() + "x"
                        + header.heightPx();
            } else {
                return;
            }
        } catch (RejectedItemException unreadable) {
            detail = unreadable.reason();
            if (detail.equals(NO_SUCH_FILE)) {
                fault = CocoFault.IMAGE_MISSING;
                detail = "";
            }
        }
        String name = "file_name=" + image.fileName();
        out.add(new CocoFinding(fault, image.id(), null, detail.isEmpty() ? name : detail + ", " + name));
    }

    private void checkAnnotation(CocoImage image, CocoAnnotation annotation, List<CocoFinding> out) {
        checkKeypoints(annotation, image, out);
        if (annotation.area() == 0) {
            add(out, CocoFault.AREA_ZERO, image, annotation, "");
            return;
        }
        Segmentation segmentation = annotation.segmentation();
        if (segmentation == null
                || (segmentation instanceof Segmentation.Polygons outlines
                        && outlines.parts().isEmpty())) {
            if (!file.isResults()) {
                add(out, CocoFault.SEGMENTATION_MISSING, image, annotation, "");
            }
            return;
        }
        if (segmentation instanceof Segmentation.Polygons) {
            if (file.isResults()) {
                return; // made of the box, and nobody knows the size of the image
            }
            if (annotation.crowd()) {
                add(out, CocoFault.CROWD_POLYGON, image, annotation, "");
            }
        }
        try {
            Rle mask = segmentation.toRle(fill, image.heightPx(), image.widthPx());
            if (file.isResults()) {
                return;
            }
            if (mask.heightPx() != image.heightPx() || mask.widthPx() != image.widthPx()) {
                String sizes = "expected=" + image.widthPx() + "x" + image.heightPx() + ", actual=" + mask.widthPx()
                        + "x" + mask.heightPx();
                add(out, CocoFault.MASK_SIZE, image, annotation, sizes);
                return;
            }
            compare(mask, image, annotation, out);
        } catch (BadMaskException bad) {
            add(out, CocoFault.SEGMENTATION_BAD, image, annotation, bad.reason());
        }
    }

    private void checkKeypoints(CocoAnnotation annotation, CocoImage image, List<CocoFinding> out) {
        int length = annotation.keypoints().length / 3;
        int expected = keypointsOf.getOrDefault(annotation.categoryId(), 0);
        if (length > 0 && expected > 0 && length != expected) {
            add(out, CocoFault.KEYPOINTS_LENGTH, image, annotation, "expected=" + expected + ", actual=" + length);
        }
        int marked = 0;
        for (int i = 2; i < annotation.keypoints().length; i += 3) {
            marked += annotation.keypoints()[i] > 0 ? 1 : 0;
        }
        if (length > 0 && annotation.numKeypoints() >= 0 && marked != annotation.numKeypoints()) {
            String counts = "num_keypoints=" + annotation.numKeypoints() + ", marked=" + marked;
            add(out, CocoFault.KEYPOINTS_COUNT, image, annotation, counts);
        }
    }

    private static void compare(Rle mask, CocoImage image, CocoAnnotation annotation, List<CocoFinding> out) {
        double area = (double) mask.area();
        double difference = Math.abs(area - annotation.area());
        if (area == 0) {
            add(out, CocoFault.MASK_EMPTY, image, annotation, "area=" + annotation.area());
        } else if (difference > FAR_AREA_PX && difference > FAR_AREA * Math.max(area, annotation.area())) {
            String areas = "area=" + annotation.area() + ", mask=" + mask.area();
            add(out, CocoFault.AREA_OFF, image, annotation, areas);
        }
        double[] box = annotation.box();
        if (box == null) {
            return;
        }
        double right = box[0] + box[2];
        double bottom = box[1] + box[3];
        boolean outside = box[0] < -BOX_SLACK_PX
                || box[1] < -BOX_SLACK_PX
                || right > image.widthPx() + BOX_SLACK_PX
                || bottom > image.heightPx() + BOX_SLACK_PX
                || box[2] < 0
                || box[3] < 0;
        PixelBox bounds = mask.bounds();
        double far = Math.max(
                Math.max(Math.abs(box[0] - bounds.xPx()), Math.abs(box[1] - bounds.yPx())),
                Math.max(
                        Math.abs(right - bounds.xPx() - bounds.widthPx()),
                        Math.abs(bottom - bounds.yPx() - bounds.heightPx())));
        String boxes = "bbox=" + box[0] + " " + box[1] + " " + box[2] + " " + box[3];
        if (outside) {
            add(out, CocoFault.BOX_OUTSIDE, image, annotation, boxes);
        } else if (area > 0 && far > FAR_BOX_PX && far > FAR_BOX * Math.max(box[2], box[3])) {
            String masks =
                    ", mask=" + bounds.xPx() + " " + bounds.yPx() + " " + bounds.widthPx() + " " + bounds.heightPx();
            add(out, CocoFault.BOX_OFF, image, annotation, boxes + masks);
        }
    }

    private static void add(
            List<CocoFinding> out, CocoFault fault, CocoImage image, CocoAnnotation annotation, String detail) {
        out.add(new CocoFinding(fault, image.id(), annotation.id(), detail));
    }

    @Override
    public void close() {
        reader.close();
        bytes.close();
        if (images != null) {
            images.close();
        }
    }
}
