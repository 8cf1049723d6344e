package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cameo.record.IrHeader;
import io.cameo.record.Record;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepairTest {
    private static final Path GOLDEN = Path.of("testdata/record");

    @TempDir
    Path folder;

    /** With the .idx, with the .cix, and with nothing but the ids in the headers: the same records under the same keys. */
    @ParameterizedTest
    @CsvSource({
        "bad_magic_rec20, IDX, 20, 60",
        "bad_magic_rec20, CIX, -1, 61",
        "bad_magic_rec20, ID, 20, 60",
        "cflag2_first_rec20, IDX, 20, 60",
        "cflag2_first_rec20, CIX, -1, 61",
        "cflag2_first_rec20, ID, 20, 60",
        "len_too_big_rec20, IDX, 20, 60",
        "len_too_big_rec20, CIX, -1, 61",
        "len_too_big_rec20, ID, 20, 60",
        "missing_bytes_before21, IDX, 20, 60",
        "missing_bytes_before21, CIX, 20, 60",
        "missing_bytes_before21, ID, 20, 60",
        "jpeg_damaged_rec20, CIX, 20, 60",
        "zero_tail_4096, IDX, -1, 61",
        "zero_tail_4096, CIX, -1, 61",
        "zero_tail_4096, ID, -1, 61",
        "trunc_in_payload, IDX, 40, 40",
        "trunc_in_payload, CIX, 40, 40",
        "trunc_in_payload, ID, 40, 40"
    })
    void everyDamagedGoldenGivesBackAllButTheRecordThatWasHit(String name, KeyRule rule, int lost, int kept)
            throws IOException {
        Path rec = DamagedGolden.beside(name, rule == KeyRule.CIX, folder);
        if (rule == KeyRule.ID) {
            Files.delete(DamagedGolden.beside(rec, ".idx"));
        }
        byte[] before = Files.readAllBytes(rec);
        Path target = folder.resolve("fixed.rec");
        RepairReport report = Repair.of(rec).writeTo(target);
        assertThat(report.rule()).isEqualTo(rule);
        assertThat(report.kept()).isEqualTo(kept);
        assertThat(report.newKeys()).isZero();
        assertThat(report.recovered()).isEqualTo(rule == KeyRule.CIX && kept == 61 && !name.startsWith("zero") ? 1 : 0);
        assertThat(rec).hasBinaryContent(before);
        Map<Long, byte[]> expected = contents(GOLDEN.resolve("parts.rec"));
        expected.keySet().removeIf(key -> name.startsWith("trunc") ? key >= lost : key == lost);
        assertThat(contents(target)).usingRecursiveComparison().isEqualTo(expected);
        assertThat(Verify.of(target).run().isSound()).isTrue();
        assertThat(Files.readString(folder.resolve("fixed.lost.tsv"))).startsWith("begin\tend\tkind\tkeys\treason\n");
        long lostRecords = name.startsWith("trunc") ? 21 : lost < 0 ? 0 : 1;
        assertThat(report.lossKnown()).isEqualTo(rule != KeyRule.ID);
        assertThat(report.lostRecords()).isEqualTo(rule == KeyRule.ID ? 0 : lostRecords);
        assertThat(report.nothingLost()).isEqualTo(rule != KeyRule.ID && lost < 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "header", "insightface", "keys_int", "keys_str", "parts", "insightface/A"})
    void aSoundFileComesOutByteForByte(String name) throws IOException {
        Path rec = DamagedGolden.copy(name, folder);
        Path target = folder.resolve("same.rec");
        RepairReport report = Repair.of(rec).writeTo(target);
        assertThat(report.nothingLost()).isTrue();
        assertThat(report.lost()).isNull();
        assertThat(target).hasSameBinaryContentAs(rec);
        assertThat(folder.resolve("same.idx")).hasSameBinaryContentAs(DamagedGolden.beside(rec, ".idx"));
    }

    @Test
    void saysInAFileWhatWasLost() throws IOException {
        Repair.of(DamagedGolden.beside("trunc_in_payload", false, folder)).writeTo(folder.resolve("fixed.rec"));
        List<String> lines = Files.readAllLines(folder.resolve("fixed.lost.tsv"));
        assertThat(lines).hasSize(22);
        assertThat(lines.get(1)).isEqualTo("39136\t39156\tframe\t40\trecord is cut off: length=806, remaining=12");
        assertThat(lines.get(2)).isEqualTo("39952\t39952\tmissing\t41\tbehind the end of the file");
        assertThat(lines.get(21)).isEqualTo("59264\t59264\tmissing\t60\tbehind the end of the file");
    }

    @Test
    void anOlderListOfLossesGoesWhereNothingIsLost() throws IOException {
        Path stale = Files.writeString(folder.resolve("same.lost.tsv"), "old\n");
        Repair.of(DamagedGolden.copy("parts", folder)).writeTo(folder.resolve("same.rec"));
        assertThat(stale).doesNotExist();
    }

    @Test
    void recordsWithoutAnEntryGetKeysThatAreFree() throws IOException {
        Path rec = DamagedGolden.copy("keys_int", folder);
        Files.writeString(folder.resolve("keys_int.idx"), "5\t0\n3\t36\n123456789012\t128\n");
        RepairReport report = Repair.of(rec).writeTo(folder.resolve("fixed.rec"));
        assertThat(report.newKeys()).isEqualTo(3);
        assertThat(report.lostRecords()).isZero();
        assertThat(Files.readString(folder.resolve("fixed.idx")))
                .isEqualTo("5\t0\n3\t36\n123456789013\t68\n123456789014\t100\n123456789012\t128\n123456789015\t160\n");
        Path text = DamagedGolden.copy("keys_str", folder);
        Files.writeString(folder.resolve("keys_str.idx"), "a\t0\nb\t64\n");
        Repair.of(text).writeTo(folder.resolve("text.rec"));
        assertThat(Files.readAllLines(folder.resolve("text.idx")))
                .containsExactly("a\t0", "record-without-key-1\t32", "b\t64", "record-without-key-2\t96");
    }

    @Test
    void neverWritesOverWhatItReads() throws IOException {
        Path rec = DamagedGolden.copy("parts", folder);
        Path link = Files.createSymbolicLink(folder.resolve("link.rec"), rec);
        for (Path target : List.of(rec, link, folder.resolve("parts"), folder.resolve("x/../parts.rec"))) {
            assertThatIllegalArgumentException()
                    .as("%s", target)
                    .isThrownBy(() -> Repair.of(rec).writeTo(target))
                    .withMessageContaining("would replace what is to be repaired");
        }
        assertThat(rec).hasSameBinaryContentAs(GOLDEN.resolve("parts.rec"));
    }

    @Test
    void aRunThatIsStoppedLeavesNothing() throws IOException {
        Path rec = DamagedGolden.copy("parts", folder);
        Repair job = Repair.of(rec);
        job.cancel();
        assertThat(job.writeTo(folder.resolve("new.rec")).cancelled()).isTrue();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("parts.rec", "parts.idx");
        }
    }

    /** A thousand flips, with each kind of index: whoever was not hit is in the new file, under its key, and nobody else's. */
    @ParameterizedTest
    @ValueSource(strings = {".idx", ".cix", ""})
    void aThousandFlipsCostNoRecordThatTheyDidNotHit(String index) throws IOException {
        for (long seed = 1; seed <= 4; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Path rec = folder.resolve("flips" + seed + ".rec");
            Map<Long, byte[]> truth = write(rec, 3000, random);
            byte[] bytes = Files.readAllBytes(rec);
            Map<Long, byte[]> expected = new TreeMap<>(truth);
            long[] offsets = new long[3000];
            long[] keys = new long[3000];
            try (RecordFile file = RecordFile.open(rec)) {
                for (int i = 0; i < file.size(); i++) {
                    offsets[i] = file.at(i).offsetBytes();
                    keys[i] = file.at(i).key();
                }
            }
            for (int i = 0; i < 1000; i++) {
                int at = random.nextInt(bytes.length);
                bytes[at] ^= (byte) (1 + random.nextInt(255));
                int place = Arrays.binarySearch(offsets, at);
                expected.remove(keys[place >= 0 ? place : -place - 2]);
            }
            Files.write(rec, bytes);
            for (String other : List.of(".idx", ".cix")) {
                if (!other.equals(index)) {
                    Files.delete(DamagedGolden.beside(rec, other));
                }
            }
            Path target = folder.resolve("fixed.rec");
            Repair.of(rec).writeTo(target);
            long seedNow = seed;
            Map<Long, byte[]> kept = contents(target);
            if (index.isEmpty()) {
                // Flipped ids are among the records that were hit, so keys may be counted; the contents must be there.
                List<String> contents =
                        kept.values().stream().map(Arrays::toString).toList();
                assertThat(contents)
                        .as("seed %d", seed)
                        .containsAll(
                                expected.values().stream().map(Arrays::toString).toList());
                continue;
            }
            expected.forEach((key, content) -> assertThat(kept.get(key))
                    .as("seed %d, key %d", seedNow, key)
                    .isEqualTo(content));
            if (index.equals(".cix")) {
                kept.forEach((key, content) ->
                        assertThat(content).as("proven key %s", key).isEqualTo(truth.get(key)));
            }
        }
    }

    /** Records of one size: what moved stands exactly where another record should, and only its id tells. */
    @Test
    void recordsOfOneSizeThatMovedKeepTheirKeys() throws IOException {
        Path rec = folder.resolve("same.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < 50; i++) {
                writer.write(1000 - i, IrHeader.scalar(i, 1000 - i), MemorySegment.ofArray(new byte[] {(byte) i}));
            }
            writer.commit();
        }
        Map<Long, byte[]> expected = contents(rec);
        expected.keySet().removeIf(key -> key == 1000 - 30 || key == 1000 - 31);
        byte[] bytes = Files.readAllBytes(rec);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 36);
        System.arraycopy(bytes, 32 * 36 - 10, cut, 31 * 36 - 10, cut.length - (31 * 36 - 10));
        cut[30 * 36 + 1] ^= 1;
        Files.write(rec, cut);
        Files.delete(folder.resolve("same.cix"));
        RepairReport report = Repair.of(rec).writeTo(folder.resolve("fixed.rec"));
        assertThat(report.newKeys()).isZero();
        assertThat(contents(folder.resolve("fixed.rec")))
                .usingRecursiveComparison()
                .isEqualTo(expected);
    }

    /** Keys in mixed order, each also the id in its header, as im2rec writes them. */
    private static Map<Long, byte[]> write(Path rec, int records, SplittableRandom random) throws IOException {
        Map<Long, byte[]> truth = new TreeMap<>();
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < records; i++) {
                byte[] payload = new byte[random.nextInt(800)];
                random.nextBytes(payload);
                long key = (i * 1009L) % records;
                writer.write(key, IrHeader.scalar(i % 7, key), MemorySegment.ofArray(payload));
            }
            writer.commit();
        }
        truth.putAll(contents(rec));
        return truth;
    }

    private static Map<Long, byte[]> contents(Path rec) throws IOException {
        Map<Long, byte[]> out = new TreeMap<>();
        try (RecordFile file = RecordFile.open(rec)) {
            for (int i = 0; i < file.size(); i++) {
                Record record = file.at(i);
                out.put(record.key(), record.content().toArray(ValueLayout.JAVA_BYTE));
            }
        }
        return out;
    }
}
