package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairCommandTest {
    private static final Path GOLDEN = Path.of("testdata/record");

    @TempDir
    Path folder;

    private Path rec;
    private Path fixed;

    private static CommandRun repair(Object... args) {
        return CommandRun.of(
                RepairCommand::new, Stream.of(args).map(Object::toString).toArray(String[]::new));
    }

    @BeforeEach
    void copyDamagedFile() throws IOException {
        rec = Files.copy(GOLDEN.resolve("corrupt/trunc_in_payload.rec"), folder.resolve("train.rec"));
        Files.copy(GOLDEN.resolve("parts.idx"), folder.resolve("train.idx"));
        fixed = folder.resolve("fixed.rec");
    }

    @Test
    void saysWhatWasKeptAndWhatWasLost() {
        CommandRun run = repair(rec, "-o", fixed);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.out())
                .isEqualTo(fixed + "  40 records  39.1 kB  keys from the .idx\n"
                        + "  [39,136 .. 39,156)  record is cut off: length=806, remaining=12, lost keys=40\n"
                        + "21 records lost, 20 bytes left out. Details: " + folder.resolve("fixed.lost.tsv") + "\n");
        assertThat(CommandRun.of(VerifyCommand::new, fixed.toString()).code()).isZero();
    }

    @Test
    void saysThatNothingWasDamaged() {
        CommandRun run = repair(GOLDEN.resolve("parts.rec"), "-o", fixed);
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo(fixed + "  61 records  60.4 kB  keys from the .idx\nNothing was damaged.\n");
    }

    @Test
    void saysWhereKeysComeFromWithoutAnIndex() {
        CommandRun run = repair(GOLDEN.resolve("corrupt/bad_magic_rec20.rec"), "-o", fixed);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.out())
                .contains("keys from the ids in the headers (every record has an id of its own)")
                .contains("864 bytes left out; how many records they were only an index could tell.");
    }

    @Test
    void printsJson() throws IOException {
        JsonNode json = repair(rec, "-o", fixed, "--json").json();
        assertThat(json.get("records").asLong()).isEqualTo(40);
        assertThat(json.get("nothing_lost").asBoolean()).isFalse();
        assertThat(json.get("lost_records").asLong()).isEqualTo(21);
        assertThat(json.get("keys_from").asText()).isEqualTo("idx");
        assertThat(json.get("regions").get(0).get("keys").get(0).asText()).isEqualTo("40");
        assertThat(json.get("lost_file").asText()).endsWith("fixed.lost.tsv");
    }

    @Test
    void refusesToWriteOverTheSource() throws IOException {
        byte[] before = Files.readAllBytes(rec);
        CommandRun run = repair(rec, "-o", rec);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("would replace what is to be repaired");
        assertThat(rec).hasBinaryContent(before);
        assertThat(repair(rec, "-o", folder.resolve("train")).err()).contains("must be named *.rec");
        assertThat(repair(rec, "-o", folder.resolve("no/fixed.rec")).err()).contains("mkdir -p");
        assertThat(repair(rec).code()).isEqualTo(ExitCode.USAGE);
    }
}
