package io.cameo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ShowCommandTest {
    private static final Path RECORDS = Path.of("testdata/record");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path rec = RECORDS;

    @BeforeEach
    void copyRecords() throws IOException {
        rec = folder.resolve("parts.rec");
        Files.copy(RECORDS.resolve("parts.rec"), rec);
        Files.copy(RECORDS.resolve("parts.idx"), folder.resolve("parts.idx"));
    }

    private int run(Object... args) {
        out.reset();
        err.reset();
        PrintStream errors = new PrintStream(err, true, UTF_8);
        Console console = new Console(new PrintStream(out, true, UTF_8), errors, false, 80);
        Failures failures = new Failures(errors, () -> false);
        String[] words = new String[args.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = args[i].toString();
        }
        return new CommandLine(new ShowCommand(console))
                .setErr(new PrintWriter(err, true, UTF_8))
                .setOut(new PrintWriter(out, true, UTF_8))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .execute(words);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toByteArray());
    }

    @Test
    void makesASheetBesideTheFile() {
        assertThat(run(rec)).as(err.toString(UTF_8)).isEqualTo(ExitCode.FINE);
        assertThat(folder.resolve("parts.show.png")).isNotEmptyFile();
        assertThat(out.toString(UTF_8)).contains("parts.show.png", "61 of 61 records");
        assertThat(err.toString(UTF_8)).doesNotContain("cameo:");
    }

    @Test
    void makesAPage() {
        Path html = folder.resolve("p.html");
        assertThat(run(rec, "--html", html, "--limit", 10, "--quiet")).isEqualTo(ExitCode.FINE);
        assertThat(html).content().contains("Pictures: 10, spread evenly over 61 records");
        assertThat(folder.resolve("parts.show.png")).doesNotExist();
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void makesBothAndTellsMachines() throws IOException {
        assertThat(run(
                        rec,
                        "-o",
                        folder.resolve("s.png"),
                        "--html",
                        folder.resolve("p.html"),
                        "--columns",
                        4,
                        "--rows",
                        2,
                        "--random",
                        "--seed",
                        5,
                        "--by-label",
                        "--thumb",
                        32,
                        "--json"))
                .isEqualTo(ExitCode.FINE);
        assertThat(json()).hasSize(2);
        assertThat(json().get(0).get("shown").asInt()).isEqualTo(8);
        assertThat(json().get(0).get("output_bytes").asLong()).isEqualTo(Files.size(folder.resolve("s.png")));
        assertThat(json().get(1).get("shown").asInt()).isEqualTo(61);
        assertThat(json().get(1).get("faults")).isEmpty();
    }

    @Test
    void badDataIsNamedAndMakesTheExitCode() throws IOException {
        Path damaged = RECORDS.resolve("corrupt/bad_magic_rec20.rec");
        assertThat(run(damaged, "-o", folder.resolve("s.png"))).isEqualTo(ExitCode.BAD_DATA);
        assertThat(err.toString(UTF_8))
                .contains("cameo: 1 record cannot be shown:", "key=20, offset=19564: record magic mismatch");
        assertThat(run(damaged, "--html", folder.resolve("p.html"), "--json", "--quiet"))
                .isEqualTo(ExitCode.BAD_DATA);
        assertThat(json().get(0).get("faults").get(0).get("position").asInt()).isEqualTo(20);
        assertThat(run(rec, "--keys", "3,99", "-o", folder.resolve("s.png"))).isEqualTo(ExitCode.BAD_DATA);
        assertThat(err.toString(UTF_8)).contains("no record has this key: key=99");
        assertThat(run(folder.resolve("none.rec"))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).contains("cameo: no such file:");
    }

    @Test
    void chosenKeysAndLabels() throws IOException {
        assertThat(run(rec, "--keys", "1,5-9", "-o", folder.resolve("s.png"), "--json"))
                .isEqualTo(ExitCode.FINE);
        assertThat(json().get(0).get("shown").asInt()).isEqualTo(6);
        assertThat(run(rec, "--label", "NaN,123456", "-o", folder.resolve("s.png"), "--json"))
                .isEqualTo(ExitCode.FINE);
        assertThat(json().get(0).get("matching").asInt()).isZero();
        assertThat(run(rec, "--from", 58, "-o", folder.resolve("s.png"), "--json"))
                .isEqualTo(ExitCode.FINE);
        assertThat(json().get(0).get("shown").asInt()).isEqualTo(3);
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(run(rec, "--seed", 5)).isEqualTo(ExitCode.USAGE);
        assertThat(run(rec, "--columns", 0)).isEqualTo(ExitCode.USAGE);
        assertThat(run(rec, "--from", -3)).isEqualTo(ExitCode.USAGE);
        assertThat(run(rec, "--label", "seven")).isEqualTo(ExitCode.USAGE);
        assertThat(run(rec, "--html", folder.resolve("p.html"), "--limit", 1_000_000))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void neverWritesOverTheRecords() throws IOException {
        byte[] before = Files.readAllBytes(rec);
        assertThat(run(rec, "-o", rec)).isEqualTo(ExitCode.USAGE);
        assertThat(run(rec, "--html", folder.resolve("parts.idx"))).isEqualTo(ExitCode.USAGE);
        assertThat(run(rec, "-o", folder.resolve("parts.cix"))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).contains("the output would replace a record file or its index");
        Path both = folder.resolve("both");
        assertThat(run(rec, "-o", both, "--html", both)).isEqualTo(ExitCode.USAGE);
        assertThat(both).doesNotExist();
        assertThat(rec).hasBinaryContent(before);
    }
}
