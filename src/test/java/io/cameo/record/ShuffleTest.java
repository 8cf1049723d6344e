package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffleTest {
    private static final int RECORDS = 20_000;

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"raw", "header", "parts", "keys_int", "keys_str", "insightface", "empty"})
    void goldensAreShuffledKeyByKeyWithTheirContent(String name) throws IOException {
        Path out = temp.resolve("out.rec");
        ShuffleReport report = Shuffle.of(Golden.file(name + ".rec")).seed(3).to(out);
        List<SeededRecords.Seen> before = readGolden(name);
        assertThat(report.records()).isEqualTo(before.size());
        assertThat(SeededRecords.read(out)).containsExactlyInAnyOrderElementsOf(before);
        assertThat(report.sizeBytes())
                .isEqualTo(Files.size(Golden.file(name + ".rec")))
                .isEqualTo(Files.size(out));
    }

    private static List<SeededRecords.Seen> readGolden(String name) throws IOException {
        List<SeededRecords.Seen> seen = new ArrayList<>();
        try (RecordFile file = RecordFile.open(Golden.file(name + ".rec"))) {
            for (int i = 0; i < file.size(); i++) {
                seen.add(SeededRecords.Seen.of(file.at(i)));
            }
        }
        return seen;
    }

    @Test
    void theMemoryGivenDoesNotShow() throws IOException {
        Path in = SeededRecords.write(temp.resolve("in.rec"), 11, RECORDS);
        Path inMemory = temp.resolve("in_memory.rec");
        assertThat(Shuffle.of(in).seed(5).memoryBytes(1L << 30).to(inMemory).buckets())
                .isZero();
        Path inOneMiB = temp.resolve("one_mib.rec");
        assertThat(onDisk(in).seed(5).memoryBytes(1 << 20).to(inOneMiB).buckets())
                .isGreaterThan(10);
        Path inLittle = temp.resolve("little.rec");
        assertThat(onDisk(in).seed(5).memoryBytes(450_000).to(inLittle).buckets())
                .isGreaterThan(40);
        assertSameFiles(inOneMiB, inMemory);
        assertSameFiles(inLittle, inMemory);
        List<SeededRecords.Seen> before = SeededRecords.read(in);
        List<SeededRecords.Seen> after = SeededRecords.read(inMemory);
        Permutation permutation = new Permutation(5, RECORDS);
        for (int rank = 0; rank < RECORDS; rank++) {
            assertThat(after.get((int) permutation.of(rank))).isEqualTo(before.get(rank));
        }
        assertThat(SeededRecords.names(temp)).noneMatch(name -> name.contains("bucket") || name.contains("partial"));
    }

    /** A shuffle that takes the file for one that is not in the page cache. */
    private static Shuffle onDisk(Path in) {
        return Shuffle.of(in).residency(file -> false);
    }

    private static void assertSameFiles(Path actual, Path expected) {
        assertThat(actual).hasSameBinaryContentAs(expected);
        assertThat(RecordIndex.besides(actual)).hasSameBinaryContentAs(RecordIndex.besides(expected));
        assertThat(CixFile.besides(actual)).hasSameBinaryContentAs(CixFile.besides(expected));
    }

    @Test
    void aFileInThePageCacheTakesOnePassAndLeavingItOnTheWayDoesNotShow() throws IOException {
        Path in = SeededRecords.write(temp.resolve("in.rec"), 22, 2_000);
        Path straight = temp.resolve("straight.rec");
        onDisk(in).seed(6).memoryBytes(200_000).to(straight);
        Path out = temp.resolve("out.rec");
        for (int stays = 0; stays <= 16; stays++) {
            AtomicInteger left = new AtomicInteger(stays);
            ShuffleReport report = Shuffle.of(in)
                    .seed(6)
                    .memoryBytes(200_000)
                    .residency(file -> left.getAndDecrement() > 0)
                    .to(out);
            assertThat(report.buckets() == 0).as("looked at %d times", stays).isEqualTo(stays == 16);
            assertSameFiles(out, straight);
        }
        assertThat(SeededRecords.names(temp)).noneMatch(name -> name.contains("bucket") || name.contains("partial"));
    }

    @Test
    void placesBeyondTheMemoryGivenGoThroughBuckets() throws IOException {
        Path in = temp.resolve("in.rec");
        try (RecordWriter writer = RecordWriter.create(in)) {
            for (int i = 0; i < 300_000; i++) {
                writer.write(i, MemorySegment.ofArray(new byte[0]));
            }
            writer.commit();
        }
        Path out = temp.resolve("out.rec");
        for (long memory : new long[] {2_399_999, 2_400_000}) {
            Shuffle shuffle = Shuffle.of(in).memoryBytes(memory).residency(file -> true);
            assertThat(shuffle.to(out).buckets() == 0).isEqualTo(memory == 8L * 300_000);
        }
    }

    @Test
    void anotherSeedGivesAnotherOrderAndTheSameSeedTheSame() throws IOException {
        Path in = SeededRecords.write(temp.resolve("in.rec"), 12, 300);
        byte[] first = shuffled(in, 1);
        assertThat(shuffled(in, 1)).isEqualTo(first);
        assertThat(shuffled(in, 2)).isNotEqualTo(first).hasSameSizeAs(first);
        assertThat(first).isNotEqualTo(Files.readAllBytes(in));
    }

    private byte[] shuffled(Path in, long seed) throws IOException {
        Path out = temp.resolve("seed.rec");
        Shuffle.of(in).seed(seed).to(out);
        return Files.readAllBytes(out);
    }

    @Test
    void keysThatAreTextComeAlong() throws IOException {
        Path in = SeededRecords.writeText(temp.resolve("in.rec"), 13, 6_000);
        Path out = temp.resolve("out.rec");
        assertThat(onDisk(in).memoryBytes(300_000).to(out).buckets()).isPositive();
        assertThat(SeededRecords.read(out)).containsExactlyInAnyOrderElementsOf(SeededRecords.read(in));
    }

    @Test
    void renumberingGivesPlacesAsKeysAndMovesIdsThatWereKeys() throws IOException {
        Path in = SeededRecords.write(temp.resolve("in.rec"), 14, 500, rank -> 10_000 - rank * 3L);
        Path kept = temp.resolve("kept.rec");
        Path ids = temp.resolve("ids.rec");
        Path both = temp.resolve("both.rec");
        Shuffle.of(in).to(kept);
        Shuffle.of(in).renumber(true).to(both);
        Shuffle.of(in).renumber(true).keepIds(true).to(ids);
        assertThat(ids).hasSameBinaryContentAs(kept);
        try (RecordFile before = RecordFile.open(kept);
                RecordFile after = RecordFile.open(both)) {
            for (int i = 0; i < before.size(); i++) {
                assertThat(after.index().key(i)).isEqualTo(i);
                assertThat(after.at(i).header().id()).isEqualTo(i);
                assertThat(after.at(i).header().id2())
                        .isEqualTo(before.at(i).header().id2());
                assertThat(after.at(i).header().labels())
                        .isEqualTo(before.at(i).header().labels());
                assertThat(after.at(i).header().labelField())
                        .isEqualTo(before.at(i).header().labelField());
                assertThat(after.at(i).payload().mismatch(before.at(i).payload()))
                        .isEqualTo(-1);
            }
        }
        SeededRecords.assertIndexesAgree(both);
    }

    @Test
    void anIndexInAnotherOrderThanTheFileIsFollowed() throws IOException {
        Path in = SeededRecords.write(temp.resolve("in.rec"), 15, 50);
        List<String> lines = new ArrayList<>(Files.readAllLines(temp.resolve("in.idx")));
        Path straight = temp.resolve("straight.rec");
        Shuffle.of(in).to(straight);
        Files.delete(temp.resolve("in.cix"));
        Files.write(temp.resolve("in.idx"), lines.reversed());
        Path out = temp.resolve("out.rec");
        Shuffle.of(in).to(out);
        assertThat(out).hasSameBinaryContentAs(straight);
        assertThat(temp.resolve("out.idx")).hasSameBinaryContentAs(temp.resolve("straight.idx"));
    }

    @Test
    void theInputMayBeReplaced() throws IOException {
        Path in = SeededRecords.write(temp.resolve("in.rec"), 16, 400);
        Path other = temp.resolve("other.rec");
        Shuffle.of(in).to(other);
        Shuffle.of(in).to(in);
        assertThat(in).hasSameBinaryContentAs(other);
        SeededRecords.assertIndexesAgree(in);
    }

    @Test
    void damageIsRefusedWhereItStandsAndNothingIsLeft() throws IOException {
        Path in = SeededRecords.write(temp.resolve("in.rec"), 17, 3_000);
        byte[] bytes = Files.readAllBytes(in);
        long offset;
        try (RecordFile file = RecordFile.open(in)) {
            offset = file.at(2_000).offsetBytes();
        }
        bytes[(int) offset + 20] ^= 4; // in the header: only the checksum tells
        Files.write(in, bytes);
        Path out = temp.resolve("out.rec");
        for (long memory : new long[] {200_000, 1 << 30}) {
            assertThatThrownBy(() -> onDisk(in).memoryBytes(memory).to(out))
                    .isInstanceOfSatisfying(CorruptDataException.class, damage -> {
                        assertThat(damage.offsetBytes()).isEqualTo(offset);
                        assertThat(damage).hasMessageContaining("checksum mismatch: key=2000");
                    });
            assertThat(SeededRecords.names(temp)).containsExactly("in.cix", "in.idx", "in.rec");
        }
    }

    @Test
    void anIndexThatDoesNotFitIsRefused() throws IOException {
        Path in = SeededRecords.write(temp.resolve("in.rec"), 18, 30);
        Files.delete(temp.resolve("in.cix"));
        List<String> lines = Files.readAllLines(temp.resolve("in.idx"));
        for (int missing : new int[] {0, 10, 29}) {
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(missing);
            Files.write(temp.resolve("in.idx"), fewer);
            assertThatThrownBy(() -> Shuffle.of(in).to(temp.resolve("out.rec")))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("index");
        }
        Files.write(temp.resolve("in.idx"), List.of());
        assertThatThrownBy(() -> Shuffle.of(in).to(temp.resolve("out.rec")))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("index has no entries");
    }

    @Test
    void aStoppedRunLeavesNothing() throws IOException {
        Path in = SeededRecords.write(temp.resolve("in.rec"), 19, 5_000);
        for (int patience : new int[] {1, 3_000, 6_000, 9_999}) {
            AtomicInteger asked = new AtomicInteger();
            Watch watch = new Watch() {
                @Override
                public void advanced(String phase, long doneRecords, long totalRecords) {}

                @Override
                public boolean cancelled() {
                    return asked.incrementAndGet() > patience;
                }
            };
            assertThatThrownBy(() ->
                            onDisk(in).memoryBytes(200_000).watchedBy(watch).to(temp.resolve("out.rec")))
                    .isInstanceOf(CancellationException.class);
            assertThat(SeededRecords.names(temp)).containsExactly("in.cix", "in.idx", "in.rec");
        }
    }

    @Test
    void whatAKilledRunLeftIsSweptAway() throws IOException {
        Path in = SeededRecords.write(temp.resolve("in.rec"), 20, 3_000);
        Path out = temp.resolve("out.rec");
        for (boolean onePass : new boolean[] {false, true}) {
            Files.createDirectory(temp.resolve("out.rec.buckets"));
            Files.writeString(temp.resolve("out.rec.buckets/bucket-0"), "old");
            Shuffle.of(in).memoryBytes(200_000).residency(file -> onePass).to(out);
            assertThat(SeededRecords.read(out)).hasSize(3_000);
            assertThat(temp.resolve("out.rec.buckets")).doesNotExist();
        }
    }

    @Test
    void tooLittleMemoryAndTooLittleDiskAreSaid() throws IOException {
        Path in = SeededRecords.write(temp.resolve("in.rec"), 21, 3_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shuffle.of(in).memoryBytes(9_000).to(temp.resolve("out.rec")))
                .withMessageContaining("memory is too small")
                .withMessageContaining("needed=");
        assertThatThrownBy(() -> DiskRoom.check(temp, 1_000, 10, 1_959))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not enough room")
                .hasMessageContaining("needed=1960, usable=1959");
        DiskRoom.check(temp, 1_000, 10, 1_960);
    }
}
