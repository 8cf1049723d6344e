package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JpegDecoderTurboTest extends JpegDecoderContract {
    @Override
    protected JpegDecoder create() {
        assumeTrue(JpegLibrary.TURBO.missing().isEmpty(), "libturbojpeg is not installed: apt install libturbojpeg0");
        return JpegDecoder.create(JpegLibrary.TURBO);
    }

    @Test
    void tellsOfDamageThatOpencvGuessesOver() {
        byte[] file = Golden.bytes("src/rgb420_q90.jpg");
        try (JpegDecoder decoder = create();
                Arena arena = Arena.ofConfined()) {
            MemorySegment pixels = arena.allocate(60L * 80 * 3);
            decoder.read(MemorySegment.ofArray(file), 0, file.length);
            decoder.decode(pixels, 0, 80 * 3, ChannelOrder.BGR, 1);
            assertThat(decoder.sawDamage()).isFalse();

            // The end-of-image marker, in the middle of the coded data: the structure is sound, the data is short.
            byte[] cut = Arrays.copyOf(file, file.length - 400);
            cut[cut.length - 2] = (byte) 0xff;
            cut[cut.length - 1] = (byte) 0xd9;
            decoder.read(MemorySegment.ofArray(cut), 0, cut.length);
            decoder.decode(pixels, 0, 80 * 3, ChannelOrder.BGR, 1);
            assertThat(decoder.sawDamage()).isTrue();

            decoder.read(MemorySegment.ofArray(file), 0, file.length);
            assertThat(decoder.sawDamage()).isFalse();
        }
    }
}
