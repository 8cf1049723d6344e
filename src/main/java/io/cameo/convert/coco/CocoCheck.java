package io.cameo.convert.coco;

import io.cameo.convert.ImageRoot;
import io.cameo.dataset.coco.CocoCategories;
import io.cameo.dataset.coco.CocoFile;
import io.cameo.dataset.coco.CocoOddities;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks an annotation file, and its images if their folder is given, on all workers, without stopping at a fault.
 *
 * <p>Every annotation is read and rasterised, but for those of area 0, which the original never looks at. Image files are
 * looked through without decoding. One object is one run; {@link #cancel()} may come from any thread.
 */
public final class CocoCheck {
    /** How many findings of each kind are kept by default. */
    public static final int DEFAULT_EXAMPLES = 3;

    private final Path json;
    private CocoCategories categories = CocoCategories.ALL;
    private @Nullable Path root;
    private boolean emptyToo;
    private int workers = Runtime.getRuntime().availableProcessors();
    private int examples = DEFAULT_EXAMPLES;
    private Progress progress = Progress.NONE;
    private volatile boolean cancelled;
    private volatile @Nullable Pipeline<Integer, CheckStage, List<CocoFinding>> running;

    private CocoCheck(Path json) {
        this.json = json;
    }

    /** A check of all categories, without images. */
    public static CocoCheck of(Path json) {
        return new CocoCheck(json);
    }

    /** Only annotations of these. */
    public CocoCheck categories(CocoCategories wanted) {
        categories = wanted;
        return this;
    }

    /** Also the image files, by their names in this folder, or in a zip archive in its place. */
    public CocoCheck images(Path folder) {
        root = folder;
        return this;
    }

    /** Also the files of images without annotations, which encoding leaves out unless it is told otherwise. */
    public CocoCheck emptyToo(boolean on) {
        emptyToo = on;
        return this;
    }

    public CocoCheck workers(int count) {
        workers = count;
        return this;
    }

    /** How many findings of each kind to keep. */
    public CocoCheck examples(int most) {
        examples = most;
        return this;
    }

    /** Told of images. */
    public CocoCheck progress(Progress to) {
        progress = to;
        return this;
    }

    /** Lets the run end soon, with a report of what it has seen. */
    public void cancel() {
        cancelled = true;
        Pipeline<?, ?, ?> pipeline = running;
        if (pipeline != null) {
            pipeline.cancel();
        }
    }

    /**
     * Checks.
     *
     * @throws io.cameo.bytes.CorruptDataException if the annotation file is not even one
     * @throws IllegalArgumentException if a category is not one of the file's, or images of a results file are to be checked
     */
    public CocoCheckReport run() throws IOException {
        long begin = System.nanoTime();
        Path folder = root;
        try (CocoFile file = CocoFile.open(json, categories);
                ImageRoot opened = folder == null ? null : ImageRoot.open(folder)) {
            if (root != null && file.isResults()) {
                throw new IllegalArgumentException(
                        "a results file names no image files, check it without a folder: " + json);
            }
            Tally tally = new Tally(examples);
            tally.add(file.oddities());
            int[] next = {0};
            long[] seen = new long[2];
            CheckStage.Files files = new CheckStage.Files(opened, emptyToo);
            Pipeline<Integer, CheckStage, List<CocoFinding>> pipeline =
                    Pipeline.<Integer, CheckStage, List<CocoFinding>>builder(
                                    "check",
                                    () -> new CheckStage(file, files),
                                    ArrayList::new,
                                    (position, stage, out) -> stage.check(position, out))
                            .workers(workers)
                            .progress(progress, file.images())
                            .build();
            running = pipeline;
            if (cancelled) {
                pipeline.cancel();
            }
            Outcome outcome =
                    pipeline.run(() -> next[0] < file.images() ? next[0]++ : null, (sequence, position, findings) -> {
                        seen[0] += file.annotations(position);
                        boolean looked = folder != null && (emptyToo || file.annotations(position) > 0);
                        seen[1] += looked && findings.stream().noneMatch(CheckStage::isOfFile) ? 1 : 0;
                        findings.forEach(tally::add);
                    });
            return new CocoCheckReport(
                    json,
                    folder,
                    file.images(),
                    seen[1],
                    seen[0],
                    tally.found(),
                    outcome.cancelled(),
                    System.nanoTime() - begin);
        }
    }

    /** Counts findings and keeps the first of each kind. */
    private static final class Tally {
        private final int most;
        private final Map<CocoFault, Long> counts = new EnumMap<>(CocoFault.class);
        private final Map<CocoFault, List<CocoFinding>> first = new EnumMap<>(CocoFault.class);

        Tally(int most) {
            this.most = most;
        }

        void add(CocoFinding finding) {
            counts.merge(finding.fault(), 1L, Long::sum);
            List<CocoFinding> kept = first.computeIfAbsent(finding.fault(), fault -> new ArrayList<>());
            if (kept.size() < most) {
                kept.add(finding);
            }
        }

        void add(CocoOddities oddities) {
            add(CocoFault.IMAGE_TWICE, oddities.duplicateImages());
            add(CocoFault.ANNOTATION_TWICE, oddities.duplicateAnnotations());
            add(CocoFault.ANNOTATION_STRAY, oddities.strayAnnotations());
            add(CocoFault.CATEGORY_UNKNOWN, oddities.unknownCategories());
        }

        private void add(CocoFault fault, CocoOddities.Ids ids) {
            if (ids.count() > 0) {
                counts.put(fault, ids.count());
                boolean image = fault == CocoFault.IMAGE_TWICE;
                first.put(
                        fault,
                        ids.first().stream()
                                .limit(most)
                                .map(id -> new CocoFinding(fault, image ? id : null, image ? null : id, ""))
                                .toList());
            }
        }

        Map<CocoFault, CocoCheckReport.Found> found() {
            Map<CocoFault, CocoCheckReport.Found> found = new EnumMap<>(CocoFault.class);
            counts.forEach((fault, count) -> found.put(
                    fault, new CocoCheckReport.Found(count, List.copyOf(first.getOrDefault(fault, List.of())))));
            return found;
        }
    }
}
