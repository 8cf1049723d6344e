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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cameo spark coco-encode} makes the files, says the findings and returns the codes of {@code cameo coco encode}. */
@Tag("spark")
class SparkCocoCommandTest {
    private static final String IMAGES = PeopleFiles.IMAGES.toString();

    @TempDir
    private Path temp;

    private String json = "";
    private String out = "";
    private String err = "";

    /** The command joins the session that is there. */
    @BeforeAll
    static void start() {
        assertThat(SparkRun.session()).isNotNull();
    }

    @BeforeEach
    void writeAnnotations() throws IOException {
        json = PeopleFiles.annotations(temp.resolve("people.json")).toString();
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

    private String path(String name) {
        return temp.resolve(name).toString();
    }

    /** A line of output of either command, without what differs: the name of the file and the time. */
    private static String said(String text) {
        return text.replace("many.", "one.").replaceAll("in [0-9.]+ s", "").replaceAll("\"seconds\" : [0-9.E-]+", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--json",
                "--wide --all --quiet",
                "--compat --json",
                "--category dog",
                "--category 1 --category dog --all"
            })
    void doesWhatItsNamesakeDoes(String words) {
        Stream<String> options = Arrays.stream(words.split(" ")).filter(word -> !word.isEmpty());
        String[] one = Stream.concat(Stream.of("coco", "encode", json, IMAGES, path("one.rec")), options)
                .toArray(String[]::new);
        int code = run(one);
        String said = said(out);
        String complained = said(err);
        assertThat(code).isEqualTo(words.equals("--category dog") ? 0 : 1);
        one[4] = path("many.rec");
        List<String> many = Stream.concat(
                        Stream.of("spark", "coco-encode"), Arrays.stream(one).skip(2))
                .toList();
        assertThat(run(Stream.concat(many.stream(), Stream.of("--tasks", "5")).toArray(String[]::new)))
                .isEqualTo(code);
        assertThat(said(out)).isEqualTo(said);
        assertThat(said(err)).isEqualTo(complained).isEmpty();
        for (String ending : List.of(".rec", ".idx", ".cix")) {
            assertThat(temp.resolve("many" + ending)).hasSameBinaryContentAs(temp.resolve("one" + ending));
        }
        Path rejects = temp.resolve("many.rejects.tsv");
        if (code == 0) {
            assertThat(rejects).doesNotExist();
        } else {
            assertThat(rejects).hasSameBinaryContentAs(temp.resolve("one.rejects.tsv"));
        }
    }

    @Test
    void mistakesAreExitTwoAndWriteNothing() {
        assertThat(run("spark", "coco-encode", json, IMAGES, path("x.h5"))).isEqualTo(2);
        assertThat(err).contains("an hdf5 file is not made in parts, use 'cameo coco encode'");
        assertThat(run("spark", "coco-encode", json, path("none"), path("x.rec")))
                .isEqualTo(2);
        assertThat(err).contains("IMAGES is not a folder");
        assertThat(run("spark", "coco-encode", json, IMAGES, path("x.rec"), "--wide", "--compat"))
                .isEqualTo(2);
        assertThat(err).contains("choose one");
        assertThat(run("spark", "coco-encode", json, IMAGES, path("x.rec"), "--category", "cat"))
                .isEqualTo(2);
        assertThat(err).contains("no such category");
        assertThat(run("spark", "coco-encode", json, IMAGES, path("x.rec"), "--tasks", "0"))
                .isEqualTo(2);
        assertThat(temp).isDirectoryNotContaining("glob:**x.*");
    }

    @Test
    void badDataIsExitOne() throws IOException {
        assertThat(run("spark", "coco-encode", json, IMAGES, path("x.rec"), "--error-limit", "10"))
                .isEqualTo(1);
        assertThat(err).contains("more bad images than --error-limit allows");
        assertThat(temp.resolve("x.rec")).doesNotExist();
        assertThat(run("spark", "coco-encode", json, IMAGES, path("x.rec"), "--resume", "--wide"))
                .isEqualTo(1);
        assertThat(err).contains("plane was STRICT, is WIDE", "--no-resume deletes");
        assertThat(run("spark", "coco-encode", json, IMAGES, path("x.rec"), "--resume"))
                .isEqualTo(1);
        assertThat(out).contains("were dealt with by an earlier run");
        assertThat(temp.resolve("x.rec")).exists();
        assertThat(run("spark", "coco-encode", json, path(""), path("x.rec"))).isEqualTo(1);
        assertThat(err).contains("every image was rejected").contains("Is IMAGES the folder");
        Files.writeString(temp.resolve("people.json"), "{\"images\":[\n5]}");
        assertThat(run("spark", "coco-encode", json, IMAGES, path("x.rec"))).isEqualTo(1);
        assertThat(err).contains("people.json", "line=2").doesNotContain("\tat ");
    }
}
