package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Interpolation;
import io.cameo.image.PixelFormat;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import io.cameo.scene.Portrait;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScaledDecodeTest {
    private static final int SIDE_PX = 250;
    private static final int COUNT = 6;

    @TempDir
    Path folder;

    private Path rec;

    @BeforeEach
    void write() throws IOException {
        rec = folder.resolve("large.rec");
        try (ImageCodec codec = ImageCodec.create();
                RecordWriter writer = RecordWriter.create(rec);
                Arena arena = Arena.ofConfined()) {
            Image image = Image.allocate(arena, SIDE_PX, SIDE_PX, PixelFormat.BGR8);
            for (int i = 0; i < COUNT; i++) {
                new Portrait(SIDE_PX).draw(1, i, 0, image.pixels(), new float[10]);
                // Cut off below, so that the sides differ.
                writer.write(i, IrHeader.scalar(i, i), codec.encode(image.crop(0, 0, SIDE_PX, 200), Encoding.JPEG, 95));
            }
            writer.commit();
        }
    }

    private Loader open(int leastPx, Augment... steps) throws IOException {
        LoaderBuilder builder = Loader.of(rec).batch(COUNT).workers(1);
        if (leastPx > 0) {
            builder.scaledDecode(leastPx);
        }
        return (steps.length == 0 ? builder : builder.augment(steps)).open();
    }

    /** The largest denominator that leaves the shorter side, and sides rounded up as the decoder rounds them. */
    @Test
    void sidesAreAHalfAQuarterOrAnEighth() throws IOException {
        int[][] cases = {
            {201, 250, 200},
            {200, 250, 200},
            {101, 250, 200},
            {100, 125, 100},
            {51, 125, 100},
            {50, 63, 50},
            {25, 32, 25},
            {1, 32, 25}
        };
        for (int[] each : cases) {
            try (Loader loader = open(each[0])) {
                assertThat(loader.spec().widthPx()).as("least %d", each[0]).isEqualTo(each[1]);
                assertThat(loader.spec().heightPx()).as("least %d", each[0]).isEqualTo(each[2]);
                for (Batch batch : loader.epoch(0)) {
                    assertThat(batch.samples()).isEqualTo(COUNT);
                }
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Loader.of(rec).scaledDecode(0));
    }

    /** Behind a resize the picture is the same but for what averaging blocks does to edges: a few of 255 a pixel. */
    @Test
    void samplesAreCloseToThoseOfTheWholeImage() throws IOException {
        for (int size : new int[] {90, 50, 25}) {
            Augment[] steps = {
                Augments.resizeShort(size, Interpolation.AREA), Augments.centerCrop(size, size, Interpolation.LINEAR)
            };
            byte[] whole = pixels(0, steps);
            byte[] scaled = pixels(size, steps);
            assertThat(scaled).hasSameSizeAs(whole);
            double difference = 0;
            for (int i = 0; i < whole.length; i++) {
                difference += Math.abs(Byte.toUnsignedInt(whole[i]) - Byte.toUnsignedInt(scaled[i]));
            }
            assertThat(difference / whole.length).as("size %d", size).isBetween(0.001, 3.0);
        }
    }

    /** It changes pixels, so a run may not be resumed with another setting; without it nothing is said and nothing changes. */
    @Test
    void positionsOfOtherSettingsAreRefused() throws IOException {
        try (Loader scaled = open(100);
                Loader whole = open(0)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> whole.resume(scaled.position()))
                    .withMessageContaining("other settings");
        }
        assertThat(pixels(201)).isEqualTo(pixels(0));
    }

    private byte[] pixels(int leastPx, Augment... steps) throws IOException {
        try (Loader loader = open(leastPx, steps)) {
            return loader.epoch(0).iterator().next().images().toArray(ValueLayout.JAVA_BYTE);
        }
    }
}
