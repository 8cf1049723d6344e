package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Scanning in pieces finds what scanning in one go finds, at the ends of pieces too. */
class FileScanTest {
    private static final int SIZE_BYTES = 40_003;

    @Test
    void findsWhatTheSpecificationFinds() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        MemorySegment bytes = MemorySegment.ofArray(new byte[SIZE_BYTES]);
        FileScan inPieces = new FileScan(bytes);
        MagicScan whole = new MagicScanScalar();
        for (int round = 0; round < 3_000; round++) {
            long from = random.nextLong(SIZE_BYTES);
            long to = random.nextLong(from, SIZE_BYTES + 1);
            long near = from + 8192L * random.nextInt(4) + 4L * random.nextInt(-2, 3);
            long at = round % 2 == 0 ? near : random.nextLong(SIZE_BYTES - 3);
            boolean fits = at >= 0 && at + 4 <= SIZE_BYTES;
            if (fits) {
                bytes.set(LittleEndian.INT, at, RecordLayout.MAGIC);
            }
            assertThat(inPieces.find(from, to))
                    .as("seed %d, from %d, to %d, at %d", seed, from, to, at)
                    .isEqualTo(whole.find(bytes, from, to));
            if (fits) {
                bytes.set(LittleEndian.INT, at, 0);
            }
        }
    }
}
