package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.image.ImageHeader;
import io.cameo.image.Integrity;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts of a whole file, found on all processors without decoding. Every record is one of readable with a picture, empty,
 * unreadable; the histograms are of the first kind.
 */
final class RecordCensus {
    private static final int CHUNK = 1024;
    private static final int MAX_SHAPES = 4096;

    /** Width and height of pictures as stored; 0 x 0 where the header does not tell. */
    record Shape(int widthPx, int heightPx) {
        boolean isKnown() {
            return widthPx > 0 && heightPx > 0;
        }
    }

    /** A shape and how many pictures have it; null for all others together. */
    record ShapeCount(@Nullable Shape shape, long count) {}

    private final LabelCounts labels = new LabelCounts();
    private final SizeCounts sizes = new SizeCounts();
    private final Map<Shape, Long> shapes = new HashMap<>();
    private final List<ShowReport.Fault> faults = new ArrayList<>();
    private long otherShapes;
    private long images;
    private long empty;
    private long unreadable;
    private long damagedPictures;
    private long withoutHeader;
    private long pictureBytes;
    private long coveredBytes;

    /** Counts a file; what it has counted so far, if the wish to stop came. */
    static RecordCensus of(RecordAccess records, Progress progress, Stop stop) throws IOException {
        RecordCensus all = new RecordCensus();
        Pipeline<Integer, RecordView, RecordCensus> pipeline = Pipeline.<Integer, RecordView, RecordCensus>builder(
                        "census", RecordView::new, RecordCensus::new, (chunk, view, into) -> {
                            into.clear();
                            into.addChunk(records, chunk, view);
                        })
                .window(16 + 2 * Runtime.getRuntime().availableProcessors())
                .progress(perRecord(progress, records.size()), Math.ceilDiv(records.size(), CHUNK))
                .build();
        AtomicInteger next = new AtomicInteger();
        int chunks = Math.ceilDiv(records.size(), CHUNK);
        try (var _ = stop.stops(pipeline)) {
            pipeline.run(
                    () -> next.get() < chunks ? next.getAndIncrement() : null,
                    (sequence, chunk, part) -> all.merge(part));
        }
        return all;
    }

    LabelCounts labels() {
        return labels;
    }

    SizeCounts sizes() {
        return sizes;
    }

    /** The most common shapes, and the others together behind them if there are more. */
    List<ShapeCount> shapes(int most) {
        List<ShapeCount> sorted = new ArrayList<>();
        shapes.forEach((shape, count) -> sorted.add(new ShapeCount(shape, count)));
        sorted.sort(Comparator.comparingLong(ShapeCount::count)
                .reversed()
                .thenComparing(entry -> String.valueOf(entry.shape())));
        if (sorted.size() <= most && otherShapes == 0) {
            return sorted;
        }
        int kept = Math.min(most - 1, sorted.size());
        long rest = otherShapes;
        for (ShapeCount entry : sorted.subList(kept, sorted.size())) {
            rest += entry.count();
        }
        List<ShapeCount> shown = new ArrayList<>(sorted.subList(0, kept));
        shown.add(new ShapeCount(null, rest));
        return shown;
    }

    /** How many shapes are told apart. */
    int distinctShapes() {
        return shapes.size();
    }

    /** Records that can be read and hold something. */
    long images() {
        return images;
    }

    long empty() {
        return empty;
    }

    /** Readable records without an image header, whose labels nobody knows. */
    long withoutHeader() {
        return withoutHeader;
    }

    long pictureBytes() {
        return pictureBytes;
    }

    /** Records that cannot be read, and pictures whose structure is broken. */
    long faulty() {
        return unreadable + damagedPictures;
    }

    long unreadable() {
        return unreadable;
    }

    /** The first of {@link #faulty()}, by position. */
    List<ShowReport.Fault> faults() {
        return faults;
    }

    /** Bytes of the file that sound records take, heads and padding included. */
    long coveredBytes() {
        return coveredBytes;
    }

    private void addChunk(RecordAccess records, int chunk, RecordView view) {
        int end = (int) Math.min((chunk + 1L) * CHUNK, records.size());
        for (int position = chunk * CHUNK; position < end; position++) {
            try {
                records.read(position, view);
                view.detach();
            } catch (CorruptDataException damaged) {
                unreadable++;
                addFault(records, position, damaged.reason());
                continue;
            }
            coveredBytes += view.endBytes() - view.offsetBytes();
            if (RecordAccess.isEmpty(view)) {
                empty++;
            } else {
                add(records, position, view);
            }
        }
    }

    private void add(RecordAccess records, int position, RecordView view) {
        MemorySegment picture = RecordAccess.picture(view);
        images++;
        pictureBytes += picture.byteSize();
        sizes.add((int) picture.byteSize());
        if (view.hasHeader()) {
            labels.add(view.label(0));
        } else {
            withoutHeader++;
        }
        ImageHeader header = ImageHeader.of(picture);
        addShape(new Shape(header.hasSize() ? header.widthPx() : 0, header.hasSize() ? header.heightPx() : 0), 1);
        Optional<String> fault = Integrity.fault(picture);
        if (fault.isPresent()) {
            damagedPictures++;
            addFault(records, position, fault.get());
        }
    }

    private void addShape(Shape shape, long count) {
        if (shapes.containsKey(shape) || shapes.size() < MAX_SHAPES) {
            shapes.merge(shape, count, Long::sum);
        } else {
            otherShapes += count;
        }
    }

    private void addFault(RecordAccess records, int position, String reason) {
        if (faults.size() < ShowReport.MAX_FAULTS) {
            faults.add(
                    new ShowReport.Fault(position, records.keyText(position), records.offsetBytes(position), reason));
        }
    }

    private void merge(RecordCensus part) {
        labels.merge(part.labels);
        sizes.merge(part.sizes);
        part.shapes.forEach(this::addShape);
        otherShapes += part.otherShapes;
        int room = ShowReport.MAX_FAULTS - faults.size();
        faults.addAll(part.faults.subList(0, Math.min(room, part.faults.size())));
        images += part.images;
        empty += part.empty;
        unreadable += part.unreadable;
        damagedPictures += part.damagedPictures;
        withoutHeader += part.withoutHeader;
        pictureBytes += part.pictureBytes;
        coveredBytes += part.coveredBytes;
    }

    private void clear() {
        labels.clear();
        sizes.clear();
        shapes.clear();
        faults.clear();
        otherShapes = 0;
        images = 0;
        empty = 0;
        unreadable = 0;
        damagedPictures = 0;
        withoutHeader = 0;
        pictureBytes = 0;
        coveredBytes = 0;
    }

    /** Progress of chunks told as progress of records. */
    private static Progress perRecord(Progress progress, int records) {
        return new Progress() {
            @Override
            public void started(long totalItems) {
                progress.started(records);
            }

            @Override
            public void advanced(long doneItems, long rejectedItems) {
                progress.advanced(Math.min(doneItems * CHUNK, records), rejectedItems);
            }

            @Override
            public void finished(long doneItems, long rejectedItems) {
                progress.finished(Math.min(doneItems * CHUNK, records), rejectedItems);
            }
        };
    }
}
