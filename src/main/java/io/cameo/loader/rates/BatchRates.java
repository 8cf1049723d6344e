package io.cameo.loader.rates;

import io.cameo.compute.DeviceSettings;
import io.cameo.image.ImageHeader;
import io.cameo.loader.ErrorPolicy;
import io.cameo.loader.Loader;
import io.cameo.loader.LoaderBuilder;
import io.cameo.loader.Normalization;
import io.cameo.loader.TensorLayout;
import io.cameo.loader.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Batches as a trainer draws them, shuffled, and where their time goes. */
final class BatchRates {
    /** Samples in each. */
    static final int BATCH = 128;
    /** The row of batches that a device writes. */
    static final String ON_DEVICE = "f32 gpu";

    private final Path rec;
    private final @Nullable ImageHeader first;
    private final long seed;
    private final double memory;
    private final long millis;
    private final AtomicBoolean stop;
    private final Consumer<RateRow> rows;
    private final List<StepTimes> steps = new ArrayList<>();

    /**
     * @param first image of the file; others of another size are left out
     * @param memory bytes a second that one thread reads
     */
    BatchRates(
            Path rec,
            @Nullable ImageHeader first,
            long seed,
            double memory,
            long millis,
            AtomicBoolean stop,
            Consumer<RateRow> rows) {
        this.rec = rec;
        this.first = first;
        this.seed = seed;
        this.memory = memory;
        this.millis = millis;
        this.stop = stop;
        this.rows = rows;
    }

    /** Where the time went, of everything that was measured. */
    List<StepTimes> steps() {
        return List.copyOf(steps);
    }

    /**
     * Measures batches; says nothing of a file without an image.
     *
     * @param decoded JPEGs a second, the bound; NaN where the file holds pixels, which are bound by memory alone
     */
    void measure(TensorLayout layout, TensorType type, int threads, double decoded) throws IOException {
        String what = type == TensorType.UINT8 ? "batch u8" : "batch f32";
        measure(what, layout, type, threads, decoded, DeviceSettings.CPU);
    }

    /**
     * Measures normalised float32 whose rows a device writes; says nothing if it fails meanwhile.
     *
     * @param decoded as {@link #measure}
     */
    void measureOn(DeviceSettings device, int threads, double decoded) throws IOException {
        measure(ON_DEVICE, TensorLayout.NCHW, TensorType.FLOAT32, threads, decoded, device);
    }

    private void measure(
            String what, TensorLayout layout, TensorType type, int threads, double decoded, DeviceSettings device)
            throws IOException {
        if (first == null) {
            return;
        }
        try (Loader loader = loader(first, threads, layout, type).device(device).open()) {
            BatchTiming timing = BatchTiming.of(loader, millis, stop);
            if (timing.samples() == 0 || stop.get() || loader.device().failure() != null) {
                return;
            }
            long bytes = loader.spec().sampleBytes();
            boolean decodes = !Double.isNaN(decoded);
            rows.accept(new RateRow(
                    what,
                    threads,
                    timing.perSecond(),
                    "img",
                    timing.perSecond() * bytes,
                    timing.latency(),
                    decodes ? "decode" : "memory read",
                    decodes ? decoded : memory * threads / bytes));
            steps.add(StepTimes.of(what, threads, timing.samples(), timing.stepNanos(), timing.measuredNanos()));
        }
    }

    private LoaderBuilder loader(ImageHeader image, int threads, TensorLayout layout, TensorType type) {
        return Loader.of(rec)
                .shuffle(seed)
                .size(image.widthPx(), image.heightPx())
                .batch(BATCH, layout, type)
                .normalize(Normalization.FACE)
                .onError(ErrorPolicy.SKIP)
                .workers(threads)
                .timed();
    }
}
