package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.image.ImageBatch.Table;
import io.cameo.nativelib.CFunction;
import io.cameo.nativelib.NativeLibrary;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Writes batches of images as tensors of the same size on a device: mirrors, reorders and splits channels, and scales, in
 * one pass. Immutable; threads as the batch and the stream have it.
 */
public final class PackCuda {
    record Handles(
            @CFunction(
                    "int32_t cameo_image_pack(const uint8_t *const *src, const int64_t *src_stride_bytes, const float"
                            + " *scales, const uint8_t *mirrored, int32_t count, int32_t channels, void *dst, int32_t"
                            + " dst_width_px, int32_t dst_height_px, int32_t dtype, int32_t layout, int32_t order, void"
                            + " *stream)")
            MethodHandle pack) {}

    private final CudaLibrary library;
    private final Handles handles;

    public PackCuda(CudaLibrary library) {
        this.library = library;
        handles = library.bind(MethodHandles.lookup(), Handles.class);
    }

    /**
     * Queues the images' packing; image i becomes sample i.
     *
     * @throws IllegalArgumentException as {@link ImageBatch#upload}, or if an image is of another size than the samples
     * @throws io.cameo.nativelib.NativeException if the device refuses
     */
    public void run(ImageBatch src, DeviceTensor dst, CudaStream stream) {
        src.requireSize(dst.widthPx(), dst.heightPx());
        src.upload(dst, stream);
        try {
            int status = (int) handles.pack.invokeExact(
                    src.table(Table.PIXELS),
                    src.table(Table.STRIDES),
                    src.table(Table.SCALES),
                    src.table(Table.MIRRORED),
                    src.size(),
                    src.channels(),
                    dst.pointer(),
                    dst.widthPx(),
                    dst.heightPx(),
                    dst.type().code(),
                    dst.layout().code(),
                    dst.order(),
                    stream.handle());
            library.check("cameo_image_pack", status);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_image_pack", thrown);
        }
    }
}
