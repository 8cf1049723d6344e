package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cameo.table.Column;
import io.cameo.table.ColumnKind;
import io.cameo.table.Table;
import io.cameo.table.TableBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts with the same mixture, and nobody in two of them. */
class UvSplitTest {
    private static final int ROWS = 5000;
    private static final double[] SHARES = {0.8, 0.1, 0.1};

    @TempDir
    Path temp;

    /** Ages from 0 to 79, two thirds female, images used up to five times, a tenth without. */
    private Table people() throws IOException {
        TableBuilder table = new TableBuilder()
                .column("id", ColumnKind.WORD, "")
                .column("gender", ColumnKind.WORD, "")
                .column("age", ColumnKind.NUMBER, "")
                .column("ffhq_index", ColumnKind.WHOLE, "");
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < ROWS; i++) {
            table.row()
                    .set("id", String.format(Locale.ROOT, "%06d", i))
                    .set("gender", random.nextInt(3) > 0 ? "female" : "male")
                    .set("age", i % 500 == 0 ? Double.NaN : random.nextDouble(80));
            if (random.nextInt(10) > 0) {
                table.set("ffhq_index", random.nextLong(ROWS * 2 / 3));
            }
        }
        Path file = temp.resolve("people.tbl");
        table.write(file);
        return Table.open(file);
    }

    private static int[] all(Table table) {
        return IntStream.range(0, table.rows()).toArray();
    }

    @Test
    void everyRowIsInOnePartAndEveryImageToo() throws IOException {
        try (Table table = people()) {
            List<int[]> parts =
                    UvSplit.of(table).seed(5).by("gender", 0).by("age_bin", 10).rows(all(table), SHARES);
            assertThat(parts).hasSize(3).allSatisfy(part -> assertThat(part).isSorted());
            assertThat(parts.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                    .isEqualTo(all(table));
            Column index = table.column("ffhq_index");
            Map<Long, Integer> partOfImage = new HashMap<>();
            int shared = 0;
            for (int part = 0; part < parts.size(); part++) {
                for (int row : parts.get(part)) {
                    if (!index.isMissing(row)) {
                        Integer other = partOfImage.put(index.whole(row), part);
                        shared += other == null ? 0 : 1;
                        assertThat(other == null || other == part)
                                .as("image %d", index.whole(row))
                                .isTrue();
                    }
                }
            }
            assertThat(shared).isGreaterThan(500);
            for (int part = 0; part < parts.size(); part++) {
                assertThat((double) parts.get(part).length).isCloseTo(ROWS * SHARES[part], within(10.0));
            }
        }
    }

    @Test
    void theMixtureIsThatOfTheWhole() throws IOException {
        try (Table table = people()) {
            // Groups of several are of different people here, so mix those that are alone.
            int[] rows = Arrays.stream(all(table))
                    .filter(table.column("ffhq_index")::isMissing)
                    .toArray();
            List<int[]> parts =
                    UvSplit.of(table).by("gender", 0).by("age_bin", 20).rows(rows, new double[] {0.75, 0.25});
            Map<String, int[]> counts = new HashMap<>();
            for (int part = 0; part < 2; part++) {
                for (int row : parts.get(part)) {
                    double age = table.column("age").number(row);
                    String stratum = table.column("gender").word(row) + (Double.isNaN(age) ? "" : (int) age / 20);
                    counts.computeIfAbsent(stratum, _ -> new int[2])[part]++;
                }
            }
            assertThat(counts).hasSizeGreaterThan(7);
            counts.forEach((stratum, count) ->
                    assertThat((double) count[1]).as(stratum).isCloseTo((count[0] + count[1]) * 0.25, within(1.5)));
        }
    }

    @Test
    void itIsTheSameEveryTimeWhateverTheOrderOfRows() throws IOException {
        try (Table table = people()) {
            int[] rows = all(table);
            int[] turned = rows.clone();
            for (int i = 0; i < turned.length; i++) {
                turned[i] = rows[rows.length - 1 - i];
            }
            List<int[]> one = UvSplit.of(table).seed(1).by("gender", 0).rows(rows, SHARES);
            List<int[]> same = UvSplit.of(table).seed(1).by("gender", 0).rows(turned, SHARES);
            List<int[]> other = UvSplit.of(table).seed(2).by("gender", 0).rows(rows, SHARES);
            for (int part = 0; part < 3; part++) {
                assertThat(same.get(part)).isEqualTo(one.get(part));
            }
            assertThat(other.get(1)).isNotEqualTo(one.get(1));
            // A split that was published must be had again, by every version.
            assertThat(Arrays.stream(one.get(2)).limit(6)).containsExactly(6, 7, 17, 31, 34, 38);
        }
    }

    @Test
    void refusesWhatCannotBe() throws IOException {
        try (Table table = people()) {
            UvSplit split = UvSplit.of(table);
            assertThatThrownBy(() -> split.rows(all(table), new double[] {0.5, 0.4}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("add up to 1");
            assertThatThrownBy(() -> split.rows(all(table), new double[] {1.5, -0.5}))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> split.by("shoe", 0)).hasMessageContaining("no such column");
            assertThatThrownBy(() -> split.by("gender_bin", 2)).hasMessageContaining("bins need numbers");
            assertThatThrownBy(() -> split.by("age_bin", 0)).hasMessageContaining("width");
        }
    }
}
