package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
 * Walking a page-cached record file from front to back. The bound is a loop that reads the two words of each head and
 * checks nothing: one cache miss a record, 16 bytes touched.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WalkBench {
    private Path rec;
    private RecordFile file;
    private RecordView view;
    private MemorySegment segment;

    @Setup
    public void open() throws IOException {
        rec = FaceRecords.write();
        file = RecordFile.open(rec, null);
        view = new RecordView();
        segment = file.segment();
    }

    @TearDown
    public void delete() throws IOException {
        file.close();
        FaceRecords.delete(rec);
    }

    @Benchmark
    @OperationsPerInvocation(FaceRecords.RECORDS)
    public long walk() {
        RecordReader reader = file.reader();
        long bytes = 0;
        while (reader.next(view)) {
            bytes += view.contentLength();
        }
        return bytes;
    }

    @Benchmark
    @OperationsPerInvocation(FaceRecords.RECORDS)
    public long boundBareHeads() {
        long bytes = 0;
        long size = segment.byteSize();
        for (long at = 0; at < size; ) {
            int length = RecordLayout.length(segment.get(LittleEndian.INT, at + RecordLayout.LENGTH_OFFSET));
            bytes += length + (segment.get(LittleEndian.INT, at) == RecordLayout.MAGIC ? 0 : 1);
            at += RecordLayout.HEAD_BYTES + RecordLayout.aligned(length);
        }
        return bytes;
    }
}
