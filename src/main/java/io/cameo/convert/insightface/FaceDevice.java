package io.cameo.convert.insightface;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import io.cameo.convert.PackedImage;
import io.cameo.face.WarpCuda;
import io.cameo.image.DeviceDecoder;
import io.cameo.image.DeviceDecoderHost;
import io.cameo.image.DeviceLane;
import io.cameo.image.ImageCodec;
import io.cameo.nativelib.NativeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker's own way through the run's device, opened when it is first needed; given up when it fails. One thread. */
final class FaceDevice implements AutoCloseable {
    private final DeviceRun run;
    private final DeviceRun.Turns turns;
    private final DeviceSettings device;
    private final List<PackedImage> files = new ArrayList<>();
    private @Nullable Tools tools;

    /** What crops are drawn with. */
    record Tools(DeviceLane lane, DeviceDecoder decoder, WarpCuda warp) {
        void close() {
            try (DeviceLane _ = lane) {
                lane.stream().await();
            } finally {
                decoder.close();
            }
        }
    }

    FaceDevice(DeviceRun run, DeviceSettings device) {
        this.run = run;
        this.device = device;
        turns = run.turns();
    }

    DeviceRun.Turns turns() {
        return turns;
    }

    long memoryBytes() {
        return device.memoryBytes();
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
     * What crops are drawn with.
     *
     * @param codec the worker's own
     * @throws NativeException if the device refuses
     */
    Tools tools(ImageCodec codec) {
        Tools made = tools;
        if (made == null) {
            CudaLibrary library = run.select();
            made = new Tools(
                    DeviceLane.open(library, device.batch()),
                    new DeviceDecoderHost(library, codec, device.memoryBytes()),
                    new WarpCuda(library));
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
        Tools last = tools;
        tools = null;
        if (last != null) {
            try {
                last.close();
            } catch (NativeException lost) {
                // A device that is lost takes nothing back, and what it made is not missed: that was computed again.
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
