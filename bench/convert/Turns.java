package io.cameo.convert;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Rates of several jobs, taken in turns within one process, so that a noisy machine slows them all. By the clock, and by
 * the processor time of the process, which holds on a machine that others use, too.
 */
public final class Turns {
    private static final int WARM_UP_ROUNDS = 2;

    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final int items;
    private final int rounds;
    private final List<Entry> entries = new ArrayList<>();
    private Job before = () -> {};

    /** One job, and which of the jobs is its bound. */
    private record Entry(String name, int bound, Job job) {}

    /** What is timed: works through all items once. */
    @FunctionalInterface
    public interface Job {
        void run() throws IOException;
    }

    /**
     * Nothing to time yet.
     *
     * @param items how many items every job works through
     * @param rounds how often each is timed
     */
    public Turns(int items, int rounds) {
        this.items = items;
        this.rounds = rounds;
    }

    /** Something to do before each turn, which is not timed. */
    public Turns before(Job job) {
        before = job;
        return this;
    }

    /** Adds a job that the others are measured by until the next bound. */
    public Turns bound(String name, Job job) {
        entries.add(new Entry(name + " (bound)", entries.size(), job));
        return this;
    }

    /** Adds a job below the last bound. */
    public Turns add(String name, Job job) {
        entries.add(new Entry(name, entries.getLast().bound(), job));
        return this;
    }

    /** Runs all of them in turns and prints two tables. */
    public void run() throws IOException {
        double[][] perSecond = new double[entries.size()][rounds];
        double[][] perCpuSecond = new double[entries.size()][rounds];
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (int j = 0; j < entries.size(); j++) {
                before.run();
                long beginCpu = CPU.getProcessCpuTime();
                long begin = System.nanoTime();
                entries.get(j).job().run();
                if (round >= 0) {
                    perSecond[j][round] = items / ((System.nanoTime() - begin) / 1e9);
                    perCpuSecond[j][round] = items / ((CPU.getProcessCpuTime() - beginCpu) / 1e9);
                }
            }
        }
        print("items per second", perSecond);
        print("items per second of processor time", perCpuSecond);
    }

    private void print(String what, double[][] perSecond) {
        System.out.printf(Locale.ROOT, "%n%-46s %10s %10s %10s  %s%n", what, "median", "min", "max", "of bound");
        for (int j = 0; j < entries.size(); j++) {
            double[] sorted = perSecond[j].clone();
            Arrays.sort(sorted);
            double[] ratios = new double[sorted.length];
            for (int r = 0; r < ratios.length; r++) {
                ratios[r] = perSecond[j][r] / perSecond[entries.get(j).bound()][r];
            }
            Arrays.sort(ratios);
            System.out.printf(
                    Locale.ROOT,
                    "%-46s %,10.0f %,10.0f %,10.0f  %.2f (%.2f to %.2f)%n",
                    entries.get(j).name(),
                    sorted[sorted.length / 2],
                    sorted[0],
                    sorted[sorted.length - 1],
                    ratios[ratios.length / 2],
                    ratios[0],
                    ratios[ratios.length - 1]);
        }
    }
}
