package io.cameo.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.cli.Console;
import io.cameo.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cameo spark matting-pack} makes the files, says the words and returns the codes of {@code cameo matting pack}. */
@Tag("spark")
class SparkMattingCommandTest {
    private static final String TREES = "testdata/matting/tree/";

    @TempDir
    private Path temp;

    private String out = "";
    private String err = "";

    /** The command joins the session that is there. */
    @BeforeAll
    static void start() {
        assertThat(SparkRun.session()).isNotNull();
    }

    private int run(String... args) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        PrintStream printer = new PrintStream(outBytes, true, UTF_8);
        int code = Main.run(new Console(printer, new PrintStream(errBytes, true, UTF_8), false, 80), args);
        out = outBytes.toString(UTF_8);
        err = errBytes.toString(UTF_8);
        return code;
    }

    private static String[] with(String[] args, String... more) {
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return all;
    }

    /** Both commands with the same words; what they say differs in time and in nothing else. */
    private int assertSame(String tree, String... options) throws IOException {
        Path one = Files.createDirectories(temp.resolve("one")).resolve("a.rec");
        Path many = Files.createDirectories(temp.resolve("many")).resolve("a.rec");
        int code = run(with(with(new String[] {"matting", "pack", tree, one.toString()}, options)));
        String said = out;
        String complained = err;
        String[] spark = {"spark", "matting-pack", tree, many.toString(), "--tasks", "3"};
        assertThat(run(with(spark, options))).as(err).isEqualTo(code);
        assertThat(timeless(out, many)).isEqualTo(timeless(said, one));
        assertThat(timeless(err, many)).isEqualTo(timeless(complained, one));
        for (String ending : List.of("rec", "idx", "cix", "rejects.tsv")) {
            Path expected = one.resolveSibling("a." + ending);
            Path actual = many.resolveSibling("a." + ending);
            assertThat(Files.exists(actual)).as(ending).isEqualTo(Files.exists(expected));
            if (Files.exists(expected)) {
                assertThat(actual).hasSameBinaryContentAs(expected);
            }
        }
        return code;
    }

    private static String timeless(String text, Path rec) {
        return text.replace(String.valueOf(rec.getParent()), "OUT")
                .replace("cameo spark matting-pack", "cameo matting pack")
                .replaceAll("\"seconds\" : [0-9.E-]+", "\"seconds\" : 0")
                .replaceAll("in [0-9.]+ s", "in 0.0 s");
    }

    @Test
    void packsAsItsNamesakeDoes() throws IOException {
        assertThat(assertSame(TREES + "V-HIM-MINI")).isZero();
        assertThat(out).startsWith("5 listed, 5 packed, 0 rejected, ");
        assertThat(assertSame(TREES + "I-HIM-MINI", "--keep-files", "--with-fg-bg", "--small", "--json"))
                .isZero();
        assertThat(out).contains("\"end\" : \"complete\"");
        assertThat(assertSame(
                        TREES + "HIM-MINI",
                        "--layout",
                        "image-test",
                        "--split",
                        "comp",
                        "--masks",
                        "masks_r50_fpn_3x",
                        "--quiet"))
                .isZero();
        assertThat(out + err).isEmpty();
        assertThat(assertSame("testdata/archive/V-HIM-MINI.zip", "--masks", "")).isZero();
    }

    @Test
    void whatIsBadIsSaidInTheSameWords() throws IOException {
        assertThat(assertSame("testdata/matting/broken/t01_no_alpha_dir")).isEqualTo(1);
        assertThat(assertSame("testdata/matting/broken/w01_frame_without_alpha", "--json"))
                .isEqualTo(1);
        assertThat(err).contains("every image was rejected");
        assertThat(assertSame(TREES + "I-HIM-MINI", "--layout", "no")).isEqualTo(2);
        assertThat(assertSame(TREES + "I-HIM-MINI", "--split", "no")).isEqualTo(2);
        assertThat(assertSame(temp.resolve("none").toString())).isEqualTo(2);
        assertThat(assertSame(temp.toString())).isEqualTo(2);
        assertThat(err).contains("lies in the folder that is packed");
    }

    @Test
    void limitsAreItsOwn() {
        String rec = temp.resolve("a.rec").toString();
        String[] bad = {"spark", "matting-pack", "testdata/matting/broken/t01_no_alpha_dir", rec};
        assertThat(run(with(bad, "--error-limit", "0"))).isEqualTo(1);
        assertThat(err).contains("more bad images than --error-limit allows");
        assertThat(temp.resolve("a.rec")).doesNotExist();
        assertThat(run(with(bad, "--error-limit", "1", "--resume", "--masks", "no")))
                .isEqualTo(2);
        assertThat(run(with(bad, "--error-limit", "1", "--resume"))).isEqualTo(1);
        assertThat(out).contains("were dealt with by an earlier run");
        assertThat(temp.resolve("a.rec")).exists();
        assertThat(run(with(bad, "--tasks", "0"))).isEqualTo(2);
        assertThat(run(with(bad, "--error-limit", "-1"))).isEqualTo(2);
    }
}
