package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordWriterTest {
    private static final byte[] MAGIC = {0x0a, 0x23, (byte) 0xd7, (byte) 0xce};

    @TempDir
    Path temp;

    @Test
    void whatIsWrittenIsReadBackWhateverMagicWordsItHolds() throws IOException {
        Path rec = temp.resolve("random.rec");
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<byte[]> truth = new ArrayList<>();
            try (RecordWriter writer = RecordWriter.create(rec)) {
                for (int i = 0; i < 60; i++) {
                    byte[] payload = payload(random);
                    truth.add(payload);
                    float[] labels = new float[random.nextInt(4)];
                    writer.write(i * 3L, IrHeader.vector(labels, i), MemorySegment.ofArray(payload));
                }
                writer.commit();
            }
            try (RecordFile file = RecordFile.open(rec);
                    RecordFile walked = RecordFile.open(rec, null)) {
                assertThat(walked.size()).isEqualTo(60);
                for (int i = 0; i < 60; i++) {
                    assertThat(Golden.bytes(file.get(i * 3L).payload()))
                            .as("seed %d, record %d", seed, i)
                            .isEqualTo(truth.get(i));
                    assertThat(walked.at(i).offsetBytes()).isEqualTo(file.at(i).offsetBytes());
                }
            }
        }
    }

    private static byte[] payload(SplittableRandom random) {
        int length = random.nextInt(20) == 0 ? random.nextInt(3_000_000) : random.nextInt(300);
        byte[] payload = new byte[length];
        random.nextBytes(payload);
        for (int i = random.nextInt(5); i > 0 && length >= 4; i--) {
            System.arraycopy(MAGIC, 0, payload, random.nextInt(length - 3), 4);
        }
        return payload;
    }

    @Test
    void untilTheCommitTheOldFileStandsAndNothingLooksFinished() throws IOException {
        Path rec = temp.resolve("a.rec");
        write(rec, 3);
        byte[] old = Files.readAllBytes(rec);
        try (RecordWriter writer = RecordWriter.create(rec)) {
            writer.write(0, MemorySegment.ofArray(new byte[100]));
            assertThat(rec).hasBinaryContent(old);
        }
        assertThat(rec).hasBinaryContent(old);
        try (var left = Files.list(temp)) {
            assertThat(left.map(p -> p.getFileName().toString())).containsExactlyInAnyOrder("a.rec", "a.idx", "a.cix");
        }
    }

    @Test
    void resumingBehindACheckpointGivesTheSameBytes() throws IOException {
        Path whole = temp.resolve("whole.rec");
        write(whole, 500);
        Path cut = temp.resolve("cut.rec");
        RecordWriter.Checkpoint checkpoint;
        try (RecordWriter writer = RecordWriter.create(cut)) {
            for (int i = 0; i < 200; i++) {
                writer.write(i, content(i));
            }
            checkpoint = writer.checkpoint();
            for (int i = 200; i < 260; i++) {
                writer.write(i, content(i * 31));
            }
        }
        assertThat(cut).doesNotExist();
        assertThat(checkpoint.records()).isEqualTo(200);
        try (RecordWriter writer = RecordWriter.resume(cut, checkpoint)) {
            for (int i = 200; i < 500; i++) {
                writer.write(i, content(i));
            }
            assertThat(writer.records()).isEqualTo(500);
            writer.commit();
        }
        assertThat(cut).hasSameBinaryContentAs(whole);
        assertThat(temp.resolve("cut.idx")).hasSameBinaryContentAs(temp.resolve("whole.idx"));
    }

    @Test
    void resumingIsRefusedWhereThePartialFileIsShorterThanTheCheckpoint() throws IOException {
        Path rec = temp.resolve("short.rec");
        Files.write(temp.resolve("short.rec.partial"), new byte[10]);
        Files.write(temp.resolve("short.idx.partial"), new byte[10]);
        assertThatThrownBy(() -> RecordWriter.resume(rec, new RecordWriter.Checkpoint(1, 40, 4)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("shorter than its journal says");
    }

    @Test
    void theTwentyNineBitLimitIsHonoured() throws IOException {
        Path big = temp.resolve("big");
        try (FileChannel channel = FileChannel.open(
                        big, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Arena arena = Arena.ofConfined();
                RecordWriter writer = RecordWriter.create(temp.resolve("limit.rec"))) {
            channel.write(ByteBuffer.allocate(1), 1L << 29); // sparse
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, 1L << 29, arena);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write(0, bytes))
                    .withMessageContaining("limit=536870911, actual=536870912");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write(0, IrHeader.scalar(0, 0), bytes.asSlice(0, (1L << 29) - 24)));
            assertThat(writer.records()).isZero();
        }
    }

    @Test
    void recordsBeyondFourGiBAreFound() throws IOException {
        Path rec = temp.resolve("far.rec");
        write(rec, 1);
        byte[] record = Files.readAllBytes(rec);
        long far = 5L << 30;
        try (FileChannel channel = FileChannel.open(rec, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(record), far); // sparse
        }
        Path idx = Files.writeString(temp.resolve("far.idx"), "0\t0\n1\t" + far + "\n");
        try (RecordFile file = RecordFile.open(rec, RecordIndex.read(idx))) {
            assertThat(file.sizeBytes()).isEqualTo(far + record.length);
            assertThat(Golden.bytes(file.get(1).content()))
                    .isEqualTo(Golden.bytes(file.get(0).content()));
            assertThat(file.get(1).offsetBytes()).isEqualTo(far);
        }
    }

    @Test
    void aKeyThatWouldBreakTheIndexIsRefused() throws IOException {
        try (RecordWriter writer = RecordWriter.create(temp.resolve("k.rec"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> writer.write("a\tb", content(0)));
            assertThatIllegalArgumentException().isThrownBy(() -> writer.write("a\n", content(0)));
            assertThatIllegalArgumentException().isThrownBy(() -> writer.write(" ", content(0)));
        }
    }

    @Test
    void aKeyThatIsNotThereIsNamed() throws IOException {
        Path rec = temp.resolve("a.rec");
        write(rec, 3);
        try (RecordFile file = RecordFile.open(rec)) {
            assertThat(file.contains(2)).isTrue();
            assertThat(file.contains(3)).isFalse();
            assertThat(file.find(3, new RecordView())).isFalse();
            assertThatThrownBy(() -> file.get(3))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("key=3")
                    .hasMessageContaining("a.rec");
            assertThatThrownBy(() -> file.at(3)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    private static void write(Path rec, int records) throws IOException {
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < records; i++) {
                writer.write(i, content(i));
            }
            writer.commit();
        }
    }

    private static MemorySegment content(int i) {
        byte[] bytes = new byte[24 + i % 50];
        new SplittableRandom(i).nextBytes(bytes);
        return MemorySegment.ofArray(bytes);
    }
}
