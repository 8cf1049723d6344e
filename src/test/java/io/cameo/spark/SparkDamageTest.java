package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.spark.RecordCursor.Need;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage ends a job, or is passed over: the same records and the same list, however the file is cut. */
@Tag("spark")
class SparkDamageTest {
    private static final SliceReaderFactory FAILING = Slices.factory(false, Need.CONTENT, Need.CONTENT);
    private static final SliceReaderFactory PASSING = Slices.factory(true, Need.CONTENT, Need.CONTENT);

    @TempDir
    private Path temp;

    private Path damaged(String name, long seed, SplittableRandom random) throws IOException {
        Path rec = DrawnRecords.write(temp.resolve(name), seed, 60, rank -> rank);
        byte[] bytes = Files.readAllBytes(rec);
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(rec, bytes);
        return rec;
    }

    @Test
    void withoutAnIndexEveryCutFindsTheSameRecords() throws IOException {
        SplittableRandom random = new SplittableRandom(51);
        int lost = 0;
        for (int round = 0; round < 25; round++) {
            Path rec = damaged("d" + round + ".rec", 1000 + round, random);
            Files.delete(temp.resolve("d" + round + ".cix"));
            ListedFile file = Slices.listed(SparkRun.location(rec));
            List<SeenRow> whole = Slices.rows(SlicePlan.bySize(List.of(file), 1 << 20), PASSING);
            lost += 60 - whole.size();
            for (long split = round == 0 ? 4 : 200; split < 2 * file.sizeBytes(); split += 4 + 4 * split) {
                assertThat(Slices.rows(SlicePlan.bySize(List.of(file), split), PASSING))
                        .as("round %d cut at every %d bytes", round, split)
                        .isEqualTo(whole);
            }
        }
        assertThat(lost).isPositive();
    }

    @Test
    void withSumsExactlyTheRecordsThatAreSoundAreFound() throws IOException {
        SplittableRandom random = new SplittableRandom(52);
        for (int round = 0; round < 20; round++) {
            Path rec = DrawnRecords.write(temp.resolve("s.rec"), 2000 + round, 60, rank -> rank);
            List<SeenRow> sound = new ArrayList<>(SeenRow.of(rec));
            byte[] bytes = Files.readAllBytes(rec);
            int hit = random.nextInt(15, 45);
            long begin = sound.get(hit).offset();
            long end = sound.get(hit + 1).offset();
            int at = (int) (begin + random.nextLong(end - begin - 3)); // not in the padding
            if (begin < 4096 || end > bytes.length - 4096) {
                continue; // then the index is not believed
            }
            bytes[at] ^= 1;
            Files.write(rec, bytes);
            sound.remove(hit);
            ListedFile file = Slices.listed(SparkRun.location(rec));
            for (long split : new long[] {4, 100, 3000, 1 << 20}) {
                assertThat(Slices.rows(SlicePlan.bySize(List.of(file), split), PASSING))
                        .as("round %d, byte %d, cut at every %d", round, at, split)
                        .isEqualTo(sound);
                assertThatThrownBy(() -> Slices.rows(SlicePlan.bySize(List.of(file), split), FAILING))
                        .isInstanceOf(CorruptDataException.class)
                        .hasMessageContaining("key=" + hit);
            }
        }
    }

    @Test
    void damagedCopiesOfMxnetsFilesFailOrArePassedOver() throws IOException {
        Path sound = Path.of("testdata/record/parts.rec");
        List<String> whole = SeenRow.of(sound).stream().map(SeenRow::payload).toList();
        for (String name : List.of(
                "bad_magic_rec20", "cflag2_first_rec20", "len_too_big_rec20", "trunc_in_payload", "zero_tail_4096")) {
            ListedFile file = Slices.listed(SparkRun.location(Path.of("testdata/record/corrupt/" + name + ".rec")));
            for (long split : new long[] {400, 1000, 1 << 20}) {
                List<List<Slice>> tasks = SlicePlan.bySize(List.of(file), split);
                assertThatThrownBy(() -> Slices.rows(tasks, FAILING)).as(name).isInstanceOf(CorruptDataException.class);
                List<String> found = Slices.rows(tasks, PASSING).stream()
                        .map(SeenRow::payload)
                        .toList();
                assertThat(whole).as(name).containsSequence(found.subList(0, 20));
                assertThat(found).as(name).hasSizeBetween(40, 61).allMatch(whole::contains);
            }
        }
    }

