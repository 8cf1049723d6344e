package io.cameo.loader;

import com.sun.management.ThreadMXBean;
import io.cameo.convert.Turns;
import io.cameo.image.ChannelOrder;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.JpegDecoder;
import io.cameo.image.PixelFormat;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import io.cameo.record.RecordWriter;
import io.cameo.scene.Portrait;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;

/**
 * Loading rates beside their bound, in turns within one process: drawn portraits of 112x112, JPEG q95. The bound is the
 * decoder alone, in a loop over the same records, one thread. Then garbage per sample, and how long a token takes to be
 * restored. Raw pixels have a process of their own: {@link RawRates}.
 *
 * <p>Arguments: samples (default 8,192) and rounds (default 9).
 */
public final class LoaderRates {
    private static final int DISTINCT = 512;
    private static final int SIZE_PX = 112;
    private static final int QUALITY = 95;
    private static final int BATCH = 128;

    private final Path rec;
    private final int samples;

    private LoaderRates(Path rec, int samples) {
        this.rec = rec;
        this.samples = samples;
    }

    public static void main(String[] args) throws IOException {
        int samples = args.length > 0 ? Integer.parseInt(args[0]) : 8_192;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 9;
        Path folder = Files.createTempDirectory("cameo-rates");
        LoaderRates rates = new LoaderRates(folder.resolve("faces.rec"), samples);
        rates.write();
        LoaderBuilder one = one(rates.rec);
        LoaderBuilder two = Loader.of(rates.rec).shuffle(1).workers(2);
        LoaderBuilder floats =
                Loader.of(rates.rec).shuffle(1).normalize(Normalization.FACE).workers(1);
        try (RecordFile file = RecordFile.open(rates.rec);
                RecordFile rawFile = RecordFile.open(rates.beside("raw.rec"));
                Loader rawUint8 = one(rates.beside("raw.rec")).batch(BATCH).open();
                Loader lz4Uint8 = one(rates.beside("lz4.rec")).batch(BATCH).open();
                Loader uint8 = one.batch(BATCH).open();
                Loader uint8Two = two.batch(BATCH).open();
                Loader float32 = floats.batch(BATCH, TensorLayout.NCHW, TensorType.FLOAT32)
                        .open()) {
            System.out.printf(
                    Locale.ROOT, "112x112 JPEG q95, %.0f bytes on average%n", (double) file.sizeBytes() / samples);
            new Turns(samples, rounds)
                    .bound("decoder alone, 1 thread", () -> decodeOnly(file))
                    .add("loader uint8 NHWC, 1 worker", () -> rates.load(uint8))
                    .add("loader uint8 NHWC, 2 workers", () -> rates.load(uint8Two))
                    .add("loader float32 NCHW, 1 worker", () -> rates.load(float32))
                    .add("loader of LZ4 uint8 NHWC, 1 worker", () -> rates.load(lz4Uint8))
                    .run();
            System.out.printf(
                    Locale.ROOT,
                    "%nbytes a record: jpeg %d, lz4 %d, raw %d%n",
                    file.sizeBytes() / samples,
                    Files.size(rates.beside("lz4.rec")) / samples,
                    rawFile.sizeBytes() / samples);
            System.out.printf(Locale.ROOT, "%ngarbage per sample, decoder alone: %.1f bytes%n", garbageAlone(file));
            System.out.printf(Locale.ROOT, "garbage per sample, uint8: %.1f bytes%n", garbage(uint8));
            System.out.printf(Locale.ROOT, "garbage per sample, float32: %.1f bytes%n", garbage(float32));
            System.out.printf(Locale.ROOT, "garbage per sample, raw: %.1f bytes%n", garbage(rawUint8));
            restore(uint8);
        }
        delete(folder);
    }

    private static LoaderBuilder one(Path rec) {
        return Loader.of(rec).shuffle(1).workers(1);
    }

    private Path beside(String name) {
        return rec.resolveSibling(name);
    }

