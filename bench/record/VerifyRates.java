package io.cameo.record;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The jobs of {@link VerifyBench} in turns within one process, by the clock and by the processor time of the thread; the
 * latter holds on a machine that others use, too.
 *
 * <p>Arguments: copies of 80 MB (default 12) and rounds (default 31).
 */
public final class VerifyRates {
    private static final int WARMUP = 10;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private VerifyRates() {}

    public static void main(String[] args) throws IOException {
        int copies = args.length > 0 ? Integer.parseInt(args[0]) : 12;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 31;
        VerifyBench bench = new VerifyBench();
        bench.open(copies);
        try {
            measure(bench, rounds);
        } finally {
            bench.delete();
        }
    }

    private static void measure(VerifyBench bench, int rounds) {
        List<String> names = List.of("read the mapping (bound)", "CRC32C of payloads", "frames", "frames and sums");
        List<LongSupplier> jobs = List.of(bench::boundRead, bench::payloadSums, bench::frames, bench::sums);
        double[][] clock = new double[jobs.size()][rounds];
        double[][] cpu = new double[jobs.size()][rounds];
        long checksum = 0;
        for (int round = -WARMUP; round < rounds; round++) {
            for (int j = 0; j < jobs.size(); j++) {
                long beginCpu = CPU.getCurrentThreadCpuTime();
                long begin = System.nanoTime();
                checksum += jobs.get(j).getAsLong();
                if (round >= 0) {
                    clock[j][round] = bench.sizeBytes() / (double) (System.nanoTime() - begin);
                    cpu[j][round] = bench.sizeBytes() / (double) (CPU.getCurrentThreadCpuTime() - beginCpu);
                }
            }
        }
        System.out.printf(Locale.ROOT, "%,d bytes, %d rounds; checksum %d%n", bench.sizeBytes(), rounds, checksum);
        print("GB/s by the clock", names, clock);
        print("GB/s by processor time", names, cpu);
    }

    private static void print(String what, List<String> names, double[][] rates) {
        System.out.printf(Locale.ROOT, "%n%-28s %8s %8s %8s  %s%n", what, "median", "min", "max", "of bound");
        for (int j = 0; j < names.size(); j++) {
            double[] sorted = rates[j].clone();
            double[] ratios = new double[sorted.length];
            for (int r = 0; r < ratios.length; r++) {
                ratios[r] = rates[j][r] / rates[0][r];
            }
            Arrays.sort(sorted);
            Arrays.sort(ratios);
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %8.1f %8.1f %8.1f  %.2f (%.2f to %.2f)%n",
                    names.get(j),
                    sorted[sorted.length / 2],
                    sorted[0],
                    sorted[sorted.length - 1],
                    ratios[ratios.length / 2],
                    ratios[0],
                    ratios[ratios.length - 1]);
        }
    }
}
