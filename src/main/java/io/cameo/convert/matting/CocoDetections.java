package io.cameo.convert.matting;

import io.cameo.dataset.coco.BadAnnotationException;
import io.cameo.dataset.coco.CocoAnnotation;
import io.cameo.dataset.coco.CocoFile;
import io.cameo.dataset.coco.CocoImage;
import io.cameo.dataset.coco.CocoReader;
import io.cameo.dataset.coco.Segmentation;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.mask.BadMaskException;
import io.cameo.mask.MaskOrder;
import io.cameo.mask.PolygonFill;
import io.cameo.mask.Rle;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Masks of COCO's JSON, results or annotations. Pictures are found by their {@code file_name} without its ending, with the folder
 * above or without; where results have only ids, another file's images tell the names, else the id is the picture's number.
 */
public final class CocoDetections implements Detections {
    private final CocoFile file;
    private final Map<String, Integer> positions = new HashMap<>();
    private final boolean numbered;
    private final Filter filter;

    /**
     * Which entries count.
     *
     * @param category of persons; COCO's is 1
     * @param leastScore of results; annotations have none, and pass
     * @param leastArea as a share of the picture
     */
    public record Filter(long category, double leastScore, double leastArea) {
        /** Persons, as MaGGIe's benchmark has them. */
        public static final Filter USUAL = new Filter(1, LEAST_SCORE, LEAST_AREA);
    }

    private CocoDetections(CocoFile file, Filter filter, boolean numbered) {
        this.file = file;
        this.filter = filter;
        this.numbered = numbered;
    }

    /**
     * Opens a file.
     *
     * @param images whose {@code images} tell the names of ids; null if there is none
     * @throws io.cameo.bytes.CorruptDataException if it is no sound annotation file
     */
    public static CocoDetections open(Path json, @Nullable Path images, Filter filter) throws IOException {
        CocoFile file = CocoFile.open(json);
        try {
            CocoDetections detections = new CocoDetections(file, filter, images == null && file.isResults());
            if (images == null) {
                detections.name(file);
            } else {
                try (CocoFile names = CocoFile.open(images)) {
                    detections.name(names);
                }
            }
            return detections;
        } catch (Throwable failure) {
            file.close();
            throw failure;
        }
    }

    private void name(CocoFile names) {
        for (int i = 0; i < names.images(); i++) {
            CocoImage image = names.image(i);
            int position = file.positionOf(image.id());
            if (position < 0) {
                continue;
            }
            if (numbered) {
                positions.put(Long.toString(image.id()), position);
                continue;
            }
            String name = image.fileName();
            int dot = name.lastIndexOf('.');
            String stem = dot > name.lastIndexOf('/') ? name.substring(0, dot) : name;
            for (int at = 0; at >= 0; at = stem.indexOf('/', at) + 1) {
                positions.putIfAbsent(stem.substring(at), position);
                if (stem.indexOf('/', at) < 0) {
                    break;
                }
            }
        }
    }

    private int position(Frame frame) {
        String name = frame.name();
        if (!numbered) {
            Integer qualified = positions.get(frame.split().name() + "/" + name);
            Integer known = qualified != null ? qualified : positions.get(name);
            return known == null ? -1 : known;
        }
        try {
            Integer known = positions.get(Long.toString(Long.parseLong(name)));
            return known == null ? -1 : known;
        } catch (NumberFormatException noNumber) {
            return -1;
        }
    }

    @Override
    public Finder finder(ImageCodec codec) {
        return new CocoFinder();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private final class CocoFinder implements Finder {
        private final CocoReader reader = file.reader();
        private final PolygonFill fill = new PolygonFill();

        @Override
        public @Nullable List<Image> masks(Frame frame, int widthPx, int heightPx, PlanePool pool)
                throws IOException, RejectedItemException {
            int position = position(frame);
            if (position < 0) {
                return null;
            }
            List<Image> masks = new ArrayList<>();
            try {
                for (CocoAnnotation entry : reader.read(position)) {
                    Segmentation segmentation = entry.segmentation();
                    if (entry.categoryId() != filter.category()
                            || entry.score() < filter.leastScore()
                            || entry.crowd()
                            || segmentation == null) {
                        continue;
                    }
                    Rle mask = segmentation.toRle(fill, heightPx, widthPx);
                    if (mask.widthPx() != widthPx || mask.heightPx() != heightPx) {
                        throw new RejectedItemException("mask has another size: id=" + entry.id() + ", expected="
                                + widthPx + "x" + heightPx + ", actual=" + mask.widthPx() + "x" + mask.heightPx());
                    }
                    if (mask.area() >= filter.leastArea() * widthPx * heightPx) {
                        Image plane = pool.take(widthPx, heightPx, PixelFormat.GRAY8);
                        mask.decode(MaskOrder.ROW_MAJOR, plane.pixels(), 0, (byte) 255);
                        masks.add(plane);
                    }
                }
            } catch (BadMaskException | BadAnnotationException bad) {
                throw new RejectedItemException("mask makes no sense: " + bad.getMessage(), bad);
            }
            return masks;
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
