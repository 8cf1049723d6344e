package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.LessThan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that a filter was asked about beforehand read every record it lets through, once and in order. */
@Tag("spark")
class SlicePruningTest {
    private static final int RECORDS = 2_000;

    @TempDir
    private Path temp;

    private List<ListedFile> files() throws IOException {
        DrawnRecords.write(temp.resolve("a.rec"), 81, RECORDS, rank -> rank);
        DrawnRecords.write(temp.resolve("b.rec"), 82, RECORDS, rank -> RECORDS + rank);
        return Listing.of(List.of(temp.toString()), false, Slices.CONF);
    }

    private static List<Long> keys(List<List<Slice>> tasks, RecordFilter filter) throws IOException {
        List<Long> keys = new ArrayList<>();
        for (List<Slice> task : tasks) {
            for (Slice slice : task) {
                try (CixEntries entries =
                        new CixEntries(Objects.requireNonNull(slice.file().cix()), Slices.CONF)) {
                    EntryRuns runs = slice.chosen();
                    int begin = runs == null ? entries.firstFrom(slice.beginBytes()) : 0;
                    int end = runs == null ? entries.firstFrom(slice.endBytes()) : runs.count();
                    for (int i = begin; i < end; i++) {
                        entries.load(runs == null ? i : runs.at(i));
                        assertThat(entries.offset())
                                .as("offset, that its slice has: %s", slice)
                                .isGreaterThanOrEqualTo(slice.beginBytes())
                                .isLessThan(slice.endBytes());
                        if (filter.accepts(entries.key(), entries.hasHeader() ? (Float) entries.label() : null)) {
                            keys.add(entries.key());
                        } else {
                            assertThat(runs)
                                    .as("runs of a slice that has others, too")
                                    .isNull();
                        }
                    }
                }
            }
        }
        return keys;
    }

    @Test
    void cutsGiveEachRecordOnceAndInOrder() throws IOException {
        List<ListedFile> files = files();
        List<List<Slice>> whole = List.of(
                files.stream().map(file -> new Slice(file, 0, file.sizeBytes())).toList());
        for (long seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RecordFilter filter = filter(random);
            List<Long> expected = keys(whole, filter);
            long cut = random.nextLong(200, 200_000);
            int cores = 1 + random.nextInt(6);
            long most = random.nextLong(3_000, 300_000);
            List<List<Slice>> tasks =
                    SlicePruning.prune(SlicePlan.bySize(files, cut), filter, false, Slices.CONF, cores, most);
            assertThat(keys(tasks, filter))
                    .as("seed=%d, cut=%d, cores=%d, most=%d, filter=%s", seed, cut, cores, most, filter)
                    .isEqualTo(expected);
            assertThat(tasks).allSatisfy(task -> assertThat(task).isNotEmpty());
        }
    }

    private static RecordFilter filter(SplittableRandom random) {
        long first = random.nextLong(2 * RECORDS);
        return switch (random.nextInt(3)) {
            case 0 ->
                RecordFilter.of(List.of(
                        new GreaterThanOrEqual("key", first), new LessThan("key", first + random.nextLong(RECORDS))));
            case 1 -> RecordFilter.of(List.of(new In("key", new Object[] {first, first + 1, first / 2, 5L, 3_000L})));
            default -> RecordFilter.of(List.of(new EqualTo("label", (float) random.nextInt(10))));
        };
    }

    @Test
    void aLongRunIsDealtOutToAllCores() throws IOException {
        List<ListedFile> files = files();
        RecordFilter run = RecordFilter.of(List.of(new LessThan("key", 1_000L)));
        List<List<Slice>> one =
                List.of(List.of(new Slice(files.getFirst(), 0, files.getFirst().sizeBytes())));
        long bytes = files.getFirst().sizeBytes() / 2;
        List<List<Slice>> tasks = SlicePruning.prune(one, run, false, Slices.CONF, 4, bytes / 4);
        assertThat(tasks).hasSizeBetween(3, 6);
        assertThat(tasks)
                .allSatisfy(task -> assertThat(
                                Objects.requireNonNull(task.getFirst().chosen()).count())
                        .isBetween(120, 400));
        assertThat(keys(tasks, run)).hasSize(1_000).isSorted();
    }
}
