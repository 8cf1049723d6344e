package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.bytes.CorruptDataException;
import io.cameo.spark.RecordCursor.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However files are cut, each record belongs to exactly one slice. */
@Tag("spark")
class SparkSliceTest {
    private static final SliceReaderFactory ALL = Slices.factory(false, Need.CONTENT, Need.CONTENT);

    @TempDir
    private Path temp;

    @Test
    void everyCutGivesEachRecordOnceAndInOrder() throws IOException {
        Path rec = DrawnRecords.write(temp.resolve("a.rec"), 11, 60, rank -> rank * 3L);
        Path listed = Files.copy(rec, temp.resolve("listed.rec"));
        Files.copy(temp.resolve("a.idx"), temp.resolve("listed.idx"));
        Path bare = Files.copy(rec, temp.resolve("bare.rec"));
        for (Path path : List.of(rec, listed, bare)) {
            List<SeenRow> whole = SeenRow.of(path);
            for (long split : new long[] {4, 12, 24, 28, 60, 100, 300, 1000, 3000, 1 << 20}) {
                assertThat(Slices.rows(SlicePlan.bySize(List.of(Slices.listed(SparkRun.location(path))), split), ALL))
                        .as("%s cut at every %d bytes", path, split)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void filesThatAreReadThroughHadoopAreCutAlike() throws IOException {
        Path rec = DrawnRecords.write(temp.resolve("a.rec"), 12, 50, rank -> rank);
        Path bare = Files.copy(rec, temp.resolve("bare.rec"));
        for (Path path : List.of(rec, bare)) {
            List<SeenRow> whole = SeenRow.of(path).stream()
                    .map(row -> new SeenRow(
                            row.key(),
                            row.label(),
                            row.labels(),
                            row.id(),
                            row.id2(),
                            row.payload(),
                            FarAwayFiles.location(path),
                            row.offset()))
                    .toList();
            for (long split : new long[] {8, 100, 1000, 1 << 20}) {
                ListedFile far = Slices.listed(FarAwayFiles.location(path));
                assertThat(Slices.rows(SlicePlan.bySize(List.of(far), split), ALL))
                        .as("%s cut at every %d bytes", path, split)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void recordsThatAreOnlyCountedAreCutAlike() throws IOException {
        Path rec = DrawnRecords.write(temp.resolve("a.rec"), 13, 80, rank -> rank);
        Path bare = Files.copy(rec, temp.resolve("bare.rec"));
        SliceReaderFactory places =
                Slices.factory(new org.apache.spark.sql.types.StructType(), false, Need.PLACE, Need.PLACE);
        for (Path path : List.of(rec, bare)) {
            for (long split = 4; split < 40_000; split *= 2) {
                int rows = 0;
                for (List<Slice> task : SlicePlan.bySize(List.of(Slices.listed(SparkRun.location(path))), split)) {
                    try (var reader = places.createReader(new SlicePartition(task, List.of()))) {
                        while (reader.next()) {
                            rows++;
                        }
                    }
                }
                assertThat(rows).isEqualTo(80);
            }
        }
    }

    @Test
    void partsAreThoseThatImageRecordIterReads() throws IOException {
        Path rec = Path.of("testdata/record/parts.rec");
        JsonNode plain = new ObjectMapper()
                .readTree(Path.of("testdata/record/parts.json").toFile())
                .get("plain");
        assertThat(plain.size()).isGreaterThan(10);
        ListedFile file = Slices.listed(SparkRun.location(rec));
        for (Map.Entry<String, JsonNode> parts : plain.properties()) {
            List<List<Slice>> tasks = SlicePlan.asMxnet(List.of(file), Integer.parseInt(parts.getKey()));
            for (JsonNode part : parts.getValue()) {
                List<String> keys = new ArrayList<>();
                part.get("keys").forEach(key -> keys.add(key.asText()));
                assertThat(Slices.rows(List.of(tasks.get(part.get("part").asInt())), ALL))
                        .extracting(SeenRow::key)
                        .as("part %s of %s", part.get("part"), parts.getKey())
                        .isEqualTo(keys);
            }
        }
    }

    @Test
    void severalFilesAreCutAsOneByMxnetsRule() throws IOException {
        List<ListedFile> files = new ArrayList<>();
        List<SeenRow> whole = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Path rec = DrawnRecords.write(temp.resolve(i + ".rec"), 20 + i, 5 + 9 * i, rank -> rank);
            Files.delete(temp.resolve(i + ".cix"));
            files.add(Slices.listed(SparkRun.location(rec)));
            whole.addAll(SeenRow.of(rec));
        }
        for (int parts : new int[] {1, 2, 3, 5, 7, 20, 61, 500}) {
            assertThat(SlicePlan.asMxnet(files, parts)).hasSize(parts);
            assertThat(Slices.rows(SlicePlan.asMxnet(files, parts), ALL)).isEqualTo(whole);
        }
        assertThat(SparkRun.reader()
                        .option("mxnetParts", 5)
                        .load(temp.toString())
                        .javaRDD()
                        .getNumPartitions())
                .isEqualTo(5);
        assertThat(SparkRun.reader()
                        .option("splitBytes", 1000)
                        .load(temp.toString())
                        .count())
                .isEqualTo(whole.size());
    }

    @Test
    void smallSlicesArePutTogether() throws IOException {
        List<ListedFile> files = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            files.add(Slices.listed(SparkRun.location(DrawnRecords.write(temp.resolve(i + ".rec"), i, 3, r -> r))));
        }
        assertThat(SlicePlan.bySize(files, 1 << 20)).hasSize(1);
        assertThat(SlicePlan.bySize(files, 4)).allMatch(task -> task.size() == 1);
    }

    @Test
    void aFileThatChangedSinceItWasListedIsRefused() throws IOException {
        Path rec = DrawnRecords.write(temp.resolve("a.rec"), 14, 10, rank -> rank);
        List<List<Slice>> tasks = SlicePlan.bySize(List.of(Slices.listed(SparkRun.location(rec))), 1 << 20);
        DrawnRecords.write(temp.resolve("a.rec"), 15, 12, rank -> rank);
        assertThatThrownBy(() -> Slices.rows(tasks, ALL))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("file changed since it was listed");
        Path odd = Files.write(temp.resolve("odd.rec"), new byte[7]);
        assertThatThrownBy(() -> SlicePlan.asMxnet(List.of(Slices.listed(SparkRun.location(odd))), 2))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("multiple of 4");
    }
}
