package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.image.Transforms;
import io.cameo.pipeline.Progress;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad images, stopped runs, resumed runs. */
class Im2RecFailureTest {
    private static final Path DATA = Path.of("testdata/convert");
    private static final Path IMAGES = DATA.resolve("images");

    @TempDir
    Path temp;

    private Path rec;

    @BeforeEach
    void setUp() {
        rec = temp.resolve("out.rec");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void badImagesAreNamedAndNotPacked(boolean passThrough) throws IOException {
        PackReport report = Im2Rec.from(DATA.resolve("bad.lst"), IMAGES)
                .passThrough(passThrough)
                .errorLimit(4)
                .writeTo(rec);
        assertThat(report.complete()).isTrue();
        assertThat(report.listed()).isEqualTo(6);
        assertThat(report.packed()).isEqualTo(2);
        assertThat(report.rejected()).isEqualTo(4);
        List<String> rejects = Files.readAllLines(temp.resolve("out.rejects.tsv"));
        assertThat(rejects).hasSize(5);
        assertThat(rejects.get(0)).isEqualTo("key\tpath\treason");
        assertThat(rejects.get(1)).startsWith("1\tzero.jpg\tfile is empty");
        assertThat(rejects.get(2)).startsWith("2\ttext.jpg\t");
        assertThat(rejects.get(3)).startsWith("3\tmissing.jpg\tno such file");
        assertThat(rejects.get(4)).startsWith("4\ttruncated.jpg\t").contains("jpeg truncated");
        try (RecordFile file = RecordFile.open(rec)) {
            assertThat(file.size()).isEqualTo(2);
            assertThat(file.contains(0)).isTrue();
            assertThat(file.contains(5)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aRunThatExceedsTheErrorLimitLeavesNoFileThatLooksFinished(int workers) throws IOException {
        PackReport report = Im2Rec.from(DATA.resolve("bad.lst"), IMAGES)
                .errorLimit(2)
                .workers(workers)
                .writeTo(rec);
        assertThat(report.end()).isEqualTo(PackReport.End.ERROR_LIMIT);
        assertThat(report.listed()).isEqualTo(4);
        assertThat(report.rejected()).isEqualTo(3);
        assertThat(rec).doesNotExist();
        assertThat(temp.resolve("out.idx")).doesNotExist();
        assertThat(Files.readAllLines(temp.resolve("out.rejects.tsv"))).hasSize(4);

        PackReport resumed = Im2Rec.from(DATA.resolve("bad.lst"), IMAGES)
                .errorLimit(4)
                .resume(true)
                .writeTo(rec);
        assertThat(resumed.complete()).isTrue();
        assertThat(resumed.resumedAt()).isEqualTo(4);
        assertThat(resumed.rejected()).isEqualTo(4);
        Path straight = temp.resolve("straight.rec");
        Im2Rec.from(DATA.resolve("bad.lst"), IMAGES).errorLimit(4).writeTo(straight);
        assertThat(rec).hasSameBinaryContentAs(straight);
        assertThat(temp.resolve("out.idx")).hasSameBinaryContentAs(temp.resolve("straight.idx"));
        assertThat(temp.resolve("out.rejects.tsv")).hasSameBinaryContentAs(temp.resolve("straight.rejects.tsv"));
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void linesThatAreNoEntriesAreRejectedWithTheirPlace() throws IOException {
        Path list = Files.writeString(
                temp.resolve("odd.lst"), "0\t1.0\tgray.jpg\nnonsense\n2\tx\tgray.jpg\n3\t1\tgray.jpg\n4\t1\tsub dir\n");
        PackReport report = Im2Rec.from(list, IMAGES).noErrorLimit().writeTo(rec);
        assertThat(report.packed()).isEqualTo(2);
        assertThat(Files.readString(temp.resolve("out.rejects.tsv")))
                .contains("odd.lst:2\t")
                .contains("odd.lst:3\t")
                .contains("4\tsub dir\tis a folder");
    }

    @Test
    void withNothingRejectedAnOldRejectsFileGoes() throws IOException {
        Files.writeString(temp.resolve("out.rejects.tsv"), "old");
        Path list = Files.writeString(temp.resolve("one.lst"), "0\t1.0\tgray.jpg\n");
        PackReport report = Im2Rec.from(list, IMAGES).writeTo(rec);
        assertThat(report.rejects()).isNull();
        assertThat(temp.resolve("out.rejects.tsv")).doesNotExist();
    }

    @Test
    void aCancelledRunGoesOnToTheSameBytes() throws IOException {
        Path list = longList(400);
        Path straight = temp.resolve("straight.rec");
        Im2Rec.from(list, IMAGES).writeTo(straight);
        for (int stopAfter : new int[] {0, 7, 150}) {
            Path cut = temp.resolve("cut" + stopAfter + ".rec");
            PackReport stopped = cancelAfter(list, stopAfter, cut);
            if (!stopped.complete()) {
                assertThat(stopped.end()).isEqualTo(PackReport.End.CANCELLED);
                assertThat(cut).doesNotExist();
                PackReport resumed =
                        Im2Rec.from(list, IMAGES).resume(true).workers(3).writeTo(cut);
                assertThat(resumed.resumedAt()).isEqualTo(stopped.listed());
            }
            assertThat(cut).hasSameBinaryContentAs(straight);
            assertThat(temp.resolve("cut" + stopAfter + ".idx")).hasSameBinaryContentAs(temp.resolve("straight.idx"));
        }
        assertThat(leftOvers()).isEmpty();
    }

    private static PackReport cancelAfter(Path list, int items, Path rec) throws IOException {
        AtomicReference<Im2Rec> job = new AtomicReference<>();
        Im2Rec settings = Im2Rec.from(list, IMAGES).workers(1).progress(new Progress() {
            @Override
            public void started(long totalItems) {
                if (items == 0) {
                    job.get().cancel();
                }
            }

            @Override
            public void advanced(long doneItems, long rejectedItems) {
                if (doneItems >= items) {
                    job.get().cancel();
                }
            }

            @Override
            public void finished(long doneItems, long rejectedItems) {}
        });
        job.set(settings);
        return settings.writeTo(rec);
    }

    @Test
    void aRunOfAnotherJobIsNotResumed() throws IOException {
        Path list = longList(300);
        PackReport stopped = cancelAfter(list, 0, rec);
        assertThat(stopped.end()).isEqualTo(PackReport.End.CANCELLED);
        assertThatThrownBy(
                        () -> Im2Rec.from(list, IMAGES).quality(50).resume(true).writeTo(rec))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot resume")
                .hasMessageContaining("quality was 95, is 50");
        assertThatThrownBy(() -> Im2Rec.from(list, IMAGES)
                        .transform(Transforms.resizeShort(32))
                        .resume(true)
                        .writeTo(rec))
                .hasMessageContaining("cannot resume");
        Files.writeString(list, "1\t0\tgray.jpg\n");
        assertThatThrownBy(() -> Im2Rec.from(list, IMAGES).resume(true).writeTo(rec))
                .hasMessageContaining("list_bytes");
    }

    @Test
    void resumingWhereNothingWasStoppedPacksFromTheBeginning() throws IOException {
        Path list = longList(5);
        PackReport report = Im2Rec.from(list, IMAGES).resume(true).writeTo(rec);
        assertThat(report.complete()).isTrue();
        assertThat(report.resumedAt()).isZero();
    }

    @Test
    void partsOfAListAddUpToTheWhole() throws IOException {
        Path list = longList(100);
        int total = 0;
        for (int part = 0; part < 3; part++) {
            PackReport report = Im2Rec.from(list, IMAGES)
                    .passThrough(true)
                    .part(part, 3)
                    .writeTo(temp.resolve("p" + part + ".rec"));
            total += (int) report.packed();
        }
        assertThat(total).isEqualTo(100);
    }

    @Test
    void aMissingListIsAnIOException() {
        assertThatThrownBy(() -> Im2Rec.from(temp.resolve("no.lst"), IMAGES).writeTo(rec))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        Im2Rec job = Im2Rec.from(temp, temp);
        assertThatIllegalArgumentException().isThrownBy(() -> job.quality(101));
        assertThatIllegalArgumentException().isThrownBy(() -> job.workers(0));
        assertThatIllegalArgumentException().isThrownBy(() -> job.errorLimit(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> job.part(3, 3));
    }

    private Path longList(int lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append(i * 3).append("\t").append(i % 7).append(i % 2 == 0 ? "\tgray.jpg\n" : "\ttall.jpg\n");
        }
        return Files.writeString(temp.resolve("long.lst"), text);
    }

    private List<String> leftOvers() throws IOException {
        try (var files = Files.list(temp)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".partial") || name.endsWith(".journal"))
                    .toList();
        }
    }
}
