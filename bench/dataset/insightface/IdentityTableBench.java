package io.cameo.dataset.insightface;

import java.io.IOException;
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

/** Opening a set of 42 million faces, and reading label and size of all its identities, from an {@code .ids}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Xmx1g"})
@Warmup(iterations = 0)
@Measurement(iterations = 5)
public class IdentityTableBench {
    @Param({"false", "true"})
    private boolean shuffled;

    private Path rec = Path.of("");

    @Setup
    public void write() throws IOException {
        rec = FortyMillionFaces.write(shuffled);
    }

    @TearDown
    public void delete() throws IOException {
        FortyMillionFaces.delete(rec);
    }

    @Benchmark
    public int open() throws IOException {
        try (FaceRecords faces = FaceRecords.open(rec)) {
            return faces.identities();
        }
    }

    @Benchmark
    public long table() throws IOException {
        return read(rec, false);
    }

    @Benchmark
    public long tableAndFirstImages() throws IOException {
        return read(rec, true);
    }

    /** Every identity's label and number of images; the first image of each lies in another section, as large as the set. */
    static long read(Path rec, boolean firstImages) throws IOException {
        long sum = 0;
        try (FaceRecords faces = FaceRecords.open(rec)) {
            if (!faces.hasIds()) {
                throw new AssertionError("not from the ids");
            }
            for (int identity = 0; identity < faces.identities(); identity++) {
                sum += (long) faces.labelOf(identity) + faces.count(identity);
                sum += firstImages ? faces.image(identity, 0) : 0;
            }
        }
        return sum;
    }
}
