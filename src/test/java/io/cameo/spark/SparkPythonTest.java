package io.cameo.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the example for PySpark names is there: nothing here runs it, for that takes PySpark. */
@Tag("spark")
class SparkPythonTest {
    private static final Path EXAMPLE = Path.of("examples/spark_faces.py");
    private static final String FACES = "testdata/record/insightface.rec";

    @TempDir
    private Path temp;

    private String text;

    @BeforeEach
    void read() throws IOException {
        text = Files.readString(EXAMPLE);
    }

    /** What a pattern's only group is, each time that it is found. */
    private List<String> found(String pattern) {
        List<String> all = Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(all).as(pattern).isNotEmpty();
        return all;
    }

    private Dataset<Row> faces() {
        String columns = found("option\\(\"columns\", \"([^\"]+)\"\\)").getFirst();
        return SparkRun.reader().option("columns", columns).load(FACES);
    }

    @Test
    void isPython() throws IOException, InterruptedException {
        Process python;
        try {
            python = new ProcessBuilder("python3", "-c", "import sys; compile(sys.stdin.read(), 'example', 'exec')")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException absent) {
            assumeTrue(false, "no python3: " + absent.getMessage());
            return;
        }
        try (Writer in = python.outputWriter(UTF_8)) {
            in.write(text);
        }
        String said = new String(python.getInputStream().readAllBytes(), UTF_8);
        assertThat(python.waitFor()).as(said).isZero();
    }

    @Test
    void namesOptionsThatAreDocumented() throws IOException {
        Set<String> documented = Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                .matcher(Files.readString(Path.of("docs/spark.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertThat(documented).containsAll(found("[.]option\\(\"(\\w+)\""));
    }

    @Test
    void namesColumnsThatThereAre() {
        List<String> named = new ArrayList<>(found("(?:F[.]col|F[.]length|size)\\(\"(\\w+)\"\\)"));
        named.removeAll(List.of("count")); // what groupBy makes
        assertThat(faces().columns()).containsAll(named);
    }

    @Test
    void tellsImagesFromTables() {
        String least = found("HEADER_BYTES = (\\d+)").getFirst();
        Dataset<Row> images = faces().where("length > " + least);
        assertThat(images.count())
                .isEqualTo(faces().where("length(payload) > 0").count());
        assertThat(images.count()).isLessThan(faces().count());
    }

    @Test
    void readsTheListOfDamage() throws IOException {
        Path rec = DrawnRecords.write(temp.resolve("d.rec"), 64, 200, rank -> rank);
        byte[] bytes = Files.readAllBytes(rec);
        bytes[(int) SeenRow.of(rec).get(100).offset() + 9] ^= 1;
        Files.write(rec, bytes);
        Path table = temp.resolve("damage");
        SparkRun.reader()
                .option("damage", "skip")
                .option("damageTable", table.toString())
                .load(rec.toString())
                .collectAsList();
        Row row = SparkRun.session()
                .read()
                .schema(found("DAMAGE = \"([^\"]+)\"").getFirst())
                .json(table.toString())
                .first();
        assertThat(row.<String>getAs("key")).isEqualTo("100");
        assertThat(row.anyNull()).isFalse();
    }
}
