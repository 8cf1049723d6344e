package io.cameo.convert;

import io.cameo.bytes.DamagedRegion;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.ImageCodec;
import io.cameo.image.ImageKind;
import io.cameo.image.Integrity;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Sink;
import io.cameo.record.Record;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Decodes the image of every record that a walk meets, on all workers. */
final class DecodeCheck implements Sink<DecodeCheck.Stored, Object> {
    private final VerifyWalk walk;
    private long images;
    private final AtomicLong withoutImage = new AtomicLong();

    DecodeCheck(VerifyWalk walk) {
        this.walk = walk;
    }

    /** A record with an image. */
    record Stored(Record record, long endBytes, String key, MemorySegment image) {}

    /** Walks to the end, or until it is stopped. */
    Outcome run(int workers, Progress progress, long totalRecords, Stop stop) throws IOException {
        Pipeline<Stored, ImageCodec, Object> pipeline = Pipeline.<Stored, ImageCodec, Object>builder(
                        "verify", ImageCodec::create, Object::new, (stored, codec, _) -> check(stored.image(), codec))
                .workers(workers)
                .errorLimit(Pipeline.UNLIMITED)
                .progress(countingAll(progress), totalRecords)
                .build();
        try (var _ = stop.stops(pipeline)) {
            return pipeline.run(this::next, this);
        }
    }

    long images() {
        return images;
    }

    long withoutImage() {
        return withoutImage.get();
    }

    @Override
    public void accept(long sequence, Stored stored, Object out) {
        images++;
    }

    /** The walk runs on a worker's thread meanwhile. */
    @Override
    public void rejected(long sequence, Stored stored, String reason) {
        String key = stored.key().isEmpty() ? "" : (reason.contains(": ") ? ", key=" : ": key=") + stored.key();
        DamagedRegion region = new DamagedRegion(stored.record().offsetBytes(), stored.endBytes(), reason + key);
        synchronized (walk) {
            walk.noteImage(region, stored.key());
        }
    }

    private @Nullable Stored next() {
        synchronized (walk) {
            while (walk.next()) {
                RecordView view = walk.view();
                if (view.hasHeader() && view.payloadLength() > 0) {
                    Record record = view.toRecord();
                    return new Stored(record, view.endBytes(), walk.keyText(), record.payload());
                }
                withoutImage.incrementAndGet();
            }
            return null;
        }
    }

    /** Progress of images told as progress of records: those without an image are done, too. */
    private Progress countingAll(Progress progress) {
        return new Progress() {
            @Override
            public void started(long totalItems) {
                progress.started(totalItems);
            }

            @Override
            public void advanced(long doneItems, long rejectedItems) {
                progress.advanced(doneItems + withoutImage(), rejectedItems);
            }

            @Override
            public void finished(long doneItems, long rejectedItems) {
                progress.finished(doneItems + withoutImage(), rejectedItems);
            }
        };
    }

    private static void check(MemorySegment image, ImageCodec codec) throws RejectedItemException {
        if (ImageKind.of(image) == ImageKind.NPY) {
            Optional<String> fault = Integrity.fault(image); // no picture, so its structure is all there is
            if (fault.isPresent()) {
                throw new RejectedItemException(fault.get());
            }
            return;
        }
        try {
            codec.decode(image, ColorMode.UNCHANGED);
        } catch (BadImageException bad) {
            throw new RejectedItemException(bad.reason(), bad);
        }
    }
}
