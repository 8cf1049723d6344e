package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every twin must find, checked against a search that is written differently. */
abstract class MagicScanContract {
    private static final byte[] MAGIC = {0x0a, 0x23, (byte) 0xd7, (byte) 0xce};

    abstract MagicScan scan();

    @Test
    void findsTheMagicAtEveryPlaceOfEveryLength() {
        for (int length = 0; length <= 200; length++) {
            for (int place = 0; place + 4 <= length; place++) {
                byte[] bytes = new byte[length];
                System.arraycopy(MAGIC, 0, bytes, place, 4);
                long expected = place % 4 == 0 ? place : -1;
                assertThat(scan().find(MemorySegment.ofArray(bytes), 0, length)).isEqualTo(expected);
            }
            assertThat(scan().find(MemorySegment.ofArray(new byte[length]), 0, length))
                    .isEqualTo(-1);
        }
    }

    @Test
    void agreesWithANaiveSearchOnRandomBytesAndBounds() {
        for (long seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int length = random.nextInt(1, 700);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment segment = random.nextBoolean()
                        ? arena.allocate(length + 1).asSlice(random.nextInt(2), length)
                        : MemorySegment.ofArray(new byte[length]);
                for (int i = 0; i < length; i++) {
                    segment.set(LittleEndian.BYTE, i, MAGIC[random.nextInt(4)]);
                }
                for (int i = random.nextInt(6); i > 0 && length >= 4; i--) {
                    MemorySegment.copy(MAGIC, 0, segment, LittleEndian.BYTE, random.nextInt(length - 3), 4);
                }
                int from = random.nextInt(length + 1);
                int to = random.nextInt(from, length + 1);
                assertThat(scan().find(segment, from, to)).as("seed %d", seed).isEqualTo(naive(segment, from, to));
            }
        }
    }

    private static long naive(MemorySegment segment, int from, int to) {
        for (int at = from; at <= to - 4; at += 4) {
            if (MemorySegment.mismatch(segment, at, at + 4, MemorySegment.ofArray(MAGIC), 0, 4) < 0) {
                return at;
            }
        }
        return -1;
    }
}
