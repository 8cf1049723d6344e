package io.cameo.loader.rates;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.PageFault;
import io.cameo.compute.Device;
import io.cameo.compute.DeviceSettings;
import io.cameo.image.DeviceJpegs;
import io.cameo.image.ImageHeader;
import io.cameo.image.JpegLibrary;
import io.cameo.loader.TensorLayout;
import io.cameo.loader.TensorType;
import io.cameo.loader.mxnet.MxNetLibrary;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
    private static final int MOST_ROUNDS = 10_000;
    private static final long SEED = 1;

    private final Path rec;
    private final AtomicBoolean stop = new AtomicBoolean();
    private int[] threads = {1, Runtime.getRuntime().availableProcessors()};
    private long millis = 500;
    private Consumer<RateRow> listener = row -> {};
    private Consumer<PeerRow> peerListener = row -> {};
    private @Nullable MxNetLibrary peer;
    private int peerRounds = 5;
    private DeviceSettings device = DeviceSettings.CPU;

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

    /** How long each figure is measured, after a warm-up of at least the same length; 500 unless set. */
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

    /**
     * Measures MXNet's {@code ImageRecordIter} too, in turns with the loader, on the same numbers of threads and
     * the same images: up to 96 MiB of JPEGs of one size, which are copied to a temporary file for both.
     *
     * @param rounds how often each has its turn, after two that do not count
     * @param to told each comparison as soon as it is known
     */
    public FileRates peer(MxNetLibrary library, int rounds, Consumer<PeerRow> to) {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException(
                    "number of rounds is out of range: expected=1.." + MOST_ROUNDS + ", actual=" + rounds);
        }
        peer = library;
        peerRounds = rounds;
        peerListener = to;
        return this;
    }

    /**
     * Measures normalised batches on a device too: on a GPU that must be there, or for {@link Device#AUTO} on one if there is
     * one. On the CPU alone unless set.
     */
    public FileRates device(DeviceSettings where) {
        device = where;
        return this;
    }

    /** Asks the run to stop soon. From any thread. */
    public void cancel() {
        stop.set(true);
    }

    /**
     * Measures.
     *
     * @throws IllegalArgumentException if a GPU was set that is not there
     * @throws IOException if the file cannot be opened
     * @throws CorruptDataException if it holds nothing, or is damaged where it was read
     */
    public RateReport run() throws IOException {
        try (RecordFile file = RecordFile.open(rec)) {
            if (file.size() == 0) {
                throw new CorruptDataException(rec, 0, "record file is empty, there is nothing to measure");
            }
            boolean onDevice = DeviceJpegs.begin(device).hasDevice();
            // What is measured is not chosen.
            DeviceSettings gpu = device.device().kind() == Device.Kind.AUTO ? device.withDevice(Device.CUDA) : device;
            List<RateRow> rows = new ArrayList<>();
            double memory = Timing.of(1, millis, stop, Works.Memory::new).bytesPerSecond();
            boolean decodes = DecodeWork.jpegs(file) > 0;
            ImageHeader first = DecodeWork.firstImage(file);
            BatchRates batches = new BatchRates(rec, first, SEED, memory, millis, stop, row -> add(rows, row));
            for (int number : threads()) {
                walk(file, number, rows);
                random(file, number, rows);
                sums(file, number, rows);
                double decoded = decodes ? decode(file, number, rows) : Double.NaN;
                if (first != null) {
                    batches.measure(TensorLayout.NHWC, TensorType.UINT8, number, decoded);
                    batches.measure(TensorLayout.NCHW, TensorType.FLOAT32, number, decoded);
                    if (onDevice) {
                        batches.measureOn(gpu, number, decoded);
                    }
                }
            }
            file.checkWhole();
            return new RateReport(
                    rec,
                    file.size(),
                    file.sizeBytes(),
                    FileHash.of(rec),
                    SEED,
                    JpegLibrary.active().description(),
                    memory,
                    List.copyOf(rows),
                    batches.steps(),
                    peers(file),
                    stop.get());
        } catch (InternalError fault) {
            throw PageFault.in(rec, 0, fault);
        }
    }

    private @Nullable PeerReport peers(RecordFile file) throws IOException {
        MxNetLibrary library = peer;
        if (library == null) {
            return null;
        }
        try (PeerFile images = PeerFile.of(file, stop)) {
            return new PeerRates(images, library, peerRounds, SEED).run(threads(), stop, peerListener);
        }
    }

    private int[] threads() {
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
