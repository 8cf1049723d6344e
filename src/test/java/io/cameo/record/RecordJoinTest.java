package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordJoinTest {
    @TempDir
    Path temp;

    private void join(List<Path> parts, Path out) throws IOException {
        try (RecordJoin join = RecordJoin.create(out)) {
            for (Path part : parts) {
                join.append(part);
            }
            join.commit();
        }
    }

    private void assertSame(String actual, String expected) {
        for (String ending : List.of(".rec", ".idx", ".cix")) {
            assertThat(temp.resolve(actual + ending)).hasSameBinaryContentAs(temp.resolve(expected + ending));
        }
    }

    /** Records of all sizes around those at which runs and buffers end, many with magic words in them. */
    private static MemorySegment drawn(SplittableRandom random) {
        int length = switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> random.nextInt(200_000, 300_000);
            case 2 -> (256 << 10) - 8 - random.nextInt(8);
            case 3 -> random.nextInt(500_000, 1_200_000);
            default -> random.nextInt(5_000);
        };
        byte[] content = new byte[length];
        random.nextBytes(content);
        MemorySegment segment = MemorySegment.ofArray(content);
        for (int i = random.nextInt(3); i > 0 && length >= 8; i--) {
            segment.set(LittleEndian.INT, 4L * random.nextInt(length / 4), RecordLayout.MAGIC);
        }
        return segment;
    }

    @Test
    void partsBecomeWhatOneWriterMakes() throws IOException {
        for (long seed = 0; seed < 6; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            boolean text = seed % 3 == 2;
            List<Path> parts = new ArrayList<>();
            try (RecordWriter whole = RecordWriter.create(temp.resolve("whole.rec"))) {
                for (int part = 0; part < 4; part++) {
                    Path rec = temp.resolve("part" + part + ".rec");
                    try (RecordWriter own = RecordWriter.create(rec)) {
                        for (int i = part == 1 ? 0 : random.nextInt(1, 60); i > 0; i--) {
                            MemorySegment content = drawn(random);
                            long key = random.nextLong(-50, 50);
                            for (RecordWriter writer : List.of(own, whole)) {
                                if (text) {
                                    writer.write("k" + key, content);
                                } else {
                                    writer.write(key, content);
                                }
                            }
                        }
                        own.commit();
                    }
                    parts.add(rec);
                }
                whole.commit();
            }
            Files.delete(CixFile.besides(parts.getFirst())); // then nothing says what its contents should be
            join(parts, temp.resolve("joined.rec"));
            assertSame("joined", "whole");
        }
    }

    @Test
    void damageIsNamedAndLeavesWhatWasThere() throws IOException {
        Path good = SeededRecords.write(temp.resolve("good.rec"), 11, 200, rank -> rank);
        Path out = SeededRecords.write(temp.resolve("out.rec"), 12, 5, rank -> rank);
        byte[] before = Files.readAllBytes(out);
        byte[] bytes = Files.readAllBytes(good);
        int padding = 0;
        for (long seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Path bad = temp.resolve("bad.rec");
            byte[] flipped = bytes.clone();
            int at = random.nextInt(4096, bytes.length - 4096); // both ends belong to the index
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(bad, flipped);
            Files.copy(CixFile.besides(good), CixFile.besides(bad), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(RecordIndex.besides(good), RecordIndex.besides(bad), StandardCopyOption.REPLACE_EXISTING);
            if (isPadding(good, at)) {
                join(List.of(good, good), temp.resolve("expected.rec"));
                join(List.of(good, bad), temp.resolve("actual.rec"));
                assertSame("actual", "expected");
                padding++;
                continue;
            }
            long expected = beginOf(good, at);
            assertThatThrownBy(() -> join(List.of(good, bad), out))
                    .as("seed=%d, at=%d", seed, at)
                    .isInstanceOfSatisfying(CorruptDataException.class, fault -> {
                        assertThat(fault).hasMessageContaining("bad.rec");
                        // A length that is wrong shows where the next part should be; then the record is named.
                        assertThat(fault.offsetBytes() <= at
                                        || fault.getMessage().contains("record=" + expected))
                                .as(fault.getMessage())
                                .isTrue();
                        assertThat(fault.offsetBytes()).isGreaterThanOrEqualTo(expected);
                    });
            assertThat(Files.readAllBytes(out)).isEqualTo(before);
        }
        assertThat(padding).isPositive();
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".partial"));
        }
    }

    private static long beginOf(Path rec, long at) throws IOException {
        try (RecordFile file = RecordFile.open(rec)) {
            long begin = 0;
            for (int i = 0; i < file.index().size() && file.index().offset(i) <= at; i++) {
                begin = file.index().offset(i);
            }
            return begin;
        }
    }

    /** What stands between a record's content and the next multiple of 4 is nobody's. */
    private static boolean isPadding(Path rec, long at) throws IOException {
        try (RecordFile file = RecordFile.open(rec)) {
            RecordView view = new RecordView();
            for (int i = 0; i < file.index().size(); i++) {
                file.read(i, view);
                if (at >= view.offsetBytes() && at < view.endBytes()) {
                    return at >= view.endBytes() - (-view.contentLength() & 3);
                }
            }
            return false;
        }
    }
}
