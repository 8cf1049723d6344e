package io.cameo.bytes;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Why {@link LittleEndian} is unaligned: the same reads of a mapped file at scattered places, with and without the check
 * of the address. One operation is one read of four bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LittleEndianBench {
    /** Small enough for the first-level cache, so that the read is timed and not the memory. */
    private static final int FILE_BYTES = 1 << 14;

    private static final int READS = 1024;
    private static final long SEED = 7;

    private static final ValueLayout.OfInt ALIGNED = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Looked up, as offsets from an index are, so that the compiler cannot know that they are multiples of four. */
    private final long[] places = new Random(SEED)
            .ints(READS, 0, FILE_BYTES / Integer.BYTES)
            .mapToLong(place -> (long) place * Integer.BYTES)
            .toArray();

    private @Nullable Path path;
    private @Nullable MappedFile file;

    /** Maps a file of zeros. */
    @Setup
    public void open() throws IOException {
        Path created = Files.createTempFile("cameo", ".bin");
        path = created;
        Files.write(created, new byte[FILE_BYTES]);
        file = MappedFile.open(created);
    }

    /** Unmaps and deletes it. */
    @TearDown
    public void close() throws IOException {
        if (file != null && path != null) {
            file.close();
            Files.delete(path);
        }
    }

    /** As Cameo reads. */
    @Benchmark
    @OperationsPerInvocation(READS)
    public int unaligned() {
        return sum(LittleEndian.INT);
    }

    /** What it would cost otherwise. */
    @Benchmark
    @OperationsPerInvocation(READS)
    public int aligned() {
        return sum(ALIGNED);
    }

    private int sum(ValueLayout.OfInt layout) {
        MappedFile opened = file;
        if (opened == null) {
            throw new IllegalStateException("not open");
        }
        MemorySegment segment = opened.segment();
        int sum = 0;
        for (long place : places) {
            sum += segment.get(layout, place);
        }
        return sum;
    }
}
