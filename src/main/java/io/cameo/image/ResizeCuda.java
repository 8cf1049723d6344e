package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.image.ImageBatch.Table;
import io.cameo.nativelib.CFunction;
import io.cameo.nativelib.NativeLibrary;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Resizes batches on a device, as {@code cv2.resize} with {@code INTER_LINEAR}, bit for bit, and writes them as tensors in
 * the same pass. Immutable; threads as the batch and the stream have it.
 */
public final class ResizeCuda {
    record Handles(
            @CFunction("int32_t cameo_image_resize(const uint8_t *const *src, const int64_t *src_stride_bytes, const"
                    + " int32_t *src_width_px, const int32_t *src_height_px, const float *scales, const uint8_t"
                    + " *mirrored, int32_t count, int32_t channels, void *dst, int32_t dst_width_px, int32_t"
                    + " dst_height_px, int32_t dtype, int32_t layout, int32_t order, void *stream)")
            MethodHandle resize) {}

    private final CudaLibrary library;
    private final Handles handles;

    public ResizeCuda(CudaLibrary library) {
        this.library = library;
        handles = library.bind(MethodHandles.lookup(), Handles.class);
    }

    /**
     * Queues the images' drawing; image i becomes sample i.
     *
     * @throws IllegalArgumentException as {@link ImageBatch#upload}
     * @throws io.cameo.nativelib.NativeException if the device refuses
     */
    public void run(ImageBatch src, DeviceTensor dst, CudaStream stream) {
        src.upload(dst, stream);
        try {
            int status = (int) handles.resize.invokeExact(
                    src.table(Table.PIXELS),
                    src.table(Table.STRIDES),
                    src.table(Table.WIDTHS),
                    src.table(Table.HEIGHTS),
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
            library.check("cameo_image_resize", status);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_image_resize", thrown);
        }
    }
}
