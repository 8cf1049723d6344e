package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Encoded images to images on a device, a batch at a time; a bad one is no fault of the others. One for each worker, and
 * closed by it.
 */
public interface DeviceDecoder extends AutoCloseable {
    /**
     * A decoder as the settings want it, without memory yet.
     *
     * @param run whose images they are; it was begun by {@link DeviceJpegs#begin}
     * @param codec the worker's own, and not closed here
     */
    static DeviceDecoder open(DeviceRun run, DeviceSettings settings, CudaLibrary library, ImageCodec codec) {
        DeviceDecoderHost host = new DeviceDecoderHost(library, codec, settings.memoryBytes());
        DeviceJpegs jpegs = DeviceJpegs.open(settings.decode(), library, settings.batch(), settings.memoryBytes());
        return jpegs == null ? host : new DeviceDecoderJpeg(jpegs, host, run);
    }

    /**
     * Decodes; what is queued on the stream uses the images as soon as they are there.
     *
     * @param encoded one whole file each, heap or native, as {@link ImageCodec#decode} takes them; may change when this
     *     returns
     * @param mode what decoded images look like; those on the device have 8 bits and 1, 3 or 4 channels
     * @param stream of the worker's device; what it was given before is done
     * @return as many, in the same order
     * @throws io.cameo.nativelib.NativeException if the device fails, which is no image's fault
     */
    List<Decoded> decode(List<MemorySegment> encoded, ColorMode mode, CudaStream stream);

    /**
     * How many bytes an image's pixels will take on the device as far as its head tells; 0 where it does not. Batches are cut by
     * it.
     */
    long decodedBytes(MemorySegment encoded, ColorMode mode);

    /**
     * Gives the memory back; nothing is queued any more that uses it. Closing twice does nothing.
     *
     * @throws io.cameo.nativelib.NativeException if the device fails
     */
    @Override
    void close();
}
