package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cameo.record.IrHeader;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IndexRebuildTest {
    private static final Path GOLDEN = Path.of("testdata/record");

    @TempDir
    Path folder;

    /** Keys that MXNet's user made up ({@code keys_int}, {@code keys_str}) stand in no record and cannot come back. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        record/insightface/A  | ID      | every record has an id of its own
        record/insightface/A2 | ID      | every record has an id of its own
        record/insightface/C  | ID      | every record has an id of its own
        record/insightface/E  | ID      | every record has an id of its own
        record/insightface    | ID      | every record has an id of its own
        record/parts          | ID      | every record has an id of its own
        record/header         | COUNTER | an id occurs twice: id=0, offset=356
        record/raw            | COUNTER | a record has no image header: offset=0
        record/empty          | COUNTER | there are no records
        """)
    void givesTheIdxThatItsPackerWroteByteForByte(String name, KeyRule rule, String why) throws IOException {
        check(Path.of("testdata").resolve(name + ".idx"), rule, why);
    }

    @ParameterizedTest
    @MethodSource("im2rec")
    void givesTheIdxThatIm2recWroteByteForByte(Path idx) throws IOException {
        check(idx, KeyRule.ID, "every record has an id of its own");
    }

    static Stream<Path> im2rec() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("testdata/convert/im2rec"))) {
            return files.filter(file -> file.toString().endsWith(".idx")).sorted().toList().stream();
        }
    }

    private void check(Path golden, KeyRule rule, String why) throws IOException {
        Path rec = Files.copy(
                DamagedGolden.beside(Path.of(golden.toString().replace(".idx", ".rec")), ".rec"),
                folder.resolve("a.rec"));
        IndexReport report = IndexRebuild.of(rec).run();
        assertThat(folder.resolve("a.idx")).hasSameBinaryContentAs(golden);
        assertThat(report.rule()).isEqualTo(rule);
        assertThat(report.why()).isEqualTo(why);
        assertThat(report.idxWritten()).isTrue();
        assertThat(Verify.of(rec).run().isSound()).isTrue();
        // The keys now stand in the .cix too, and come back from there.
        Files.delete(folder.resolve("a.idx"));
        assertThat(IndexRebuild.of(rec).run().rule()).isEqualTo(KeyRule.CIX);
        assertThat(folder.resolve("a.idx")).hasSameBinaryContentAs(golden);
    }

    /** Layout B: images, identities, and record 0 last, with its second id set. */
    @Test
    void givesTheKeysOfInsightFacesRecBuilder() throws IOException {
        long[] keys = {1, 2, 3, 4, 5, 6, 0};
        Path rec = folder.resolve("b.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (long key : keys) {
                IrHeader header = key >= 1 && key <= 4
                        ? IrHeader.scalar(key < 3 ? 0 : 1, key)
                        : IrHeader.vector(new float[] {1, 5}, key);
                byte[] payload = key >= 1 && key <= 4 ? new byte[] {1, 2, 3} : new byte[0];
                writer.write(key, key == 0 ? header.withId2(1) : header, MemorySegment.ofArray(payload));
            }
            writer.commit();
        }
        byte[] idx = Files.readAllBytes(folder.resolve("b.idx"));
        byte[] cix = Files.readAllBytes(folder.resolve("b.cix"));
        Files.delete(folder.resolve("b.idx"));
        assertThat(IndexRebuild.of(rec).force(true).run().rule()).isEqualTo(KeyRule.ID);
        assertThat(folder.resolve("b.idx")).hasBinaryContent(idx);
        assertThat(folder.resolve("b.cix")).hasBinaryContent(cix);
    }

    /** What {@code shuffle_rec.py} leaves: new keys in the .idx, the old ids in the headers. */
    @Test
    void countsWhereShufflingLeftTheOldIds() throws IOException {
        Path rec = folder.resolve("s.rec");
        long[] ids = {3, 1, 5, 2, 4};
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < ids.length; i++) {
                writer.write(i, IrHeader.scalar(1, ids[i]), MemorySegment.ofArray(new byte[] {1}));
            }
            writer.commit();
        }
        byte[] idx = Files.readAllBytes(folder.resolve("s.idx"));
        Files.delete(folder.resolve("s.idx"));
        Files.delete(folder.resolve("s.cix"));
        IndexReport report = IndexRebuild.of(rec).run();
        assertThat(report.rule()).isEqualTo(KeyRule.COUNTER);
        assertThat(report.why()).contains("shuffle_rec.py");
        assertThat(folder.resolve("s.idx")).hasBinaryContent(idx);
        IndexRebuild.of(rec).force(true).keys(KeyRule.ID).run();
        assertThat(Files.readString(folder.resolve("s.idx"))).startsWith("3\t0\n1\t");
    }

    @ParameterizedTest
    @CsvSource({"keys_int", "keys_str"})
    void anIdxThatFitsStaysAndGivesTheCixItsKeys(String name) throws IOException {
        Path rec = DamagedGolden.copy(name, folder);
        IndexReport report = IndexRebuild.of(rec).run();
        assertThat(report.rule()).isEqualTo(KeyRule.IDX);
        assertThat(report.idxWritten()).isFalse();
        assertThat(folder.resolve(name + ".idx")).hasSameBinaryContentAs(GOLDEN.resolve(name + ".idx"));
        try (RecordFile file = RecordFile.open(rec)) {
            assertThat(file.cix()).isNotNull();
            for (String line : Files.readAllLines(GOLDEN.resolve(name + ".idx"))) {
                String[] fields = line.split("\t", 2);
                assertThat(file.get(fields[0]).offsetBytes()).isEqualTo(Long.parseLong(fields[1]));
            }
        }
    }

    @Test
    void anIdxThatDoesNotFitIsNotReplacedUnlessForced() throws IOException {
        Path rec = DamagedGolden.copy("parts", folder);
        Path idx = folder.resolve("parts.idx");
        Files.copy(GOLDEN.resolve("insightface.idx"), idx, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        IndexReport report = IndexRebuild.of(rec).run();
        assertThat(report.end()).isEqualTo(IndexReport.End.IDX_DOES_NOT_FIT);
        assertThat(report.why()).isEqualTo("entry points to no record: key=1, offset=40");
        assertThat(folder.resolve("parts.cix")).doesNotExist();
        Files.writeString(idx, "nonsense\n");
        assertThat(IndexRebuild.of(rec).run().why()).startsWith("index line has no offset");
        assertThat(IndexRebuild.of(rec).force(true).run().end()).isEqualTo(IndexReport.End.WRITTEN);
        assertThat(idx).hasSameBinaryContentAs(GOLDEN.resolve("parts.idx"));
    }

    @Test
    void aDamagedFileIsIndexedOnlyWhenAsked() throws IOException {
        Path rec = Files.copy(GOLDEN.resolve("corrupt/bad_magic_rec20.rec"), folder.resolve("bad.rec"));
        IndexReport refused = IndexRebuild.of(rec).run();
        assertThat(refused.end()).isEqualTo(IndexReport.End.DAMAGED);
        assertThat(refused.damages()).hasSize(1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(rec);
        }
        IndexReport report = IndexRebuild.of(rec).skipDamage(true).run();
        assertThat(report.records()).isEqualTo(60);
        String expected = Files.readString(GOLDEN.resolve("parts.idx")).replace("20\t19564\n", "");
        assertThat(folder.resolve("bad.idx")).hasContent(expected);
        VerifyReport verified = Verify.of(rec).run();
        assertThat(verified.index()).isEqualTo(VerifyReport.Verdict.OK);
        assertThat(verified.damageCount()).isEqualTo(1);
    }

    @Test
    void passingOverDamageTakesTheLostKeysOutOfTheIdx() throws IOException {
        Path rec = DamagedGolden.beside("bad_magic_rec20", false, folder);
        IndexReport report = IndexRebuild.of(rec).skipDamage(true).run();
        assertThat(report.rule()).isEqualTo(KeyRule.IDX);
        assertThat(report.idxWritten()).isTrue();
        assertThat(Verify.of(rec).run().index()).isEqualTo(VerifyReport.Verdict.OK);
    }

    /** A new .cix would call a flipped payload whole for ever after. */
    @Test
    void aPayloadThatTheCixKnowsToBeDamagedIsNotBlessed() throws IOException {
        Path rec = DamagedGolden.beside("jpeg_damaged_rec20", true, folder);
        assertThat(IndexRebuild.of(rec).run().end()).isEqualTo(IndexReport.End.DAMAGED);
        assertThat(Verify.of(rec).run().sums()).isEqualTo(VerifyReport.Verdict.BAD);
    }

    @Test
    void idsThatCannotBeKeysAreRefusedAsKeys() throws IOException {
        Path rec = Files.write(folder.resolve("raw.rec"), Files.readAllBytes(GOLDEN.resolve("raw.rec")));
        IndexRebuild job = IndexRebuild.of(rec).keys(KeyRule.ID);
        assertThatIllegalArgumentException()
                .isThrownBy(job::run)
                .withMessageContaining("ids cannot be the keys: a record has no image header");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IndexRebuild.of(rec).keys(KeyRule.CIX));
        assertThat(Files.readString(rec, StandardCharsets.ISO_8859_1)).isNotEmpty();
    }

    @Test
    void aRunThatIsStoppedWritesNothing() throws IOException {
        Path rec = Files.copy(GOLDEN.resolve("parts.rec"), folder.resolve("p.rec"));
        IndexRebuild job = IndexRebuild.of(rec);
        job.cancel();
        assertThat(job.run().end()).isEqualTo(IndexReport.End.CANCELLED);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(rec);
        }
    }
}
