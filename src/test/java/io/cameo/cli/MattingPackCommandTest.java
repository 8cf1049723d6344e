package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cameo matting pack} and {@code unpack} as a user types them, and what other commands make of the file. */
class MattingPackCommandTest {
    private static final String VIDEO = "testdata/matting/tree/V-HIM-MINI";
    private static final String IMAGES = "testdata/matting/tree/I-HIM-MINI";

    @TempDir
    Path temp;

    private Terminal terminal = new Terminal();
    private String rec = "";

    @BeforeEach
    void name() {
        rec = temp.resolve("a.rec").toString();
    }

    private int run(String... words) {
        terminal = new Terminal();
        return terminal.run(words);
    }

    @Test
    void packsAndUnpacks() throws IOException {
        assertThat(run("matting", "pack", VIDEO, rec)).as(terminal.err()).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out())
                .startsWith("5 listed, 5 packed, 0 rejected, ")
                .contains(rec + "  ");
        String out = temp.resolve("out").toString();
        assertThat(run("matting", "unpack", rec, out)).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).startsWith("5 images, 5 files as before, 30 encoded anew in ");
        assertThat(run("matting", "unpack", rec, out)).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("--into-existing");
    }

    @Test
    void otherCommandsSeeTheImages() {
        assertThat(run("matting", "pack", IMAGES, rec, "--keep-files", "--small"))
                .isEqualTo(ExitCode.FINE);
        assertThat(run("verify", rec, "--level", "decode")).as(terminal.err()).isEqualTo(ExitCode.FINE);
        assertThat(run("info", rec)).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).contains("JPEG 4, PNG 2");
        assertThat(run("show", rec, "-o", temp.resolve("a.png").toString())).isEqualTo(ExitCode.FINE);
        assertThat(run("get", rec, "0", "-o", temp.resolve("0.jpg").toString())).isEqualTo(ExitCode.FINE);
        assertThat(run("unpack", rec, temp.resolve("u").toString())).isEqualTo(ExitCode.FINE);
    }

    @Test
    void speaksJson() throws IOException {
        assertThat(run("matting", "pack", "testdata/matting/broken/t01_no_alpha_dir", rec, "--json"))
                .isEqualTo(ExitCode.BAD_DATA);
        JsonNode packed = new ObjectMapper().readTree(terminal.out());
        assertThat(packed.get("packed").asInt()).isEqualTo(1);
        assertThat(packed.get("rejected").asInt()).isEqualTo(1);
        assertThat(packed.get("end").asText()).isEqualTo("complete");
        String out = temp.resolve("out").toString();
        assertThat(run("matting", "unpack", rec, out, "--json", "--select", "0", "7"))
                .isEqualTo(ExitCode.BAD_DATA);
        JsonNode unpacked = new ObjectMapper().readTree(terminal.out());
        assertThat(unpacked.get("samples").asInt()).isEqualTo(1);
        assertThat(unpacked.get("missing").get(0).asText()).isEqualTo("7");
        assertThat(terminal.err()).contains("no such sample: name=7");
    }

    @Test
    void whatIsNoWholeMattingFileIsTold() throws IOException {
        assertThat(run("matting", "pack", VIDEO, rec)).isEqualTo(ExitCode.FINE);
        String out = temp.resolve("out").toString();
        assertThat(run("split", rec, "--parts", "2")).as(terminal.err()).isEqualTo(ExitCode.FINE);
        assertThat(run("matting", "unpack", temp.resolve("a_000.rec").toString(), out))
                .isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).startsWith("3 images");
        assertThat(terminal.err()).contains("no manifest in ");

        assertThat(run("transcode", rec, "-o", temp.resolve("b.rec").toString(), "--encoding", "lz4"))
                .isEqualTo(ExitCode.FINE);
        assertThat(run("matting", "unpack", temp.resolve("b.rec").toString(), out + 1))
                .isEqualTo(ExitCode.BAD_DATA);
        assertThat(terminal.err()).contains("record holds nothing of 'cameo matting pack', record=0");
        Files.createFile(temp.resolve("empty.rec"));
        assertThat(run("matting", "unpack", temp.resolve("empty.rec").toString(), out + 2))
                .isEqualTo(ExitCode.BAD_DATA);
    }

    @Test
    void filesThatWerePutTogetherGiveBothTrees() {
        assertThat(run("matting", "pack", VIDEO, rec)).isEqualTo(ExitCode.FINE);
        String other = temp.resolve("b.rec").toString();
        assertThat(run("matting", "pack", IMAGES, other)).isEqualTo(ExitCode.FINE);
        String merged = temp.resolve("c.rec").toString();
        assertThat(run("merge", other, rec, "-o", merged)).isEqualTo(ExitCode.FINE);
        assertThat(run("shuffle", merged, "-o", other)).isEqualTo(ExitCode.FINE);
        assertThat(run("matting", "unpack", other, temp.resolve("out").toString()))
                .isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).startsWith("9 images").contains("15 files of the tree not kept");
    }

    @Test
    void wrongUsageIsToldBeforeAnythingIsRead() throws IOException {
        assertThat(run("matting", "pack", temp.resolve("none").toString(), rec)).isEqualTo(ExitCode.USAGE);
        assertThat(run("matting", "pack", VIDEO, temp.resolve("a.zip").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("matting", "pack", VIDEO, rec, "--layout", "no")).isEqualTo(ExitCode.USAGE);
        assertThat(run("matting", "pack", VIDEO, rec, "--split", "no")).isEqualTo(ExitCode.USAGE);
        assertThat(run("matting", "pack", temp.toString(), rec)).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("lies in the folder that is packed");
        Files.writeString(temp.resolve("file"), "x");
        assertThat(run("matting", "unpack", rec, temp.resolve("file").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(temp.resolve("a.rec")).doesNotExist();
    }
}
