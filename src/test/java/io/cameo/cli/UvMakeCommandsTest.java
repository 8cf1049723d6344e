package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cameo uv interpolate} and {@code uv export} as a user types them. */
class UvMakeCommandsTest {
    private static final String RELEASE = "testdata/convert/ffhquv/release";

    @TempDir
    Path temp;

    private Terminal terminal = new Terminal();

    @BeforeEach
    void start() {
        terminal = new Terminal();
    }

    private int run(String... words) {
        terminal = new Terminal();
        return terminal.run(words);
    }

    private int interpolate(String... options) {
        List<String> words = new ArrayList<>(
                List.of("uv", "interpolate", RELEASE, temp.resolve("made").toString()));
        words.addAll(List.of(options));
        return run(words.toArray(String[]::new));
    }

    @Test
    void optionsMayStandBetweenSourceAndTarget() {
        Path rec = temp.resolve("uv.rec");
        assertThat(run("uv", "pack", RELEASE, "--set", "ffhq-uv", rec.toString()))
                .as(terminal.err())
                .isZero();
        Path csv = temp.resolve("uv.csv");
        assertThat(run("uv", "export", rec.toString(), "--where", "age > 20", csv.toString()))
                .as(terminal.err())
                .isZero();
        assertThat(csv).isRegularFile();
        assertThat(run("uv", "pack", "--set", "ffhq-uv", RELEASE)).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("name folders or archives, then OUT.rec: only one name is there");
        assertThat(run("uv", "export", rec.toString(), "--to", "csv")).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("then where to write: only one name is there");
    }

