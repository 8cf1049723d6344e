package io.cameo.image;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.nativelib.CFunction;
import io.cameo.nativelib.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Decodes batches of thousands of small JPEGs on a device, one thread for the coded data of each. An experiment: nothing
 * uses it before it has been measured on a GPU; docs/cuda.md says what decides.
 *
 * <p>Pixels are those of {@link JpegDecoder}: libjpeg's accurate transform, fancy upsampling, to the last bit. Taken are
 * sequential JPEGs with Huffman codes and 8 bits, upright, gray or 4:4:4, 4:2:2 and 4:2:0, up to 1024 pixels a side, that
 * break no rule of the format; all else is refused with a reason, each file alone, and is for a {@link JpegDecoder}.
 *
 * <p>Immutable; threads as the batch and the stream have it.
 */
public final class JpegDecodeCuda {
    record Handles(
            @CFunction("const char *cameo_jpeg_text(int32_t reason)")
            MethodHandle text,

            @CFunction("int32_t cameo_jpeg_room(int32_t count, int64_t *plan_bytes)")
            MethodHandle room,

            @CFunction(
                    "int32_t cameo_jpeg_plan(const uint8_t *files, int64_t files_bytes, const int64_t *offsets, const"
                        + " int64_t *sizes, int32_t count, uint8_t *plan, int64_t plan_bytes, int32_t *reasons,"
                        + " int32_t *width_px, int32_t *height_px, int32_t *components, int64_t *used_bytes, int64_t"
                        + " *scratch_bytes)")
            MethodHandle plan,

            @CFunction("int32_t cameo_image_decode(const uint8_t *files, const uint8_t *plan, int32_t count, void"
                + " *scratch, uint8_t *const *dst, const int64_t *dst_stride_bytes, int32_t largest_width_px, int32_t"
                + " largest_height_px, int32_t channels, int32_t *reasons, void *stream)")
            MethodHandle decode) {}

    private final CudaLibrary library;
    private final Handles handles;

    public JpegDecodeCuda(CudaLibrary library) {
        this.library = library;
        handles = library.bind(MethodHandles.lookup(), Handles.class);
    }

    /**
     * An empty batch for this decoder.
     *
     * @param arena whose memory it uses for files and tables; pixels are freed when nobody can reach them
     * @param capacity the most files
     * @param filesBytes the most bytes of all files together
     * @param channels of the images: 3, blue, green and red, or 1, luma
     * @throws io.cameo.nativelib.NativeException if there is not so much memory
     */
    public JpegBatch batch(Arena arena, int capacity, long filesBytes, int channels) {
        return new JpegBatch(this, library, arena, capacity, filesBytes, channels);
    }

    /**
     * Reads the files' headers here, then queues their copy and their decoding. The batch cannot be changed until it is
     * cleared; its images may be given to kernels that are queued behind this on the same stream.
     *
     * @throws IllegalArgumentException if the batch is of another library
     * @throws IllegalStateException if the batch has run already
     * @throws io.cameo.nativelib.NativeException if the device refuses
     */
    public void run(JpegBatch batch, CudaStream stream) {
        batch.plan(stream);
        if (!batch.isIdle()) {
            launch(batch, stream);
            batch.fetchReasons(stream);
        }
    }

    /** Queues the kernels of a batch whose plan is on its way to the device. */
    void launch(JpegBatch batch, CudaStream stream) {
        try {
            int status = (int) handles.decode.invokeExact(
                    batch.deviceFiles(),
                    batch.devicePlan(),
                    batch.size(),
                    batch.deviceScratch(),
                    batch.deviceTable(JpegBatch.Table.PIXELS),
                    batch.deviceTable(JpegBatch.Table.STRIDES),
                    batch.largestWidthPx(),
                    batch.largestHeightPx(),
                    batch.channels(),
                    batch.deviceTable(JpegBatch.Table.REASONS),
                    stream.handle());
            library.check("cameo_image_decode", status);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_image_decode", thrown);
        }
    }

    /** How many bytes the plan of so many files can need. */
    long planBytes(int capacity) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment bytes = call.allocate(JAVA_LONG);
            library.check("cameo_jpeg_room", (int) handles.room.invokeExact(capacity, bytes));
            return bytes.get(JAVA_LONG, 0);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_jpeg_room", thrown);
        }
    }

    /** Fills a batch's plan and tables from its files, all on the host. */
    void plan(JpegBatch batch, MemorySegment files, MemorySegment plan, MemorySegment needs) {
        try {
            int status = (int) handles.plan.invokeExact(
                    files,
                    files.byteSize(),
                    batch.hostTable(JpegBatch.Table.OFFSETS),
                    batch.hostTable(JpegBatch.Table.SIZES),
                    batch.size(),
                    plan,
                    plan.byteSize(),
                    batch.hostTable(JpegBatch.Table.REASONS),
                    batch.hostTable(JpegBatch.Table.WIDTHS),
                    batch.hostTable(JpegBatch.Table.HEIGHTS),
                    batch.hostTable(JpegBatch.Table.COMPONENTS),
                    needs,
                    needs.asSlice(JAVA_LONG.byteSize()));
            library.check("cameo_jpeg_plan", status);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_jpeg_plan", thrown);
        }
    }

    /** A reason of the native code in words. */
    String text(int reason) {
        try {
            return NativeLibrary.text((MemorySegment) handles.text.invokeExact(reason));
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_jpeg_text", thrown);
        }
    }
}
