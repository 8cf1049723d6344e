package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.convert.VerifyReport.State;
import io.cameo.convert.VerifyReport.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyTest {
    private static final Path GOLDEN = Path.of("testdata/record");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw",
                "header",
                "insightface",
                "keys_int",
                "keys_str",
                "parts",
                "empty",
                "insightface/A",
                "insightface/A2",
                "insightface/C",
                "insightface/E"
            })
    void soundFilesAreSoundAtEveryLevelThatCanBeChecked(String name) throws IOException {
        Path rec = DamagedGolden.copy(name, folder);
        VerifyReport byIdx = Verify.of(rec).run();
        assertThat(byIdx.level()).isEqualTo(Verify.Level.INDEX);
        assertThat(byIdx.isSound()).isTrue();
        assertThat(byIdx.index()).isEqualTo(Verdict.OK);
        assertThat(byIdx.cix().state()).isEqualTo(State.MISSING);
        IndexRebuild.of(rec).run();
        VerifyReport bySums = Verify.of(rec).run();
        assertThat(bySums.level()).isEqualTo(Verify.Level.SUMS);
        assertThat(bySums.isSound()).isTrue();
        assertThat(bySums.records()).isEqualTo(byIdx.records());
        assertThat(bySums.doubtful()).isZero();
        assertThat(List.of(bySums.frames(), bySums.index(), bySums.sums())).containsOnly(Verdict.OK);
        assertThat(bySums.decode()).isEqualTo(Verdict.NOT_ASKED);
        Files.delete(DamagedGolden.beside(rec, ".idx"));
        Files.delete(DamagedGolden.beside(rec, ".cix"));
        assertThat(Verify.of(rec).run().level()).isEqualTo(Verify.Level.FRAMES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        bad_magic_rec20        | 60 |  1 | [19,564 .. 20,428)  record magic mismatch: expected=0xced7230a, actual=0xced723f5, key=20
        cflag2_first_rec20     | 60 |  1 | [19,564 .. 20,428)  record does not begin with cflag 0 or 1: actual=2, key=20
        len_too_big_rec20      | 60 |  1 | [19,564 .. 20,428)  record runs over the head of another: end=24524, head_at=20428, key=20
        trunc_in_payload       | 40 |  1 | [39,136 .. 39,156)  record is cut off: length=806, remaining=12, key=40
        zero_tail_4096         | 61 |  0 | [60,352 .. 64,448)  record magic mismatch: expected=0xced7230a, actual=0x0
        """)
    void withTheIdxEveryRegionNamesItsKeys(String name, int records, int lost, String region) throws IOException {
        Path rec = DamagedGolden.beside(name, false, folder);
        VerifyReport report = Verify.of(rec).run();
        assertThat(report.isSound()).isFalse();
        assertThat(report.frames()).isEqualTo(Verdict.BAD);
        assertThat(report.records()).isEqualTo(records);
        assertThat(report.lostRecords()).isEqualTo(lost);
        assertThat(report.lossKnown()).isTrue();
        assertThat(report.damages()).singleElement().satisfies(damage -> {
            assertThat(damage.region()).hasToString(region);
            assertThat(damage.keyCount()).isEqualTo(lost);
        });
        // What is behind a tear is not in the region, and the entries for it point nowhere.
        long behind = name.startsWith("trunc") ? 20 : 0;
        assertThat(report.idx().dangling()).isEqualTo(behind);
        assertThat(report.index()).isEqualTo(behind > 0 ? Verdict.BAD : Verdict.OK);
    }

    @Test
    void recordsThatMovedHaveNoEntryAndTheirEntriesPointNowhere() throws IOException {
        VerifyReport report = Verify.of(DamagedGolden.beside("missing_bytes_before21", false, folder))
                .run();
        assertThat(report.records()).isEqualTo(60);
        assertThat(report.damageCount()).isEqualTo(1);
        assertThat(report.idx().dangling()).isEqualTo(40);
        assertThat(report.idx().unindexed()).isEqualTo(40);
        assertThat(report.idx().faults()).contains("record has no entry: offset=19572");
    }

    @Test
    void sumsFindWhatFramesCannot() throws IOException {
        Path rec = DamagedGolden.beside("jpeg_damaged_rec20", true, folder);
        assertThat(Verify.of(rec).level(Verify.Level.INDEX).run().isSound()).isTrue();
        VerifyReport report = Verify.of(rec).run();
        assertThat(report.frames()).isEqualTo(Verdict.OK);
        assertThat(report.sums()).isEqualTo(Verdict.BAD);
        assertThat(report.lostRecords()).isEqualTo(1);
        assertThat(report.damages()).singleElement().satisfies(damage -> {
            assertThat(damage.kind()).isEqualTo(VerifyReport.Kind.CONTENT);
            assertThat(damage.keys()).containsExactly("20");
            assertThat(damage.region().toString())
                    .startsWith("[19,564 .. 20,428)  payload checksum mismatch: key=20, expected=0x");
        });
    }

    @Test
    void decodingFindsImagesThatAreCutOffAndLeavesIdentityRecordsAlone() throws IOException {
        Path sound = DamagedGolden.copy("insightface/A", folder);
        VerifyReport report =
                Verify.of(sound).level(Verify.Level.DECODE).workers(2).run();
        assertThat(report.decode()).isEqualTo(Verdict.OK);
        assertThat(report.images()).isEqualTo(10);
        assertThat(report.withoutImage()).isEqualTo(7);
        assertThat(report.notChecked()).containsExactly("sums: A.cix is not there");
        assertThat(report.isSound()).isTrue();

        Path rec = folder.resolve("cut.rec");
        DamagedGolden.withCutImage(sound, rec, 4);
        VerifyReport cut = Verify.of(rec).level(Verify.Level.DECODE).workers(2).run();
        assertThat(List.of(cut.frames(), cut.index(), cut.sums())).containsOnly(Verdict.OK);
        assertThat(cut.decode()).isEqualTo(Verdict.BAD);
        assertThat(cut.isSound()).isFalse();
        assertThat(cut.images()).isEqualTo(9);
        assertThat(cut.damages()).singleElement().satisfies(damage -> {
            assertThat(damage.kind()).isEqualTo(VerifyReport.Kind.IMAGE);
            assertThat(damage.keys()).containsExactly("5");
            assertThat(damage.region().reason()).contains("key=5");
        });
    }

    @Test
    void namesWhatIsWrongWithAnIdx() throws IOException {
        Path rec = DamagedGolden.copy("parts", folder);
        List<String> lines = new java.util.ArrayList<>(Files.readAllLines(GOLDEN.resolve("parts.idx")));
        lines.remove(60);
        lines.remove(20);
        lines.add("77\t8"); // inside record 0
        lines.add("78\t0"); // record 0 again
        lines.add("5\t999999"); // behind the end, and a key that is there already
        Files.write(folder.resolve("parts.idx"), lines);
        VerifyReport report = Verify.of(rec).run();
        assertThat(report.index()).isEqualTo(Verdict.BAD);
        assertThat(report.idx())
                .returns(2L, VerifyReport.Index::dangling)
                .returns(1L, VerifyReport.Index::aliases)
                .returns(2L, VerifyReport.Index::unindexed)
                .returns(1L, VerifyReport.Index::duplicates);
        assertThat(report.idx().faults())
                .containsExactlyInAnyOrder(
                        "another entry points to the same record: key=78, offset=0",
                        "entry points to no record: key=77, offset=8",
                        "entry points to no record: key=5, offset=999999",
                        "record has no entry: offset=19564",
                        "record has no entry: offset=59264",
                        "key occurs more than once: key=5, offset=4928");
    }

    @Test
    void namesWhereIdxAndCixDisagree() throws IOException {
        Path rec = DamagedGolden.copy("parts", folder);
        IndexRebuild.of(rec).run();
        String idx = Files.readString(folder.resolve("parts.idx"));
        Files.writeString(folder.resolve("parts.idx"), idx.replace("20\t19564\n", "700\t19564\n"));
        VerifyReport report = Verify.of(rec).run();
        assertThat(report.sums()).isEqualTo(Verdict.OK);
        assertThat(report.index()).isEqualTo(Verdict.BAD);
        assertThat(report.disagreementExamples())
                .containsExactly("idx and cix name one record differently: offset=19564, idx_key=700, cix_key=20");
    }

    @Test
    void aStaleAndADamagedCixAreNamedAndNotBelieved() throws IOException {
        Path rec = DamagedGolden.copy("parts", folder);
        Path other = DamagedGolden.copy("raw", folder);
        IndexRebuild.of(other).run();
        Path cix = folder.resolve("parts.cix");
        Files.copy(folder.resolve("raw.cix"), cix);
        VerifyReport stale = Verify.of(rec).run();
        assertThat(stale.cix().state()).isEqualTo(State.UNUSABLE);
        assertThat(stale.cix().faults())
                .containsExactly("cix was made for another record file: expected_size=73984, actual_size=60352");
        assertThat(stale.records()).isEqualTo(61);
        assertThat(stale.sums()).isEqualTo(Verdict.NOT_CHECKED);
        assertThat(stale.isSound()).isFalse();

        Files.delete(cix);
        IndexRebuild.of(rec).run();
        byte[] bytes = Files.readAllBytes(cix);
        bytes[200] ^= 1;
        Files.write(cix, bytes);
        VerifyReport damaged = Verify.of(rec).run();
        assertThat(damaged.cix().faults()).containsExactly("cix is damaged: its own checksum does not fit");
        assertThat(damaged.index()).isEqualTo(Verdict.BAD);
        assertThat(damaged.frames()).isEqualTo(Verdict.OK);
    }

    @Test
    void aTornFileIsStillHeldAgainstItsSums() throws IOException {
        Path rec = DamagedGolden.beside("trunc_in_payload", true, folder);
        VerifyReport report = Verify.of(rec).run();
        assertThat(report.records()).isEqualTo(40);
        assertThat(report.cix().note())
                .isEqualTo("cix was made when the file had another size: expected_size=60352, actual_size=39156");
        assertThat(report.cix().dangling()).isEqualTo(20);
        assertThat(report.doubtful()).isZero();
    }

    @Test
    void aLevelThatCannotBeCheckedIsNotCalledSound() throws IOException {
        Path rec = DamagedGolden.copy("parts", folder);
        VerifyReport sums = Verify.of(rec).level(Verify.Level.SUMS).run();
        assertThat(sums.isDamaged()).isFalse();
        assertThat(sums.isSound()).isFalse();
        assertThat(sums.notChecked()).containsExactly("sums: parts.cix is not there");
        Files.delete(folder.resolve("parts.idx"));
        VerifyReport index = Verify.of(rec).level(Verify.Level.INDEX).run();
        assertThat(index.isSound()).isFalse();
        assertThat(index.notChecked()).containsExactly("index: there is no parts.idx and no parts.cix");
    }

    @Test
    void aRunThatIsStoppedSaysSo() throws IOException {
        Path rec = DamagedGolden.copy("parts", folder);
        for (Verify.Level level : List.of(Verify.Level.FRAMES, Verify.Level.DECODE)) {
            Verify job = Verify.of(rec).level(level);
            job.cancel();
            VerifyReport report = job.run();
            // 61 records are fewer than are checked between two looks at the wish to stop.
            assertThat(report.cancelled()).isEqualTo(level == Verify.Level.DECODE);
            assertThat(report.isSound()).isEqualTo(level == Verify.Level.FRAMES);
        }
    }
}
