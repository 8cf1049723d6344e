package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.record.SeededRecords.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterTest {
    private static final int RECORDS = 2_000;

    @TempDir
    Path temp;

    private Path in;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        in = SeededRecords.write(temp.resolve("in.rec"), 41, RECORDS, rank -> 3L * rank + 1);
        out = temp.resolve("out.rec");
    }

    private List<Seen> oracle(Predicate<Record> condition) throws IOException {
        List<Seen> kept = new ArrayList<>();
        try (RecordFile file = RecordFile.open(in)) {
            for (int i = 0; i < file.size(); i++) {
                if (condition.test(file.at(i))) {
                    kept.add(Seen.of(file.at(i)));
                }
            }
        }
        return kept;
    }

    /** With a .cix and without, the same is kept. */
    private void assertKeeps(Filter filter, Predicate<Record> condition) throws IOException {
        List<Seen> expected = oracle(condition);
        assertThat(expected).hasSizeBetween(1, RECORDS - 1);
        FilterReport report = filter.to(out);
        assertThat(SeededRecords.read(out)).isEqualTo(expected);
        assertThat(report.seen()).isEqualTo(RECORDS);
        assertThat(report.kept()).isEqualTo(expected.size());
        Path cix = CixFile.besides(in);
        Path away = Files.move(cix, temp.resolve("away"));
        filter.to(out);
        assertThat(SeededRecords.read(out)).isEqualTo(expected);
        Files.move(away, cix);
    }

    @Test
    void labelsKeysAndSizesMustAllHold() throws IOException {
        assertKeeps(
                Filter.of(in).labels(List.of(new Filter.Range(1, 1), new Filter.Range(4.5f, 6))),
                record -> Set.of(1f, 5f, 6f).contains(record.header().label()));
        assertKeeps(
                Filter.of(in).keys(Set.of("1", "4", "5998", "31")),
                record -> Set.of(1L, 4L, 5998L, 31L).contains(record.key()));
        assertKeeps(
                Filter.of(in).minBytes(100).maxBytes(150),
                record -> record.payload().byteSize() >= 100 && record.payload().byteSize() <= 150);
        assertKeeps(
                Filter.of(in).labels(List.of(new Filter.Range(2, 2))).minBytes(80),
                record -> record.header().label() == 2 && record.payload().byteSize() >= 80);
        assertKeeps(
                Filter.of(in).labels(List.of(new Filter.Range(2, 2))).invert(true),
                record -> record.header().label() != 2);
    }

    @Test
    void aLabelWithTooFewGoes() throws IOException {
        Map<Float, Integer> counts = new HashMap<>();
        oracle(record -> counts.merge(record.header().label(), 1, Integer::sum) > 0);
        int fewest = counts.values().stream().sorted().toList().get(3);
        assertKeeps(
                Filter.of(in).minPerLabel(fewest),
                record -> counts.get(record.header().label()) >= fewest);
        // Counted is what the other conditions leave.
        Map<Float, Integer> large = new HashMap<>();
        oracle(record ->
                record.payload().byteSize() > 120 && large.merge(record.header().label(), 1, Integer::sum) > 0);
        int fewestLarge = large.values().stream().sorted().toList().get(2);
        assertKeeps(
                Filter.of(in).minBytes(121).minPerLabel(fewestLarge),
                record -> record.payload().byteSize() > 120
                        && large.get(record.header().label()) >= fewestLarge);
    }

    @Test
    void aSampleHasSoManyOfEachLabelInTheirOrder() throws IOException {
        Filter.of(in).perLabel(20, 1).to(out);
        List<Seen> sample = SeededRecords.read(out);
        assertThat(oracle(record -> true)).containsSubsequence(sample);
        assertThat(labelsOf(out))
                .hasSize(7)
                .allSatisfy((label, count) -> assertThat(count).isEqualTo(20));
        Filter.of(in).perLabel(20, 1).to(temp.resolve("again.rec"));
        assertThat(temp.resolve("again.rec")).hasSameBinaryContentAs(out);
        Filter.of(in).perLabel(20, 2).to(out);
        assertThat(SeededRecords.read(out)).isNotEqualTo(sample);
        Path shuffled = temp.resolve("shuffled.rec");
        Shuffle.of(in).to(shuffled);
        Filter.of(shuffled).perLabel(20, 1).to(out);
        assertThat(SeededRecords.read(out)).containsExactlyInAnyOrderElementsOf(sample);
        Filter.of(in).perLabel(1_000, 1).to(out);
        assertThat(out).hasSameBinaryContentAs(in);
    }

    private static Map<Float, Integer> labelsOf(Path rec) throws IOException {
        Map<Float, Integer> counts = new HashMap<>();
        try (RecordFile file = RecordFile.open(rec)) {
            for (int i = 0; i < file.size(); i++) {
                counts.merge(file.at(i).header().label(), 1, Integer::sum);
            }
        }
        return counts;
    }

    @Test
    void aSampleHasEveryRecordEquallyOften() throws IOException {
        Path few = SeededRecords.write(temp.resolve("few.rec"), 42, 40);
        int[] drawn = new int[40];
        int seeds = 100;
        Map<Float, Integer> sizes = labelsOf(few);
        double expectedTotal = 0;
        for (int size : sizes.values()) {
            expectedTotal += Math.min(2, size);
        }
        for (int seed = 0; seed < seeds; seed++) {
            Filter.of(few).perLabel(2, seed).to(out);
            try (RecordFile file = RecordFile.open(out)) {
                assertThat((double) file.size()).isEqualTo(expectedTotal);
                for (int i = 0; i < file.size(); i++) {
                    drawn[(int) file.at(i).key()]++;
                }
            }
        }
        try (RecordFile file = RecordFile.open(few)) {
            for (int i = 0; i < 40; i++) {
                int size = sizes.get(file.at(i).header().label());
                double share = Math.min(1, 2.0 / size);
                double sigma = Math.sqrt(seeds * share * (1 - share));
                assertThat((double) drawn[i]).isBetween(seeds * share - 5 * sigma, seeds * share + 5 * sigma);
            }
        }
    }

    @Test
    void equalHalvesOfHashesNeverKeepTooMany() {
        LabelSample sample = new LabelSample(6);
        java.util.BitSet kept = new java.util.BitSet();
        kept.set(0, 6);
        for (int i = 0; i < 6; i++) {
            sample.add(3, 77L << 32 | i);
        }
        sample.thin(kept, 0, 4, rank -> 3, rank -> 77L << 32 | rank);
        assertThat(kept.stream().boxed()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void whatIsNotKeptIsNotReadWhereTheCixSaysEnough() throws IOException {
        long offset;
        try (RecordFile file = RecordFile.open(in)) {
            offset = file.at(500).offsetBytes();
        }
        byte[] bytes = Files.readAllBytes(in);
        bytes[(int) offset + 12] ^= 8; // inside the content of the record with key 1501
        Files.write(in, bytes);
        assertThat(Filter.of(in).keys(Set.of("1498", "1504")).to(out).kept()).isEqualTo(2);
        assertThatThrownBy(() -> Filter.of(in).keys(Set.of("1498", "1501")).to(out))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("key=1501");
    }

    @Test
    void identityRecordsHaveNoPayload() throws IOException {
        Filter.of(Golden.file("insightface.rec")).minBytes(1).to(out);
        try (RecordFile before = RecordFile.open(Golden.file("insightface.rec"));
                RecordFile after = RecordFile.open(out)) {
            assertThat(after.size()).isLessThan(before.size()).isPositive();
            assertThat(after.contains(0)).isFalse();
        }
        Shuffle.of(out).renumber(true).to(temp.resolve("plain.rec"));
    }

    @Test
    void aKeyThatIsNotThereIsNamed() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.of(in).keys(Set.of("1", "2")).to(out))
                .withMessageContaining("key=2");
        Path text = SeededRecords.writeText(temp.resolve("text.rec"), 43, 30);
        Filter.of(text).keys(Set.of("kéy/7", "kéy/0")).to(out);
        assertThat(SeededRecords.read(out)).extracting(Seen::key).containsExactlyInAnyOrder("kéy/7", "kéy/0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Filter.Range(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Filter.Range(Float.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.of(in).perLabel(0, 1));
    }
}
