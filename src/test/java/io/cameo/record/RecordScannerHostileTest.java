package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files made to mislead a reader that searches for heads, or to keep it busy for ever. */
class RecordScannerHostileTest {
    private static final int SIZE = 2_000_000;

    @TempDir
    Path temp;

    /** Every byte is accounted for, whatever the bytes are; {@link ScannedFile} checks that. */
    @Test
    void randomBytesFullOfHeadsAreCoveredWithoutGapOrOverlap() throws IOException {
        Path rec = temp.resolve("random.rec");
        Path sums = temp.resolve("sums.rec");
        for (long seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = new byte[random.nextInt(600)];
            random.nextBytes(bytes);
            ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = random.nextInt(4); at + 8 <= bytes.length; at += random.nextInt(1, 40)) {
                words.putInt(at, RecordLayout.MAGIC);
                words.putInt(at + 4, RecordLayout.lengthWord(random.nextInt(5), random.nextInt(64)));
            }
            Files.write(rec, bytes);
            ScannedFile scan = ScannedFile.of(rec, false);
            assertThat(scan.records.size()).as("seed %d", seed).isLessThanOrEqualTo(bytes.length / 8);
            // The same bytes beside the sums of a sound file of like size.
            DamagedCopies copies = new DamagedCopies(sums, 10, 50, random);
            Files.write(sums, bytes);
            assertThat(ScannedFile.of(sums, true).records.size())
                    .as("seed %d", seed)
                    .isEqualTo(scan.records.size());
            assertThat(copies.size()).isEqualTo(10);
        }
    }

    /**
     * @param shift where the first head stands
     * @param step how far it is to the next
     */
    @ParameterizedTest
    @CsvSource({
        "0, 8, 0, 400000000", // each would swallow everything, and is cut off
        "1, 9, 0, 900000", // at all alignments in turn, each with half the file in its data
        "1, 8, 0, 4", // a head every 8 bytes that should be one every 12
        "2, 8, 1, 0", // records that begin and never end
        "3, 12, 0, 9", // overlapping by a byte
        "0, 8, 2, 0" // parts of nothing
    })
    void noArrangementOfHeadsTakesLong(int shift, int step, int cflag, int length) throws IOException {
        byte[] bytes = new byte[SIZE];
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = shift; at + 8 <= SIZE; at += step) {
            words.putInt(at, RecordLayout.MAGIC);
            words.putInt(at + 4, RecordLayout.lengthWord(cflag, length));
        }
        assertScannedInTime(bytes);
    }

    /** One record as large as the file, at one alignment, over chains of small ones at another that lead nowhere. */
    @Test
    void brokenChainsWithinALargeRecordDoNotTakeLong() throws IOException {
        byte[] bytes = new byte[SIZE];
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        words.putInt(0, RecordLayout.MAGIC);
        words.putInt(4, RecordLayout.lengthWord(0, SIZE - 108));
        for (int at = 9; at + 8 <= SIZE - 200; at += 8) {
            words.putInt(at, RecordLayout.MAGIC);
        }
        assertScannedInTime(bytes);
    }

    private void assertScannedInTime(byte[] bytes) throws IOException {
        Path rec = Files.write(temp.resolve("long.rec"), bytes);
        ScannedFile scan = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ScannedFile.of(rec, false));
        assertThat(scan.regions).isNotEmpty();
    }
}
