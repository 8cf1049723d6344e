package io.cameo.compute;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between a device and the CPU by a first slice of the work itself: groups of images go one way and the other until
 * enough of both were timed; both give the same bits, so nothing is done twice. What counts is a worker's time for an image,
 * waits for the device included, since that is what its throughput is made of. Any thread.
 */
final class DeviceTrial {
    /** A way's first group on each worker loads and compiles, and is not counted. */
    static final int WARM_UPS = 1;
    /** How many groups of each way are timed at least, over all workers. */
    static final int TIMED_GROUPS = 4;

    private final Tally device = new Tally();
    private final Tally cpu = new Tally();
    // Guarded by this.
    private @Nullable Choice choice;

    /** Guarded by the trial. */
    private static final class Tally {
        private int groups;
        private long images;
        private long nanos;

        private void add(int newImages, long newNanos) {
            groups++;
            images += newImages;
            nanos += newNanos;
        }

        private double nanosPerImage() {
            return (double) nanos / images;
        }
    }

    /**
     * What was taken, and by which figures.
     *
     * @param device whether it is the device
     * @param deviceRate images a second that one worker does there
     * @param cpuRate likewise, on the CPU
     */
    record Choice(boolean device, double deviceRate, double cpuRate) {
        String text(String name) {
            String there = String.format(Locale.ROOT, "%,.0f", deviceRate);
            String here = String.format(Locale.ROOT, "%,.0f", cpuRate);
            return device
                    ? "took " + name + ": a worker does " + there + " images/s with it, " + here + " on the CPU alone"
                    : "took the CPU: a worker does " + here + " images/s on it, " + there + " with " + name;
        }
    }

    /** What has been chosen; null before. */
    synchronized @Nullable Choice choice() {
        return choice;
    }

    /**
     * Whether a worker's next group goes to the device.
     *
     * @param groupsBefore how many groups this worker has done: CPU, device, then by turns, so that neither always comes
     *     first
     */
    synchronized boolean takesDevice(long groupsBefore) {
        Choice made = choice;
        if (made != null) {
            return made.device();
        }
        // 0 1 warm up; then 0 1 1 0, 0 1 1 0 and so on.
        long place = groupsBefore & 3;
        return groupsBefore < 2 * WARM_UPS ? groupsBefore == 1 : place == 0 || place == 3;
    }

    /**
     * Notes a group.
     *
     * @param groupsBefore as in {@link #takesDevice}
     * @param images none do not count
     * @return the choice, if this group was the one that decided
     */
    synchronized @Nullable Choice note(boolean onDevice, long groupsBefore, int images, long nanos) {
        if (choice != null || groupsBefore < 2 * WARM_UPS || images == 0) {
            return null;
        }
        (onDevice ? device : cpu).add(images, nanos);
        if (device.groups < TIMED_GROUPS || cpu.groups < TIMED_GROUPS) {
            return null;
        }
        double there = device.nanosPerImage();
        double here = cpu.nanosPerImage();
        // Who is as fast without a device should leave it to others.
        choice = new Choice(there < here, 1e9 / there, 1e9 / here);
        return choice;
    }
}
