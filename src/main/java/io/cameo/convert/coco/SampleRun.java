package io.cameo.convert.coco;

import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.ShowReport;
import io.cameo.convert.Stop;
import io.cameo.dataset.coco.CocoSample;
import io.cameo.image.BadImageException;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads samples on all processors, makes something of each, and hands it over in order; what cannot be read is a fault. */
final class SampleRun {
    private final SampleSource source;
    private final Stop stop;

    SampleRun(SampleSource source, Stop stop) {
        this.source = source;
        this.stop = stop;
    }

    /** Something made of a sample, or why not. Reused. */
    static class Made {
        private int position;
        private long offsetBytes;
        private @Nullable String fault;

        int position() {
            return position;
        }

        /** Why there is nothing; null where there is. */
        @Nullable
        String fault() {
            return fault;
        }

        ShowReport.Fault toFault(SampleSource source) {
            return new ShowReport.Fault(
                    position, Long.toString(source.idAt(position)), offsetBytes, String.valueOf(fault));
        }
    }

    /** Makes it. */
    @FunctionalInterface
    interface Maker<M extends Made> {
        void make(CocoSample sample, Easel easel, M into) throws IOException;
    }

    /** Takes it, on the calling thread; must keep nothing of it. */
    @FunctionalInterface
    interface Taker<M extends Made> {
        void take(M made) throws IOException;
    }

    <M extends Made> void run(int[] positions, Progress progress, Supplier<M> outputs, Maker<M> maker, Taker<M> taker)
            throws IOException {
        Pipeline<Integer, Easel, M> pipeline = Pipeline.builder(
                        "coco show",
                        () -> new Easel(source),
                        outputs,
                        (Integer position, Easel easel, M into) -> fill(position, easel, into, maker))
                .progress(progress, positions.length)
                .build();
        PrimitiveIterator.OfInt next = Arrays.stream(positions).iterator();
        try (var _ = stop.stops(pipeline)) {
            pipeline.run(() -> next.hasNext() ? next.next() : null, (sequence, position, made) -> taker.take(made));
        }
    }

    private static <M extends Made> void fill(int position, Easel easel, M into, Maker<M> maker) throws IOException {
        Made made = into;
        made.position = position;
        made.offsetBytes = 0;
        made.fault = null;
        try {
            maker.make(easel.reader().at(position), easel, into);
        } catch (CorruptDataException damage) {
            made.fault = damage.reason();
            made.offsetBytes = damage.offsetBytes();
        } catch (BadImageException bad) {
            made.fault = bad.reason();
        }
    }
}
