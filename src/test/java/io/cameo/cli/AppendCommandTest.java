package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of {@code cameo append} sees. */
class AppendCommandTest {
    private static final String HEADER = "testdata/record/header.rec";

    @TempDir
    Path temp;

    private Path rec;

    @BeforeEach
    void copy() throws IOException {
        rec = Files.copy(Path.of("testdata/record/parts.rec"), temp.resolve("parts.rec"));
        Files.copy(Path.of("testdata/record/parts.idx"), temp.resolve("parts.idx"));
    }

    private CommandRun append(String... options) {
        String[] args = new String[options.length + 1];
        args[0] = rec.toString();
        System.arraycopy(options, 0, args, 1, options.length);
        return CommandRun.of(AppendCommand::new, args);
    }

    @Test
    void appendsAndSaysSo() throws IOException {
        CommandRun run = append("--from", HEADER);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(" records behind 61, ").contains("parts.cix");
        JsonNode json = append("--json", "--from", HEADER, HEADER).json();
        assertThat(json.get("before").asInt() - 61)
                .isEqualTo(json.get("appended").asInt() / 2);
        assertThat(json.get("recovery").asText()).isEqualTo("nothing");
    }

    @Test
    void aStoppedAppendIsRecovered() throws IOException {
        byte[] before = Files.readAllBytes(rec);
        assertThat(append("--recover").out()).contains("no append was stopped");
        assertThat(append("--from", HEADER, "--quiet").out()).isEmpty();
        assertThat(Files.readAllBytes(rec)).startsWith(before).hasSizeGreaterThan(before.length);
        assertThat(append("--recover", "--json").json().get("recovery").asText())
                .isEqualTo("nothing");
        Files.writeString(temp.resolve("parts.rec.append"), "half a no");
        CommandRun broken = append("--recover");
        assertThat(broken.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(broken.err()).contains("not an append journal");
    }

    @Test
    void wrongUsageIsSaidInASentence() {
        assertThat(append().err()).contains("either --from OTHER.rec or --recover");
        assertThat(append("--from", HEADER, "--recover").err()).contains("either --from");
        CommandRun there = append("--from", HEADER, "--keep-keys");
        assertThat(there.code()).isEqualTo(ExitCode.USAGE);
        assertThat(there.err()).contains("key is there already");
        CommandRun missing = append("--from", temp.resolve("none.rec").toString());
        assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("no such file");
    }
}
