package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.bytes.DamagedRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordScannerTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"raw", "header", "insightface", "keys_int", "keys_str", "parts", "empty"})
    void aSoundFileIsAllRecords(String name) throws IOException {
        RecordIndex truth = RecordIndex.read(Golden.file(name + ".idx"));
        ScannedFile scan = ScannedFile.of(Golden.file(name + ".rec"), false);
        assertThat(scan.regions).isEmpty();
        assertThat(scan.records).hasSize(truth.size()).allSatisfy(found -> {
            assertThat(found.proof()).isEqualTo(RecordScanner.Proof.FRAME);
            assertThat(found.entry()).isEqualTo(RecordScanner.NO_ENTRY);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        bad_magic_rec20        | 60 | 19564 | 20428 | record magic mismatch: expected=0xced7230a, actual=0xced723f5
        cflag2_first_rec20     | 60 | 19564 | 20428 | record does not begin with cflag 0 or 1: actual=2
        len_too_big_rec20      | 60 | 19564 | 20428 | record runs over the head of another: end=24524, head_at=20428
        missing_bytes_before21 | 60 | 19564 | 19572 | record magic mismatch
        trunc_in_payload       | 40 | 39136 | 39156 | record is cut off: length=806, remaining=12
        zero_tail_4096         | 61 | 60352 | 64448 | record magic mismatch: expected=0xced7230a, actual=0x0
        """)
    void everyDamagedGoldenHasOneRegion(String name, int records, long begin, long end, String reason)
            throws IOException {
        ScannedFile scan = ScannedFile.of(Golden.file("corrupt/" + name + ".rec"), false);
        assertThat(scan.records).hasSize(records);
        assertThat(scan.regions).hasSize(1);
        DamagedRegion region = scan.regions.getFirst();
        assertThat(region.beginBytes()).isEqualTo(begin);
        assertThat(region.endBytes()).isEqualTo(end);
        assertThat(region.reason()).startsWith(reason);
        assertThat(scan.faults).containsExactly(RecordScanner.Fault.FRAME);
    }

    @Test
    void aDamagedPayloadIsSeenByItsChecksumAlone() throws IOException {
        assertThat(ScannedFile.of(Golden.file("corrupt/jpeg_damaged_rec20.rec"), false).regions)
                .isEmpty();
        ScannedFile scan = ScannedFile.of(withSums("jpeg_damaged_rec20"), true);
        assertThat(scan.records).hasSize(60);
        assertThat(scan.faults).containsExactly(RecordScanner.Fault.CONTENT);
        assertThat(scan.regions.getFirst().toString())
                .matches("\\[19,564 \\.\\. 20,428\\)  payload checksum mismatch: key=20, "
                        + "expected=0x[0-9a-f]{8}, actual=0x[0-9a-f]{8}");
    }

    /** Only the head of record 20 is damaged in these, and only a checksum can tell that the rest is whole. */
    @ParameterizedTest
    @ValueSource(strings = {"bad_magic_rec20", "cflag2_first_rec20", "len_too_big_rec20"})
    void aRecordWhoseHeadAloneWasHitIsGivenBackByItsChecksum(String name) throws IOException {
        ScannedFile scan = ScannedFile.of(withSums(name), true);
        assertThat(scan.faults).containsExactly(RecordScanner.Fault.HEAD);
        assertThat(scan.regions.getFirst().beginBytes()).isEqualTo(19564);
        assertThat(scan.regions.getFirst().endBytes()).isEqualTo(19572);
        assertThat(scan.records).hasSize(61);
        assertThat(scan.records.get(20).proof()).isEqualTo(RecordScanner.Proof.RECOVERED);
        try (RecordFile whole = RecordFile.open(Golden.file("parts.rec"), null)) {
            for (int i = 0; i < 61; i++) {
                assertThat(scan.records.get(i).content())
                        .isEqualTo(Golden.bytes(whole.at(i).content()));
                assertThat(scan.records.get(i).entry()).isEqualTo(i);
            }
        }
    }

    @Test
    void recordsThatMovedAreKnownByTheirChecksums() throws IOException {
        ScannedFile scan = ScannedFile.of(withSums("missing_bytes_before21"), true);
        assertThat(scan.records).hasSize(60);
        assertThat(scan.records).allSatisfy(found -> assertThat(found.proof()).isEqualTo(RecordScanner.Proof.CHECKSUM));
        assertThat(scan.records.get(20).entry()).isEqualTo(21);
        assertThat(scan.records.get(59).entry()).isEqualTo(60);
    }

    /** Equal sizes everywhere: what moved stands exactly where another record should. */
    @Test
    void recordsOfOneSizeThatMovedAreNotTakenForDamaged() throws IOException {
        Path rec = temp.resolve("same.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < 50; i++) {
                writer.write(i, IrHeader.scalar(i, i), java.lang.foreign.MemorySegment.ofArray(new byte[] {(byte) i}));
            }
            writer.commit();
        }
        byte[] bytes = Files.readAllBytes(rec);
        byte[] cut = new byte[bytes.length - 36];
        System.arraycopy(bytes, 0, cut, 0, 30 * 36);
        System.arraycopy(bytes, 31 * 36, cut, 30 * 36, cut.length - 30 * 36);
        Files.write(rec, cut);
        ScannedFile scan = ScannedFile.of(rec, true);
        assertThat(scan.regions).isEmpty();
        assertThat(scan.records).hasSize(49);
        assertThat(scan.records.get(30).entry()).isEqualTo(31);
    }

    @Test
    void aWholeFileBehindATornOneIsFoundThoughNothingInItIsAlignedAnyMore() throws IOException {
        byte[] parts = Files.readAllBytes(Golden.file("parts.rec"));
        byte[] raw = Files.readAllBytes(Golden.file("raw.rec"));
        int torn = 39157; // odd, within record 40
        byte[] joined = java.util.Arrays.copyOf(parts, torn + raw.length);
        System.arraycopy(raw, 0, joined, torn, raw.length);
        Path rec = Files.write(temp.resolve("joined.rec"), joined);
        int expected = RecordIndex.read(Golden.file("raw.idx")).size();
        ScannedFile scan = ScannedFile.of(rec, false);
        assertThat(scan.records).hasSize(40 + expected);
        assertThat(scan.regions).hasSize(1);
        assertThat(scan.regions.getFirst().beginBytes()).isEqualTo(39136);
        assertThat(scan.regions.getFirst().endBytes()).isEqualTo(torn);
        assertThat(scan.regions.getFirst().reason()).contains("bytes missing or inserted: shift=1");
        try (RecordFile whole = RecordFile.open(Golden.file("raw.rec"), null)) {
            for (int i = 0; i < expected; i++) {
                assertThat(scan.records.get(40 + i).content())
                        .isEqualTo(Golden.bytes(whole.at(i).content()));
            }
        }
    }

    @Test
    void paddingThatIsNotZeroIsReportedAndItsRecordGiven() throws IOException {
        Path rec = temp.resolve("padded.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            writer.write(0, java.lang.foreign.MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5}));
            writer.write(1, java.lang.foreign.MemorySegment.ofArray(new byte[] {6}));
            writer.commit();
        }
        byte[] bytes = Files.readAllBytes(rec);
        bytes[14] = 9;
        Files.write(rec, bytes);
        ScannedFile frames = ScannedFile.of(rec, false);
        assertThat(frames.records).hasSize(2);
        assertThat(frames.records.getFirst().proof()).isEqualTo(RecordScanner.Proof.DOUBTFUL);
        assertThat(frames.regions)
                .containsExactly(new DamagedRegion(13, 16, "padding or length is hit: length=5, record=0"));
        // 28 bytes are less than the ends that the cix sums up, so it takes the file for a changed one.
        ScannedFile sums = ScannedFile.of(rec, true);
        assertThat(sums.records.getFirst().proof()).isEqualTo(RecordScanner.Proof.CHECKSUM);
        assertThat(sums.faults).containsExactly(RecordScanner.Fault.PADDING);
    }

    @Test
    void whatIsDoubtedIsOnlyWhatNothingConfirms() throws IOException {
        assertThat(doubtful("bad_magic_rec20")).isEmpty();
        assertThat(doubtful("trunc_in_payload")).isEmpty();
        assertThat(doubtful("len_too_big_rec20")).isEmpty();
        assertThat(doubtful("zero_tail_4096")).containsExactly(60);
        assertThat(doubtful("missing_bytes_before21")).containsExactly(19);
    }

    private static List<Integer> doubtful(String name) throws IOException {
        ScannedFile scan = ScannedFile.of(Golden.file("corrupt/" + name + ".rec"), false);
        return java.util.stream.IntStream.range(0, scan.records.size())
                .filter(i -> scan.records.get(i).proof() == RecordScanner.Proof.DOUBTFUL)
                .boxed()
                .toList();
    }

    /** A damaged golden beside the sums of the sound one. */
    private Path withSums(String name) throws IOException {
        Path rec = Files.copy(Golden.file("parts.rec"), temp.resolve(name + ".rec"));
        try (RecordFile file = RecordFile.open(rec, null);
                RecordIndexWriter writer = RecordIndexWriter.create(rec, true)) {
            RecordReader reader = file.reader();
            RecordView view = new RecordView();
            while (reader.next(view)) {
                writer.add(view.position(), view);
            }
            writer.commit();
        }
        assertThat(RecordIndex.besides(rec)).hasSameBinaryContentAs(Golden.file("parts.idx"));
        Files.copy(Golden.file("corrupt/" + name + ".rec"), rec, StandardCopyOption.REPLACE_EXISTING);
        return rec;
    }
}
