package io.cameo.compute;

import io.cameo.nativelib.NativeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the workers of one run share about their device: which it is, whether {@code auto} has chosen, whether it has failed.
 * A device that fails once is not asked again: the images that were under way, and all that follow, are computed on the CPU,
 * which gives the same bits. Any thread may ask; {@link #turns} gives each worker its own.
 */
public final class DeviceRun {
    /** One of them is there where an NVIDIA driver is; where none is, {@code auto} does not even load a library. */
    private static final List<Path> DRIVERS =
            List.of(Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"), Path.of("/proc/driver/nvidia/version"));

    private final Device asked;
    private final @Nullable CudaLibrary library;
    private final String name;
    private final @Nullable DeviceTrial trial;
    private final Listener listener;
    private final LongAdder onDevice = new LongAdder();
    private final LongAdder onCpu = new LongAdder();
    private final LongAdder decodedThere = new LongAdder();
    // Written under this object's monitor.
    private volatile @Nullable String failure;

    /** Who is told at once what a user wants to know; on any thread. */
    public interface Listener {
        /** Nobody. */
        Listener NONE = new Listener() {};

        /** {@code auto} has chosen: what, and by which figures. */
        default void chose(String text) {}

        /** The device has failed and is given up: which, and why. Once. */
        default void gaveUp(String text) {}
    }

    private DeviceRun(Device asked, @Nullable CudaLibrary library, Listener listener) {
        this.asked = asked;
        this.library = library;
        this.listener = listener;
        name = library == null ? "" : "cuda:" + asked.number() + " (" + library.deviceName(asked.number()) + ")";
        trial = library != null && asked.kind() == Device.Kind.AUTO ? new DeviceTrial() : null;
    }

    /**
     * Begins a run on what was asked for.
     *
     * @throws IllegalArgumentException if that is a GPU that is not there; the text says why
     */
    public static DeviceRun begin(Device asked, Listener listener) {
        if (asked.kind() == Device.Kind.CPU || (asked.kind() == Device.Kind.AUTO && !mayHaveGpu())) {
            return new DeviceRun(asked, null, listener);
        }
        Optional<String> missing = CudaLibrary.missing();
        if (missing.isEmpty()) {
            return on(CudaLibrary.active(), asked, listener);
        }
        if (asked.kind() == Device.Kind.CUDA) {
            throw new IllegalArgumentException("device is missing: device=" + asked + ", reason=" + missing.get());
        }
        return new DeviceRun(asked, null, listener);
    }

    /** As {@link #begin}, on a library of the caller's choice. */
    public static DeviceRun on(CudaLibrary library, Device asked, Listener listener) {
        int count = asked.kind() == Device.Kind.CPU ? 1 : library.deviceCount();
        if (asked.number() >= count) {
            throw new IllegalArgumentException("no such device: device=" + asked + ", expected<cuda:" + count);
        }
        return new DeviceRun(asked, asked.kind() == Device.Kind.CPU ? null : library, listener);
    }

    private static boolean mayHaveGpu() {
        return System.getProperty(CudaLibrary.PROPERTY) != null
                || !System.getProperty("os.name", "").startsWith("Linux")
                || DRIVERS.stream().anyMatch(Files::exists);
    }

    /** Whether there is a device that images might go to. */
    public boolean hasDevice() {
        return library != null;
    }

    /**
     * The library of the device, which the calling thread works on from now on.
     *
     * @throws IllegalStateException if the run is without
     */
    public CudaLibrary select() {
        if (library == null) {
            throw new IllegalStateException("run has no device: asked=" + asked);
        }
        library.selectDevice(asked.number());
        return library;
    }

    /** Gives the device up. Who calls this computes what is left on the CPU. */
    public void failed(NativeException why) {
        String text = name + ": " + why.getMessage();
        synchronized (this) {
            if (failure != null) {
                return;
            }
            failure = text;
        }
        listener.gaveUp(text);
    }

    /** Notes that the device itself has decoded so many images. */
    public void decoded(int images) {
        decodedThere.add(images);
    }

    /** One worker's account; for one thread. */
    public Turns turns() {
        return new Turns();
    }

    /** What has become of the run so far. */
    public DeviceReport report() {
        DeviceTrial.Choice choice = trial == null ? null : trial.choice();
        return new DeviceReport(
                asked,
                library == null ? null : name,
                onDevice.sum(),
                onCpu.sum(),
                decodedThere.sum(),
                choice == null ? null : choice.text(name),
                failure);
    }

    /** Tells a worker which way its groups of images go, and takes the time of them while {@code auto} chooses. */
    public final class Turns {
        private long groups;
        private long beginNanos;
        private boolean device;

        private Turns() {}

        /** Begins a group: whether it is the device's. */
        public boolean begin() {
            device = hasDevice() && failure == null && (trial == null || trial.takesDevice(groups));
            beginNanos = System.nanoTime();
            return device;
        }

        /**
         * Ends the group.
         *
         * @param images of it
         * @param there how many of them the device worked on
         */
        public void end(int images, int there) {
            onDevice.add(there);
            onCpu.add(images - there);
            DeviceTrial.Choice choice = trial == null || failure != null
                    ? null
                    : trial.note(device, groups, images, System.nanoTime() - beginNanos);
            groups++;
            if (choice != null) {
                listener.chose(choice.text(name));
            }
        }
    }
}
