package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceDecode;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JPEGs that a device itself decodes, a batch at a time: what it does not take, or finds broken, is left for the CPU, and is
 * no fault of the others. One for each worker, and closed by it.
 */
public sealed interface DeviceJpegs extends AutoCloseable permits DeviceJpegsKernel, DeviceJpegsNvJpeg {
    /**
     * A decoder without memory yet.
     *
     * @param images the most in one batch
     * @param memoryBytes for the pixels of one batch, on the device; files and what lies between take some more
     * @return null if it is the CPU that decodes
     * @throws IllegalStateException if it is nvJPEG, and that is missing
     */
    static @Nullable DeviceJpegs open(DeviceDecode how, CudaLibrary library, int images, long memoryBytes) {
        return switch (how) {
            case CPU -> null;
            case KERNEL -> new DeviceJpegsKernel(library, images, memoryBytes);
            case NVJPEG -> new DeviceJpegsNvJpeg(library, images, memoryBytes, NvJpegDecoder::open);
        };
    }

    /**
     * Begins a run whose decoder must be there.
     *
     * @throws IllegalArgumentException if the device or the decoder is missing; the text says why
     */
    static DeviceRun begin(DeviceSettings settings) {
        DeviceRun run = settings.begin();
        if (run.hasDevice() && settings.decode() == DeviceDecode.NVJPEG) {
            NvJpeg.missing().ifPresent(reason -> {
                throw new IllegalArgumentException("decoder is missing: decoder=nvjpeg, reason=" + reason);
            });
        }
        return run;
    }

    /**
     * Decodes; what is queued on the stream uses the images as soon as they are there.
     *
     * @param encoded one whole file each, heap, native or mapped; may change when this returns
     * @param mode what decoded images look like
     * @param stream of the worker's device; what it was given before is done
     * @return as many, in the same order, without gaps between rows, valid until the next call; null where the CPU is to be
     *     asked
     * @throws io.cameo.nativelib.NativeException if the device fails, which is no image's fault
     */
    @Nullable
    DeviceImage[] decode(List<MemorySegment> encoded, ColorMode mode, CudaStream stream);

    /**
     * Gives the memory back; nothing is queued any more that uses it. Closing twice does nothing.
     *
     * @throws io.cameo.nativelib.NativeException if the device fails
     */
    @Override
    void close();
}
