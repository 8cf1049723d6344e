package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bundle.BundleWriter;
import io.cameo.bundle.Codec;
import io.cameo.bundle.DType;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.Or;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done while reading changes no answer, and spares what it should. */
@Tag("spark")
class SparkPushDownTest {
    @TempDir
    private Path temp;

    /** Slices in which nothing passes get no task, those in which little does share one; rows and their order stay. */
    @Test
    void tasksGoByWhatIsLeft() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("files"));
        for (int file = 0; file < 6; file++) {
            long first = 1000L * file;
            DrawnRecords.write(folder.resolve(file + ".rec"), 73 + file, 100, rank -> first + rank);
        }
        List<ListedFile> files = Listing.of(List.of(folder.toString()), false, Slices.CONF);
        List<List<Slice>> tasks = SlicePlan.bySize(files, 2_000);
        assertThat(tasks).hasSizeGreaterThan(12);
        RecordFilter few =
                RecordFilter.of(List.of(new Or(new In("key", new Object[] {2003L, 2090L}), new EqualTo("key", 4050L))));
        List<List<Slice>> pruned = SlicePruning.prune(tasks, few, false, Slices.CONF, 2, 1 << 20);
        assertThat(pruned).hasSize(1);
        assertThat(pruned.getFirst()).hasSize(3);
        RecordFilter none = RecordFilter.of(List.of(new GreaterThan("key", 99_999L)));
        assertThat(SlicePruning.prune(tasks, none, false, Slices.CONF, 2, 1 << 20))
                .isEmpty();
        assertThat(SlicePruning.prune(tasks, few, true, Slices.CONF, 2, 1 << 20))
                .isSameAs(tasks);
        assertThat(SlicePruning.prune(tasks, RecordFilter.NONE, false, Slices.CONF, 2, 1 << 20))
                .isSameAs(tasks);
        Dataset<Row> rows = SparkRun.reader().load(folder.toString());
        assertThat(rows.where("key > 99999L").select("offset").collectAsList()).isEmpty();
        assertThat(rows.where("key in (4050L, 2003L, 2090L)").select("key").collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactly(2003L, 2090L, 4050L);
        assertThat(rows.where("key in (4050L, 2003L)").javaRDD().getNumPartitions())
                .isEqualTo(1);
    }

    @Test
    void conditionsMeanWhatTheyMeanToSpark() throws IOException {
        Path rec = DrawnRecords.write(temp.resolve("a.rec"), 71, 200, rank -> 3L * rank - 50);
        Path bare = Files.copy(rec, temp.resolve("bare.rec"));
        SplittableRandom random = new SplittableRandom(72);
        for (Path path : List.of(rec, bare)) {
            Dataset<Row> pushed = SparkRun.reader().load(path.toString());
            Dataset<Row> kept = SparkRun.reader().option("pushDown", false).load(path.toString());
            List<String> conditions = new ArrayList<>();
            List<String> answers = new ArrayList<>(List.of("offset"));
            for (int i = 0; i < 12; i++) {
                conditions.add(condition(random, 2));
                answers.add("(" + conditions.get(i) + ") as c" + i);
            }
            List<Row> all = kept.selectExpr(answers.toArray(String[]::new)).collectAsList();
            int found = 0;
            for (int i = 0; i < conditions.size(); i++) {
                String answer = "c" + i;
                List<Object> expected = all.stream()
                        .filter(row -> Boolean.TRUE.equals(row.getAs(answer)))
                        .map(row -> row.get(0))
                        .toList();
                assertThat(pushed.where(conditions.get(i)).select("offset").collectAsList())
                        .extracting(row -> row.get(0))
                        .as("seed 72, %s, where %s", path, conditions.get(i))
                        .isEqualTo(expected);
                found += expected.size();
            }
            assertThat(found).isGreaterThan(50);
        }
    }

    private static String condition(SplittableRandom random, int depth) {
        String column = random.nextBoolean() ? "key" : "label";
        String number = column.equals("key")
                ? random.nextLong(-60, 500) + "L"
                : "float('"
                        + List.of("NaN", "0.0", "-0.0", "1", "3", "Infinity", "-1")
                                .get(random.nextInt(7)) + "')";
        return switch (random.nextInt(depth > 0 ? 11 : 8)) {
            case 0 -> column + " = " + number;
            case 1 -> column + " > " + number;
            case 2 -> column + " <= " + number;
            case 3 -> column + " <=> " + number;
            case 4 -> column + " is null";
            case 5 -> column + " is not null";
            case 6 -> column + " in (" + number + ", null, " + number + ")";
            case 7 -> column + " < " + number;
            case 8 -> "not (" + condition(random, depth - 1) + ")";
            case 9 -> "(" + condition(random, depth - 1) + ") and (" + condition(random, depth - 1) + ")";
            default -> "(" + condition(random, depth - 1) + ") or (" + condition(random, depth - 1) + ")";
        };
    }

    @Test
    void knownConditionsAreLeftToTheSource() throws IOException {
        Path rec = DrawnRecords.write(temp.resolve("a.rec"), 73, 20, rank -> rank);
        String plan = plan(SparkRun.reader().load(rec.toString()).where("label = 3 and key > 5 and id > 2"));
        assertThat(plan).contains("EqualTo(label,3.0)").contains("GreaterThan(key,5)");
        assertThat(plan).contains("Filter").doesNotContain("(label#", "(key#");
    }

    private static String plan(Dataset<Row> rows) {
        return rows.queryExecution().executedPlan().toString();
    }

    @Test
    void whatIsNotAskedForIsNotRead() throws IOException {
        Path rec = DrawnRecords.write(temp.resolve("a.rec"), 74, 300, rank -> rank);
        List<SeenRow> rows = SeenRow.of(rec);
        byte[] bytes = Files.readAllBytes(rec);
        int threes = 0;
        for (SeenRow row : rows) {
            boolean inside = row.offset() > 4096 && row.offset() < bytes.length - 8192;
            if (inside && Float.valueOf(3).equals(row.label())) {
                bytes[(int) row.offset()] ^= 1; // who looks at this head fails
                threes++;
            }
        }
        assertThat(threes).isGreaterThan(5);
        Files.write(rec, bytes);
        Dataset<Row> all = SparkRun.reader().load(rec.toString());
        assertThat(all.select("key", "label", "offset").collectAsList()).hasSize(300);
        assertThat(all.where("label = 2").collectAsList()).hasSize((int) rows.stream()
                .filter(row -> Float.valueOf(2).equals(row.label()))
                .count());
        assertThatThrownBy(() -> all.where("label = 3").collectAsList())
                .hasStackTraceContaining("record magic mismatch");
        assertThat(all.where("label = 3").count())
                .isEqualTo(rows.stream()
                        .filter(row -> Float.valueOf(3).equals(row.label()))
                        .count());
    }

    @Test
    void countsComeFromTheIndexWhereThereIsOne() throws IOException {
        Path rec = DrawnRecords.write(temp.resolve("a.rec"), 75, 120, rank -> rank);
        Path other = DrawnRecords.write(temp.resolve("b.rec"), 76, 30, rank -> rank);
        Dataset<Row> counted = SparkRun.reader().load(temp.toString()).groupBy().count();
        assertThat(plan(counted)).contains("LocalTableScan").doesNotContain("BatchScan");
        assertThat(counted.collectAsList())
                .singleElement()
                .satisfies(row -> assertThat(row.getLong(0)).isEqualTo(150));
        Files.delete(temp.resolve("b.cix"));
        Dataset<Row> walked = SparkRun.reader().load(temp.toString()).groupBy().count();
        assertThat(plan(walked)).contains("BatchScan");
        assertThat(walked.collectAsList())
                .singleElement()
                .satisfies(row -> assertThat(row.getLong(0)).isEqualTo(150));
        // An index that was made for another file is not believed.
        Files.copy(temp.resolve("a.cix"), temp.resolve("b.cix"));
        assertThat(SparkRun.reader().load(other.toString()).count()).isEqualTo(30);
        assertThat(SparkRun.reader().load(rec.toString()).where("key >= 100").count())
                .isEqualTo(20);
    }

    @Test
    void partsOfBundlesAreColumns() throws IOException {
        Path rec = temp.resolve("bundles.rec");
        BundleWriter bundle = new BundleWriter();
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int key = 0; key < 10; key++) {
                bundle.clear();
                bundle.add(
                        "image",
                        "image/jpeg",
                        DType.UINT8,
                        Codec.STORED,
                        MemorySegment.ofArray(new byte[] {1, 2, 3}),
                        3);
                byte[] floats = new byte[24];
                floats[0] = (byte) key;
                if (key % 2 == 0) {
                    bundle.add("box", "", DType.FLOAT32, Codec.LZ4, MemorySegment.ofArray(floats), 2, 3);
                }
                MemorySegment room = MemorySegment.ofArray(new byte[(int) bundle.maxBytes()]);
                MemorySegment payload = room.asSlice(0, bundle.writeTo(room, 0));
                writer.write(key, IrHeader.scalar(key, key), payload);
            }
            writer.write(10, IrHeader.scalar(10, 10), MemorySegment.ofArray(new byte[50]));
            writer.commit();
        }
        Dataset<Row> rows = SparkRun.reader()
                .option("columns", "key")
                .option("parts", "image, box")
                .load(rec.toString());
        assertThat(rows.columns()).containsExactly("key", "image", "box");
        List<Row> boxes =
                rows.select("box.dtype", "box.shape", "box.data", "image.type").collectAsList();
        assertThat(boxes).hasSize(11);
        assertThat(boxes.get(4).getString(0)).isEqualTo("float32");
        assertThat(boxes.get(4).<Long>getList(1)).containsExactly(2L, 3L);
        assertThat(((byte[]) boxes.get(4).get(2))[0]).isEqualTo((byte) 4);
        assertThat(boxes.get(5).isNullAt(2)).isTrue();
        assertThat(boxes.get(5).getString(3)).isEqualTo("image/jpeg");
        assertThat(boxes.get(10).isNullAt(3)).isTrue();
        assertThat(rows.where("image is null").count()).isEqualTo(1);
    }
}
