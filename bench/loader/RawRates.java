package io.cameo.loader;

import io.cameo.convert.Turns;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import io.cameo.record.RecordWriter;
import io.cameo.scene.Portrait;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Loading of raw pixels beside copying them, in turns within one process that loads nothing else, as a trainer's: code that
 * the JVM compiled for several kinds of records at once is a tenth slower. Drawn portraits of 112x112, one worker. A bound is
 * a loop of copies out of the same mapping, in the same order, into as many batches as the loader has, which were there
 * before.
 *
 * <p>Arguments: samples (default 8,192: ten times the third-level cache of most machines) and rounds (default 25).
 */
public final class RawRates {
    private static final int DISTINCT = 512;
    private static final int SIZE_PX = 112;
    private static final long SAMPLE_BYTES = 3L * SIZE_PX * SIZE_PX;
    private static final int BATCH = 128;
    private static final int BATCHES = 3;
    private static final int EPOCHS = 3;

    private RawRates() {}

    private enum InOrder {
        FILE,
        SHUFFLED
    }

    public static void main(String[] args) throws IOException {
        int samples = args.length > 0 ? Integer.parseInt(args[0]) : 8_192;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 25;
        Path folder = Files.createTempDirectory("cameo-rates");
        Path rec = folder.resolve("raw.rec");
        write(rec, samples);
        try (RecordFile file = RecordFile.open(rec);
                Loader shuffled =
                        Loader.of(rec).shuffle(1).workers(1).batch(BATCH).open();
                Loader inOrder = Loader.of(rec).workers(1).batch(BATCH).open();
                Arena arena = Arena.ofConfined()) {
            MemorySegment[] batches = new MemorySegment[BATCHES];
            Arrays.setAll(batches, i -> arena.allocate(BATCH * SAMPLE_BYTES, 64));
            new Turns(EPOCHS * samples, rounds)
                    .bound("copy, in a row", () -> copy(file, batches, InOrder.FILE))
                    .add("loader, in file order", () -> load(inOrder, samples))
                    .bound("copy, shuffled", () -> copy(file, batches, InOrder.SHUFFLED))
                    .add("loader, shuffled", () -> load(shuffled, samples))
                    .run();
        }
        LoaderRates.delete(folder);
    }

    private static void write(Path rec, int samples) throws IOException {
        Portrait portrait = new Portrait(SIZE_PX);
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined();
                RecordWriter writer = RecordWriter.create(rec)) {
            Image image = Image.allocate(arena, SIZE_PX, SIZE_PX, PixelFormat.BGR8);
            MemorySegment[] payloads = new MemorySegment[DISTINCT];
            float[] landmarks = new float[10];
            for (int i = 0; i < samples; i++) {
                if (i < DISTINCT) {
                    portrait.draw(1, i % 40, i / 40, image.pixels(), landmarks);
                    MemorySegment payload = codec.encode(image, Encoding.RAW, 0);
                    payloads[i] = arena.allocate(payload.byteSize()).copyFrom(payload);
                }
                writer.write(i, IrHeader.scalar(i % 40, i), payloads[i % DISTINCT]);
            }
            writer.commit();
        }
    }

    private static void copy(RecordFile file, MemorySegment[] batches, InOrder how) {
        RecordView view = new RecordView();
        file.read(0, view);
        long head = view.payloadOffset() - view.offsetBytes();
        ShuffledOrder order = new ShuffledOrder(file.size(), 1, 0);
        for (int i = 0; i < EPOCHS * file.size(); i++) {
            int sample = how == InOrder.FILE ? i % file.size() : (int) order.sample(i % file.size());
            MemorySegment.copy(
                    view.segment(),
                    file.index().offset(sample) + head,
                    batches[i / BATCH % batches.length],
                    i % BATCH * SAMPLE_BYTES,
                    SAMPLE_BYTES);
        }
    }

    /** Through some epochs without a stop between them: starting threads takes a hundredth of one that is so short. */
    private static void load(Loader loader, int samples) {
        long seen = 0;
        for (Batch batch : loader.epochs(0, EPOCHS)) {
            seen += batch.samples();
        }
        if (seen != (long) EPOCHS * samples) {
            throw new IllegalStateException("not all were loaded: seen=" + seen);
        }
    }
}
