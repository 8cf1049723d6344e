package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cameo.convert.IndexRebuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    private static final Path GOLDEN = Path.of("testdata/record");

    @TempDir
    Path folder;

    private Path rec;

    private static CommandRun verify(Object... args) {
        return CommandRun.of(
                VerifyCommand::new, Stream.of(args).map(Object::toString).toArray(String[]::new));
    }

    @BeforeEach
    void makeFileWithSums() throws IOException {
        rec = Files.copy(GOLDEN.resolve("parts.rec"), folder.resolve("train.rec"));
        IndexRebuild.of(rec).run();
    }

    private void damage(String name) throws IOException {
        Files.copy(GOLDEN.resolve("corrupt/" + name + ".rec"), rec, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void saysInOneLineThatAFileIsSound() {
        CommandRun run = verify(rec);
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo(rec + "  61 records  60.4 kB  frames ok  index ok  sums ok\n");
        assertThat(verify("--level", "frames", rec).out()).isEqualTo(rec + "  61 records  60.4 kB  frames ok\n");
        assertThat(verify("--level=decode", rec).out())
                .isEqualTo(rec + "  61 records  60.4 kB  frames ok  index ok  sums ok  decode ok\n");
    }

    @Test
    void saysWhatIsDamagedAndWhatToDo() throws IOException {
        damage("jpeg_damaged_rec20");
        CommandRun run = verify(rec);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.out())
                .matches(rec + "  61 records  60\\.4 kB  frames ok  index ok  sums BAD\n"
                        + "  \\[19,564 \\.\\. 20,428\\)  payload checksum mismatch: key=20, expected=0x[0-9a-f]{8}, "
                        + "actual=0x[0-9a-f]{8}\n"
                        + "1 damaged region, 1 record lost\\. 'cameo repair " + rec
                        + " -o fixed\\.rec' keeps the other 60\\.\n");
    }

    @Test
    void saysThatADamagedHeadCostsNothingWhereThereAreSums() throws IOException {
        damage("bad_magic_rec20");
        assertThat(verify(rec).out())
                .isEqualTo(rec + "  61 records  60.4 kB  frames BAD  index ok  sums ok\n"
                        + "  [19,564 .. 19,572)  record magic mismatch: expected=0xced7230a, actual=0xced723f5\n"
                        + "1 damaged region, no record lost. 'cameo repair " + rec
                        + " -o fixed.rec' keeps all 61.\n");
    }

    @Test
    void doesNotPretendToKnowTheLossWithoutAnIndex() {
        Path alone = GOLDEN.resolve("corrupt/zero_tail_4096.rec");
        CommandRun run = verify(alone);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.out())
                .isEqualTo(alone + "  61 records  64.4 kB  frames BAD  no index  no sums\n"
                        + "  [60,352 .. 64,448)  record magic mismatch: expected=0xced7230a, actual=0x0\n"
                        + "  1 record may be too long or too short: damage follows, and there is no checksum\n"
                        + "1 damaged region, how many records are lost only an index could tell. 'cameo repair "
                        + alone + " -o fixed.rec' keeps the 61 that are sound.\n");
    }

    @Test
    void showsNoMoreRegionsThanAskedButAllInJson() throws IOException {
        byte[] bytes = Files.readAllBytes(rec);
        for (String line : Files.readAllLines(folder.resolve("train.idx"))) {
            bytes[Integer.parseInt(line.substring(line.indexOf('\t') + 1)) + 40] ^= 1;
        }
        byte[] sound = Files.readAllBytes(rec);
        System.arraycopy(sound, 0, bytes, 0, 20_000); // so that it is still known for the same file
        Files.write(rec, bytes);
        CommandRun run = verify(rec);
        assertThat(run.out().lines()).hasSize(23);
        assertThat(run.out()).contains("\n  ... and 20 more regions (--limit N shows more, --json all)\n");
        assertThat(verify(rec, "--limit", "100").out().lines()).hasSize(42);
        JsonNode json = verify(rec, "--json").json().get(0);
        assertThat(json.get("damaged_regions").asInt()).isEqualTo(40);
        assertThat(json.get("regions")).hasSize(40);
    }

    @Test
    void saysWhatIsWrongWithAnIndex() throws IOException {
        Files.copy(GOLDEN.resolve("insightface.idx"), folder.resolve("train.idx"), StandardCopyOption.REPLACE_EXISTING);
        CommandRun run = verify(rec);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.out())
                .startsWith(rec + "  61 records  60.4 kB  frames ok  index BAD  sums ok\n"
                        + "  train.idx: entry points to no record: key=1, offset=40\n")
                .contains("    ... and 65 more such faults\n")
                .contains("  only the idx has the entry: key=1, offset=40\n")
                .endsWith("The records are sound; 'cameo index " + rec + " --force' makes new indexes for them.\n");
    }

    @Test
    void aLevelThatCannotBeCheckedIsAnErrorOnlyIfItWasAskedFor() throws IOException {
        Files.delete(folder.resolve("train.cix"));
        CommandRun sums = verify(rec, "--level", "sums");
        assertThat(sums.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(sums.out())
                .isEqualTo(rec + "  61 records  60.4 kB  frames ok  index ok  sums NOT CHECKED\n"
                        + "  not checked: sums: train.cix is not there\n"
                        + "'cameo index " + rec + "' makes the indexes that are missing.\n");
        assertThat(verify(rec, "--level", "decode").code()).isZero();
        assertThat(verify(rec).code()).isZero();
    }

    @Test
    void jsonHasEverything() throws IOException {
        damage("trunc_in_payload");
        JsonNode json = verify(rec, "--json").json().get(0);
        assertThat(json.get("file").asText()).isEqualTo(rec.toString());
        assertThat(json.get("sound").asBoolean()).isFalse();
        assertThat(json.get("level").asText()).isEqualTo("sums");
        assertThat(json.get("frames").asText()).isEqualTo("bad");
        assertThat(json.get("sums").asText()).isEqualTo("ok");
        assertThat(json.get("records").asLong()).isEqualTo(40);
        assertThat(json.get("lost_records").asLong()).isEqualTo(1);
        JsonNode region = json.get("regions").get(0);
        assertThat(region.get("begin").asLong()).isEqualTo(39136);
        assertThat(region.get("end").asLong()).isEqualTo(39156);
        assertThat(region.get("kind").asText()).isEqualTo("frame");
        assertThat(region.get("keys").get(0).asText()).isEqualTo("40");
        assertThat(json.get("idx").get("pointing_nowhere").asLong()).isEqualTo(20);
        assertThat(json.get("cix").get("note").asText()).contains("expected_size=60352, actual_size=39156");
    }

    @Test
    void everyGoldenAndEveryDamagedOneGivesJson() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            Object[] recs =
                    files.filter(file -> file.toString().endsWith(".rec")).toArray();
            JsonNode json = verify(
                            Stream.concat(Stream.of("--json"), Stream.of(recs)).toArray())
                    .json();
            assertThat(json).hasSize(recs.length);
            for (JsonNode file : json) {
                boolean corrupt = file.get("file").asText().contains("corrupt")
                        && !file.get("file").asText().contains("jpeg_damaged");
                assertThat(file.get("sound").asBoolean()).as("%s", file).isEqualTo(!corrupt);
            }
        }
    }

    @Test
    void quietPrintsOneLineForEachFileThatIsNotSound() throws IOException {
        assertThat(verify(rec, "--quiet")).returns("", CommandRun::out).returns("", CommandRun::err);
        damage("jpeg_damaged_rec20");
        CommandRun run = verify(rec, "--quiet");
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("cameo: " + rec + ": 1 damaged region, 1 record lost\n");
    }

    @Test
    void wrongUsageIsNamed() {
        assertThat(verify(rec, "--level", "deep").code()).isEqualTo(ExitCode.USAGE);
        assertThat(verify(rec, "--level", "deep").err()).contains("There are frames, index, sums, decode");
        assertThat(verify(rec, "--workers", "0").code()).isEqualTo(ExitCode.USAGE);
        assertThat(verify().code()).isEqualTo(ExitCode.USAGE);
        CommandRun run = verify(folder.resolve("nope.rec"), rec);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("no such file");
        assertThat(run.out()).contains("sums ok");
    }
}
