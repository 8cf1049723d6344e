package io.cameo.gpu;

import io.cameo.compute.CudaLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Every figure of a GPU that docs/cuda.md and docs/performance.md ask for, from one run, in one table that comes last. A part
 * that fails is said there and ends no other.
 *
 * <p>Argument: a folder that {@code cameo demo} has filled.
 */
public final class GpuRates {
    private static final int DEVICE_BATCH = 8192;
    private static final int DEVICE_LINES = 48_000;
    private static final int HOST_BATCH = 64;
    private static final int HOST_LINES = 1_200;

    private GpuRates() {}

    private interface Part {
        void run() throws Exception;
    }

    /** Measures; exit code 1 if a part failed. */
    public static void main(String[] args) throws Exception {
        CudaLibrary library = CudaLibrary.active();
        boolean host = library.isHost();
        Path demo = Path.of(args[0]);
        int cores = Runtime.getRuntime().availableProcessors();
        int batch = host ? HOST_BATCH : DEVICE_BATCH;
        long millis = host ? 100 : 1000;
        long seed = System.nanoTime();
        RateTable table = new RateTable();
        Path work = Files.createDirectories(demo.resolve("rates"));
        PackRates packing = new PackRates(library, table, demo.resolve("people"), work, cores, millis);
        boolean fine = measure(table, "kernels", () -> KernelRates.run(library, table, batch, host ? 3 : 9, seed));
        fine &= measure(table, "jpegs", () -> new JpegRates(library, table, batch / 2, millis).run(cores));
        fine &= measure(table, "face pack", () -> packing.run(host ? HOST_LINES : DEVICE_LINES));
        fine &= measure(table, "loader", packing::batches);
        table.print(String.format(
                Locale.ROOT,
                "%s (%s), %d cores, seed %d",
                library.deviceName(0),
                host ? "twin for the host: a trial, no measurement" : "GPU",
                cores,
                seed));
        System.exit(fine ? 0 : 1);
    }

    private static boolean measure(RateTable table, String name, Part part) {
        try {
            part.run();
            return true;
        } catch (Exception | LinkageError failure) {
            failure.printStackTrace(System.out);
            table.say(name + ": FAILED, " + failure.getMessage());
            return false;
        }
    }
}
