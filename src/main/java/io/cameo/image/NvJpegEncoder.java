package io.cameo.image;

import io.cameo.compute.CudaStream;
import io.cameo.compute.MemoryLease;
import io.cameo.compute.MemoryPool;
import io.cameo.nativelib.NativeException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes images in a device's memory as JPEGs, by nvJPEG: baseline, 4:2:0 or gray, as {@link Encoding#JPEG} is, but not the
 * same bytes. For one stream, and one thread at a time.
 */
public final class NvJpegEncoder implements AutoCloseable {
    /** The format's limit, of 16 bits. */
    private static final int MAX_SIDE_PX = 65_535;

    private final NvJpegEncoding calls;
    private final ChannelOrder order;
    private final MemoryPool<MemorySegment> pinned;
    private final CudaStream stream;
    private boolean closed;

    NvJpegEncoder(NvJpegEncoding calls, ChannelOrder order, MemoryPool<MemorySegment> pinned, CudaStream stream) {
        this.calls = calls;
        this.order = order;
        this.pinned = pinned;
        this.stream = stream;
    }

    /**
     * An encoder on the calling thread's device.
     *
     * @param order of the images' channels
     * @param quality 1 to 100, as libjpeg means it
     * @param pinned for what comes back, of the GPU's library; must hold the largest JPEG
     * @param stream that all of its work is queued on
     * @throws IllegalStateException if {@link NvJpeg#missing} says so, or the pool is the twin's for the host
     * @throws NativeException if nvJPEG refuses
     */
    public static NvJpegEncoder open(
            ChannelOrder order, int quality, MemoryPool<MemorySegment> pinned, CudaStream stream) {
        requireQuality(quality);
        NvJpeg.require();
        NvJpegDecoder.requireDevice(pinned.library());
        NvJpegDecoder.requireDevice(stream.library());
        NvJpegEncoding calls =
                NvJpegCuda.encoding(order, quality, stream.handle().address());
        return new NvJpegEncoder(calls, order, pinned, stream);
    }

    static void requireQuality(int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("no such quality: quality=" + quality + ", known=1..100");
        }
    }

    /**
     * Encodes images and waits for them.
     *
     * @param images with the encoder's channels, whose pixels are there when the stream is as far as it is now
     * @return a file each, in that order
     * @throws IllegalArgumentException if an image has other channels, memory of another library, or a side above 65535
     * @throws NativeException if nvJPEG or the device fails; a whole image gives it no other reason
     * @throws InterruptedException while waiting for the pool
     */
    public List<byte[]> run(List<DeviceImage> images) throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("encoder is closed");
        }
        images.forEach(this::check);
        List<byte[]> jpegs = new ArrayList<>(images.size());
        for (int first = 0; first < images.size(); first += calls.slots()) {
            // All are queued before the first is waited for.
            int count = Math.min(calls.slots(), images.size() - first);
            for (int slot = 0; slot < count; slot++) {
                DeviceImage image = images.get(first + slot);
                int status = calls.encode(
                        slot,
                        image.memory()
                                .pointer(image.offsetBytes(), image.sizeBytes())
                                .address(),
                        image.strideBytes(),
                        image.widthPx(),
                        image.heightPx(),
                        stream.handle().address());
                NvJpeg.check(order == ChannelOrder.GRAY ? "nvjpegEncodeYUV" : "nvjpegEncodeImage", status);
            }
            for (int slot = 0; slot < count; slot++) {
                jpegs.add(fetch(slot));
            }
        }
        return jpegs;
    }

    private void check(DeviceImage image) {
        stream.requireOwn(image.memory());
        if (image.channels() != order.channels()) {
            throw new IllegalArgumentException(
                    "image has other channels than the encoder: image=" + image + ", expected=" + order.channels());
        }
        if (image.widthPx() > MAX_SIDE_PX || image.heightPx() > MAX_SIDE_PX) {
            throw new IllegalArgumentException("image is too large for a jpeg: width=" + image.widthPx() + ", height="
                    + image.heightPx() + ", limit=" + MAX_SIDE_PX);
        }
    }

    private byte[] fetch(int slot) throws InterruptedException {
        long queue = stream.handle().address();
        long[] length = new long[1];
        NvJpeg.check("nvjpegEncodeRetrieveBitstream", calls.retrieve(slot, 0, length, queue));
        // The length, too, is only there when the stream is.
        stream.await();
        try (MemoryLease<MemorySegment> memory = pinned.lease(length[0], stream)) {
            NvJpeg.check(
                    "nvjpegEncodeRetrieveBitstream",
                    calls.retrieve(slot, memory.memory().address(), length, queue));
            stream.await();
            return memory.memory().asSlice(0, length[0]).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /** Waits for the stream and gives back what nvJPEG holds. Closing twice does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stream.await();
        } finally {
            calls.close();
        }
    }
}
