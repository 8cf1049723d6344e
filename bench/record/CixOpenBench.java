package io.cameo.record;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Opening a {@code .cix} and finding one key in it, beside parsing the {@code .idx} of the same records. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Xmx2g"})
@Warmup(iterations = 1)
@Measurement(iterations = 5)
public class CixOpenBench {
    @Param("10000000")
    private int records;

    private Path rec;

    @Setup
    public void write() throws IOException {
        rec = Files.createTempDirectory("cameo-bench").resolve("many.rec");
        MemorySegment content = MemorySegment.ofArray(new byte[24]);
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < records; i++) {
                writer.write((i * 7919L) % records, content);
            }
            writer.commit();
        }
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(CixFile.besides(rec));
        FaceRecords.delete(rec);
    }

    @Benchmark
    public long cix() throws IOException {
        try (CixFile cix = CixFile.open(CixFile.besides(rec))) {
            RecordIndex index = cix.index();
            return index.offset(index.find(records / 2));
        }
    }

    @Benchmark
    public long idx() throws IOException {
        RecordIndex index = RecordIndex.read(RecordIndex.besides(rec));
        return index.offset(index.find(records / 2));
    }
}
