package io.cameo.loader.rates;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Jobs that took turns within one process, so that a noisy machine slowed all of them. */
final class Rounds {
    private static final int WARM_UP_ROUNDS = 2;

    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final double[][] perSecond;
    private final double[][] cpuNanos;

    private Rounds(int jobs, int rounds) {
        perSecond = new double[jobs][rounds];
        cpuNanos = new double[jobs][rounds];
    }

    /** What is timed. */
    @FunctionalInterface
    interface Job {
        /** Works through all images once and says how many that were. */
        long run(int round) throws IOException;
    }

    static Rounds take(List<Job> jobs, int rounds, AtomicBoolean stop) throws IOException {
        Rounds result = new Rounds(jobs.size(), rounds);
        for (int round = -WARM_UP_ROUNDS; round < rounds && !stop.get(); round++) {
            for (int job = 0; job < jobs.size(); job++) {
                long beginCpu = CPU.getProcessCpuTime();
                long begin = System.nanoTime();
                double images = jobs.get(job).run(round + WARM_UP_ROUNDS);
                long nanos = System.nanoTime() - begin;
                if (round >= 0) {
                    result.perSecond[job][round] = images / (Math.max(1, nanos) / 1e9);
                    // A clock of 10 ms may not have moved.
                    result.cpuNanos[job][round] = Math.max(1, CPU.getProcessCpuTime() - beginCpu) / images;
                }
            }
        }
        return result;
    }

    /** Sets one of the jobs, ours, beside another. */
    PeerRow compare(String what, String setting, int threads, int ours, int theirs) {
        return new PeerRow(
                what,
                setting,
                threads,
                median(perSecond[ours]),
                median(perSecond[theirs]),
                ratio(perSecond[ours], perSecond[theirs]),
                median(cpuNanos[ours]),
                median(cpuNanos[theirs]),
                ratio(cpuNanos[theirs], cpuNanos[ours]));
    }

    static PeerRow.Ratio ratio(double[] above, double[] below) {
        double[] ratios = new double[above.length];
        Arrays.setAll(ratios, round -> above[round] / below[round]);
        Arrays.sort(ratios);
        return new PeerRow.Ratio(ratios[ratios.length / 2], ratios[0], ratios[ratios.length - 1]);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
