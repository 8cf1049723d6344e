package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of {@code cameo split} sees. */
class SplitCommandTest {
    @TempDir
    Path temp;

    private Path in;

    @BeforeEach
    void copy() throws IOException {
        in = temp.resolve("parts.rec");
        Files.copy(Path.of("testdata/record/parts.rec"), in);
        Files.copy(Path.of("testdata/record/parts.idx"), temp.resolve("parts.idx"));
    }

    private CommandRun split(String... options) {
        String[] args = new String[options.length + 1];
        args[0] = in.toString();
        System.arraycopy(options, 0, args, 1, options.length);
        return CommandRun.of(SplitCommand::new, args);
    }

    @Test
    void splitsBesideTheFileUnlessToldAndSaysWhatItMade() {
        CommandRun run = split("--parts", "4");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("parts_003.rec  ").contains("61 records in 4 parts");
        assertThat(temp.resolve("parts_000.rec")).exists();
        assertThat(temp.resolve("parts_000.cix")).exists();
        assertThat(split("--count", "20", "-o", temp.resolve("x").toString(), "--quiet")
                        .out())
                .isEmpty();
        assertThat(temp.resolve("x_003.rec")).exists();
        assertThat(temp.resolve("x_004.rec")).doesNotExist();
    }

    @Test
    void everyRuleCanBeSaid() throws IOException {
        String x = temp.resolve("x").toString();
        assertThat(split("-o", x, "--parts", "5", "--indexed", "--json").json().get("parts"))
                .hasSize(5);
        assertThat(split("-o", x, "--size", "20k").code()).isZero();
        assertThat(split("-o", x, "--label", "--renumber").code()).isZero();
        JsonNode json =
                split("-o", x, "--ratio", "0.8,0.2", "--seed", "3", "--json").json();
        assertThat(json.get("records").asInt()).isEqualTo(61);
        assertThat(json.get("parts").get(0).get("records").asInt()
                        + json.get("parts").get(1).get("records").asInt())
                .isEqualTo(61);
    }

    /** They would be read as part of this split by everyone who goes by the names. */
    @Test
    void partsOfAnEarlierSplitAreNamed() throws IOException {
        String x = temp.resolve("x").toString();
        assertThat(split("-o", x, "--parts", "4").err()).isEmpty();
        CommandRun fewer = split("-o", x, "--parts", "2");
        assertThat(fewer.code()).isZero();
        assertThat(fewer.err())
                .contains("2 files named like a part were there before")
                .contains("x_002.rec");
        assertThat(split("-o", x, "--parts", "3", "--json").json().get("other_files_named_so"))
                .hasSize(1);
    }

    @Test
    void wrongUsageIsSaidInASentence() {
        assertThat(split().err()).contains("exactly one of");
        assertThat(split("--parts", "2", "--label").err()).contains("exactly one of");
        assertThat(split("--count", "2", "--indexed").err()).contains("--indexed goes with --parts");
        assertThat(split("--ratio", "0.5,0.4").err()).contains("add up to 1");
        assertThat(split("--parts", "-1").err()).contains("must be 1 or more");
        assertThat(split("--size", "10").err()).contains("larger than a part");
        CommandRun folder = split("--parts", "2", "-o", temp.resolve("no/x").toString());
        assertThat(folder.code()).isEqualTo(ExitCode.USAGE);
        assertThat(folder.err()).contains("mkdir -p");
        assertThat(split("--parts", "2", "-o", temp.toString()).err()).contains("PREFIX is a folder");
        assertThat(split("--parts", "0").err()).contains("must be 1 or more");
    }
}