    @Test
    void damageIsCountedAndListed() throws IOException {
        Path rec = DrawnRecords.write(temp.resolve("t.rec"), 61, 200, rank -> rank);
        List<SeenRow> rows = SeenRow.of(rec);
        byte[] bytes = Files.readAllBytes(rec);
        for (int hit : new int[] {70, 71, 120}) {
            bytes[(int) rows.get(hit).offset() + 9] ^= 1;
        }
        Files.write(rec, bytes);
        assertThatThrownBy(() -> SparkRun.reader().load(rec.toString()).collectAsList())
                .hasStackTraceContaining("content checksum mismatch")
                .hasStackTraceContaining("t.rec");
        Path table = temp.resolve("damage");
        assertThat(SparkRun.reader()
                        .option("damage", "skip")
                        .option("damageTable", table.toString())
                        .option("splitBytes", 2000)
                        .load(rec.toString())
                        .collectAsList())
                .hasSize(197);
        List<Row> found = SparkRun.session()
                .read()
                .json(table.toString())
                .orderBy("begin")
                .collectAsList();
        assertThat(found).hasSize(3);
        assertThat(found).extracting(row -> row.<String>getAs("key")).containsExactly("70", "71", "120");
        assertThat(found)
                .extracting(row -> row.<Long>getAs("begin"))
                .containsExactly(
                        rows.get(70).offset(),
                        rows.get(71).offset(),
                        rows.get(120).offset());
        assertThat(found)
                .extracting(row -> row.<Long>getAs("end"))
                .startsWith(rows.get(71).offset());
        assertThat(found)
                .allSatisfy(row -> assertThat(row.<String>getAs("reason")).contains("checksum"));
        assertThatThrownBy(() -> SparkRun.reader()
                        .option("damageTable", table.toString())
                        .load(rec.toString()))
                .hasMessageContaining("damageTable needs damage=skip");
    }

    @Test
    void whereNothingIsDamagedTheListIsEmpty() throws IOException {
        Path rec = DrawnRecords.write(temp.resolve("sound.rec"), 63, 20, rank -> rank);
        Path table = temp.resolve("none");
        assertThat(SparkRun.reader()
                        .option("damage", "skip")
                        .option("damageTable", table.toString())
                        .load(rec.toString())
                        .collectAsList())
                .hasSize(20);
        assertThat(SparkRun.session()
                        .read()
                        .schema("file string, begin bigint, end bigint, key string, reason string")
                        .json(table.toString())
                        .count())
                .isZero();
    }

    @Test
    void tasksAreToldWhereTheListIsWhateverTheirFolder() throws IOException {
        Path table = Path.of("target", "damage of " + temp.getFileName());
        Map<String, String> asked = Map.of("path", "x.rec", "damage", "skip", "damageTable", table.toString());
        ReadOptions options = ReadOptions.of(new CaseInsensitiveStringMap(asked));
        RecordScan scan =
                new RecordScan(options, List.of(), options.schema(), RecordFilter.NONE, new Configuration(false));
        SliceReaderFactory told = (SliceReaderFactory) scan.createReaderFactory();
        assertThat(table).isEmptyDirectory();
        Files.delete(table);
        URI place = new org.apache.hadoop.fs.Path(String.valueOf(told.indexed().damageTable())).toUri();
        assertThat(place.getScheme()).isEqualTo("file");
        assertThat(place.getPath()).isEqualTo(table.toAbsolutePath().toString());
        assertThat(told.walked().damageTable()).isEqualTo(told.indexed().damageTable());
    }

    @Test
    void metricsTellWhatWasPassedOver() throws IOException {
        Path rec = DrawnRecords.write(temp.resolve("m.rec"), 62, 200, rank -> rank);
        List<SeenRow> rows = SeenRow.of(rec);
        byte[] bytes = Files.readAllBytes(rec);
        bytes[(int) rows.get(100).offset() + 9] ^= 1;
        Files.write(rec, bytes);
        ListedFile file = Slices.listed(SparkRun.location(rec));
        try (var reader =
                PASSING.createReader(new SlicePartition(List.of(new Slice(file, 0, file.sizeBytes())), List.of()))) {
            while (reader.next()) {
                assertThat(reader.get().getLong(7)).isNotEqualTo(rows.get(100).offset());
            }
            assertThat(reader.currentMetricsValues())
                    .extracting(value -> value.value())
                    .containsExactly(1L, rows.get(101).offset() - rows.get(100).offset());
        }
        assertThat(new DamagedRegionsMetric().name()).isEqualTo("damagedRegions");
        assertThat(new DamagedBytesMetric().aggregateTaskMetrics(new long[] {3, 4}))
                .isEqualTo("7");
    }
}
