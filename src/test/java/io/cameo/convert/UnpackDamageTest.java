package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged record files: what is left comes out, and what is lost is named. */
class UnpackDamageTest {
    private static final Path GOLDEN = Path.of("testdata/record");
    private static final long REC20_OFFSET = 19564;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "bad_magic_rec20, 60, 1",
        "cflag2_first_rec20, 60, 1",
        "len_too_big_rec20, 60, 1",
        "zero_tail_4096, 61, 1",
        "trunc_in_payload, 40, 21",
        "jpeg_damaged_rec20, 61, 0"
    })
    void theIndexLeadsPastDamage(String name, int files, int damaged) throws IOException {
        Path rec = withIndex(name);
        Path target = folder.resolve("out");
        UnpackReport report = Unpack.from(rec).to(target);
        assertThat(report.files()).isEqualTo(files);
        assertThat(report.damagedPlaces()).isEqualTo(damaged);
        assertThat(report.indexed()).isTrue();
        Unpack.from(GOLDEN.resolve("parts.rec")).to(folder.resolve("whole"));
        for (String unpacked : UnpackTest.names(target)) {
            if (!unpacked.equals("20/00000020.jpg")) {
                assertThat(target.resolve(unpacked))
                        .hasSameBinaryContentAs(folder.resolve("whole").resolve(unpacked));
            }
        }
    }

    @Test
    void namesWhatIsLost() throws IOException {
        UnpackReport report = Unpack.from(withIndex("len_too_big_rec20")).to(folder.resolve("out"));
        assertThat(report.firstDamages())
                .singleElement()
                .asString()
                .startsWith("record runs into the next one: ")
                .contains("key=20")
                .contains("offset=" + REC20_OFFSET);
        assertThat(report.lostBytes()).isEqualTo(864);
        assertThat(Files.readString(folder.resolve("out/len_too_big_rec20.notes.tsv")))
                .contains("20\t\t" + REC20_OFFSET + "\t\tlost: record runs into the next one");
    }

    @Test
    void withoutAnIndexTheFirstDamageIsTheEnd() throws IOException {
        Path rec = Files.copy(GOLDEN.resolve("corrupt/bad_magic_rec20.rec"), folder.resolve("bad.rec"));
        UnpackReport report = Unpack.from(rec).to(folder.resolve("out"));
        assertThat(report.files()).isEqualTo(20);
        assertThat(report.indexed()).isFalse();
        assertThat(report.damagedPlaces()).isEqualTo(1);
        assertThat(report.lostBytes()).isEqualTo(60352 - REC20_OFFSET);
        assertThat(report.repack()).isEqualTo(UnpackReport.Repack.LISTED_ONLY);
    }

    @Test
    void recordsThatNoEntryPointsToComeOutToo() throws IOException {
        Path rec = Files.copy(GOLDEN.resolve("parts.rec"), folder.resolve("parts.rec"));
        List<String> lines = new ArrayList<>(Files.readAllLines(GOLDEN.resolve("parts.idx")));
        lines.remove(60);
        lines.remove(20);
        lines.add("77\t8"); // inside record 0: points to no record
        lines.add("78\t0"); // record 0 again
        Files.write(folder.resolve("parts.idx"), lines);
        UnpackReport report = Unpack.from(rec).to(folder.resolve("out"));
        assertThat(report.files()).isEqualTo(61);
        assertThat(report.unlisted()).containsOnlyKeys("no index entry points to it");
        assertThat(report.unlistedRecords()).isEqualTo(2);
        assertThat(report.firstDamages())
                .containsExactlyInAnyOrder(
                        "index entry points to no record: key=77, offset=8",
                        "another index entry points to this record too: key=78, offset=0");
        assertThat(UnpackTest.names(folder.resolve("out"))).contains("_unindexed/00019564.jpg");
    }

    @Test
    void aFileCutBetweenTwoRecordsLacksAllThatFollow() throws IOException {
        byte[] sound = Files.readAllBytes(GOLDEN.resolve("parts.rec"));
        Path rec = Files.write(folder.resolve("parts.rec"), Arrays.copyOf(sound, 58_024));
        Files.copy(GOLDEN.resolve("parts.idx"), folder.resolve("parts.idx"));
        UnpackReport report = Unpack.from(rec).to(folder.resolve("out"));
        assertThat(report.files()).isEqualTo(59);
        assertThat(report.firstDamages())
                .containsExactly(
                        "index entry points to no record: key=59, offset=58024",
                        "index entry points to no record: key=60, offset=59264");
    }

    @Test
    void aDamagedIndexIsAnError() throws IOException {
        Path rec = Files.copy(GOLDEN.resolve("parts.rec"), folder.resolve("parts.rec"));
        Files.writeString(folder.resolve("parts.idx"), "nonsense\n");
        Unpack unpack = Unpack.from(rec);
        assertThatThrownBy(() -> unpack.to(folder.resolve("out"))).isInstanceOf(CorruptDataException.class);
    }

    /** Whatever the bytes: no crash, no hang, no record twice, and every byte accounted for. */
    @Test
    void survivesRandomDamage() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] sound = Files.readAllBytes(GOLDEN.resolve("parts.rec"));
        for (int round = 0; round < 40; round++) {
            byte[] bytes = Arrays.copyOf(sound, sound.length - (round % 3 == 0 ? random.nextInt(5000) : 0));
            for (int i = random.nextInt(20); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Path home = Files.createDirectory(folder.resolve("round" + round));
            Path rec = Files.write(home.resolve("parts.rec"), bytes);
            Files.copy(GOLDEN.resolve("parts.idx"), home.resolve("parts.idx"));
            UnpackReport report = Unpack.from(rec).to(home.resolve("out"));
            assertThat(report.files()).as("seed=%d, round=%d", seed, round).isBetween(1L, 61L);
            assertThat(UnpackTest.payloads(home.resolve("out"))).hasSize((int) report.files());
            assertThat(report.files() + report.damagedPlaces())
                    .as("seed=%d, round=%d", seed, round)
                    .isGreaterThanOrEqualTo(61);
        }
    }

    private Path withIndex(String name) throws IOException {
        Files.copy(GOLDEN.resolve("parts.idx"), folder.resolve(name + ".idx"));
        return Files.copy(GOLDEN.resolve("corrupt/" + name + ".rec"), folder.resolve(name + ".rec"));
    }
}
