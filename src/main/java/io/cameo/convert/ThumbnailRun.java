package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Integrity;
import io.cameo.image.Interpolation;
import io.cameo.image.Transforms;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.function.Consumer;

/** Decodes chosen records and makes them small, on all processors, in order. */
final class ThumbnailRun {
    /** Puts a decoded image into a thumbnail, in whatever form is wanted there. */
    @FunctionalInterface
    interface Maker {
        void make(Image image, ImageCodec codec, Thumbnail into);
    }

    static final class Scratch implements AutoCloseable {
        private final ImageCodec codec = ImageCodec.create();
        private final RecordView view = new RecordView();

        @Override
        public void close() {
            codec.close();
        }
    }

    private final RecordAccess records;
    private final Maker maker;

    ThumbnailRun(RecordAccess records, Maker maker) {
        this.records = records;
        this.maker = maker;
    }

    /** @param to is given each thumbnail on the calling thread, and must keep none */
    Outcome run(int[] positions, Progress progress, Stop stop, Consumer<Thumbnail> to) throws IOException {
        Pipeline<Integer, Scratch, Thumbnail> pipeline = Pipeline.builder(
                        "thumbnails", Scratch::new, Thumbnail::new, this::fill)
                .progress(progress, positions.length)
                .build();
        PrimitiveIterator.OfInt next = Arrays.stream(positions).iterator();
        try (var _ = stop.stops(pipeline)) {
            return pipeline.run(
                    () -> next.hasNext() ? next.next() : null, (sequence, position, thumbnail) -> to.accept(thumbnail));
        }
    }

    /** Fitted into a square with its aspect ratio kept; one that is smaller stays as it is. */
    static Image fit(Image image, int sidePx, ImageCodec codec) {
        double scale = Math.min(1, Math.min((double) sidePx / image.widthPx(), (double) sidePx / image.heightPx()));
        int widthPx = Math.clamp(Math.round(image.widthPx() * scale), 1, sidePx);
        int heightPx = Math.clamp(Math.round(image.heightPx() * scale), 1, sidePx);
        if (widthPx == image.widthPx() && heightPx == image.heightPx()) {
            return image;
        }
        return Transforms.resize(widthPx, heightPx, Interpolation.AREA, 0).apply(image, 0, codec);
    }

    private void fill(int position, Scratch scratch, Thumbnail into) {
        into.begin(records, position);
        try {
            records.read(position, scratch.view);
            scratch.view.detach();
            into.describe(scratch.view);
            maker.make(scratch.codec.decode(RecordAccess.picture(scratch.view), ColorMode.COLOR), scratch.codec, into);
        } catch (CorruptDataException damaged) {
            into.fault = damaged.reason();
        } catch (BadImageException bad) {
            into.fault = bad.reason();
            into.foundByDecoding =
                    Integrity.fault(RecordAccess.picture(scratch.view)).isEmpty();
        }
    }
}
