package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final Probe FIVE = new Probe(MemorySegment.ofArray(new byte[] {1, 2, 3, 4, (byte) 0xfe}));

    @Test
    void outsideReadsAsMinusOne() {
        assertThat(FIVE.u8(4)).isEqualTo(0xfe);
        assertThat(FIVE.u8(5)).isEqualTo(-1);
        assertThat(FIVE.u8(-1)).isEqualTo(-1);
        assertThat(FIVE.u8(Long.MIN_VALUE)).isEqualTo(-1);
        assertThat(FIVE.u16be(3)).isEqualTo(0x04fe);
        assertThat(FIVE.u16le(3)).isEqualTo(0xfe04);
        assertThat(FIVE.u16le(4)).isEqualTo(-1);
        assertThat(FIVE.u24le(2)).isEqualTo(0xfe0403);
        assertThat(FIVE.u24le(3)).isEqualTo(-1);
        assertThat(FIVE.u32be(1)).isEqualTo(0x020304feL);
        assertThat(FIVE.u32le(1)).isEqualTo(0xfe040302L);
        assertThat(FIVE.u32le(Long.MAX_VALUE)).isEqualTo(-1);
        assertThat(FIVE.holds(5, 0)).isTrue();
        assertThat(FIVE.holds(1, Long.MAX_VALUE)).isFalse();
        assertThat(FIVE.says(3, "\u0004\u00fe")).isTrue();
        assertThat(FIVE.says(3, "\u0004\u00fe\u0000")).isFalse();
    }

    @Test
    void findsTheNextFfByteByByteOrEight() {
        long seed = 99;
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int i = random.nextInt(3); i < bytes.length; i += 1 + random.nextInt(30)) {
                bytes[i] = -1;
            }
            int from = random.nextInt(bytes.length + 2);
            int expected = from;
            while (expected < bytes.length && bytes[expected] != -1) {
                expected++;
            }
            assertThat(new Probe(MemorySegment.ofArray(bytes)).nextFf(from))
                    .as("seed=%d, round=%d", seed, round)
                    .isEqualTo(expected);
        }
    }
}
