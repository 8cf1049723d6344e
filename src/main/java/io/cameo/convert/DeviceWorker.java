package io.cameo.convert;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import io.cameo.image.DeviceDecoder;
import io.cameo.image.DeviceLane;
import io.cameo.image.ImageCodec;
import io.cameo.nativelib.NativeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A worker's own way through the run's device: a lane, a decoder, a kernel, and buffers for the files of a batch. Opened when it
 * is first needed, given up when it fails. For one thread, on which it also is closed.
 *
 * @param <K> the kernel that images are drawn with
 */
public final class DeviceWorker<K> implements AutoCloseable {
    private final DeviceRun run;
    private final DeviceRun.Turns turns;
    private final DeviceSettings settings;
    private final Function<CudaLibrary, K> kernels;
    private final List<PackedImage> files = new ArrayList<>();
    private @Nullable Tools<K> tools;

    /**
     * What images are drawn with.
     *
     * @param <K> the kernel
     */
    public record Tools<K>(DeviceLane lane, DeviceDecoder decoder, K kernel) {
        private void close() {
            try (DeviceLane _ = lane) {
                lane.stream().await();
            } finally {
                decoder.close();
            }
        }
    }

    /**
     * A worker that has opened nothing yet.
     *
     * @param run on the device that the settings name
     */
    public DeviceWorker(DeviceRun run, DeviceSettings settings, Function<CudaLibrary, K> kernels) {
        this.run = run;
        this.settings = settings;
        this.kernels = kernels;
        turns = run.turns();
    }

    DeviceRun.Turns turns() {
        return turns;
    }

    long memoryBytes() {
        return settings.memoryBytes();
    }

    /** A buffer for the n-th file of a batch. */
    PackedImage file(int n) {
        while (files.size() <= n) {
            files.add(new PackedImage());
        }
        return files.get(n);
    }

    /** Makes a file the first of the next batch. */
    void carry(int n) {
        PackedImage first = file(0);
        files.set(0, file(n));
        files.set(n, first);
    }

    /**
     * What images are drawn with.
     *
     * @param codec the worker's own
     * @throws NativeException if the device refuses
     */
    Tools<K> tools(ImageCodec codec) {
        Tools<K> made = tools;
        if (made == null) {
            CudaLibrary library = run.select();
            made = new Tools<>(
                    DeviceLane.open(library, settings.batch()),
                    DeviceDecoder.open(run, settings, library, codec),
                    kernels.apply(library));
            tools = made;
        }
        return made;
    }

    /** Gives the device up for the whole run; what was not done is for the CPU. */
    void failed(NativeException why) {
        run.failed(why);
        closeTools();
    }

    private void closeTools() {
        Tools<K> last = tools;
        tools = null;
        if (last != null) {
            try {
                last.close();
            } catch (NativeException lost) {
                // A device that is lost takes nothing back, and what it made is not missed: that is computed again.
                run.failed(lost);
            }
        }
    }

    @Override
    public void close() {
        closeTools();
        files.forEach(PackedImage::close);
    }
}
