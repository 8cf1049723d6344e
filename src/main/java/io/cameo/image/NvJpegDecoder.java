package io.cameo.image;

import io.cameo.bytes.PageFault;
import io.cameo.compute.CudaEvent;
import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceMemory;
import io.cameo.compute.MemoryLease;
import io.cameo.compute.MemoryPool;
import io.cameo.image.NvJpegDecoding.Work;
import io.cameo.nativelib.NativeException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decodes batches of JPEGs into a device's memory, by nvJPEG. Baseline and progressive, 8 bits, one or three components, any
 * subsampling that nvJPEG knows; EXIF turns nothing. Pixels are not libjpeg-turbo's to the last bit: nvJPEG has its own
 * inverse transform and interpolates chroma its own way.
 *
 * <p>Memory for files and pixels comes from pools; what nvJPEG needs for itself it allocates beside them and keeps. A batch
 * that holds a JPEG which only its data give away as broken is decoded once more, one by one.
 *
 * <p>One thread at a time; a batch first waits for the decoder's batch before. Who wants copies, kernels and decoding to
 * overlap has two decoders, each with its stream.
 */
public final class NvJpegDecoder implements AutoCloseable {
    /** As CUDA aligns what it allocates. */
    private static final long PIXEL_ALIGNMENT_BYTES = 256;

    private static final long FILE_ALIGNMENT_BYTES = 16;

    private final NvJpegDecoding calls;
    private final ChannelOrder order;
    private final MemoryPool<MemorySegment> pinned;
    private final MemoryPool<DeviceMemory> device;
    /** Recorded behind each batch: nvJPEG's own buffers are used until then. */
    private final CudaEvent last;

    private boolean started;
    private boolean closed;

    NvJpegDecoder(
            NvJpegDecoding calls,
            ChannelOrder order,
            MemoryPool<MemorySegment> pinned,
            MemoryPool<DeviceMemory> device) {
        this.calls = calls;
        this.order = order;
        this.pinned = pinned;
        this.device = device;
        last = CudaEvent.open(device.library());
    }

    /**
     * A decoder on the calling thread's device.
     *
     * @param order of the pixels' channels; {@code GRAY} is the JPEG's own luma
     * @param pinned for the files, of the GPU's library, as {@code device}; a batch's must fit in
     * @param device for the pixels; a batch's must fit in, each row without gaps, each image at a multiple of 256 bytes
     * @throws IllegalStateException if {@link NvJpeg#missing} says so, or the pools are the twin's for the host
     * @throws NativeException if nvJPEG refuses
     */
    public static NvJpegDecoder open(
            ChannelOrder order, MemoryPool<MemorySegment> pinned, MemoryPool<DeviceMemory> device) {
        NvJpeg.require();
        requireDevice(pinned.library());
        requireDevice(device.library());
        return new NvJpegDecoder(NvJpegCuda.decoding(order), order, pinned, device);
    }

    static void requireDevice(CudaLibrary library) {
        if (library.isHost()) {
            throw new IllegalStateException("nvjpeg works on a GPU's memory only: library=" + library);
        }
    }

