package io.cameo.convert.coco;

import io.cameo.dataset.coco.BadAnnotationException;
import io.cameo.dataset.coco.CocoAnnotation;
import io.cameo.dataset.coco.CocoCategories;
import io.cameo.dataset.coco.CocoCategory;
import io.cameo.dataset.coco.CocoFile;
import io.cameo.dataset.coco.CocoReader;
import io.cameo.dataset.coco.Segmentation;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Counts what an annotation file holds, on all workers. One object is one run; {@link #cancel()} may come from any thread.
 */
public final class CocoCount {
    private final Path json;
    private final CocoCategories categories;
    private final Progress progress;
    private volatile boolean cancelled;
    private volatile @Nullable Pipeline<?, ?, ?> running;

    private int withAnnotations;
    private int withInstances;
    private long annotations;
    private long instances;
    private long crowds;
    private long withKeypoints;
    private long keypoints;
    private long areaZero;
    private long bad;
    private long polygons;
    private long severalParts;
    private long runs;
    private long compressed;
    private long none;
    private final Spread.Builder perImage = new Spread.Builder();
    private final Spread.Builder vertices = new Spread.Builder();
    private final Map<Long, Long> perCategory = new TreeMap<>();

    /**
     * @param categories whose annotations count
     * @param progress told of images
     */
    public CocoCount(Path json, CocoCategories categories, Progress progress) {
        this.json = json;
        this.categories = categories;
        this.progress = progress;
    }

    /** Lets the run end soon, by an exception. */
    public void cancel() {
        cancelled = true;
        Pipeline<?, ?, ?> pipeline = running;
        if (pipeline != null) {
            pipeline.cancel();
        }
    }

    /**
     * Counts.
     *
     * @throws io.cameo.bytes.CorruptDataException if the file is not an annotation file
     * @throws IllegalArgumentException if a category is not one of the file's
     * @throws CancellationException if it was told to stop
     */
    public CocoStats run() throws IOException {
        long begin = System.nanoTime();
        try (CocoFile file = CocoFile.open(json, categories)) {
            int[] next = {0};
            Pipeline<Integer, CocoReader, Image> pipeline = Pipeline.<Integer, CocoReader, Image>builder(
                            "count",
                            file::reader,
                            Image::new,
                            (position, reader, image) ->
                                    image.read(file.annotations(position), nth -> reader.read(position, nth)))
                    .progress(progress, file.images())
                    .build();
            running = pipeline;
            if (cancelled) {
                pipeline.cancel();
            }
            if (pipeline.run(
                            () -> next[0] < file.images() ? next[0]++ : null,
                            (sequence, position, image) -> add(image, file.annotations(position)))
                    .cancelled()) {
                throw new CancellationException("stopped");
            }
            return stats(file, begin);
        }
    }

    /** The annotations of one image that can be read. */
    private static final class Image {
        private final List<CocoAnnotation> sound = new ArrayList<>();
        private int unreadable;

        @FunctionalInterface
        interface ByNumber {
            CocoAnnotation read(int nth) throws IOException;
        }

        void read(int count, ByNumber from) throws IOException {
            sound.clear();
            unreadable = 0;
            for (int nth = 0; nth < count; nth++) {
                try {
                    sound.add(from.read(nth));
                } catch (BadAnnotationException what) {
                    unreadable++; // a check says which, and why
                }
            }
        }
    }

    private void add(Image image, int all) {
        annotations += all;
        bad += image.unreadable;
        long before = instances;
        image.sound.forEach(this::add);
        if (all > 0) {
            withAnnotations++;
            withInstances += instances > before ? 1 : 0;
            perImage.add(instances - before);
        }
    }

    private void add(CocoAnnotation annotation) {
        perCategory.merge(annotation.categoryId(), 1L, Long::sum);
        areaZero += annotation.area() == 0 ? 1 : 0;
        if (annotation.crowd()) {
            crowds++;
        } else {
            instances++;
            int marked = marked(annotation);
            withKeypoints += marked > 0 ? 1 : 0;
            keypoints += marked;
        }
        switch (annotation.segmentation()) {
            case null -> none++;
            case Segmentation.Runs ignored -> runs++;
            case Segmentation.Compressed ignored -> compressed++;
            case Segmentation.Polygons outlines -> {
                polygons++;
                severalParts += outlines.parts().size() > 1 ? 1 : 0;
                if (!annotation.crowd()) {
                    vertices.add(outlines.parts().stream()
                            .mapToLong(part -> part.length / 2)
                            .sum());
                }
            }
        }
    }

    /** What the annotation says; where it does not, as results do not, what its key points show. */
    private static int marked(CocoAnnotation annotation) {
        if (annotation.numKeypoints() >= 0) {
            return annotation.numKeypoints();
        }
        int marked = 0;
        for (int i = 2; i < annotation.keypoints().length; i += 3) {
            marked += annotation.keypoints()[i] > 0 ? 1 : 0;
        }
        return marked;
    }

    private CocoStats stats(CocoFile file, long beginNanos) {
        List<CocoStats.Category> counted = new ArrayList<>();
        for (CocoCategory category : file.categories()) {
            Long count = perCategory.remove(category.id());
            counted.add(new CocoStats.Category(category.id(), category.name(), count == null ? 0 : count));
        }
        perCategory.forEach((id, count) -> counted.add(new CocoStats.Category(id, "", count)));
        return new CocoStats(
                json,
                file.sizeBytes(),
                file.isResults(),
                file.images(),
                withAnnotations,
                withInstances,
                annotations,
                instances,
                crowds,
                withKeypoints,
                keypoints,
                areaZero,
                bad,
                new CocoStats.Forms(polygons, severalParts, runs, compressed, none),
                perImage.build(),
                vertices.build(),
                counted,
                file.oddities(),
                System.nanoTime() - beginNanos);
    }
}
