package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One record by key, in random order, from a page-cached file; run it with {@code -prof gc}. The bound is a bare read of
 * a head at an offset that is already known: the cache misses without the look-up and the checks. Sampled times include
 * the clock, about 20 ns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RandomReadBench {
    private static final int ORDER = 1 << 16;

    private final int[] keys = new int[ORDER];
    private final long[] offsets = new long[ORDER];
    private Path rec;
    private RecordFile file;
    private RecordView view;
    private MemorySegment segment;
    private int next;

    @Setup
    public void open() throws IOException {
        rec = FaceRecords.write();
        file = RecordFile.open(rec);
        view = new RecordView();
        segment = file.segment();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < ORDER; i++) {
            keys[i] = random.nextInt(FaceRecords.RECORDS);
            offsets[i] = file.index().offset(file.index().find(keys[i]));
        }
    }

    @TearDown
    public void delete() throws IOException {
        file.close();
        FaceRecords.delete(rec);
    }

    @Benchmark
    public int viewByKey() {
        next = (next + 1) & (ORDER - 1);
        file.find(keys[next], view);
        return view.segment().get(LittleEndian.BYTE, view.payloadOffset()) + view.payloadLength();
    }

    @Benchmark
    public long recordByKey() {
        next = (next + 1) & (ORDER - 1);
        return file.get(keys[next]).payload().byteSize();
    }

    @Benchmark
    public int boundBareHead() {
        next = (next + 1) & (ORDER - 1);
        long at = offsets[next];
        return segment.get(LittleEndian.INT, at + RecordLayout.LENGTH_OFFSET) + segment.get(LittleEndian.INT, at + 32);
    }
}
