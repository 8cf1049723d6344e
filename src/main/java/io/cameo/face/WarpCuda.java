package io.cameo.face;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.image.DeviceImage;
import io.cameo.image.DeviceStaging;
import io.cameo.image.DeviceTensor;
import io.cameo.image.Image;
import io.cameo.image.ImageBatch;
import io.cameo.image.ImageBatch.Table;
import io.cameo.nativelib.CFunction;
import io.cameo.nativelib.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * The same on a device. One image after the other goes up, is drawn and comes down: slow, and there to be compared. What a
 * device is for is {@link #run(ImageBatch, DeviceTensor, CudaStream)}, batches that are there already.
 */
public final class WarpCuda implements Warp {
    record Handles(
            @CFunction(
                    "int32_t cameo_face_warp(const uint8_t *const *src, const int64_t *src_stride_bytes, const int32_t"
                        + " *src_width_px, const int32_t *src_height_px, const double *matrices, const float *scales,"
                        + " const uint8_t *mirrored, int32_t count, int32_t channels, void *dst, int32_t dst_width_px,"
                        + " int32_t dst_height_px, int32_t dtype, int32_t layout, int32_t order, void *stream)")
            MethodHandle warp) {}

    private final CudaLibrary library;
    private final Handles handles;
    private @Nullable DeviceStaging staging;
    private @Nullable ImageBatch single;

    public WarpCuda(CudaLibrary library) {
        this.library = library;
        handles = library.bind(MethodHandles.lookup(), Handles.class);
    }

    /**
     * Queues the drawing of a batch: image i, through its matrix, becomes sample i, mirrored, reordered and scaled as the
     * batch and the tensor say. Where the map leads outside of the image there is black, before all that.
     *
     * @throws IllegalArgumentException as {@link ImageBatch#upload}
     * @throws io.cameo.nativelib.NativeException if the device refuses
     */
    public void run(ImageBatch src, DeviceTensor dst, CudaStream stream) {
        src.upload(dst, stream);
        try {
            int status = (int) handles.warp.invokeExact(
                    src.table(Table.PIXELS),
                    src.table(Table.STRIDES),
                    src.table(Table.WIDTHS),
                    src.table(Table.HEIGHTS),
                    src.table(Table.MATRICES),
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
            library.check("cameo_face_warp", status);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_face_warp", thrown);
        }
    }

    @Override
    public void run(Image src, double[] matrix, Image dst) {
        WarpGrid.check(src, matrix, dst);
        DeviceStaging way = staging == null ? new DeviceStaging(library) : staging;
        staging = way;
        int channels = src.format().channels();
        ImageBatch batch = single;
        if (batch == null || batch.channels() != channels) {
            batch = new ImageBatch(library, Arena.ofAuto(), 1, channels);
            single = batch;
        }
        try (CudaStream stream = CudaStream.perThread(library)) {
            batch.clear();
            DeviceImage image = way.upload(src, stream);
            batch.add(image, matrix);
            DeviceTensor room = way.room(
                    dst.heightPx(), dst.widthPx(), channels, DeviceTensor.Type.UINT8, DeviceTensor.Layout.NHWC, false);
            run(batch, room, stream);
            way.download(room, dst, stream);
            batch.clear();
        }
    }
}
