package io.cameo.loader.rates;

import io.cameo.loader.Batch;
import io.cameo.loader.Loader;
import io.cameo.loader.TensorLayout;
import io.cameo.loader.TensorType;
import io.cameo.loader.mxnet.MxNetImages;
import io.cameo.loader.mxnet.MxNetLibrary;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The loader and MXNet's {@code ImageRecordIter} in turns, a whole epoch each. Both give batches of 128 and the same labels;
 * a little of every line of memory of each batch is read. Ours are shuffled, theirs in file order, which is what theirs is
 * fastest at. When one has its turn the other has nothing left to do: an epoch is begun and ended within it.
 */
final class PeerRates {
    private static final float MEAN = 127.5f;
    private static final float STD = 127.5f;
    private static final int LINE_BYTES = 64;

    private final PeerFile file;
    private final MxNetLibrary library;
    private final int rounds;
    private final long seed;
    private long touched;

    PeerRates(PeerFile file, MxNetLibrary library, int rounds, long seed) {
        this.file = file;
        this.library = library;
        this.rounds = rounds;
        this.seed = seed;
    }

    PeerReport run(int[] threads, AtomicBoolean stop, Consumer<PeerRow> listener) throws IOException {
        List<PeerRow> rows = new ArrayList<>();
        Consumer<PeerRow> add = row -> {
            rows.add(row);
            listener.accept(row);
        };
        for (int number : threads) {
            pixels(number, stop, add);
            floats(number, stop, add);
        }
        return new PeerReport(
                library.version(), library.path(), file.images(), file.leftOut(), rounds, List.copyOf(rows));
    }

    /** The sum of what was looked at, so that nobody can leave the looking out. */
    long touched() {
        return touched;
    }

    private void pixels(int threads, AtomicBoolean stop, Consumer<PeerRow> rows) throws IOException {
        try (Loader nhwc = loader(threads, TensorLayout.NHWC, TensorType.UINT8);
                Loader nchw = loader(threads, TensorLayout.NCHW, TensorType.UINT8);
                Peer cpu = new Peer(threads, "uint8", "cpu");
                Peer usual = new Peer(threads, "uint8", null)) {
            Rounds.Job ours = round -> draw(nhwc, round, stop);
            Rounds.Job oursInPlanes = round -> draw(nchw, round, stop);
            Rounds.Job theirs = round -> cpu.epoch(stop);
            Rounds.Job theirsAsUsual = round -> usual.epoch(stop);
            Rounds measured = Rounds.take(List.of(ours, theirs, oursInPlanes, theirsAsUsual), rounds, stop);
            if (!stop.get()) {
                rows.accept(measured.compare("u8 NHWC", "ctx=cpu", threads, 0, 1));
                rows.accept(measured.compare("u8 NCHW", "ctx=cpu", threads, 2, 1));
                rows.accept(measured.compare("u8 NHWC", "default", threads, 0, 3));
                rows.accept(measured.compare("u8 NCHW", "default", threads, 2, 3));
            }
        }
    }

    private void floats(int threads, AtomicBoolean stop, Consumer<PeerRow> rows) throws IOException {
        try (Loader nchw = loader(threads, TensorLayout.NCHW, TensorType.FLOAT32);
                Peer cpu = new Peer(threads, "float32", "cpu");
                Peer usual = new Peer(threads, "float32", null)) {
            Rounds.Job ours = round -> draw(nchw, round, stop);
            Rounds.Job theirs = round -> cpu.epoch(stop);
            Rounds.Job theirsAsUsual = round -> usual.epoch(stop);
            Rounds measured = Rounds.take(List.of(ours, theirs, theirsAsUsual), rounds, stop);
            if (!stop.get()) {
                rows.accept(measured.compare("f32 NCHW", "ctx=cpu", threads, 0, 1));
                rows.accept(measured.compare("f32 NCHW", "default", threads, 0, 2));
            }
        }
    }

    private Loader loader(int threads, TensorLayout layout, TensorType type) throws IOException {
        return Loader.of(file.path())
                .shuffle(seed)
                .size(file.widthPx(), file.heightPx())
                .batch(BatchRates.BATCH, layout, type)
                .normalize(MEAN, STD)
                .workers(threads)
                .open();
    }

    private long draw(Loader loader, long epoch, AtomicBoolean stop) {
        long samples = 0;
        for (Batch batch : loader.epoch(epoch)) {
            touch(batch.images());
            samples += batch.samples();
            if (stop.get()) {
                break;
            }
        }
        return samples;
    }

    /** Reads the first byte of every line of memory: whoever made a batch, somebody then looks at it. */
    private void touch(MemorySegment memory) {
        long sum = 0;
        long size = memory.byteSize();
        for (long at = 0; at < size; at += LINE_BYTES) {
            sum += memory.get(ValueLayout.JAVA_BYTE, at);
        }
        touched += sum;
    }

    /** One {@code ImageRecordIter}. */
    private final class Peer implements AutoCloseable {
        private final MxNetImages images;
        private boolean begun;

        /**
         * @param context null for its default setting
         */
        Peer(int threads, String type, @Nullable String context) {
            Map<String, String> options =
                    MxNetImages.options(List.of(file.path()), file.widthPx(), file.heightPx(), BatchRates.BATCH);
            options.put("dtype", type);
            options.put("preprocess_threads", Integer.toString(threads));
            if (!type.equals("uint8")) {
                for (String channel : List.of("r", "g", "b")) {
                    options.put("mean_" + channel, Float.toString(MEAN));
                    options.put("std_" + channel, Float.toString(STD));
                }
            }
            if (context != null) {
                options.put("ctx", context);
            }
            library.decodingThreads(threads);
            images = new MxNetImages(library, options);
        }

        long epoch(AtomicBoolean stop) {
            if (begun) {
                images.beforeFirst();
            }
            begun = true;
            long batches = 0;
            while (!stop.get() && images.next()) {
                touch(images.images());
                batches++;
            }
            long expected = Math.ceilDiv(file.images(), (long) BatchRates.BATCH);
            if (batches != expected && !stop.get()) {
                throw new IllegalStateException(
                        "mxnet gave another number of batches: expected=" + expected + ", actual=" + batches);
            }
            return file.images();
        }

        @Override
        public void close() {
            images.close();
        }
    }
}