    private void write() throws IOException {
        Portrait portrait = new Portrait(SIZE_PX);
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined();
                RecordWriter writer = RecordWriter.create(rec);
                RecordWriter rawWriter = RecordWriter.create(beside("raw.rec"));
                RecordWriter lz4Writer = RecordWriter.create(beside("lz4.rec"))) {
            Image image = Image.allocate(arena, SIZE_PX, SIZE_PX, PixelFormat.BGR8);
            MemorySegment[] jpegs = new MemorySegment[DISTINCT];
            MemorySegment[] raws = new MemorySegment[DISTINCT];
            MemorySegment[] lz4s = new MemorySegment[DISTINCT];
            float[] landmarks = new float[10];
            for (int i = 0; i < samples; i++) {
                if (i < DISTINCT) {
                    portrait.draw(1, i % 40, i / 40, image.pixels(), landmarks);
                    MemorySegment encoded = codec.encode(image, Encoding.JPEG, QUALITY);
                    jpegs[i] = arena.allocate(encoded.byteSize()).copyFrom(encoded);
                    MemorySegment pixels = codec.encode(image, Encoding.RAW, 0);
                    raws[i] = arena.allocate(pixels.byteSize()).copyFrom(pixels);
                    MemorySegment packed = codec.encode(image, Encoding.LZ4, 0);
                    lz4s[i] = arena.allocate(packed.byteSize()).copyFrom(packed);
                }
                rawWriter.write(i, IrHeader.scalar(i % 40, i), raws[i % DISTINCT]);
                lz4Writer.write(i, IrHeader.scalar(i % 40, i), lz4s[i % DISTINCT]);
                writer.write(i, IrHeader.scalar(i % 40, i), jpegs[i % DISTINCT]);
            }
            writer.commit();
            rawWriter.commit();
            lz4Writer.commit();
        }
    }

    private static void decodeOnly(RecordFile file) {
        RecordView view = new RecordView();
        try (JpegDecoder decoder = JpegDecoder.create();
                Arena arena = Arena.ofConfined()) {
            long sampleBytes = 3L * SIZE_PX * SIZE_PX;
            MemorySegment[] rows = new MemorySegment[BATCH];
            Arrays.setAll(rows, i -> arena.allocate(sampleBytes));
            for (int i = 0; i < file.size(); i++) {
                file.read(i, view);
                decoder.read(view.segment(), view.payloadOffset(), view.payloadLength());
                decoder.decode(rows[i % BATCH], 0, 3 * SIZE_PX, ChannelOrder.RGB, 1);
            }
        }
    }

    private void load(Loader loader) {
        long seen = 0;
        for (Batch batch : loader.epoch(0)) {
            seen += batch.samples();
        }
        if (seen != samples) {
            throw new IllegalStateException("not all were loaded: seen=" + seen);
        }
    }

    private static double garbageAlone(RecordFile file) {
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long begin = bean.getThreadAllocatedBytes(Thread.currentThread().threadId());
        decodeOnly(file);
        return (bean.getThreadAllocatedBytes(Thread.currentThread().threadId()) - begin) / (double) file.size();
    }

    private static double garbage(Loader loader) {
        Iterator<Batch> batches = loader.epochs(0, Long.MAX_VALUE).iterator();
        draw(batches, 100);
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cameo-loader-") || thread.equals(Thread.currentThread()))
                .mapToLong(Thread::threadId)
                .toArray();
        long begin = Arrays.stream(bean.getThreadAllocatedBytes(threads)).sum();
        draw(batches, 200);
        long end = Arrays.stream(bean.getThreadAllocatedBytes(threads)).sum();
        return (end - begin) / 200.0 / BATCH;
    }

    private static void draw(Iterator<Batch> batches, int count) {
        for (int i = 0; i < count; i++) {
            batches.next();
        }
    }

    private static void restore(Loader loader) {
        Position position = new Position(
                3, 1_000, loader.position().dataFingerprint(), loader.position().settingsHash());
        byte[] token = position.toBytes();
        long[] nanos = new long[500];
        for (int i = 0; i < nanos.length; i++) {
            long begin = System.nanoTime();
            long left = loader.resume(Position.ofBytes(token)).count();
            nanos[i] = System.nanoTime() - begin;
            if (left == 0) {
                throw new IllegalStateException("nothing is left");
            }
        }
        long first = nanos[0];
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "restoring a token of %d bytes: first %.1f us, median %.1f us, slowest %.1f us%n",
                token.length,
                first / 1e3,
                nanos[nanos.length / 2] / 1e3,
                nanos[nanos.length - 1] / 1e3);
    }

    static void delete(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
