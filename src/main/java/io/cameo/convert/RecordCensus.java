package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.image.Integrity;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts of a whole file, found on all processors without decoding. Every record is one of readable with a picture, empty,
 * unreadable; the histograms are of the first kind.
 */
final class RecordCensus {
    private static final int CHUNK = 1024;

    private final LabelCounts labels = new LabelCounts();
    private final SizeCounts sizes = new SizeCounts();
    private final ShapeCounts shapes = new ShapeCounts();
    private final List<ShowReport.Fault> faults = new ArrayList<>();
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

    ShapeCounts shapes() {
        return shapes;
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
        shapes.add(picture);
        Optional<String> fault = Integrity.fault(picture);
        if (fault.isPresent()) {
            damagedPictures++;
            addFault(records, position, fault.get());
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
        shapes.merge(part.shapes);
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
