package io.cameo.numpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFormTest {
    @Test
    void utf8IsCountedAsItIsDecoded() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] latin1 = new byte[random.nextInt(seed % 10 == 0 ? 30_000 : 40)];
            random.nextBytes(latin1);
            byte[] utf8 = new String(latin1, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
            byte[] decoded = new byte[latin1.length];
            assertThat(count(TextForm.UTF8, utf8)).as("seed %d", seed).isEqualTo(latin1.length);
            assertThat(TextForm.UTF8.decode(MemorySegment.ofArray(utf8), decoded))
                    .isEqualTo(latin1.length);
            assertThat(decoded).as("seed %d", seed).isEqualTo(latin1);
        }
    }

    @Test
    void everyPairOfBytesIsJudgedAlikeByBoth() {
        byte[] pair = new byte[2];
        int accepted = 0;
        for (int i = 0; i < 1 << 16; i++) {
            pair[0] = (byte) (i >> 8);
            pair[1] = (byte) i;
            int counted = count(TextForm.UTF8, pair);
            assertThat(TextForm.UTF8.decode(MemorySegment.ofArray(pair), new byte[2]))
                    .isEqualTo(counted);
            accepted += counted < 0 ? 0 : 1;
        }
        assertThat(accepted).isEqualTo(128 * 128 + 128);
    }

    @ParameterizedTest
    @CsvSource({
        "QUOTED,'a\\n\\\\\\x41\\''',5",
        "QUOTED,'\\x4',-1",
        "QUOTED,'\\q',-1",
        "QUOTED,'\\',-1",
        "UNICODE_ESCAPE,'a\\u0041\\U00000042\\q',5",
        "UNICODE_ESCAPE,'\\u0141',-1",
        "UNICODE_ESCAPE,'\\u00',-1",
        "UNICODE_ESCAPE,'\\Uffffffff',-1",
        "RAW,'\\n',2",
    })
    void escapesAreStrict(TextForm form, String text, int expected) {
        assertThat(count(form, text.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(expected);
    }

    private static int count(TextForm form, byte[] bytes) {
        return form.decode(MemorySegment.ofArray(bytes), new byte[0]);
    }
}
