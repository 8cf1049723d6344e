package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.record.SeededRecords.Seen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {
    @TempDir
    Path temp;

    private Path first;
    private Path second;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        first = SeededRecords.write(temp.resolve("first.rec"), 1, 300, rank -> rank * 2L + 5);
        second = SeededRecords.write(temp.resolve("second.rec"), 2, 200, rank -> rank * 3L);
        out = temp.resolve("out.rec");
    }

    /** What the format says, done to bytes: label of input {@code i} plus an offset, id as told. */
    private static Seen edited(Seen seen, String newKey, double labelOffset, boolean moveId) {
        byte[] bytes = HexFormat.of().parseHex(seen.content());
        ByteBuffer content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int flag = content.getInt(0);
        int labelAt = flag == 0 ? 4 : 24;
        float old = content.getFloat(labelAt);
        if (flag != 0 && content.getFloat(4) == old) {
            content.putFloat(4, (float) (old + labelOffset));
        }
        content.putFloat(labelAt, (float) (old + labelOffset));
        if (moveId) {
            content.putLong(8, Long.parseLong(newKey));
        }
        return new Seen(newKey, HexFormat.of().formatHex(bytes));
    }

    private static List<Seen> renumbered(List<List<Seen>> inputs, double[] offsets, boolean moveIds) {
        List<Seen> all = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            for (Seen seen : inputs.get(i)) {
                all.add(edited(seen, Integer.toString(all.size()), offsets[i], moveIds));
            }
        }
        return all;
    }

    @Test
    void keysCountAnewAndIdsThatWereKeysFollow() throws IOException {
        MergeReport report = Merge.of(List.of(first, second)).to(out);
        List<List<Seen>> inputs = List.of(SeededRecords.read(first), SeededRecords.read(second));
        assertThat(SeededRecords.read(out)).isEqualTo(renumbered(inputs, new double[] {0, 0}, true));
        assertThat(report.records()).isEqualTo(500);
        assertThat(report.skipped()).isZero();
        assertThat(report.sizeBytes()).isEqualTo(Files.size(out));
        Merge.of(List.of(first, second)).keepIds(true).to(out);
        assertThat(SeededRecords.read(out)).isEqualTo(renumbered(inputs, new double[] {0, 0}, false));
    }

    @Test
    void idsThatWereNotKeysStay() throws IOException {
        Files.delete(temp.resolve("first.idx"));
        Files.delete(temp.resolve("first.cix")); // now its keys count from 0, and ids are something else
        Merge.of(List.of(first)).to(out);
        assertThat(out).hasSameBinaryContentAs(first);
    }

    @Test
    void labelsAreShifted() throws IOException {
        List<List<Seen>> inputs = List.of(SeededRecords.read(first), SeededRecords.read(second));
        MergeReport auto =
                Merge.of(List.of(first, second)).labelsBehindEachOther().to(out);
        assertThat(auto.inputs()).extracting(MergeReport.Input::labelOffset).containsExactly(0.0, 7.0);
        assertThat(SeededRecords.read(out)).isEqualTo(renumbered(inputs, new double[] {0, 7}, true));
        Merge.of(List.of(first, second)).labelOffsets(List.of(-3.0, 100.5)).to(out);
        assertThat(SeededRecords.read(out)).isEqualTo(renumbered(inputs, new double[] {-3, 100.5}, true));
        Merge.of(List.of(first))
                .labelOffsets(List.of(2.0))
                .keepKeys(Merge.OnCollision.REFUSE)
                .to(out);
        assertThat(SeededRecords.read(out))
                .isEqualTo(inputs.getFirst().stream()
                        .map(seen -> edited(seen, seen.key(), 2, false))
                        .toList());
    }

    @Test
    void labelsBehindEachOtherGoOnPastAnEmptyInput() throws IOException {
        Path empty = SeededRecords.write(temp.resolve("empty.rec"), 3, 0);
        MergeReport report = Merge.of(List.of(first, empty, second, first))
                .labelsBehindEachOther()
                .to(out);
        assertThat(report.inputs()).extracting(MergeReport.Input::labelOffset).containsExactly(0.0, 7.0, 7.0, 14.0);
    }

    @Test
    void aLabelThatNoFloatHoldsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Merge.of(List.of(first))
                        .labelOffsets(List.of(16_777_216.0))
                        .to(out))
                .withMessageContaining("without loss");
        assertThat(out).doesNotExist();
    }

    @Test
    void labelsAreMappedAndEveryOneMustBeNamed() throws IOException {
        StringBuilder text = new StringBuilder("# input, old, new\n\n");
        for (int label = 0; label < 7; label++) {
            text.append("0\t").append(label).append('\t').append(label + 50).append('\n');
            text.append("1\t").append(label).append(".0\t").append(label + 9).append('\n');
        }
        Path table = Files.writeString(temp.resolve("map.tsv"), text);
        Merge.of(List.of(first, second)).labelTable(LabelTable.read(table)).to(out);
        List<List<Seen>> inputs = List.of(SeededRecords.read(first), SeededRecords.read(second));
        assertThat(SeededRecords.read(out)).isEqualTo(renumbered(inputs, new double[] {50, 9}, true));

        Files.writeString(table, text.toString().replace("1\t3.0\t12\n", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Merge.of(List.of(first, second))
                        .labelTable(LabelTable.read(table))
                        .to(out))
                .withMessageContaining("label is not in the table: input=1, label=3.0");
        for (String wrong : List.of("0\t1\n", "0\t1\tx\n", "0\t1\t2\n0\t1.0\t2\n", "a\t1\t2\n", "0\t1\tNaN\n")) {
            Files.writeString(table, "0\t9\t9\n" + wrong);
            assertThatThrownBy(() -> LabelTable.read(table))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("line=");
        }
    }

    @Test
    void keptKeysThatCollideAreRefusedBeforeAnythingIsWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Merge.of(List.of(first, second))
                        .keepKeys(Merge.OnCollision.REFUSE)
                        .to(out))
                .withMessageContaining("key=9")
                .withMessageContaining("second.rec");
        assertThat(out).doesNotExist();
    }

    @Test
    void keptKeysThatCollideAreRenumberedOrLeftOut() throws IOException {
        List<Seen> one = SeededRecords.read(first);
        List<Seen> kept = new ArrayList<>(one);
        List<Seen> renumbered = new ArrayList<>(one);
        long free = 604; // the largest key is 603
        for (Seen seen : SeededRecords.read(second)) {
            long key = Long.parseLong(seen.key());
            boolean taken = key >= 5 && key <= 603 && key % 2 == 1;
            if (!taken) {
                kept.add(seen);
            }
            renumbered.add(taken ? edited(seen, Long.toString(free++), 0, true) : seen);
        }
        MergeReport skip = Merge.of(List.of(first, second))
                .keepKeys(Merge.OnCollision.SKIP)
                .to(out);
        assertThat(SeededRecords.read(out)).isEqualTo(kept);
        assertThat(skip.skipped()).isEqualTo(500 - kept.size()).isPositive();
        MergeReport renumber = Merge.of(List.of(first, second))
                .keepKeys(Merge.OnCollision.RENUMBER)
                .to(out);
        assertThat(SeededRecords.read(out)).isEqualTo(renumbered);
        assertThat(renumber.renumbered()).isEqualTo(skip.skipped());
    }

    @Test
    void aKeyThatOneInputHasTwiceCollidesToo() throws IOException {
        Path twice = SeededRecords.write(temp.resolve("twice.rec"), 4, 10, rank -> rank % 7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Merge.of(List.of(twice))
                        .keepKeys(Merge.OnCollision.REFUSE)
                        .to(out));
        Merge.of(List.of(twice)).keepKeys(Merge.OnCollision.SKIP).to(out);
        assertThat(SeededRecords.read(out)).isEqualTo(SeededRecords.read(twice).subList(0, 7));
        Merge.of(List.of(twice, twice)).keepKeys(Merge.OnCollision.RENUMBER).to(out);
        assertThat(SeededRecords.read(out))
                .extracting(Seen::key)
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @Test
    void keysThatAreTextAreKeptOrNumbered() throws IOException {
        Path text = SeededRecords.writeText(temp.resolve("text.rec"), 5, 90);
        Merge.of(List.of(text)).keepKeys(Merge.OnCollision.REFUSE).to(out);
        assertThat(out).hasSameBinaryContentAs(text);
        assertThat(temp.resolve("out.idx")).hasSameBinaryContentAs(temp.resolve("text.idx"));
        Merge.of(List.of(text, first)).to(out);
        assertThat(SeededRecords.read(out))
                .extracting(Seen::key)
                .startsWith("0", "1")
                .hasSize(390);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Merge.of(List.of(text, first))
                        .keepKeys(Merge.OnCollision.SKIP)
                        .to(out))
                .withMessageContaining("all numbers or all text");
    }

    @Test
    void goldensAreMergedByteForByteWhereTheirKeysAreKept() throws IOException {
        for (String name : List.of("raw", "parts", "header", "insightface", "keys_int", "keys_str")) {
            Path golden = Golden.file(name + ".rec");
            Merge.of(List.of(golden)).keepKeys(Merge.OnCollision.REFUSE).to(out);
            assertThat(out).hasSameBinaryContentAs(golden);
            assertThat(temp.resolve("out.idx")).hasSameBinaryContentAs(Golden.file(name + ".idx"));
        }
    }

    @Test
    void recordsThatNameOthersByKeyAreNotRenumbered() {
        Path faces = Golden.file("insightface.rec");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Merge.of(List.of(first, faces)).to(out))
                .withMessageContaining("name others by key")
                .withMessageContaining("--min-size 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shuffle.of(faces).renumber(true).to(out));
    }

    @Test
    void damageInAnyInputIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(second);
        bytes[bytes.length - 6] ^= 1;
        Files.write(second, bytes);
        Files.delete(temp.resolve("second.cix"));
        byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 4);
        Files.write(second, cut);
        assertThatThrownBy(() -> Merge.of(List.of(first, second)).to(out))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("second.rec");
        assertThat(SeededRecords.names(temp)).noneMatch(name -> name.startsWith("out"));
    }
}
