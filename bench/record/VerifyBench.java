package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
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
 * Checking a page-cached record file of 1 GB or so, which no processor cache holds. Divide the file's size, which is
 * printed, by the time for GB/s. {@code sums} is what one worker of {@code cameo verify --level sums} does to the records; its bound,
 * {@code boundRead}, adds up the words of the same mapping. {@code payloadSums} computes the checksums alone, {@code frames}
 * what can be checked without them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class VerifyBench {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;

    /** How often the 80 MB of {@link FaceRecords} stand in the file. */
    @Param("12")
    private int copies;

    private Path rec;
    private RecordFile file;
    private CixFile cix;
    private MemorySegment segment;
    private long[] contents;
    private int[] lengths;

    @Setup
    public void open() throws IOException {
        open(copies);
        System.out.println("file: " + sizeBytes() + " bytes, " + cix.records() + " records");
    }

    void open(int howOften) throws IOException {
        Path one = FaceRecords.write();
        rec = one.resolveSibling("copies.rec");
        RecordView view = new RecordView();
        try (RecordFile source = RecordFile.open(one);
                RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < howOften * FaceRecords.RECORDS; i++) {
                source.read(i % FaceRecords.RECORDS, view);
                writer.write(i, view.content());
            }
            writer.commit();
        }
        Files.delete(CixFile.besides(one));
        Files.delete(RecordIndex.besides(one));
        Files.delete(one);
        file = RecordFile.open(rec, null);
        cix = CixFile.open(CixFile.besides(rec));
        segment = file.segment();
        contents = new long[cix.records()];
        lengths = new int[cix.records()];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = cix.offset(i) + RecordLayout.HEAD_BYTES;
            lengths[i] = cix.contentLength(i);
        }
    }

    long sizeBytes() {
        return file.sizeBytes();
    }

    @TearDown
    public void delete() throws IOException {
        cix.close();
        file.close();
        Files.delete(CixFile.besides(rec));
        FaceRecords.delete(rec);
    }

    @Benchmark
    public long sums() {
        return scan(new RecordScanner(file, cix));
    }

    @Benchmark
    public long frames() {
        return scan(new RecordScanner(file));
    }

    @Benchmark
    public int payloadSums() {
        ContentSum sum = new ContentSum(segment);
        int all = 0;
        for (int i = 0; i < contents.length; i++) {
            all ^= sum.of(contents[i], lengths[i]);
        }
        return all;
    }

    @Benchmark
    public int boundRead() {
        IntVector sum = IntVector.zero(SPECIES);
        long at = 0;
        for (; at + SPECIES.vectorByteSize() <= segment.byteSize(); at += SPECIES.vectorByteSize()) {
            sum = sum.add(IntVector.fromMemorySegment(SPECIES, segment, at, ByteOrder.LITTLE_ENDIAN));
        }
        return sum.reduceLanes(jdk.incubator.vector.VectorOperators.ADD);
    }

    /** One word of each page, which is what touching the mapping costs at least. */
    @Benchmark
    public int boundTouch() {
        int sum = 0;
        for (long at = 0; at < segment.byteSize(); at += 4096) {
            sum += segment.get(LittleEndian.INT, at);
        }
        return sum;
    }

    private static long scan(RecordScanner scanner) {
        RecordView view = new RecordView();
        long records = 0;
        while (scanner.next(view) == RecordScanner.Step.RECORD) {
            records++;
        }
        return records;
    }
}
