package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.record.IrHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChosenRecordsTest {
    private static final List<Float> ANY_LABEL = List.of();
    private static final List<String> ANY_KEY = List.of();

    @TempDir
    Path folder;

    private Path rec = Path.of("");

    /** Keys 100 to 199, labels 0 to 9 by turns, every tenth record empty. */
    @BeforeEach
    void write() throws IOException {
        try (Album album = new Album(folder.resolve("a.rec"))) {
            for (int i = 0; i < 100; i++) {
                album.add(100 + i, i % 10 == 3 ? Float.NaN : 9 - i % 10, new byte[i % 10 == 5 ? 0 : 4]);
            }
            rec = album.commit();
        }
    }

    private ChosenRecords choose(
            int limit,
            List<Float> labels,
            List<String> keys,
            @Nullable Long seed,
            @Nullable Integer from,
            boolean byLabel)
            throws IOException {
        try (RecordAccess records = RecordAccess.open(rec)) {
            return ChosenRecords.of(records, new RecordChoice(labels, keys, seed, from, byLabel), limit, () -> false);
        }
    }

    private static List<Integer> positions(ChosenRecords chosen) {
        return Arrays.stream(chosen.positions()).boxed().toList();
    }

    @Test
    void spreadsOverTheFile() throws IOException {
        ChosenRecords chosen = choose(4, ANY_LABEL, ANY_KEY, null, null, false);
        assertThat(chosen.positions()).containsExactly(0, 50); // 25 and 75 are empty
        assertThat(chosen.empty()).isEqualTo(2);
        assertThat(chosen.matching()).isEqualTo(100);
        ChosenRecords all = choose(1000, ANY_LABEL, ANY_KEY, null, null, false);
        assertThat(all.positions()).hasSize(90).isSorted();
        assertThat(all.empty()).isEqualTo(10);
    }

    @Test
    void followsFromAPosition() throws IOException {
        ChosenRecords chosen = choose(4, ANY_LABEL, ANY_KEY, null, 53, false);
        assertThat(chosen.positions()).containsExactly(53, 54, 56, 57);
        assertThat(chosen.empty()).isEqualTo(1);
        assertThat(positions(choose(4, ANY_LABEL, ANY_KEY, null, 98, false))).containsExactly(98, 99);
        assertThat(positions(choose(4, ANY_LABEL, ANY_KEY, null, 1000, false))).isEmpty();
    }

    @Test
    void randomDependsOnTheSeedAlone() throws IOException {
        List<Integer> first = positions(choose(20, ANY_LABEL, ANY_KEY, 7L, null, false));
        assertThat(first).hasSizeBetween(10, 20).doesNotHaveDuplicates().isSorted();
        assertThat(positions(choose(20, ANY_LABEL, ANY_KEY, 7L, null, false))).isEqualTo(first);
        assertThat(positions(choose(20, ANY_LABEL, ANY_KEY, 8L, null, false))).isNotEqualTo(first);
        assertThat(positions(choose(20, ANY_LABEL, ANY_KEY, 7L, 60, false)))
                .allMatch(position -> position >= 60)
                .isNotEmpty();
        assertThat(positions(choose(500, ANY_LABEL, ANY_KEY, 7L, null, false))).hasSize(90);
    }

    @Test
    void findsLabelsAmongThemNan() throws IOException {
        assertThat(positions(choose(100, List.of(2f), ANY_KEY, null, null, false)))
                .hasSize(10)
                .allMatch(position -> position % 10 == 7);
        assertThat(positions(choose(100, List.of(-0f, Float.NaN), ANY_KEY, null, null, false)))
                .hasSize(20)
                .allMatch(position -> position % 10 == 9 || position % 10 == 3);
        assertThat(choose(100, List.of(77f), ANY_KEY, null, null, false).matching())
                .isZero();
    }

    @Test
    void findsKeysAndRangesAndSaysWhatIsMissing() throws IOException {
        ChosenRecords chosen =
                choose(100, ANY_LABEL, List.of("199", "120-123", "121", "122-122", "7", "500-600"), null, null, false);
        assertThat(chosen.positions()).containsExactly(20, 21, 22, 23, 99);
        assertThat(chosen.missingKeys()).containsExactly("500-600", "7");
    }

    @Test
    void textThatLooksLikeARangeIsAKeyWhereThereIsOne() throws IOException {
        try (Album album = new Album(folder.resolve("t.rec"))) {
            for (String key : List.of("5-9", "6", "b")) {
                album.add(key, IrHeader.scalar(1, 1), new byte[4]);
            }
            rec = album.commit();
        }
        ChosenRecords chosen = choose(9, ANY_LABEL, List.of("5-9", "b"), null, null, false);
        assertThat(chosen.positions()).containsExactly(0, 2);
        assertThat(chosen.missingKeys()).isEmpty();
    }

    @Test
    void ordersByLabelWithNanLast() throws IOException {
        int[] positions =
                choose(100, ANY_LABEL, List.of("100-109"), null, null, true).positions();
        assertThat(Arrays.stream(positions).toArray()).containsExactly(9, 8, 7, 6, 4, 2, 1, 0, 3);
    }

    @Test
    void damagedRecordsAreCountedWhereTheirLabelIsAskedFor() throws IOException {
        rec = Path.of("testdata/record/corrupt/bad_magic_rec20.rec");
        ChosenRecords chosen = choose(100, List.of(1e9f), ANY_KEY, null, null, false);
        assertThat(chosen.unreadable()).isEqualTo(1);
        assertThat(chosen.positions()).isEmpty();
    }

    @Test
    void positionsAreNotNegative() {
        assertThatThrownBy(() -> new RecordChoice(ANY_LABEL, ANY_KEY, null, -1, false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
