package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By {@link JpegDecodeCuda}: pixels are the CPU's, bit for bit, and of what is damaged there are none. */
final class DeviceJpegsKernel implements DeviceJpegs {
    private static final int MOST_SIDE_PX = 1024;
    private static final long ALIGNMENT = 256;
    /** JPEGs are seldom larger than a fourth of their pixels; where they are, the CPU takes what is left over. */
    private static final long PIXELS_PER_FILE_BYTE = 4;

    private final Arena arena = Arena.ofConfined();
    private final JpegDecodeCuda decoder;
    private final DeviceShare share;
    private final int images;
    private final long filesBytes;
    private @Nullable JpegBatch gray;
    private @Nullable JpegBatch color;

    DeviceJpegsKernel(CudaLibrary library, int images, long memoryBytes) {
        this.images = images;
        decoder = new JpegDecodeCuda(library);
        filesBytes = Math.max(ALIGNMENT, memoryBytes / PIXELS_PER_FILE_BYTE);
        share = new DeviceShare(images, MOST_SIDE_PX, ALIGNMENT, filesBytes, memoryBytes);
    }

    @Override
    public @Nullable DeviceImage[] decode(List<MemorySegment> encoded, ColorMode mode, CudaStream stream) {
        clear(gray);
        clear(color);
        share.clear();
        @Nullable JpegBatch[] batches = new JpegBatch[encoded.size()];
        int[] numbers = new int[encoded.size()];
        for (int i = 0; i < batches.length; i++) {
            MemorySegment file = encoded.get(i);
            int channels = share.take(file, mode);
            if (channels > 0) {
                JpegBatch batch = batch(channels);
                numbers[i] = batch.add(file, 0, file.byteSize());
                batches[i] = batch;
            }
        }
        run(gray, stream);
        run(color, stream);
        @Nullable DeviceImage[] found = new DeviceImage[batches.length];
        for (int i = 0; i < batches.length; i++) {
            JpegBatch batch = batches[i];
            if (batch != null && batch.refusal(numbers[i]) == null) {
                found[i] = batch.image(numbers[i]);
            }
        }
        return found;
    }

    private JpegBatch batch(int channels) {
        JpegBatch known = channels == 1 ? gray : color;
        if (known == null) {
            known = decoder.batch(arena, images, filesBytes, channels);
            if (channels == 1) {
                gray = known;
            } else {
                color = known;
            }
        }
        return known;
    }

    private static void clear(@Nullable JpegBatch batch) {
        if (batch != null) {
            batch.clear();
        }
    }

    private void run(@Nullable JpegBatch batch, CudaStream stream) {
        if (batch != null && batch.size() > 0) {
            decoder.run(batch, stream);
        }
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            gray = null;
            color = null;
            arena.close();
        }
    }
}
