package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.MappedFile;
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

/**
 * Opening a {@code .cix} that is in the page cache and finding one key in it, each time another one; also with the record
 * file, whose ends are held against it. The bound, {@code boundMap}, opens, maps and unmaps the same file and reads one
 * byte. Beside them, {@code idx} parses the {@code .idx} of the same records.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Xmx2g"})
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class CixOpenBench {
    @Param("10000000")
    private int records;

    private Path rec;
    private long key;

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
            return index.offset(index.find(nextKey()));
        }
    }

    @Benchmark
    public long recordFile() throws IOException {
        try (RecordFile file = RecordFile.open(rec)) {
            return file.index().offset(file.index().find(nextKey()));
        }
    }

    @Benchmark
    public byte boundMap() throws IOException {
        try (MappedFile mapped = MappedFile.open(CixFile.besides(rec))) {
            return mapped.segment().get(LittleEndian.BYTE, 0);
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Warmup(iterations = 1)
    @Measurement(iterations = 3)
    public long idx() throws IOException {
        RecordIndex index = RecordIndex.read(RecordIndex.besides(rec));
        return index.offset(index.find(nextKey()));
    }

    private long nextKey() {
        key = (key + 1_618_033) % records;
        return key;
    }
}
