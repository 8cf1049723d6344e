package io.cameo.loader.rates;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.PageFault;
import io.cameo.image.ImageHeader;
import io.cameo.image.JpegLibrary;
import io.cameo.loader.ErrorPolicy;
import io.cameo.loader.Loader;
import io.cameo.loader.LoaderBuilder;
import io.cameo.loader.Normalization;
import io.cameo.loader.TensorLayout;
import io.cameo.loader.TensorType;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Measures how fast a record file is read on this machine: walking, looking up at random, summing up, decoding, drawing
 * batches, each beside its bound, which is measured in the same run.
 *
 * <pre>{@code
 * RateReport report = FileRates.of(Path.of("train.rec")).threads(1, 2, 4).millis(500).run();
 * }</pre>
 *
 * <p>Set up on one thread; {@link #cancel()} may be called from any.
 */
public final class FileRates {
    private static final int MOST_THREADS = 1024;
    private static final int STRIDE = 7919;
    private static final int BATCH = 128;

    private final Path rec;
    private final AtomicBoolean stop = new AtomicBoolean();
    private int[] threads = {1, Runtime.getRuntime().availableProcessors()};
    private long millis = 500;
    private Consumer<RateRow> listener = row -> {};

    private FileRates(Path rec) {
        this.rec = rec;
    }

    /** Measures on a file, which should fit the page cache: otherwise its disk is what is measured. */
    public static FileRates of(Path rec) {
        return new FileRates(rec);
    }

    /** On how many threads to measure; one, and one for each processor, unless set. */
    public FileRates threads(int... numbers) {
        for (int number : numbers) {
            if (number < 1 || number > MOST_THREADS) {
                throw new IllegalArgumentException(
                        "number of threads is out of range: expected=1.." + MOST_THREADS + ", actual=" + number);
            }
        }
        if (numbers.length == 0) {
            throw new IllegalArgumentException("no number of threads: numbers=0");
        }
        threads = numbers.clone();
        return this;
    }

    /** How long each figure is measured, after a warm-up of the same length; 500 unless set. */
    public FileRates millis(long each) {
        if (each < 1) {
            throw new IllegalArgumentException("time of a measurement is not positive: millis=" + each);
        }
        millis = each;
        return this;
    }

    /** Told each figure as soon as it is known, on the thread that runs. */
    public FileRates listener(Consumer<RateRow> to) {
        listener = to;
        return this;
    }

    /** Asks the run to stop soon. From any thread. */
    public void cancel() {
        stop.set(true);
    }

    /**
     * Measures.
     *
     * @throws IOException if the file cannot be opened
     * @throws CorruptDataException if it holds nothing, or is damaged where it was read
     */
    public RateReport run() throws IOException {
        try (RecordFile file = RecordFile.open(rec)) {
            if (file.size() == 0) {
                throw new CorruptDataException(rec, 0, "record file is empty, there is nothing to measure");
            }
            List<RateRow> rows = new ArrayList<>();
            double memory = Timing.of(1, millis, stop, Works.Memory::new).bytesPerSecond();
            boolean decodes = DecodeWork.jpegs(file) > 0;
            ImageHeader first = DecodeWork.firstImage(file);
            for (int number : distinct()) {
                walk(file, number, rows);
                random(file, number, rows);
                sums(file, number, rows);
                double decoded = decodes ? decode(file, number, rows) : Double.NaN;
                if (first != null) {
                    batches(
                            loader(first, number, TensorLayout.NHWC, TensorType.UINT8),
                            "batch u8",
                            number,
                            decoded,
                            memory,
                            rows);
                    batches(
                            loader(first, number, TensorLayout.NCHW, TensorType.FLOAT32),
                            "batch f32",
                            number,
                            decoded,
                            memory,
                            rows);
                }
            }
            file.checkWhole();
            return new RateReport(
                    rec,
                    file.size(),
                    file.sizeBytes(),
                    JpegLibrary.active().description(),
                    memory,
                    List.copyOf(rows),
                    stop.get());
        } catch (InternalError fault) {
            throw PageFault.in(rec, 0, fault);
        }
    }

    private int[] distinct() {
        return Arrays.stream(threads).distinct().toArray();
    }

    private void walk(RecordFile file, int number, List<RateRow> rows) throws IOException {
        Timing walk = Timing.of(number, millis, stop, () -> new Works.Walk(file));
        add(rows, new RateRow("walk", number, walk.perSecond(), "rec", Double.NaN, null, "", Double.NaN));
    }

    private void random(RecordFile file, int number, List<RateRow> rows) throws IOException {
        int[] seed = {0};
        Timing random = Timing.of(number, millis, stop, () -> {
            synchronized (seed) {
                return new Works.Random(file, ++seed[0]);
            }
        });
        add(
                rows,
                new RateRow("random", number, random.perSecond(), "rec", Double.NaN, random.latency(), "", Double.NaN));
    }

    private void sums(RecordFile file, int number, List<RateRow> rows) throws IOException {
        double bound = Timing.of(number, millis, stop, Works.Memory::new).bytesPerSecond();
        Timing sums = Timing.of(number, millis, stop, () -> new Works.Sums(file));
        double recordBytes = sums.bytesPerSecond() / Math.max(1, sums.perSecond());
        add(
                rows,
                new RateRow(
                        "sums",
                        number,
                        sums.perSecond(),
                        "rec",
                        sums.bytesPerSecond(),
                        null,
                        "memory read",
                        bound / recordBytes));
    }

    /** Returns how many images a second were decoded out of the file. */
    private double decode(RecordFile file, int number, List<RateRow> rows) throws IOException {
        int[] next = {0};
        Timing bare = Timing.of(number, millis, stop, () -> decoder(file, true, next));
        Timing decode = Timing.of(number, millis, stop, () -> decoder(file, false, next));
        add(
                rows,
                new RateRow(
                        "decode",
                        number,
                        decode.perSecond(),
                        "img",
                        decode.bytesPerSecond(),
                        decode.latency(),
                        "the decoder alone",
                        bare.perSecond()));
        return decode.perSecond();
    }

    /** Batches as a trainer draws them; images of another size than the first one's are left out. */
    private LoaderBuilder loader(ImageHeader first, int number, TensorLayout layout, TensorType type) {
        return Loader.of(rec)
                .shuffle(1)
                .size(first.widthPx(), first.heightPx())
                .batch(BATCH, layout, type)
                .normalize(Normalization.FACE)
                .onError(ErrorPolicy.SKIP)
                .workers(number);
    }

    /**
     * Times a loader.
     *
     * @param decoded JPEGs a second, its bound; NaN where the file holds pixels, which are bound by memory alone
     * @param memory bytes a second that one thread reads
     */
    private void batches(
            LoaderBuilder builder, String what, int number, double decoded, double memory, List<RateRow> rows)
            throws IOException {
        try (Loader loader = builder.open()) {
            BatchTiming timing = BatchTiming.of(loader, millis, stop);
            if (timing.samples() == 0) {
                return;
            }
            double perSecond = timing.perSecond();
            long bytes = loader.spec().sampleBytes();
            boolean decodes = !Double.isNaN(decoded);
            String bound = decodes ? "decode" : "memory read";
            double boundPerSecond = decodes ? decoded : memory * number / bytes;
            add(
                    rows,
                    new RateRow(
                            what,
                            number,
                            perSecond,
                            "img",
                            perSecond * bytes,
                            timing.latency(),
                            bound,
                            boundPerSecond));
        }
    }

    private static DecodeWork decoder(RecordFile file, boolean fromMemory, int[] next) {
        synchronized (next) {
            next[0] += STRIDE;
            return new DecodeWork(file, fromMemory, next[0]);
        }
    }

    private void add(List<RateRow> rows, RateRow row) {
        if (!stop.get()) {
            rows.add(row);
            listener.accept(row);
        }
    }
}
