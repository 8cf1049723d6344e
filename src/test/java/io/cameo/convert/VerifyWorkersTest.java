package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums that several workers compute ahead tell the same story as those of one. */
class VerifyWorkersTest {
    private static final int RECORDS = 400;

    @TempDir
    Path temp;

    @Test
    void damageIsTheSameForAnyNumberOfWorkers() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Path rec = write(random);
        byte[] sound = Files.readAllBytes(rec);
        assertThat(Verify.of(rec).workers(3).run().damages()).isEmpty();
        for (int round = 0; round < 25; round++) {
            byte[] bytes = sound.clone();
            for (int flips = random.nextInt(1, 60); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            int cut = round % 3 == 0 ? random.nextInt(bytes.length) : bytes.length;
            Files.write(rec, Arrays.copyOf(bytes, cut));
            VerifyReport one =
                    Verify.of(rec).level(Verify.Level.SUMS).workers(1).run();
            VerifyReport three =
                    Verify.of(rec).level(Verify.Level.SUMS).workers(3).run();
            assertThat(three.damages()).as("seed %d", seed).isEqualTo(one.damages());
            assertThat(three.records()).as("seed %d", seed).isEqualTo(one.records());
            assertThat(three.lostRecords()).as("seed %d", seed).isEqualTo(one.lostRecords());
            assertThat(three.sums()).as("seed %d", seed).isEqualTo(one.sums());
        }
    }

    private Path write(SplittableRandom random) throws IOException {
        Path rec = temp.resolve("workers.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < RECORDS; i++) {
                byte[] payload = new byte[random.nextInt(i % 50 == 0 ? 400_000 : 3_000)];
                random.nextBytes(payload);
                for (int magics = i % 9; magics > 6 && payload.length > 100; magics--) {
                    int at = random.nextInt(payload.length / 4 - 1) * 4;
                    MemorySegment.copy(
                            MemorySegment.ofArray(new byte[] {0x0a, 0x23, (byte) 0xd7, (byte) 0xce}),
                            0,
                            MemorySegment.ofArray(payload),
                            at,
                            4);
                }
                writer.write(i, IrHeader.scalar(i % 5, i), MemorySegment.ofArray(payload));
            }
            writer.commit();
        }
        return rec;
    }
}
