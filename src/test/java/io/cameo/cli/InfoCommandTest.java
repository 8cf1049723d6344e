package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoCommandTest {
    private static final String GOLDEN = "testdata/record/";

    @TempDir
    Path folder;

    private static CommandRun info(String... args) {
        return CommandRun.of(InfoCommand::new, args);
    }

    @Test
    void showsAlignedLines() {
        CommandRun run = info(GOLDEN + "insightface.rec");
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("""
            testdata/record/insightface.rec
              looks     like InsightFace's: record 0 says [10, 13], 3 identity records
              records   13
              size      57.1 kB (57,052 bytes)
              payload   56.6 kB, each 0 B to 6.4 kB, mean 4.4 kB; overhead 0.81 % of the file
              kinds     JPEG 9, empty 4
              pixels    112x112 9
              headers   one label: 9, list of 2: 4
              labels    3 different, 0 to 2 (first of each record)
              keys      numbers, 0 to 12, without gaps
              index     insightface.idx matches, 13 entries
              sums      none (no insightface.cix)
            """);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void saysWhereTheDamageIs() {
        CommandRun run = info(GOLDEN + "corrupt/bad_magic_rec20.rec");
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.out())
                .contains("  DAMAGED   at byte 19,564 of 60,352: record magic mismatch: expected=0xced7230a")
                .contains("counts the 20 records before it")
                .contains("kinds     JPEG 20")
                .contains("index     none (no bad_magic_rec20.idx)");
    }

    @Test
    void saysWhatIsWrongWithTheIndex() throws IOException {
        Path rec = Files.copy(Path.of(GOLDEN, "parts.rec"), folder.resolve("a.rec"));
        Files.copy(Path.of(GOLDEN, "insightface.idx"), folder.resolve("a.idx"));
        CommandRun run = info(rec.toString());
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.out())
                .contains("index     a.idx DOES NOT MATCH: 11 of its 13 entries point to no record,"
                        + " 59 records without an entry");
    }

    @Test
    void saysHowTheCixStandsToTheFile() throws IOException {
        Path rec = Files.copy(Path.of(GOLDEN, "parts.rec"), folder.resolve("a.rec"));
        Path cix = folder.resolve("a.cix");
        assertThat(new Terminal().run("index", rec.toString())).isZero();
        CommandRun fits = info(rec.toString());
        assertThat(fits.code()).isZero();
        assertThat(fits.out()).contains("sums      a.cix fits, 61 checksums");
        assertThat(info(rec.toString(), "--json")
                        .json()
                        .get(0)
                        .get("sums")
                        .get("state")
                        .asText())
                .isEqualTo("matches");

        Files.delete(folder.resolve("a.idx"));
        CommandRun alone = info(rec.toString());
        assertThat(alone.code()).isZero();
        assertThat(alone.out())
                .contains("keys      numbers, 0 to 60", "index     none (no a.idx)", "sums      a.cix fits");

        byte[] bytes = Files.readAllBytes(cix);
        Files.write(rec, new byte[] {0, 0, 0, 0}, StandardOpenOption.APPEND);
        assertThat(info(rec.toString()).out())
                .contains("sums      a.cix DOES NOT FIT: made before the record file changed");
        Files.copy(Path.of(GOLDEN, "insightface.rec"), rec, StandardCopyOption.REPLACE_EXISTING);
        CommandRun stranger = info(rec.toString());
        assertThat(stranger.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(stranger.out())
                .contains("sums      a.cix DOES NOT FIT: made for another record file: expected_size=60352")
                .contains("keys      counted, 0 to 12");
        bytes[bytes.length - 9] ^= 1;
        Files.write(cix, bytes);
        CommandRun damaged = info(rec.toString());
        assertThat(damaged.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(damaged.out()).contains("sums      UNREADABLE: cix is damaged");
    }

    @Test
    void printsJsonForPrograms() throws IOException {
        CommandRun run = info("--json", GOLDEN + "parts.rec", GOLDEN + "corrupt/zero_tail_4096.rec");
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        JsonNode files = run.json();
        assertThat(files).hasSize(2);
        JsonNode parts = files.get(0);
        assertThat(parts.get("sound").asBoolean()).isTrue();
        assertThat(parts.get("layout").asText()).isEqualTo("im2rec");
        assertThat(parts.get("records").asLong()).isEqualTo(61);
        assertThat(parts.get("parts").asLong()).isEqualTo(84);
        assertThat(parts.get("payload").get("kinds").get("jpeg").asLong()).isEqualTo(61);
        assertThat(parts.get("labels").get("max").asDouble()).isEqualTo(60);
        assertThat(parts.get("keys").get("dense").asBoolean()).isTrue();
        assertThat(parts.get("index").get("state").asText()).isEqualTo("matches");
        assertThat(parts.get("damage").isNull()).isTrue();
        assertThat(files.get(1).get("damage").get("offset_bytes").asLong()).isEqualTo(60352);
        assertThat(files.get(1).get("damage").get("reason").asText()).startsWith("record magic mismatch");
    }

    @Test
    void everyGoldenAndEveryHostileFileGivesJson() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(GOLDEN))) {
            String[] recs = files.map(Path::toString)
                    .filter(name -> name.endsWith(".rec"))
                    .toArray(String[]::new);
            assertThat(recs).hasSizeGreaterThan(12);
            for (String rec : recs) {
                JsonNode json = info(rec, "--json").json();
                assertThat(json.get(0).get("file").asText()).isEqualTo(rec);
                assertThat(json.get(0).get("records").asLong()).isNotNegative();
                assertThat(info(rec).out()).startsWith(rec);
            }
        }
    }

    @Test
    void showsTheOtherFilesWhereOneCannotBeOpened() {
        CommandRun run = info(GOLDEN + "nope.rec", "testdata", GOLDEN + "empty.rec");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("no such file: testdata/record/nope.rec")
                .contains("is a folder, not a file: testdata");
        assertThat(run.out()).contains("looks     empty");
    }

    @Test
    void needsAFile() {
        CommandRun run = info();
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("FILE.rec");
    }
}
