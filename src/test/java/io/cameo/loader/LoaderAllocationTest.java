package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Garbage per sample, after everything has been compiled. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoaderAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int BATCH = 64;

    @TempDir
    Path folder;

    /** Tolerance: 16 bytes a sample, a batch's own few objects among them; any object for each sample would be more. */
    @Test
    void nothingIsAllocatedPerSample() throws IOException {
        Path rec = MadeRecords.write(folder.resolve("a.rec"), 0, 640);
        assertThat(bytesPerSample(Loader.of(rec).shuffle(1))).isLessThan(16);
        assertThat(bytesPerSample(Loader.of(rec)
                        .shuffle(1)
                        .normalize(Normalization.FACE)
                        .augment(Augments.randomMirror())
                        .batch(BATCH, TensorLayout.NCHW, TensorType.FLOAT32)))
                .isLessThan(16);
    }

    private static double bytesPerSample(LoaderBuilder builder) throws IOException {
        int batches = 300;
        try (Loader loader = builder.batch(BATCH).workers(1).prefetch(1).open()) {
            Iterator<Batch> all = loader.epochs(0, Long.MAX_VALUE).iterator();
            for (int i = 0; i < batches; i++) {
                all.next();
            }
            assertThat(MadeRecords.threads()).hasSize(1);
            long worker = MadeRecords.threads().getFirst().threadId();
            long begin = allocated(worker);
            for (int i = 0; i < batches; i++) {
                all.next();
            }
            return (allocated(worker) - begin) / (double) batches / BATCH;
        }
    }

    private static long allocated(long worker) {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId())
                + THREADS.getThreadAllocatedBytes(worker);
    }
}
