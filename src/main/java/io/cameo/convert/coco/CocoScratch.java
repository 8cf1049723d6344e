package io.cameo.convert.coco;

import io.cameo.convert.ImageRoot;
import io.cameo.convert.PackedImage;
import io.cameo.dataset.coco.BadAnnotationException;
import io.cameo.dataset.coco.CocoAnnotation;
import io.cameo.dataset.coco.CocoCategory;
import io.cameo.dataset.coco.CocoFile;
import io.cameo.dataset.coco.CocoPerson;
import io.cameo.dataset.coco.CocoReader;
import io.cameo.dataset.coco.CocoSampleWriter;
import io.cameo.dataset.coco.Segmentation;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.mask.BadMaskException;
import io.cameo.mask.InstancePlane;
import io.cameo.mask.PersonMask;
import io.cameo.mask.PlaneFormat;
import io.cameo.mask.PlanePainter;
import io.cameo.mask.PolygonFill;
import io.cameo.mask.Rle;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a worker keeps for itself: a reader of annotations, a brush, and memory for the file and the plane. */
final class CocoScratch implements AutoCloseable {
    private static final Rle NO_PIXELS = Rle.of(1, 1, 1);

    final PackedImage file = new PackedImage();
    final ImageRoot.Reader images;
    final CocoSampleWriter writer = new CocoSampleWriter();
    private final CocoFile annotations;
    private final CocoReader reader;
    private final PolygonFill fill = new PolygonFill();
    private final PlaneFormat format;
    private final PlanePainter painter;
    private final @Nullable ImageCodec codec;
    private final List<PersonMask> masks = new ArrayList<>();
    private final List<CocoPerson> people = new ArrayList<>();
    private Arena arena = Arena.ofShared();
    private MemorySegment pixels = arena.allocate(1 << 19);
    private boolean wholeKeypoints;

    /** @param decodes whether pixels of images are needed */
    CocoScratch(CocoFile annotations, ImageRoot root, PlaneFormat format, boolean decodes) {
        images = root.reader();
        this.annotations = annotations;
        this.format = format;
        reader = annotations.reader();
        painter = new PlanePainter(format);
        codec = decodes ? ImageCodec.create() : null;
    }

    ImageCodec codec() {
        return Objects.requireNonNull(codec, "this run decodes nothing");
    }

    /** Every annotation of the image that was painted last, in the order of the file. */
    List<CocoPerson> people() {
        return people;
    }

    /** Whether all key points of persons with a number were written as whole numbers. */
    boolean wholeKeypoints() {
        return wholeKeypoints;
    }

    /** The categories that the annotations of the image name. */
    List<CocoCategory> categories() {
        return annotations.categories().stream()
                .filter(category -> people.stream().anyMatch(person -> person.categoryId() == category.id()))
                .toList();
    }

    /** Reads the annotations of an image and paints them. The plane is valid until the next. */
    InstancePlane paint(CocoItem item) throws IOException, RejectedItemException {
        try {
            List<CocoAnnotation> read = reader.read(item.position());
            take(item, read);
            return painter.paint(item.image().fileName(), masks, target(item));
        } catch (BadAnnotationException bad) {
            throw new RejectedItemException(bad.reason());
        } catch (BadMaskException bad) {
            throw new RejectedItemException(bad.reason());
        }
    }

    private void take(CocoItem item, List<CocoAnnotation> read) throws RejectedItemException {
        masks.clear();
        people.clear();
        wholeKeypoints = true;
        int numbers = 0;
        for (CocoAnnotation annotation : read) {
            numbers = Math.max(numbers, annotation.keypoints().length);
        }
        int index = 0;
        for (CocoAnnotation annotation : read) {
            PersonMask mask = mask(item, annotation);
            masks.add(mask);
            if (mask.isPerson()) {
                index++;
                wholeKeypoints &= annotation.wholeKeypoints();
            }
            double[] keypoints = annotation.keypoints().length == 0 ? new double[numbers] : annotation.keypoints();
            if (keypoints.length != numbers) {
                throw new RejectedItemException("annotations differ in key points: annotation=" + annotation.id()
                        + ", numbers=" + keypoints.length + ", another=" + numbers);
            }
            double[] box = annotation.box();
            people.add(new CocoPerson(
                    annotation.id(),
                    annotation.categoryId(),
                    mask.isPerson() ? index : 0,
                    annotation.crowd(),
                    mask.isUnannotated(),
                    annotation.area(),
                    box == null ? new double[4] : box,
                    keypoints));
        }
    }

    /** As in the original, what has an area of 0 is not even rasterised. */
    private PersonMask mask(CocoItem item, CocoAnnotation annotation) throws RejectedItemException {
        Rle mask = NO_PIXELS;
        if (annotation.area() != 0) {
            Segmentation segmentation = annotation.segmentation();
            if (segmentation == null) {
                throw new RejectedItemException("annotation has no segmentation: annotation=" + annotation.id());
            }
            mask = rasterised(item, annotation.id(), segmentation);
        }
        return new PersonMask(mask, annotation.area(), annotation.crowd(), annotation.numKeypoints());
    }

    private Rle rasterised(CocoItem item, long id, Segmentation segmentation) throws RejectedItemException {
        int heightPx = item.image().heightPx();
        int widthPx = item.image().widthPx();
        Rle mask;
        try {
            mask = segmentation.toRle(fill, heightPx, widthPx);
        } catch (BadMaskException bad) {
            throw new RejectedItemException(bad.reason() + ", annotation=" + id);
        }
        if (mask.heightPx() != heightPx || mask.widthPx() != widthPx) {
            throw new RejectedItemException("mask does not fit the image: mask=" + mask.widthPx() + "x"
                    + mask.heightPx() + ", expected=" + widthPx + "x" + heightPx + ", annotation=" + id);
        }
        return mask;
    }

    private Image target(CocoItem item) throws RejectedItemException {
        int heightPx = item.image().heightPx();
        int widthPx = item.image().widthPx();
        long rowBytes = (long) widthPx * format.pixels().bytesPerPixel();
        long bytes = rowBytes * heightPx;
        if (heightPx <= 0
                || widthPx <= 0
                || Math.max(heightPx, widthPx) > InstancePlane.LONGEST_SIDE_PX
                || bytes > Integer.MAX_VALUE) {
            throw new RejectedItemException("size cannot be an image's: width=" + widthPx + ", height=" + heightPx);
        }
        if (pixels.byteSize() < bytes) {
            arena.close();
            arena = Arena.ofShared();
            pixels = arena.allocate(bytes);
        }
        return Image.wrap(pixels.asSlice(0, bytes), widthPx, heightPx, rowBytes, format.pixels());
    }

    @Override
    public void close() {
        reader.close();
        file.close();
        images.close();
        arena.close();
        if (codec != null) {
            codec.close();
        }
    }
}
