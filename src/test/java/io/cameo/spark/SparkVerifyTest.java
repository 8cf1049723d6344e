package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.convert.Verify;
import io.cameo.convert.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;

/** Verifying on many machines finds what verifying on one finds. */
@Tag("spark")
class SparkVerifyTest {
    private static final Path CORRUPT = Path.of("testdata/record/corrupt");
    private static final Path RECORDS = Path.of("testdata/record");

    @TempDir
    private Path temp;

    /** All but the time that it took. */
    private static VerifyReport timeless(VerifyReport report) {
        return new VerifyReport(
                report.rec(),
                report.sizeBytes(),
                report.level(),
                report.frames(),
                report.index(),
                report.sums(),
                report.decode(),
                report.records(),
                report.doubtful(),
                report.recovered(),
                report.lostRecords(),
                report.lossKnown(),
                report.images(),
                report.withoutImage(),
                report.damages(),
                report.damageCount(),
                report.idx(),
                report.cix(),
                report.disagreements(),
                report.disagreementExamples(),
                report.notChecked(),
                report.cancelled(),
                0);
    }

    private static void assertSame(List<Path> recs, Verify.@Nullable Level level, long partBytes) throws IOException {
        List<SparkVerify.Checked> checked =
                SparkVerify.of(recs).level(level).partBytes(partBytes).run(SparkRun.session());
        assertThat(checked).extracting(SparkVerify.Checked::rec).isEqualTo(recs);
        for (int i = 0; i < recs.size(); i++) {
            VerifyReport report = Objects.requireNonNull(checked.get(i).report(), "no report");
            VerifyReport expected =
                    Verify.of(recs.get(i)).level(level).workers(1).run();
            assertThat(timeless(report)).isEqualTo(timeless(expected));
        }
    }

    @ParameterizedTest
    @NullSource
    @EnumSource(Verify.Level.class)
    void findsTheSameInManyFiles(Verify.Level level) throws IOException {
        List<Path> recs = new ArrayList<>();
        for (Path folder : List.of(RECORDS, CORRUPT)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".rec")).sorted().forEach(recs::add);
            }
        }
        assertThat(recs).hasSizeGreaterThan(8);
        assertSame(recs, level, 1 << 20);
    }

    @Test
    void partsOfAFileMakeNoDifference() throws IOException {
        SplittableRandom random = new SplittableRandom(41);
        for (int damages : new int[] {0, 1, 9}) {
            Path rec = DrawnRecords.write(temp.resolve("drawn" + damages + ".rec"), 41, 300, rank -> rank);
            byte[] bytes = Files.readAllBytes(rec);
            for (int i = 0; i < damages; i++) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(rec, bytes);
            for (long partBytes : new long[] {1, 500, 9_000}) {
                assertSame(List.of(rec), null, partBytes);
            }
            assertSame(List.of(rec), Verify.Level.DECODE, 2_000);
        }
    }

    @Test
    void whatCannotBeReadDoesNotKeepTheOthers() throws IOException {
        Path there = DrawnRecords.write(temp.resolve("there.rec"), 2, 20, rank -> rank);
        Path missing = temp.resolve("missing.rec");
        List<SparkVerify.Checked> checked =
                SparkVerify.of(List.of(missing, there)).run(SparkRun.session());
        assertThat(checked.getFirst().failure()).isInstanceOf(NoSuchFileException.class);
        assertThat(checked.getFirst().report()).isNull();
        assertThat(Objects.requireNonNull(checked.getLast().report()).isSound()).isTrue();
    }
}
