package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MattePngTest {
    @Test
    void othersReadWhatWasWritten() {
        SplittableRandom random = new SplittableRandom(8);
        MattePng png = new MattePng();
        try (ImageCodec codec = ImageCodec.create()) {
            for (int round = 0; round < 40; round++) {
                // Noise fills more than the first buffer; blank planes are almost nothing.
                int width = random.nextInt(1, 700);
                int height = random.nextInt(1, 300);
                Image wide = Image.allocate(Arena.ofAuto(), width + 5, height, PixelFormat.GRAY8);
                if (round % 2 == 0) {
                    for (long at = 0; at < wide.pixels().byteSize(); at++) {
                        wide.pixels().set(ValueLayout.JAVA_BYTE, at, (byte) random.nextInt());
                    }
                }
                Image plane = wide.crop(2, 0, width, height);
                Image read = codec.decode(png.encode(plane), ColorMode.UNCHANGED);
                assertThat(read.format()).isEqualTo(PixelFormat.GRAY8);
                assertThat(read.toString()).isEqualTo(plane.toString());
                assertThat(read.toBytes()).as("round %d", round).isEqualTo(plane.toBytes());
            }
            // Runs of every length, of every kind of matte.
            Image runs = Image.allocate(Arena.ofAuto(), 601, 600, PixelFormat.GRAY8);
            for (int y = 0; y < 600; y++) {
                runs.pixels().asSlice(601L * y, y).fill((byte) (y % 3 == 0 ? 255 : y));
            }
            Image back = codec.decode(png.encode(runs), ColorMode.UNCHANGED);
            assertThat(back.toBytes()).isEqualTo(runs.toBytes());
            assertThat(png.encode(runs).byteSize())
                    .isLessThan(codec.encode(runs, Encoding.PNG, 9).byteSize());
            Image colours = Image.allocate(Arena.ofAuto(), 2, 2, PixelFormat.BGR8);
            assertThatThrownBy(() -> png.encode(colours)).hasMessage("not a plane of 8 bits: image=2x2 BGR8");
        }
    }
}
