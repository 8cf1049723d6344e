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
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of Spark's family make the files, say the findings and return the codes of their namesakes. */
@Tag("spark")
class SparkCommandTest {
    private static final String IMAGES = "testdata/convert/images";

    @TempDir
    private Path temp;

    private String out = "";
    private String err = "";

    /** The commands join the session that is there. */
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

    private String path(String name) {
        return temp.resolve(name).toString();
    }

    private void assertSame(String... endings) {
        for (String ending : endings) {
            assertThat(temp.resolve("many" + ending)).hasSameBinaryContentAs(temp.resolve("one" + ending));
        }
    }

    @Test
    void packs() throws IOException {
        Path list =
                Files.write(temp.resolve("some.lst"), List.of("3\t1\tbmp.bmp", "5\t2\tmissing.jpg", "9\t4\tUPPER.JPG"));
        String[] options = {"--resize", "40", "--quality", "80", "--quiet"};
        assertThat(run(with(options, "pack", list.toString(), IMAGES, "-o", path("one.rec"))))
                .isEqualTo(1);
        assertThat(run(with(options, "spark", "pack", list.toString(), IMAGES, "-o", path("many.rec"), "--tasks", "2")))
                .isEqualTo(1);
        assertThat(out + err).isEmpty();
        assertSame(".rec", ".idx", ".cix", ".rejects.tsv");
        assertThat(run("spark", "pack", list.toString(), IMAGES, "-o", path("none.rec"), "--error-limit", "0"))
                .isEqualTo(1);
        assertThat(temp.resolve("none.rec")).doesNotExist();
        assertThat(run("spark", "pack", list.toString(), IMAGES, "-o", path("none.rec"), "--tasks", "0"))
                .isEqualTo(2);
    }

    @Test
    void goesOnWhenToldTo() throws IOException {
        Path list = Files.write(temp.resolve("some.lst"), List.of("3\t1\tbmp.bmp", "5\t2\tmissing.jpg"));
        String[] pack = {"spark", "pack", list.toString(), IMAGES, "-o", path("many.rec"), "--tasks", "2"};
        assertThat(run("pack", list.toString(), IMAGES, "-o", path("one.rec"))).isEqualTo(1);
        assertThat(run(with(new String[] {"--error-limit", "0"}, pack))).isEqualTo(1);
        assertThat(err).contains("The same command with --resume goes on under a higher limit");
        assertThat(temp.resolve("many.rec.shards")).exists();
        assertThat(run(with(new String[] {"--resume"}, pack))).isEqualTo(1);
        assertThat(out).contains("resumed: 2 of 2 were dealt with by an earlier run", "2 listed, 1 packed, 1 rejected");
        assertSame(".rec", ".idx", ".cix", ".rejects.tsv");
        assertThat(temp.resolve("many.rec.shards")).doesNotExist();
        assertThat(run(with(new String[] {"--error-limit", "0"}, pack))).isEqualTo(1);
        assertThat(run(with(new String[] {"--quality", "7", "--resume"}, pack))).isEqualTo(1);
        assertThat(err).contains("quality was 95, is 7", "--no-resume deletes", "no " + path("many.rec") + " was made");
        assertThat(run(with(new String[] {"--quality", "7", "--no-resume", "--json"}, pack)))
                .isEqualTo(1);
        assertThat(out).contains("\"resumed_at\" : 0");
        assertThat(temp.resolve("many.rec.shards")).doesNotExist();
        Path source = DrawnRecords.write(temp.resolve("source.rec"), 12, 60, rank -> rank);
        assertThat(run(with(new String[] {"--error-limit", "0"}, pack))).isEqualTo(1);
        String[] shuffle = {"spark", "shuffle", source.toString(), "-o", path("many.rec")};
        assertThat(run(with(new String[] {"--no-resume"}, shuffle))).isZero();
        assertThat(temp.resolve("many.rec.shards")).doesNotExist();
    }

    private static String[] with(String[] options, String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + options.length);
        System.arraycopy(options, 0, all, args.length, options.length);
        return all;
    }

    @Test
    void packsFaces() {
        String[] options = {"--size", "112x96", "--layout", "B", "--json"};
        String[] files = {"testdata/face/align.lst", "testdata/face", "-o"};
        int code = run(with(options, with(new String[] {path("one.rec")}, with(files, "face", "pack"))));
        String[] many = {path("many.rec"), "--tasks", "3"};
        assertThat(run(with(options, with(many, with(files, "spark", "face-pack")))))
                .isEqualTo(code);
        assertThat(out).contains("\"end\" : \"complete\"");
        assertSame(".rec", ".idx", ".cix", ".ids", ".lst");
        assertThat(run("spark", "face-pack", "testdata/face", "testdata/face", "-o", path("x.rec")))
                .isEqualTo(2);
        assertThat(run(
                        "spark",
                        "face-pack",
                        "testdata/face/align.lst",
                        "testdata/face",
                        "-o",
                        path("x.rec"),
                        "--detector",
                        "mtcnn",
                        "--models",
                        path("nowhere")))
                .isEqualTo(2);
        assertThat(err).contains("no MTCNN model");
    }

    @Test
    void verifiesAsOneMachineDoes() throws IOException {
        Path damaged = temp.resolve("damaged.rec");
        byte[] bytes = Files.readAllBytes(Path.of("testdata/record/parts.rec"));
        bytes[1] ^= 1;
        Files.write(damaged, bytes);
        String[] files = {"testdata/record/parts.rec", damaged.toString(), "testdata/record/keys_str.rec"};
        assertThat(run(with(files, "verify", "--json"))).isEqualTo(1);
        String one = timeless(out);
        assertThat(run(with(files, "spark", "verify", "--json"))).isEqualTo(1);
        assertThat(timeless(out)).isEqualTo(one).contains("damaged.rec");
        assertThat(run("spark", "verify", "testdata/record/parts.rec")).isZero();
        assertThat(run("spark", "verify", path("missing.rec"))).isEqualTo(2);
        assertThat(err).contains("no such file");
    }

    private static String timeless(String json) {
        return json.replaceAll("\"seconds\" : [0-9.E-]+", "\"seconds\" : 0");
    }

    @Test
    void shufflesAndNamesDamage() throws IOException {
        Path source = DrawnRecords.write(temp.resolve("source.rec"), 12, 600, rank -> rank);
        assertThat(run("shuffle", source.toString(), "-o", path("one.rec"), "--seed", "4", "--renumber"))
                .isZero();
        assertThat(run("spark", "shuffle", source.toString(), "-o", path("many.rec"), "--seed", "4", "--renumber"))
                .isZero();
        assertThat(out).contains("600 records").contains("many.cix");
        assertSame(".rec", ".idx", ".cix");
        byte[] bytes = Files.readAllBytes(source);
        bytes[bytes.length / 2] ^= 1;
        Files.write(source, bytes);
        assertThat(run("spark", "shuffle", source.toString(), "-o", path("no.rec")))
                .isEqualTo(1);
        assertThat(err).contains("source.rec", "offset=").doesNotContain("\tat ");
        assertThat(temp.resolve("no.rec")).doesNotExist();
    }
}
