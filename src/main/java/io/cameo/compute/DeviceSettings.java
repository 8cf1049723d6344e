package io.cameo.compute;

import org.jspecify.annotations.Nullable;

/**
 * On what a run computes, and in which portions; nothing of it changes a bit of the result, but for
 * {@link DeviceDecode#NVJPEG}. Immutable.
 *
 * @param device what is asked for
 * @param batch how many images go to a device at once, per worker
 * @param memoryBytes how much of a device's memory, and as much of the host's, a worker fills with decoded images before it has
 *     them computed; an image that is larger is computed on the CPU
 * @param decode by what JPEGs are decoded that go there
 * @param listener who is told of choices and failures
 * @param library whose kernels; null for those that {@link CudaLibrary#PROPERTY} names
 */
public record DeviceSettings(
        Device device,
        int batch,
        long memoryBytes,
        DeviceDecode decode,
        DeviceRun.Listener listener,
        @Nullable CudaLibrary library) {
    /** Enough for a GPU to be busy with 112x112 pixels each, and decoded on a CPU in the time of a blink. */
    public static final int USUAL_BATCH = 64;

    private static final long USUAL_BYTES = 64L << 20;
    private static final int MOST_IMAGES = 1 << 16;

    /** The CPU, whatever there is. */
    public static final DeviceSettings CPU = of(Device.CPU);

    /**
     * @throws IllegalArgumentException if a number is out of range
     */
    public DeviceSettings {
        if (batch < 1 || batch > MOST_IMAGES) {
            throw new IllegalArgumentException(
                    "images for a device are out of range: expected=1.." + MOST_IMAGES + ", actual=" + batch);
        }
        if (memoryBytes < 1) {
            throw new IllegalArgumentException("no memory for a device: bytes=" + memoryBytes);
        }
    }

    /** The usual portions. */
    public static DeviceSettings of(Device device) {
        return new DeviceSettings(device, USUAL_BATCH, USUAL_BYTES, DeviceDecode.CPU, DeviceRun.Listener.NONE, null);
    }

    /** The same for another device. */
    public DeviceSettings withDevice(Device which) {
        return new DeviceSettings(which, batch, memoryBytes, decode, listener, library);
    }

    /** The same in other portions. */
    public DeviceSettings withBatch(int images) {
        return new DeviceSettings(device, images, memoryBytes, decode, listener, library);
    }

    /** The same with another bound of memory. */
    public DeviceSettings withMemory(long bytes) {
        return new DeviceSettings(device, batch, bytes, decode, listener, library);
    }

    /** The same with JPEGs decoded by another. */
    public DeviceSettings withDecode(DeviceDecode how) {
        return new DeviceSettings(device, batch, memoryBytes, how, listener, library);
    }

    /** The same with somebody who listens. */
    public DeviceSettings withListener(DeviceRun.Listener who) {
        return new DeviceSettings(device, batch, memoryBytes, decode, who, library);
    }

    /** The same on kernels of the caller's choice: the host's twin, for comparing. */
    public DeviceSettings withLibrary(CudaLibrary kernels) {
        return new DeviceSettings(device, batch, memoryBytes, decode, listener, kernels);
    }

    /**
     * Begins a run, see {@link DeviceRun#begin}.
     *
     * @throws IllegalArgumentException also if results would depend on what is chosen, because the decoder is not exact
     */
    public DeviceRun begin() {
        if (!decode.isExact() && device.kind() != Device.Kind.CUDA) {
            throw new IllegalArgumentException("decoder is not exact, so its device must be named: decoder=" + decode
                    + ", device=" + device + ", expected=cuda or cuda:N");
        }
        return library == null ? DeviceRun.begin(device, listener) : DeviceRun.on(library, device, listener);
    }
}
