package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of {@code cameo shuffle} sees; the other commands that make record files share most of it. */
class ShuffleCommandTest {
    @TempDir
    Path temp;

    private Path in;
    private Path out;

    @BeforeEach
    void copy() throws IOException {
        in = temp.resolve("parts.rec");
        out = temp.resolve("out.rec");
        Files.copy(Path.of("testdata/record/parts.rec"), in);
        Files.copy(Path.of("testdata/record/parts.idx"), temp.resolve("parts.idx"));
    }

    private static CommandRun shuffle(Object... words) {
        String[] args = new String[words.length];
        for (int i = 0; i < args.length; i++) {
            args[i] = words[i].toString();
        }
        return CommandRun.of(ShuffleCommand::new, args);
    }

    @Test
    void shufflesAndSaysWhatItMade() throws IOException {
        CommandRun run = shuffle(in, "-o", out, "--seed", "7");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("61 records")
                .contains("in one pass")
                .contains("out.rec  ")
                .contains("out.cix");
        assertThat(run.err()).isEmpty();
        try (RecordFile file = RecordFile.open(out)) {
            assertThat(file.size()).isEqualTo(61);
            assertThat(file.cix()).isNotNull();
        }
    }

    @Test
    void theMemoryGivenDoesNotShow() {
        assertThat(shuffle(in, "-o", out, "--quiet").code()).isZero();
        Path other = temp.resolve("other.rec");
        CommandRun run = shuffle(in, "-o", other, "--memory", "48k", "--no-progress");
        assertThat(run.out()).containsPattern("[0-9]+ buckets|in one pass");
        assertThat(run.err()).isEmpty();
        assertThat(other).hasSameBinaryContentAs(out);
    }

    @Test
    void quietIsQuietAndJsonIsJson() throws IOException {
        CommandRun quiet = shuffle(in, "-o", out, "--quiet");
        assertThat(quiet.out()).isEmpty();
        assertThat(quiet.err()).isEmpty();
        JsonNode json = shuffle(in, "-o", out, "--json", "--seed", "9").json();
        assertThat(json.get("records").asInt()).isEqualTo(61);
        assertThat(json.get("seed").asInt()).isEqualTo(9);
        assertThat(json.get("size_bytes").asLong()).isEqualTo(Files.size(in));
        assertThat(json.get("buckets").asInt()).isZero();
    }

    @Test
    void theInputIsReplacedOnlyWhenTold() throws IOException {
        byte[] before = Files.readAllBytes(in);
        CommandRun refused = shuffle(in, "-o", in);
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("the output is an input").contains("--overwrite-input");
        assertThat(in).hasBinaryContent(before);
        assertThat(shuffle(in, "-o", in, "--overwrite-input").code()).isZero();
        assertThat(Files.readAllBytes(in)).hasSameSizeAs(before).isNotEqualTo(before);
        // parts.idx is the index of parts.rec as well as of a file "parts".
        Path namedWithoutEnding = Files.copy(in, temp.resolve("parts"));
        CommandRun index = shuffle(namedWithoutEnding, "-o", in);
        assertThat(index.code()).isEqualTo(ExitCode.USAGE);
        assertThat(index.err()).contains("would replace the index of an input");
    }

    @Test
    void damageIsNamedAndRepairSuggested() throws IOException {
        byte[] bytes = Files.readAllBytes(in);
        Files.write(in, java.util.Arrays.copyOf(bytes, bytes.length - 4));
        CommandRun run = shuffle(in, "-o", out);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err())
                .contains("cut off")
                .contains("offset=")
                .contains("no " + out + " was made")
                .contains("cameo repair " + in);
        assertThat(out).doesNotExist();
    }

    @Test
    void wrongUsageIsSaidInASentence() {
        assertThat(shuffle(in).code()).isEqualTo(ExitCode.USAGE);
        CommandRun size = shuffle(in, "-o", out, "--memory", "lots");
        assertThat(size.code()).isEqualTo(ExitCode.USAGE);
        assertThat(size.err()).contains("'lots' is not a size");
        CommandRun little = shuffle(in, "-o", out, "--memory", "1k");
        assertThat(little.code()).isEqualTo(ExitCode.USAGE);
        assertThat(little.err()).contains("memory is too small").contains("needed=");
        assertThat(shuffle(in, "-o", temp.resolve("out")).err()).contains("must be named *.rec");
        assertThat(shuffle(in, "-o", temp.resolve("no/out.rec")).err()).contains("mkdir -p");
        assertThat(shuffle(temp.resolve("none.rec"), "-o", out).code()).isEqualTo(ExitCode.USAGE);
        assertThat(shuffle(temp, "-o", out).err()).contains("is a folder");
    }
}
