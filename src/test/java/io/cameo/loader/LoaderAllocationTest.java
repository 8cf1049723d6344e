package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.cameo.image.ChannelOrder;
import io.cameo.image.JpegDecoder;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Garbage per sample beside that of the decoder alone, after everything has been compiled. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoaderAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int BATCH = 64;
    private static final int BATCHES = 400;
    private static final int ROUNDS = 30;

    @TempDir
    Path folder;

    /**
     * Tolerance: 16 bytes a sample, among them a batch's few objects and 4 for the drawn order of so small a set; any object
     * for each sample would be more.
     */
    @Test
    void nothingIsAllocatedPerSample() throws IOException {
        Path rec = MadeRecords.write(folder.resolve("a.rec"), 0, 640);
        double alone = decoderAlone(rec);
        double limit = alone + 16;
        assertThat(loaded(Loader.of(rec).shuffle(1), limit)).isLessThan(limit);
        LoaderBuilder floats = Loader.of(rec)
                .shuffle(1)
                .normalize(Normalization.FACE)
                .batch(BATCH, TensorLayout.NCHW, TensorType.FLOAT32);
        assertThat(loaded(floats, limit)).isLessThan(limit);
    }

    private static double decoderAlone(Path rec) throws IOException {
        try (RecordFile file = RecordFile.open(rec);
                JpegDecoder decoder = JpegDecoder.create();
                Arena arena = Arena.ofShared()) {
            MemorySegment batch = arena.allocate((long) BATCH * MadeRecords.PIXEL_BYTES);
            RecordView view = new RecordView();
            long here = Thread.currentThread().threadId();
            long begin = 0;
            for (int i = 0; i < 2 * BATCH * BATCHES; i++) {
                if (i == BATCH * BATCHES) {
                    begin = THREADS.getThreadAllocatedBytes(here);
                }
                file.read(i % file.size(), view);
                decoder.read(view.segment(), view.payloadOffset(), view.payloadLength());
                decoder.decode(
                        batch,
                        (long) (i % BATCH) * MadeRecords.PIXEL_BYTES,
                        3L * MadeRecords.WIDTH_PX,
                        ChannelOrder.RGB,
                        1);
            }
            return (THREADS.getThreadAllocatedBytes(here) - begin) / (double) BATCH / BATCHES;
        }
    }

    private static double loaded(LoaderBuilder builder, double enough) throws IOException {
        try (Loader loader = builder.batch(BATCH).workers(1).prefetch(1).open()) {
            Iterator<Batch> all = loader.epochs(0, Long.MAX_VALUE).iterator();
            draw(all);
            assertThat(MadeRecords.threads()).hasSize(1);
            long[] threads = {
                Thread.currentThread().threadId(),
                MadeRecords.threads().getFirst().threadId()
            };
            double least = Double.MAX_VALUE;
            // Vectors are objects until the last compiler has had its turn, which on a busy machine takes its time.
            for (int round = 0; round < ROUNDS && least > enough; round++) {
                long begin = sum(THREADS.getThreadAllocatedBytes(threads));
                draw(all);
                long bytes = sum(THREADS.getThreadAllocatedBytes(threads)) - begin;
                least = Math.min(least, bytes / (double) BATCH / BATCHES);
            }
            return least;
        }
    }

    private static void draw(Iterator<Batch> all) {
        for (int i = 0; i < BATCHES; i++) {
            all.next();
        }
    }

    private static long sum(long[] bytes) {
        return bytes[0] + bytes[1];
    }
}
