package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceMemory;
import io.cameo.compute.MemoryPool;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** By nvJPEG: pixels may differ from the CPU's in their last bits. */
final class DeviceJpegsNvJpeg implements DeviceJpegs {
    private static final int MOST_SIDE_PX = 1 << 16;
    private static final long ALIGNMENT = 256;
    private static final long PIXELS_PER_FILE_BYTE = 4;

    private final Opening opening;
    private final MemoryPool<MemorySegment> pinned;
    private final MemoryPool<DeviceMemory> device;
    private final DeviceShare share;
    private final Map<ChannelOrder, NvJpegDecoder> decoders = new EnumMap<>(ChannelOrder.class);
    private final List<DecodedBatch> held = new ArrayList<>();

    /** {@link NvJpegDecoder#open}, or what takes its place in a test. */
    interface Opening {
        NvJpegDecoder open(ChannelOrder order, MemoryPool<MemorySegment> pinned, MemoryPool<DeviceMemory> device);
    }

    DeviceJpegsNvJpeg(CudaLibrary library, int images, long memoryBytes, Opening opening) {
        this.opening = opening;
        long filesBytes = Math.max(ALIGNMENT, memoryBytes / PIXELS_PER_FILE_BYTE);
        share = new DeviceShare(images, MOST_SIDE_PX, ALIGNMENT, filesBytes, memoryBytes);
        // Pools round up by an eighth; with twice the room no lease of a batch ever waits for the other.
        pinned = MemoryPool.pinned(library, twice(filesBytes));
        device = MemoryPool.device(library, twice(memoryBytes));
    }

    private static long twice(long bytes) {
        return 2 * Math.clamp(bytes, 2 * ALIGNMENT, Long.MAX_VALUE / 2);
    }

    @Override
    public @Nullable DeviceImage[] decode(List<MemorySegment> encoded, ColorMode mode, CudaStream stream) {
        giveBack();
        share.clear();
        int[] channels = new int[encoded.size()];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = share.take(encoded.get(i), mode);
        }
        @Nullable DeviceImage[] found = new DeviceImage[channels.length];
        decode(encoded, channels, ChannelOrder.GRAY, found, stream);
        decode(encoded, channels, ChannelOrder.BGR, found, stream);
        return found;
    }

    private void decode(
            List<MemorySegment> encoded,
            int[] channels,
            ChannelOrder order,
            @Nullable DeviceImage[] found,
            CudaStream stream) {
        List<MemorySegment> files = new ArrayList<>();
        for (int i = 0; i < channels.length; i++) {
            if (channels[i] == order.channels()) {
                files.add(encoded.get(i));
            }
        }
        if (files.isEmpty()) {
            return;
        }
        DecodedBatch batch = run(order, files, stream);
        held.add(batch);
        int next = 0;
        for (int i = 0; i < channels.length; i++) {
            if (channels[i] == order.channels()) {
                found[i] = batch.image(next++).orElse(null);
            }
        }
    }

    private DecodedBatch run(ChannelOrder order, List<MemorySegment> files, CudaStream stream) {
        try {
            return decoders.computeIfAbsent(order, of -> opening.open(of, pinned, device))
                    .run(files, stream);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for memory: files=" + files.size(), interrupted);
        }
    }

    private void giveBack() {
        held.forEach(DecodedBatch::close);
        held.clear();
    }

    @Override
    public void close() {
        try (MemoryPool<MemorySegment> _ = pinned;
                MemoryPool<DeviceMemory> _ = device) {
            giveBack();
        } finally {
            decoders.values().forEach(NvJpegDecoder::close);
            decoders.clear();
        }
    }
}
