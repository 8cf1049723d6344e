package io.cameo.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.convert.Verify;
import io.cameo.record.Merge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark writes: shards that the library reads and merges, and nothing else. */
@Tag("spark")
class SparkWriteTest {
    @TempDir
    private Path temp;

    private Path source;
    private Path target;

    @BeforeEach
    void writeSource() throws IOException {
        source = DrawnRecords.write(temp.resolve("source.rec"), 31, 90, rank -> (1L << 33) + 5L * rank);
        target = temp.resolve("target");
    }

    private Dataset<Row> rows(String... columns) {
        return SparkRun.reader()
                .option("columns", String.join(",", columns))
                .option("splitBytes", Files.exists(source) ? 3000 : 0)
                .load(source.toString());
    }

    /** The shards in a folder; fails if anything else lies there but what a finished job leaves. */
    static List<Path> shards(Path folder) throws IOException {
        List<Path> recs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                assertThat(name).matches("part-.*[.](rec|idx|cix)|[.]?_cameo-.*[.]json([.]crc)?|[.]?_SUCCESS([.]crc)?");
                if (name.endsWith(".rec")) {
                    recs.add(file);
                    String stem = name.substring(0, name.length() - 4);
                    assertThat(folder.resolve(stem + ".idx")).exists();
                    assertThat(folder.resolve(stem + ".cix")).exists();
                }
            }
        }
        return recs;
    }

    @Test
    void shardsMergeToTheVeryFileThatWasRead() throws IOException {
        Dataset<Row> rows = rows("key", "content");
        int tasks = rows.javaRDD().getNumPartitions();
        assertThat(tasks).isGreaterThan(3);
        rows.write().format("cameo").save(target.toString());
        List<Path> shards = shards(target);
        assertThat(shards).hasSizeBetween(3, tasks);
        for (Path shard : shards) {
            assertThat(Verify.of(shard).run().isSound()).isTrue();
        }
        Path merged = temp.resolve("merged.rec");
        Merge.of(shards).keepKeys(Merge.OnCollision.REFUSE).to(merged);
        for (String ending : List.of("rec", "idx", "cix")) {
            assertThat(temp.resolve("merged." + ending)).hasSameBinaryContentAs(temp.resolve("source." + ending));
        }
        JsonNode manifest = manifest(target);
        assertThat(manifest.get("records").asLong()).isEqualTo(90);
        assertThat(manifest.get("bytes").asLong()).isEqualTo(Files.size(source));
        assertThat(manifest.get("shards")).hasSize(shards.size());
    }

    private static JsonNode manifest(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path manifest = files.filter(file -> file.getFileName().toString().startsWith("_cameo"))
                    .findFirst()
                    .orElseThrow();
            return new ObjectMapper().readTree(manifest.toFile());
        }
    }

    @Test
    void rowsThatWereReadCanBeWrittenAsTheyAre() throws IOException {
        SparkRun.reader()
                .load(source.toString())
                .coalesce(1)
                .write()
                .format("cameo")
                .save(target.toString());
        assertThat(withoutPlace(SeenRow.of(shards(target).getFirst()))).isEqualTo(withoutPlace(SeenRow.of(source)));
    }

    private static List<SeenRow> withoutPlace(List<SeenRow> rows) {
        return rows.stream()
                .map(row ->
                        new SeenRow(row.key(), row.label(), row.labels(), row.id(), row.id2(), row.payload(), "", 0))
                .toList();
    }

    @Test
    void saveModesAreThoseOfSpark() throws IOException {
        Dataset<Row> rows = rows("key", "content").coalesce(1);
        String path = target.toString();
        rows.write().format("cameo").save(path);
        assertThatThrownBy(() -> rows.write().format("cameo").save(path))
                .hasMessageContaining("something stands there already")
                .hasMessageContaining(path);
        rows.write().format("cameo").mode(SaveMode.Ignore).save(path);
        assertThat(SparkRun.reader().load(path).count()).isEqualTo(90);
        rows.limit(7).write().format("cameo").mode(SaveMode.Append).save(path);
        assertThat(shards(target)).hasSize(2);
        assertThat(SparkRun.reader().load(path).count()).isEqualTo(97);
        rows.limit(3).write().format("cameo").mode(SaveMode.Overwrite).save(path);
        assertThat(shards(target)).hasSize(1);
        assertThat(SparkRun.reader().load(path).count()).isEqualTo(3);
        Path other = temp.resolve("other");
        rows.write().format("cameo").mode(SaveMode.Ignore).save(other.toString());
        assertThat(SparkRun.reader().load(other.toString()).count()).isEqualTo(90);
        assertThatThrownBy(
                        () -> rows.write().format("cameo").mode(SaveMode.Append).save(source.toString()))
                .hasStackTraceContaining("shards need a folder, this is a file");
    }

    @Test
    void shardsAreNotPartedByColumns() {
        Dataset<Row> rows = rows("key", "label", "payload");
        assertThatThrownBy(
                        () -> rows.write().partitionBy("label").format("cameo").save(target.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("record files are not partitioned by columns: partitionBy=[\"label\"]");
        assertThat(target).doesNotExist();
    }

    @Test
    void aFolderMayBeReplacedByWhatIsReadFromIt() throws IOException {
        String path = target.toString();
        rows("key", "content").write().format("cameo").save(path);
        SparkRun.reader()
                .option("columns", "key,content")
                .load(path)
                .where("key % 2 = 0")
                .write()
                .format("cameo")
                .mode(SaveMode.Overwrite)
                .save(path);
        shards(target);
        assertThat(SparkRun.reader().load(path).count()).isEqualTo(45);
    }

    @Test
    void noRowsMakeNoShards() throws IOException {
        rows("key", "content").where("key < 0").write().format("cameo").save(target.toString());
        assertThat(shards(target)).isEmpty();
        assertThat(target.resolve("_SUCCESS")).exists();
        assertThat(manifest(target).get("records").asLong()).isZero();
        assertThat(SparkRun.reader().load(target.toString()).count()).isZero();
    }

    @Test
    void numbersOfAnyTypeBecomeKeysAndLabels() throws IOException {
        Dataset<Row> made = SparkRun.session()
                .range(0, 20, 1, 1)
                .select(
                        col("id").cast("int").as("key"),
                        col("id").divide(lit(4)).as("label"),
                        col("id").plus(1000).as("id"),
                        col("id").cast("string").cast("binary").as("payload"));
        made.write().format("cameo").save(target.toString());
        assertThat(SeenRow.of(shards(target).getFirst())).hasSize(20).satisfies(rows -> {
            assertThat(rows.get(7).key()).isEqualTo("7");
            assertThat(rows.get(7).label()).isEqualTo(1.75f);
            assertThat(rows.get(7).id()).isEqualTo(1007);
            assertThat(rows.get(7).payload()).isEqualTo("37");
        });
        made.drop("key", "id", "label")
                .write()
                .format("cameo")
                .mode("overwrite")
                .save(target.toString());
        assertThat(SeenRow.of(shards(target).getFirst()))
                .extracting(SeenRow::key)
                .startsWith("0", "1")
                .endsWith("19");
        made.withColumn("key", col("key").cast("string"))
                .write()
                .format("cameo")
                .mode("overwrite")
                .save(target.toString());
        assertThat(SparkRun.reader()
                        .option("keys", "text")
                        .load(target.toString())
                        .where("key = '7'")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void columnsThatCannotBeWrittenAreRefused() {
        Dataset<Row> made = SparkRun.session().range(3).withColumn("payload", lit(new byte[2]));
        assertThatThrownBy(() -> save(made.drop("payload"))).hasStackTraceContaining("records need a column payload");
        assertThatThrownBy(() -> save(made.withColumn("size", lit(1))))
                .hasStackTraceContaining("records have no such column: column=size");
        assertThatThrownBy(() -> save(made.withColumn("label", lit("cat"))))
                .hasStackTraceContaining("column of a type that it cannot have: column=label, actual=string");
        assertThatThrownBy(() -> save(made.withColumn("key", lit(null).cast("long"))))
                .hasStackTraceContaining("a record has no key: column=key is null");
        assertThatThrownBy(
                        () -> save(made.withColumnRenamed("payload", "content").withColumn("label", lit(1))))
                .hasStackTraceContaining("content holds the header already: column=label");
        assertThat(target.resolve("_SUCCESS")).doesNotExist();
    }

    private void save(Dataset<Row> rows) {
        rows.drop("id").write().format("cameo").mode("append").save(target.toString());
    }
}
