package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.record.SeededRecords.Seen;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DedupeTest {
    private static final int RECORDS = 3_000;

    @TempDir
    Path temp;

    /** Records of which many repeat one of 200 payloads, under labels that sometimes differ; some are empty. */
    private Path write(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            payloads.add(SeededRecords.payload(random));
        }
        payloads.set(0, new byte[0]);
        Path rec = temp.resolve("in.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int key = 0; key < RECORDS; key++) {
                boolean repeats = random.nextInt(3) == 0;
                int which = random.nextInt(payloads.size());
                byte[] payload = repeats ? payloads.get(which) : fresh(random, key);
                float label = which + (random.nextInt(40) == 0 ? 1 : 0);
                IrHeader header =
                        which % 2 == 0 ? IrHeader.scalar(label, key) : IrHeader.vector(new float[] {which, label}, key);
                writer.write(key * 2L, header, MemorySegment.ofArray(payload));
            }
            writer.commit();
        }
        return rec;
    }

    @Test
    void zeroAndMinusZeroAreOneLabel() {
        DuplicateGroup.Member zero = new DuplicateGroup.Member("0", List.of(0f, Float.NaN));
        DuplicateGroup.Member minus = new DuplicateGroup.Member("1", List.of(-0f, Float.NaN));
        DuplicateGroup.Member other = new DuplicateGroup.Member("2", List.of(0f));
        assertThat(new DuplicateGroup(4, List.of(zero, minus)).conflicts()).isFalse();
        assertThat(new DuplicateGroup(4, List.of(zero, minus, other)).conflicts())
                .isTrue();
    }

    private static byte[] fresh(SplittableRandom random, int key) {
        byte[] payload = new byte[random.nextInt(4, 60)];
        random.nextBytes(payload);
        ByteBuffer.wrap(payload).putInt(key);
        return payload;
    }

    private static Map<String, List<Record>> byPayload(RecordFile file) {
        Map<String, List<Record>> groups = new LinkedHashMap<>();
        for (int i = 0; i < file.size(); i++) {
            Record record = file.at(i);
            String payload = HexFormat.of().formatHex(Golden.bytes(record.payload()));
            if (!payload.isEmpty()) {
                groups.computeIfAbsent(payload, none -> new ArrayList<>()).add(record);
            }
        }
        groups.values().removeIf(group -> group.size() < 2);
        return groups;
    }

    @Test
    void groupsAreThoseOfANaiveSearch() throws IOException {
        Path rec = write(61);
        Map<String, DuplicateGroup> found = new HashMap<>();
        DedupeReport report = Dedupe.of(rec)
                .eachGroup(group -> found.put(group.members().getFirst().key(), group))
                .find();
        try (RecordFile file = RecordFile.open(rec)) {
            Map<String, List<Record>> expected = byPayload(file);
            assertThat(expected).hasSizeGreaterThan(100);
            long duplicates = 0;
            long bytes = 0;
            long conflicts = 0;
            for (List<Record> records : expected.values()) {
                DuplicateGroup group = found.get(records.getFirst().keyText());
                assertThat(group.members())
                        .extracting(DuplicateGroup.Member::key)
                        .isEqualTo(records.stream().map(Record::keyText).toList());
                for (int i = 0; i < records.size(); i++) {
                    List<Float> labels = new ArrayList<>();
                    for (float label : records.get(i).header().labels()) {
                        labels.add(label);
                    }
                    assertThat(group.members().get(i).labels()).isEqualTo(labels);
                }
                boolean conflict = records.stream()
                                .map(record -> HexFormat.of()
                                                .formatHex(Golden.bytes(
                                                        record.content().asSlice(4, 4)))
                                        + List.of(group.members()
                                                .get(records.indexOf(record))
                                                .labels()))
                                .distinct()
                                .count()
                        > 1;
                assertThat(group.conflicts()).isEqualTo(conflict);
                conflicts += conflict ? 1 : 0;
                duplicates += records.size() - 1;
                bytes += (records.size() - 1) * records.getFirst().payload().byteSize();
            }
            assertThat(report)
                    .isEqualTo(new DedupeReport(
                            null, RECORDS, expected.size(), duplicates, bytes, conflicts, report.wallNanos()));
            assertThat(conflicts).isBetween(1L, expected.size() - 1L);
        }
        assertThat(SeededRecords.names(temp)).containsExactly("in.cix", "in.idx", "in.rec");
    }

    @Test
    void theFirstOfEachGroupStays() throws IOException {
        Path rec = write(62);
        List<Seen> expected = new ArrayList<>();
        try (RecordFile file = RecordFile.open(rec)) {
            Map<String, List<Record>> groups = byPayload(file);
            for (int i = 0; i < file.size(); i++) {
                Record record = file.at(i);
                List<Record> group = groups.get(HexFormat.of().formatHex(Golden.bytes(record.payload())));
                if (group == null || group.getFirst().key() == record.key()) {
                    expected.add(Seen.of(record));
                }
            }
        }
        Path out = temp.resolve("out.rec");
        DedupeReport report = Dedupe.of(rec).to(out);
        assertThat(SeededRecords.read(out)).isEqualTo(expected);
        assertThat(report.records() - report.duplicates()).isEqualTo(expected.size());
        DedupeReport again = Dedupe.of(out).to(out);
        assertThat(again.duplicates()).isZero();
        assertThat(SeededRecords.read(out)).isEqualTo(expected);
    }

    /** A checksum is never trusted alone: these two payloads differ and have the same one. */
    @Test
    void payloadsWithTheSameChecksumAndLengthAreNotTakenForEqual() throws IOException {
        SplittableRandom random = new SplittableRandom(63);
        Map<Integer, byte[]> seen = new HashMap<>();
        byte[] one = new byte[8];
        byte[] other = null;
        while (other == null) {
            one = new byte[8];
            random.nextBytes(one);
            CRC32C crc = new CRC32C();
            crc.update(one);
            other = seen.put((int) crc.getValue(), one);
        }
        assertThat(one).isNotEqualTo(other);
        Path rec = temp.resolve("collision.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            byte[][] order = {one, other, other, one, one};
            for (int key = 0; key < order.length; key++) {
                writer.write(key, IrHeader.scalar(0, key), MemorySegment.ofArray(order[key]));
            }
            writer.commit();
        }
        List<List<String>> groups = new ArrayList<>();
        Dedupe.of(rec)
                .eachGroup(group -> groups.add(
                        group.members().stream().map(DuplicateGroup.Member::key).toList()))
                .find();
        assertThat(groups).containsExactlyInAnyOrder(List.of("0", "3", "4"), List.of("1", "2"));
    }

    @Test
    void identityRecordsAreNobodysDuplicates() throws IOException {
        DedupeReport report = Dedupe.of(Golden.file("insightface.rec")).find();
        assertThat(report.groups()).isZero();
        Path twice = temp.resolve("twice.rec");
        try (RecordFile file = RecordFile.open(Golden.file("insightface.rec"));
                RecordWriter writer = RecordWriter.create(twice)) {
            for (int i = 0; i < file.size(); i++) {
                writer.write(file.at(i).key(), file.at(i).content());
            }
            writer.write(100_000, file.get(1).content());
            writer.commit();
        }
        assertThat(Dedupe.of(twice).find().duplicates()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dedupe.of(twice).to(temp.resolve("out.rec")))
                .withMessageContaining("name others by key");
    }

    @Test
    void damageIsRefused() throws IOException {
        Path rec = write(64);
        byte[] bytes = Files.readAllBytes(rec);
        bytes[9] ^= 1;
        Files.write(rec, bytes);
        Files.delete(temp.resolve("in.cix"));
        assertThat(Dedupe.of(rec).find().records()).isEqualTo(RECORDS); // nothing tells without the .cix
        bytes[1] ^= 1;
        Files.write(rec, bytes);
        assertThatThrownBy(() -> Dedupe.of(rec).to(temp.resolve("out.rec"))).isInstanceOf(CorruptDataException.class);
        assertThat(temp.resolve("out.rec")).doesNotExist();
    }
}
