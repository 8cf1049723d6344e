package io.cameo.mask;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaScratch;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceMemory;
import io.cameo.nativelib.CFunction;
import io.cameo.nativelib.NativeLibrary;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Paints the instance planes of many images at once into a device's memory: the same bits as {@link PlanePainter}. Images
 * are {@link #add added}, then {@link #run} paints all of them and the next batch may begin. One thread at a time.
 */
public final class InstancePlaneCuda {
    private static final int MARK = 0x10000;

    record Handles(
            @CFunction(
                    "int32_t cameo_mask_plane(const int32_t *run_ends, const int32_t *first_run, const int32_t *rules,"
                            + " const int32_t *first_mask, const int32_t *width_px, const int32_t *height_px, uint8_t"
                            + " *const *dst, const int64_t *dst_stride_bytes, int32_t count, int32_t largest_width_px,"
                            + " int32_t largest_height_px, int32_t pixel_bytes, void *stream)")
            MethodHandle plane) {}

    /**
     * Where a plane is painted.
     *
     * @param offsetBytes of the first pixel; a multiple of a pixel's bytes, as the stride is
     */
    public record Target(DeviceMemory memory, long offsetBytes, int widthPx, int heightPx, long strideBytes) {}

    private final CudaLibrary library;
    private final Handles handles;
    private final PlaneFormat format;
    private final CudaScratch scratch;
    private final Numbers runEnds = new Numbers();
    private final Numbers firstRun = new Numbers();
    private final Numbers rules = new Numbers();
    private final Numbers firstMask = new Numbers();
    private final List<Target> targets = new ArrayList<>();
    private @Nullable CudaStream ranOn;

    public InstancePlaneCuda(CudaLibrary library, PlaneFormat format) {
        this.library = library;
        this.format = format;
        handles = library.bind(MethodHandles.lookup(), Handles.class);
        scratch = new CudaScratch(library);
    }

    /**
     * Adds an image; nothing is added if it is refused.
     *
     * @param image its name, for the text of exceptions
     * @param annotations in the order of the file; the first that counts and is no crowd is person 1
     * @throws BadMaskException if there are more persons than the format holds, or a mask is not of the target's size
     * @throws IllegalArgumentException if the target's rows overlap or are not aligned to its pixels
     * @throws IndexOutOfBoundsException if it leaves its memory
     */
    public void add(String image, List<PersonMask> annotations, Target target) {
        check(target);
        PlanePainter.check(format, image, annotations, target.widthPx, target.heightPx);
        firstMask.add(rules.size);
        int person = 0;
        for (PersonMask annotation : annotations) {
            if (annotation.isPerson()) {
                addMask(annotation.mask(), ++person & format.indexBits());
            }
            if (annotation.counts() && (annotation.crowd() || annotation.isUnannotated())) {
                addMask(annotation.mask(), MARK | (annotation.crowd() ? format.crowdBit() : format.unannotatedBit()));
            }
        }
        targets.add(target);
    }

    private void addMask(Rle mask, int rule) {
        rules.add(rule);
        firstRun.add(runEnds.size);
        int end = 0;
        for (int run : mask.sharedRuns()) {
            end += run;
            runEnds.add(end);
        }
    }

    /**
     * Queues the painting of all images that were added, every pixel of each, and begins a new batch.
     *
     * <p>Waits for the batch before, whose tables lie where this one's will.
     */
    public void run(CudaStream stream) {
        CudaStream before = ranOn;
        if (before != null) {
            before.await();
            ranOn = null;
        }
        if (!targets.isEmpty()) {
            targets.forEach(target -> stream.requireOwn(target.memory));
            firstMask.add(rules.size);
            firstRun.add(runEnds.size);
            launch(stream);
            ranOn = stream;
        }
        runEnds.size = 0;
        firstRun.size = 0;
        rules.size = 0;
        firstMask.size = 0;
        targets.clear();
    }

    private void launch(CudaStream stream) {
        int count = targets.size();
        long longs = 2L * Long.BYTES * count;
        long ints = (long) runEnds.size + firstRun.size + rules.size + firstMask.size + 2L * count;
        long bytes = longs + Integer.BYTES * ints;
        MemorySegment host = scratch.pinned(bytes);
        DeviceMemory device = scratch.device(bytes);
        int widest = 0;
        int highest = 0;
        long widths = longs + Integer.BYTES * (ints - 2L * count);
        for (int i = 0; i < count; i++) {
            Target target = targets.get(i);
            host.setAtIndex(JAVA_LONG, i, target.memory.address() + target.offsetBytes);
            host.setAtIndex(JAVA_LONG, (long) count + i, target.strideBytes);
            host.set(JAVA_INT, widths + (long) Integer.BYTES * i, target.widthPx);
            host.set(JAVA_INT, widths + (long) Integer.BYTES * (count + i), target.heightPx);
            widest = Math.max(widest, target.widthPx);
            highest = Math.max(highest, target.heightPx);
        }
        long ends = longs;
        long runs = runEnds.copyTo(host, ends);
        long values = firstRun.copyTo(host, runs);
        long masks = rules.copyTo(host, values);
        firstMask.copyTo(host, masks);
        stream.upload(host, 0, device, 0, bytes);
        try {
            int status = (int) handles.plane.invokeExact(
                    device.pointer(ends),
                    device.pointer(runs),
                    device.pointer(values),
                    device.pointer(masks),
                    device.pointer(widths),
                    device.pointer(widths + (long) Integer.BYTES * count),
                    device.pointer(0),
                    device.pointer((long) Long.BYTES * count),
                    count,
                    widest,
                    highest,
                    format.pixels().bytesPerSample(),
                    stream.handle());
            library.check("cameo_mask_plane", status);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_mask_plane", thrown);
        }
    }

    private void check(Target target) {
        int pixelBytes = format.pixels().bytesPerSample();
        long rowBytes = (long) target.widthPx * pixelBytes;
        boolean fits = target.widthPx > 0
                && target.heightPx > 0
                && target.strideBytes >= rowBytes
                && target.strideBytes % pixelBytes == 0
                && target.offsetBytes % pixelBytes == 0;
        if (!fits) {
            throw new IllegalArgumentException(
                    "plane cannot be painted there: target=" + target + ", pixel_bytes=" + pixelBytes);
        }
        MaskSize.pixels(target.heightPx, target.widthPx);
        long bytes = Math.addExact(Math.multiplyExact(target.strideBytes, target.heightPx - 1L), rowBytes);
        Objects.checkFromIndexSize(target.offsetBytes, bytes, target.memory.byteSize());
    }

    /** A list of numbers that keeps its memory. */
    private static final class Numbers {
        private int[] values = new int[64];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, Math.multiplyExact(size, 2));
            }
            values[size++] = value;
        }

        /** Returns where the copy ends. */
        long copyTo(MemorySegment dst, long offset) {
            MemorySegment.copy(values, 0, dst, JAVA_INT, offset, size);
            return offset + (long) Integer.BYTES * size;
        }
    }
}