    /**
     * Queues the decoding of a batch.
     *
     * @param jpegs one file each, heap, native or mapped; copied before this returns
     * @return images and reasons in that order; to be closed
     * @throws IllegalArgumentException if the files or the pixels do not fit into the pools
     * @throws NativeException if nvJPEG or the device fails as such
     * @throws InterruptedException while waiting for the pools
     */
    public DecodedBatch run(List<MemorySegment> jpegs, CudaStream stream) throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("decoder is closed");
        }
        if (started) {
            last.await();
        }
        Plan plan = new Plan(jpegs);
        long fileBytes = plan.layFiles();
        if (fileBytes == 0) {
            return plan.result(null);
        }
        try (MemoryLease<MemorySegment> files = pinned.lease(fileBytes, stream)) {
            plan.copyFiles(files.memory());
            long pixelBytes = plan.layPixels();
            if (pixelBytes == 0) {
                return plan.result(null);
            }
            MemoryLease<DeviceMemory> pixels = device.lease(pixelBytes, stream);
            boolean queued = false;
            try {
                plan.decode(pixels.memory(), stream);
                last.record(stream);
                started = true;
                queued = true;
            } finally {
                if (!queued) {
                    pixels.close();
                }
            }
            return plan.result(pixels);
        }
    }

    /** One batch on its way: where each file and each image lies, and which have dropped out. */
    private final class Plan {
        private final List<MemorySegment> jpegs;
        private final int size;
        private final MemorySegment[] files;
        private final long[] fileOffsets;
        private final long[] pixelOffsets;
        private final ImageHeader[] headers;
        private final String[] reasons;
        private final @Nullable DeviceImage[] images;
        private final int[] found = new int[3];

        Plan(List<MemorySegment> jpegs) {
            this.jpegs = jpegs;
            size = jpegs.size();
            files = new MemorySegment[size];
            fileOffsets = new long[size];
            pixelOffsets = new long[size];
            headers = new ImageHeader[size];
            reasons = new String[size];
            images = new DeviceImage[size];
        }

        /** Bytes that all files take. */
        long layFiles() {
            long end = 0;
            for (int i = 0; i < size; i++) {
                fileOffsets[i] = end;
                reasons[i] = "";
                headers[i] = ImageHeader.plain(ImageKind.UNKNOWN, 0, 0, 0, 0);
                end = aligned(Math.addExact(end, jpegs.get(i).byteSize()), FILE_ALIGNMENT_BYTES);
            }
            return end;
        }

        /** Native code sees only the copies, and so does what looks at them first. */
        void copyFiles(MemorySegment memory) {
            for (int i = 0; i < size; i++) {
                MemorySegment source = jpegs.get(i);
                files[i] = memory.asSlice(fileOffsets[i], source.byteSize());
                MemorySegment.copy(source, 0, files[i], 0, source.byteSize());
                if (source.isMapped()) {
                    PageFault.meet();
                }
            }
        }

        /** Bytes that all images take which look as if they could be decoded. */
        long layPixels() {
            long end = 0;
            for (int i = 0; i < size; i++) {
                reasons[i] = fault(i);
                if (isIn(i)) {
                    pixelOffsets[i] = end;
                    long bytes = rowBytes(i) * headers[i].heightPx();
                    if (bytes > device.capacityBytes()) {
                        reasons[i] = "image is larger than the pool: bytes=" + bytes + ", capacity="
                                + device.capacityBytes();
                    } else {
                        end = aligned(Math.addExact(end, bytes), PIXEL_ALIGNMENT_BYTES);
                    }
                }
            }
            return end;
        }

        private boolean isIn(int at) {
            return reasons[at].isEmpty();
        }

        private long rowBytes(int at) {
            return (long) headers[at].widthPx() * order.channels();
        }

        /** Why a file cannot be decoded, as far as its header tells; empty if it tells nothing. */
        private String fault(int at) {
            MemorySegment file = files[at];
            if (file.byteSize() == 0) {
                return "zero bytes";
            }
            Probe probe = new Probe(file);
            ImageKind kind = ImageKind.of(probe);
            if (kind != ImageKind.JPEG) {
                return "not a jpeg: kind=" + kind.name().toLowerCase(Locale.ROOT) + ", bytes=" + file.byteSize();
            }
            JpegStructure structure = JpegStructure.read(probe);
            ImageHeader header = structure.header();
            headers[at] = header;
            String broken = structure.fault();
            if (broken != null) {
                return broken;
            }
            if ((header.channels() != 1 && header.channels() != 3) || header.bitsPerSample() != 8) {
                return "nvjpeg does not decode such a jpeg: components=" + header.channels() + ", bits="
                        + header.bitsPerSample();
            }
            try {
                Workspace.requireRoom(header);
            } catch (BadImageException tooLarge) {
                return tooLarge.reason();
            }
            int status = calls.imageInfo(file.address(), file.byteSize(), found);
            if (status != 0) {
                return refusal("nvjpegGetImageInfo", status);
            }
            // Its pixels would go where nobody made room.
            boolean agreed =
                    found[0] == header.channels() && found[1] == header.widthPx() && found[2] == header.heightPx();
            return agreed
                    ? ""
                    : "nvjpeg reads another header: components=" + found[0] + ", width=" + found[1] + ", height="
                            + found[2] + ", expected=" + header.channels() + ", " + header.widthPx() + ", "
                            + header.heightPx();
        }

        void decode(DeviceMemory pixels, CudaStream stream) {
            Work work = new Work(size);
            int[] places = new int[size];
            int count = 0;
            for (int i = 0; i < size; i++) {
                if (isIn(i)) {
                    DeviceImage image = new DeviceImage(
                            pixels,
                            pixelOffsets[i],
                            headers[i].widthPx(),
                            headers[i].heightPx(),
                            rowBytes(i),
                            order.channels());
                    images[i] = image;
                    places[count] = i;
                    work.set(
                            count++,
                            files[i].address(),
                            files[i].byteSize(),
                            pixels.pointer(image.offsetBytes(), image.sizeBytes())
                                    .address(),
                            image.strideBytes());
                }
            }
            long queue = stream.handle().address();
            int status = calls.decodeBatched(work, count, queue);
            if (NvJpeg.isFatal(status)) {
                NvJpeg.check("nvjpegDecodeBatched", status);
            }
            if (status != 0) {
                decodeSingly(work, count, places, stream);
            }
        }

        /** Finds out which image broke the batch. */
        private void decodeSingly(Work work, int count, int[] places, CudaStream stream) {
            // Whatever of the batch was queued is done, and if it was the device that failed, this tells.
            stream.await();
            for (int i = 0; i < count; i++) {
                int status = calls.decode(work, i, stream.handle().address());
                if (status != 0) {
                    reasons[places[i]] = refusal("nvjpegDecode", status);
                    images[places[i]] = null;
                }
                // The next one uses the same buffers.
                stream.await();
            }
        }

        private static String refusal(String function, int status) {
            if (NvJpeg.isFatal(status)) {
                NvJpeg.check(function, status);
            }
            return "nvjpeg refuses the jpeg: function=" + function + ", status=" + status + ", detail="
                    + NvJpeg.text(status);
        }

        DecodedBatch result(@Nullable MemoryLease<DeviceMemory> pixels) {
            for (int i = 0; i < size; i++) {
                if (images[i] == null && reasons[i].isEmpty()) {
                    reasons[i] = "zero bytes";
                }
            }
            return new DecodedBatch(pixels, headers, images, reasons);
        }
    }

    private static long aligned(long bytes, long alignment) {
        return (bytes + alignment - 1) / alignment * alignment;
    }

    /** Waits for the last batch and gives back what nvJPEG holds; the pools are the caller's. Closing twice does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (started) {
                last.await();
            }
        } finally {
            last.close();
            calls.close();
        }
    }
}