    @Test
    void saysWhatItMade() {
        assertThat(interpolate("--seed", "1", "--bins", "gender; age:0,40", "--count", "9"))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.out().replaceAll("in .* s\n", "in X s\n")).isEqualTo("""
            6 new samples out of 8 of ffhq-uv, in X s
              class                      members           pairs   samples      used
              gender=female, age=0..40         3               3         3         3
              gender=male, age=0..40           3               3         3         3
              left out: 2, age in no bin
              9 were asked for: there are no more pairs
            %s
            """.formatted(temp.resolve("made")));
        assertThat(terminal.err()).isEmpty();
        assertThat(temp.resolve("made/face-latents/000/000005/000005_right_latent.pt"))
                .isNotEmptyFile();
        assertThat(interpolate("--seed", "1", "--bins", "gender; age:0,40", "--count", "9"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("the folder is not empty; --resume");
        assertThat(interpolate("--seed", "1", "--bins", "gender; age:0,40", "--count", "9", "--resume"))
                .isZero();
        assertThat(terminal.out()).contains("6 of them stood there already");
    }

    @Test
    void sayItAsJson() throws IOException {
        assertThat(interpolate("--seed", "1", "--per-class", "2", "--t", "uniform:0.1-0.9", "--zip", "--json"))
                .isZero();
        JsonNode json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.get("made").asInt()).isEqualTo(4);
        assertThat(json.get("classes").get(1).get("name").asText()).isEqualTo("gender=male");
        assertThat(json.get("classes").get(1).get("pairs").asInt()).isEqualTo(10);
        assertThat(json.get("problems")).isEmpty();
        assertThat(temp.resolve("made/face-latents/000.zip")).isNotEmptyFile();
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsMade() {
        assertThat(interpolate("--per-class", "2")).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("--seed");
        assertThat(interpolate("--seed", "1")).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("--count N");
        assertThat(interpolate("--seed", "1", "--count", "2", "--per-class", "2"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(interpolate("--seed", "1", "--count", "2", "--bins", "age")).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("two edges");
        assertThat(interpolate("--seed", "1", "--count", "2", "--t", "2")).isEqualTo(ExitCode.USAGE);
        assertThat(interpolate("--seed", "1", "--count", "2", "--set", "dataset_project"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("no such set");
        assertThat(interpolate("--seed", "1", "--count", "2", "--metrics", "none.tbl"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("no such file: none.tbl");
        assertThat(interpolate("--seed", "1", "--count", "2", "--where", "gender = femal"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("did you mean female?", "           ^^^^^");
        assertThat(run("uv", "interpolate", temp.toString(), temp + "/made", "--seed", "1", "--count", "2"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("no FFHQ-UV is in");
        assertThat(run("uv", "interpolate", "no/where", temp + "/made", "--seed", "1", "--count", "2"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(temp.resolve("made")).doesNotExist();
    }

    @Test
    void exportsByEndingAndByName() throws IOException {
        for (String name : List.of("a.npz", "a.csv", "a.parquet")) {
            Path out = temp.resolve(name);
            assertThat(run("uv", "export", RELEASE, out.toString(), "--where", "age < 40"))
                    .as(terminal.err())
                    .isZero();
            assertThat(terminal.out()).contains("6 samples of ffhq-uv", "6 of 8 were asked for", out.toString());
        }
        Path out = temp.resolve("faces");
        assertThat(run("uv", "export", RELEASE, out.toString(), "--to", "webdataset", "--shard-size", "400K", "--json"))
                .isZero();
        JsonNode json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.get("written").asInt()).isEqualTo(8);
        assertThat(json.get("files").get(1).asText()).isEqualTo(out + "-000001.tar");
        assertThat(run("uv", "export", RELEASE, out.toString(), "--to", "webdataset"))
                .isNotZero();
        assertThat(terminal.err()).contains("faces-000000.tar", "archives of that name are there");
        assertThat(run("uv", "export", RELEASE, temp + "/i.csv", "--set", "interpolate"))
                .isZero();
        assertThat(Files.readAllLines(temp.resolve("i.csv"))).hasSize(5);
    }

    /** Our classes and all that they need, but for the library that writes Parquet. */
    private static final class WithoutParquet extends ClassLoader {
        private static final List<String> MISSING =
                List.of("com.jerolba.", "org.apache.parquet.", "org.apache.hadoop.");

        WithoutParquet() {
            super(getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = UvMakeCommandsTest.class.getClassLoader().getResourceAsStream(file)) {
                if (in == null || MISSING.stream().anyMatch(name::startsWith)) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }

    @Test
    void withoutItsLibraryParquetIsRefusedInWordsAndAllElseWorks() throws ReflectiveOperationException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream to = new PrintStream(said, true, StandardCharsets.UTF_8);
        ClassLoader loader = new WithoutParquet();
        Class<?> consoleClass = loader.loadClass(Console.class.getName());
        Object console = consoleClass
                .getConstructor(PrintStream.class, PrintStream.class, boolean.class, int.class)
                .newInstance(to, to, false, 80);
        Method run = loader.loadClass(Main.class.getName()).getDeclaredMethod("run", consoleClass, String[].class);
        run.setAccessible(true);
        String[] csv = {"uv", "export", RELEASE, temp + "/a.csv"};
        assertThat(run.invoke(null, console, csv)).isEqualTo(ExitCode.FINE);
        String[] parquet = {"uv", "export", RELEASE, temp + "/a.parquet"};
        assertThat(run.invoke(null, console, parquet)).isEqualTo(ExitCode.USAGE);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains(
                        "cameo uv export: Parquet is written by com.jerolba:carpet-record:0.5.0", "docs/uv-export.md");
        assertThat(temp.resolve("a.parquet")).doesNotExist();
    }

    @Test
    void exportSaysWhatIsWrong() {
        assertThat(run("uv", "export", RELEASE, temp + "/faces")).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("--to says what to export to");
        assertThat(run("uv", "export", RELEASE, temp + "/faces", "--to", "tfrecord"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("webdataset, npz, parquet, csv");
        assertThat(run("uv", "export", RELEASE, temp + "/no/a.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(run("uv", "export", RELEASE, RELEASE)).isEqualTo(ExitCode.USAGE);
        assertThat(run("uv", "export", RELEASE)).isEqualTo(ExitCode.USAGE);
    }
}
