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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ListCommandTest {
    private static final Path GOLDEN = Path.of("testdata/lst");
    private static final Path TREE = GOLDEN.resolve("tree");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        out.reset();
        err.reset();
        PrintStream errStream = new PrintStream(err, true, UTF_8);
        Console console = new Console(new PrintStream(out, true, UTF_8), errStream, false, 80);
        return new CommandLine(new ListCommand(console))
                .setErr(new PrintWriter(err, true, UTF_8))
                .setOut(new PrintWriter(out, true, UTF_8))
                .execute(args);
    }

    private int list(String prefix, Path root, String... options) {
        List<String> args = new ArrayList<>(List.of(folder.resolve(prefix).toString(), root.toString()));
        args.addAll(Arrays.asList(options));
        return run(args.toArray(String[]::new));
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    private static Set<String> namesIn(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> names = new TreeSet<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(prefix + "(_[0-9]+)?(_train|_test|_val)?\\.lst"))
                    .forEach(names::add);
            return names;
        }
    }

    /** The very option sets that made the goldens, with and without {@code --compat}: neither loses a file there. */
    @ParameterizedTest
    @CsvSource({
        "rec_noshuf, --recursive --no-shuffle",
        "flat_noshuf, --no-shuffle",
        "rec_shuf, --recursive",
        "rec_split, --recursive --train-ratio 0.7 --test-ratio 0.2",
        "rec_split1, --recursive --train-ratio 0.8 --test-ratio 0.2",
        "rec_chunks, --recursive --no-shuffle --chunks 3",
        "rec_chunks_split, --recursive --no-shuffle --chunks 3 --train-ratio 0.5",
        "rec_exts, --recursive --no-shuffle --exts .bmp .gif",
        "ratio1_test, --recursive --no-shuffle --train-ratio 1.0 --test-ratio 0.3"
    })
    void writesTheBytesOfTheOriginal(String prefix, String options) throws IOException {
        for (String compat : List.of("", " --compat")) {
            assertThat(list(prefix, TREE, (options + compat).split(" ")))
                    .as(err())
                    .isZero();
            Set<String> expected = namesIn(GOLDEN, prefix);
            assertThat(expected).isNotEmpty();
            assertThat(namesIn(folder, prefix)).isEqualTo(expected);
            for (String name : expected) {
                assertThat(folder.resolve(name)).hasSameBinaryContentAs(GOLDEN.resolve(name));
                Files.delete(folder.resolve(name));
            }
        }
    }

    @Test
    void upperCaseExtensionsMatchUnlessCompat() throws IOException {
        assertThat(list("a", TREE, "--recursive", "--no-shuffle", "--exts", ".JPG,.PNG"))
                .isZero();
        assertThat(Files.readString(folder.resolve("a.lst")))
                .contains("tree_r.PNG", "a/1.jpg")
                .doesNotContain("e.jpeg");
        assertThat(err()).contains(".JPG .PNG taken in any case");
        assertThat(list("rec_exts_upper", TREE, "--recursive", "--no-shuffle", "--compat", "--exts", ".JPG", ".PNG"))
                .isEqualTo(ExitCode.BAD_DATA);
        assertThat(folder.resolve("rec_exts_upper.lst")).hasSameBinaryContentAs(GOLDEN.resolve("rec_exts_upper.lst"));
        assertThat(err()).contains(".JPG .PNG matches no file");
    }

    @Test
    void leftOverFilesGoToTrainUnlessCompat() throws IOException {
        String[] options = {"--recursive", "--train-ratio", "0.7", "--test-ratio", "0.3"};
        assertThat(list("a", TREE, options)).isZero();
        assertThat(err()).contains("1 file left over by rounding: put into train");
        assertThat(list(
                        "b",
                        TREE,
                        Stream.concat(Stream.of(options), Stream.of("--compat")).toArray(String[]::new)))
                .isZero();
        assertThat(err()).contains("1 file left over by rounding: in no list");
        assertThat(folder.resolve("a_test.lst")).hasSameBinaryContentAs(folder.resolve("b_test.lst"));
        List<String> all = Files.readAllLines(folder.resolve("a_train.lst"));
        assertThat(all)
                .hasSize(11)
                .startsWith(Files.readAllLines(folder.resolve("b_train.lst")).toArray(String[]::new));
        assertThat(folder.resolve("a_val.lst")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P R --exts .bmp .gif --recursive",
                "P R --recursive --exts bmp,GIF",
                "--recursive --exts .bmp .gif P R",
                "--exts .bmp,.gif --recursive P R",
                "P --recursive --exts .bmp .gif R",
                "--exts .bmp --exts .gif --recursive P R"
            })
    void extensionsDoNotSwallowPrefixAndRoot(String line) {
        String[] args = line.split(" ");
        Arrays.setAll(args, i -> switch (args[i]) {
            case "P" -> folder.resolve("p").toString();
            case "R" -> TREE.toString();
            default -> args[i];
        });
        assertThat(run(args)).as(err()).isZero();
        assertThat(folder.resolve("p.lst"))
                .content()
                .contains("a/n.bmp", "a/n.gif")
                .hasLineCount(2);
    }

    @Test
    void seedChoosesTheShuffle() throws IOException {
        list("a", TREE, "--recursive", "--seed", "100");
        list("b", TREE, "--recursive", "--seed", "7");
        assertThat(folder.resolve("a.lst")).hasSameBinaryContentAs(GOLDEN.resolve("rec_shuf.lst"));
        assertThat(Files.readAllLines(folder.resolve("b.lst")))
                .isNotEqualTo(Files.readAllLines(folder.resolve("a.lst")))
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(folder.resolve("a.lst")));
    }

    @Test
    void printsLabelsListsAndCounts() throws IOException {
        assertThat(list("a", TREE, "--recursive")).isZero();
        assertThat(out())
                .contains("15 files, 7 labels, 1 list in")
                .contains("a.lst  15 files")
                .contains("b/inner");
        // The original prints "folder label" once for each label.
        List<String> original =
                Files.readAllLines(GOLDEN.resolve("list_stdout.txt")).subList(1, 8);
        for (String line : original) {
            int space = line.indexOf(' ');
            String row = line.substring(space + 1) + " +[0-9]+ +" + Pattern.quote(line.substring(0, space));
            assertThat(out().lines()).anyMatch(printed -> printed.strip().matches(row));
        }
        assertThat(list("a", TREE, "--recursive", "--quiet")).isZero();
        assertThat(out()).isEmpty();
        assertThat(err()).isEmpty();
    }

    @Test
    void hidesALongLabelTable() throws IOException {
        for (int i = 0; i < 31; i++) {
            Files.createDirectories(folder.resolve("tree/d" + i));
            Files.createFile(folder.resolve("tree/d" + i + "/x.jpg"));
        }
        assertThat(list("a", folder.resolve("tree"), "--recursive")).isZero();
        assertThat(out()).contains("31 files, 31 labels").doesNotContain("d30");
        assertThat(list("a", folder.resolve("tree"), "--recursive", "--verbose"))
                .isZero();
        assertThat(out()).contains("d30");
    }

    @Test
    void printsJson() throws IOException {
        assertThat(list("a", TREE, "--recursive", "--json", "--train-ratio", "0.5"))
                .isZero();
        JsonNode report = new ObjectMapper().readTree(out());
        assertThat(report.get("files").asInt()).isEqualTo(15);
        assertThat(report.get("exit_code").asInt()).isZero();
        assertThat(report.get("labels").size()).isEqualTo(7);
        JsonNode train = report.get("lists").get(0);
        assertThat(train.get("path").asText()).endsWith("a_train.lst");
        assertThat(train.get("files").asInt()).isEqualTo(7);
    }

    @Test
    void anEmptyResultWritesNothingAndSaysWhy() throws IOException {
        Files.createDirectories(folder.resolve("tree/sub"));
        Files.createFile(folder.resolve("tree/a.webp"));
        assertThat(list("a", folder.resolve("tree"))).isEqualTo(ExitCode.BAD_DATA);
        assertThat(folder.resolve("a.lst")).doesNotExist();
        assertThat(err())
                .contains(
                        "no image found", ".jpeg .jpg .png", ".webp x 1", "1 subfolder not entered", "no list written");
        assertThat(list("a", folder.resolve("tree"), "--compat")).isEqualTo(ExitCode.BAD_DATA);
        assertThat(folder.resolve("a.lst")).isEmptyFile();
    }

    @Test
    void namesWhatItLeavesOut() throws IOException {
        Files.createDirectories(folder.resolve("tree"));
        Files.createFile(folder.resolve("tree/t\tab.jpg"));
        Files.createFile(folder.resolve("tree/ok.jpg"));
        assertThat(list("a", folder.resolve("tree"))).isEqualTo(ExitCode.BAD_DATA);
        assertThat(err()).contains("left out: t\\tab.jpg: path contains a TAB");
        assertThat(folder.resolve("a.lst")).hasContent("0\t0.000000\tok.jpg\n");
    }

    @Test
    void moreChunksThanFilesIsAMistakeUnlessCompat() {
        assertThat(list("a", TREE, "--chunks", "3")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("--chunks 3 is more than the 2 files found");
        assertThat(list("a", TREE, "--chunks", "3", "--compat")).isZero();
        assertThat(folder.resolve("a_2.lst")).isEmptyFile();
        assertThat(err()).contains("1 list empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--chunks 0",
                "--train-ratio 1.5",
                "--train-ratio -0.1",
                "--test-ratio NaN",
                "--train-ratio 0.8 --test-ratio 0.3",
                "--chunks many",
                "--no-such-option",
                "third"
            })
    void wrongOptionsAreUsageErrors(String options) throws IOException {
        assertThat(list("a", TREE, options.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err()).isNotBlank();
        assertThat(namesIn(folder, "a")).isEmpty();
    }

    @Test
    void wrongPathsAreUsageErrors() {
        assertThat(list("a", GOLDEN.resolve("rec_shuf.lst"))).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("ROOT is not a folder");
        assertThat(list("none/a", TREE)).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("mkdir -p");
        assertThat(run("", TREE.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run("/", TREE.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run("a\0b", TREE.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run(folder.resolve("a").toString(), "")).isEqualTo(ExitCode.USAGE);
        assertThat(run(TREE.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("give PREFIX and ROOT");
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(list("a", TREE, "--exts", ".")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void theExampleInTheHelpWorks() throws IOException {
        assertThat(run("--help")).isZero();
        // Whole lines: what the help breaks cannot be pasted.
        assertThat(out().lines())
                .containsSequence(
                        "  mkdir -p people/ada people/bob",
                        "  touch people/ada/1.jpg people/bob/1.jpg people/bob/2.jpg",
                        "  cameo list train people --recursive");
        for (String name : List.of("ada/1.jpg", "bob/1.jpg", "bob/2.jpg")) {
            Files.createDirectories(folder.resolve("people").resolve(name).getParent());
            Files.createFile(folder.resolve("people").resolve(name));
        }
        assertThat(list("train", folder.resolve("people"), "--recursive")).isZero();
        assertThat(folder.resolve("train.lst")).content().hasLineCount(3).contains("1.000000\tbob/2.jpg");
    }
}
