package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import io.cameo.image.Encoding;
import io.cameo.image.ImageCodec;
import io.cameo.image.JpegLibrary;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Garbage per sample, after everything has been compiled. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoaderAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int BATCH = 64;
    private static final int BATCHES = 400;
    private static final int ROUNDS = 30;
    private static final int RECORDS = 320;

    @TempDir
    Path folder;

    /** A batch's few objects, and 4 bytes for the drawn order of so small a set; any object for each sample would be more. */
    private static final double BATCH_SHARE = 14;

    @Test
    void nothingIsAllocatedPerSample() throws IOException {
        assumeThat(JpegLibrary.active()).isEqualTo(JpegLibrary.TURBO); // the other one makes some garbage, and says so
        Path rec = MadeRecords.write(folder.resolve("a.rec"), 0, 640);
        assertThat(loaded(Loader.of(rec).shuffle(1), BATCH_SHARE)).isLessThan(BATCH_SHARE);
        LoaderBuilder floats = Loader.of(rec)
                .shuffle(1)
                .normalize(Normalization.FACE)
                .batch(BATCH, TensorLayout.NCHW, TensorType.FLOAT32);
        assertThat(loaded(floats, BATCH_SHARE)).isLessThan(BATCH_SHARE);
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "LZ4"})
    void nothingIsAllocatedPerRawSample(Encoding encoding) throws IOException {
        Path rec = write(encoding);
        assertThat(loaded(Loader.of(rec).shuffle(1), BATCH_SHARE)).isLessThan(BATCH_SHARE);
    }

    /** Single samples allocate nothing at all: less than a byte each is what the virtual machine takes for itself. */
    @ParameterizedTest
    @EnumSource(names = {"JPEG", "RAW", "LZ4"})
    void singleSamplesAllocateNothing(Encoding encoding) throws IOException {
        assumeThat(JpegLibrary.active()).isEqualTo(JpegLibrary.TURBO);
        SampleFormat same = SampleFormat.rgb(MadeRecords.WIDTH_PX, MadeRecords.HEIGHT_PX);
        SampleFormat planes = same.with(TensorLayout.NCHW);
        try (RecordFile file = RecordFile.open(write(encoding));
                Arena arena = Arena.ofShared();
                Sampler pixels = SampleReader.of(file, same).sampler();
                Sampler floats =
                        SampleReader.of(file, planes.with(TensorType.FLOAT32)).sampler()) {
            MemorySegment dst = arena.allocate(4L * MadeRecords.PIXEL_BYTES);
            assertThat(read(pixels, dst)).isLessThan(1);
            assertThat(read(floats, dst)).isLessThan(1);
        }
    }

    private Path write(Encoding encoding) throws IOException {
        Path rec = folder.resolve(encoding + ".rec");
        try (ImageCodec codec = ImageCodec.create();
                RecordWriter writer = RecordWriter.create(rec)) {
            for (int key = 0; key < RECORDS; key++) {
                MemorySegment image =
                        MadeRecords.encode(codec, key, encoding, MadeRecords.WIDTH_PX, MadeRecords.HEIGHT_PX);
                writer.write(key, IrHeader.scalar(0, key), image);
            }
            writer.commit();
        }
        return rec;
    }

    /** Bytes for each sample, in the best of many rounds. */
    private static double read(Sampler sampler, MemorySegment dst) {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least >= 1; round++) {
            long begin = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < BATCH * BATCHES; i++) {
                sampler.read(i % RECORDS, dst);
            }
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - begin;
            least = Math.min(least, bytes / (double) BATCH / BATCHES);
        }
        return least;
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
