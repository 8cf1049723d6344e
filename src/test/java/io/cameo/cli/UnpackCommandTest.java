package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackCommandTest {
    private static final String GOLDEN = "testdata/record/";

    @TempDir
    Path folder;

    private static CommandRun unpack(String... args) {
        return CommandRun.of(UnpackCommand::new, args);
    }

    /** The two commands of its own help, run as they stand there. */
    @Test
    void itsExampleHolds() {
        Path directory = folder.resolve("parts");
        CommandRun run = unpack(GOLDEN + "parts.rec", directory.toString(), "--no-progress");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("61 files in 61 folders, 58.2 kB in ")
                .contains("parts.lst  61 lines")
                .contains("gives the same .rec and .idx, byte for byte.");
        Path again = folder.resolve("again.rec");
        CommandRun pack = CommandRun.of(
                PackCommand::new,
                "--pass-through",
                "--pack-label",
                directory.resolve("parts.lst").toString(),
                directory.toString(),
                "-o",
                again.toString());
        assertThat(pack.code()).isZero();
        assertThat(again).hasSameBinaryContentAs(Path.of(GOLDEN, "parts.rec"));
        assertThat(folder.resolve("again.idx")).hasSameBinaryContentAs(Path.of(GOLDEN, "parts.idx"));
    }

    @Test
    void saysWhatAListCannotGiveBack() {
        CommandRun run =
                unpack(GOLDEN + "insightface.rec", folder.resolve("out").toString());
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("4 records a list cannot give back (" + folder.resolve("out/insightface.notes.tsv") + "):")
                .contains("             4  no payload")
                .contains("packs the listed records.")
                .doesNotContain("byte for byte");
    }

    @Test
    void damageIsNamedAndTheRestComesOut() throws IOException {
        Path rec = Files.copy(Path.of(GOLDEN, "corrupt/bad_magic_rec20.rec"), folder.resolve("bad.rec"));
        CommandRun without = unpack(rec.toString(), folder.resolve("a").toString(), "--quiet");
        assertThat(without.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(without.out()).isEmpty();
        assertThat(without.err())
                .contains("record magic mismatch: expected=0xced7230a, actual=0xced723f5, offset=19564")
                .contains("only an .idx leads past damage");
        Files.copy(Path.of(GOLDEN, "parts.idx"), folder.resolve("bad.idx"));
        CommandRun with = unpack(rec.toString(), folder.resolve("b").toString(), "--json", "--quiet");
        assertThat(with.code()).isEqualTo(ExitCode.BAD_DATA);
        JsonNode json = with.json();
        assertThat(json.get("files").asLong()).isEqualTo(60);
        assertThat(json.get("damaged_places").asLong()).isEqualTo(1);
        assertThat(json.get("first_damages").get(0).asText()).contains("key=20");
        assertThat(json.get("repack").asText()).isEqualTo("listed_only");
        assertThat(json.get("cancelled").asBoolean()).isFalse();
    }

    @Test
    void refusesFoldersInUse() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "x");
        CommandRun run = unpack(GOLDEN + "parts.rec", folder.toString());
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--into-existing");
        assertThat(folder.toFile().list()).containsExactly("mine.txt");
        assertThat(unpack(GOLDEN + "parts.rec", folder.toString(), "--into-existing", "--quiet")
                        .code())
                .isZero();
        assertThat(folder.resolve("mine.txt")).hasContent("x");
        assertThat(unpack(GOLDEN + "parts.rec", GOLDEN, "--into-existing").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(unpack(GOLDEN + "parts.rec", folder.resolve("mine.txt").toString())
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(unpack(GOLDEN + "parts.rec", folder.resolve("x").toString(), "--workers", "0")
                        .code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void missingFilesMakeNoFolder() {
        CommandRun run = unpack(GOLDEN + "nope.rec", folder.resolve("out").toString());
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("no such file");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
