package io.cameo.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.cameo.image.Encoding;
import io.cameo.image.ImageCodec;
import io.cameo.loader.Batch;
import io.cameo.loader.Loader;
import io.cameo.loader.TensorLayout;
import io.cameo.loader.TensorType;
import io.cameo.loader.mxnet.MxNetImages;
import io.cameo.loader.rates.FileRates;
import io.cameo.loader.rates.PeerReport;
import io.cameo.loader.rates.PeerRow;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cameo bench --peer mxnet}: what is measured side by side is the same work with the same result. */
@Tag("oracle")
class PeerRatesIT {
    private static final int IMAGES = 300;
    private static final int SIZE_PX = 48;
    private static final int BATCH = 16;

    @TempDir
    Path temp;

    @Test
    void bothAreMeasuredInEverySetting() throws IOException {
        Path rec = write(true);
        List<PeerRow> heard = new ArrayList<>();
        PeerReport report = Objects.requireNonNull(FileRates.of(rec)
                .threads(1, 2)
                .millis(5)
                .peer(MxNet.LIBRARY, 3, heard::add)
                .run()
                .peer());
        assertThat(report.images()).isEqualTo(IMAGES);
        assertThat(report.leftOut()).isEqualTo(1);
        assertThat(report.rows()).isEqualTo(heard);
        assertThat(report.rows().stream().map(row -> row.what() + " " + row.setting() + " " + row.threads()))
                .containsExactly(
                        "u8 NHWC ctx=cpu 1",
                        "u8 NCHW ctx=cpu 1",
                        "u8 NHWC default 1",
                        "u8 NCHW default 1",
                        "f32 NCHW ctx=cpu 1",
                        "f32 NCHW default 1",
                        "u8 NHWC ctx=cpu 2",
                        "u8 NCHW ctx=cpu 2",
                        "u8 NHWC default 2",
                        "u8 NCHW default 2",
                        "f32 NCHW ctx=cpu 2",
                        "f32 NCHW default 2");
        assertThat(report.rows()).allSatisfy(row -> {
            assertThat(row.peerPerSecond()).isPositive();
            assertThat(row.times().median())
                    .isPositive()
                    .isBetween(row.times().least(), row.times().most());
            assertThat(row.cpuTimes().median()).isPositive();
        });
    }

    /** Otherwise the comparison of rates would say nothing. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void normalisedFloatsAreTheSame(int threads) throws IOException {
        Path rec = write(false);
        Map<String, String> options = MxNetImages.options(List.of(rec), SIZE_PX, SIZE_PX, BATCH);
        options.put("dtype", "float32");
        options.put("ctx", "cpu");
        for (String channel : List.of("r", "g", "b")) {
            options.put("mean_" + channel, "127.5");
            options.put("std_" + channel, "127.5");
        }
        MxNet.LIBRARY.decodingThreads(threads);
        int batches = 0;
        try (MxNetImages theirs = new MxNetImages(MxNet.LIBRARY, options);
                Loader ours = Loader.of(rec)
                        .normalize(127.5f, 127.5f)
                        .batch(BATCH, TensorLayout.NCHW, TensorType.FLOAT32)
                        .open()) {
            for (Batch batch : ours.epoch(0)) {
                assertThat(theirs.next()).isTrue();
                float[] expected = theirs.floats();
                float[] actual = batch.images().toArray(ValueLayout.JAVA_FLOAT);
                for (int i = 0; i < batch.samples() * 3 * SIZE_PX * SIZE_PX; i++) {
                    assertThat(actual[i]).as("batch %d, number %d", batches, i).isCloseTo(expected[i], offset(1e-5f));
                }
                batches++;
            }
        }
        assertThat(batches).isEqualTo(Math.ceilDiv(IMAGES, BATCH));
    }

    private Path write(boolean andNoImage) throws IOException {
        Path rec = temp.resolve("images.rec");
        try (RecordWriter writer = RecordWriter.create(rec);
                ImageCodec codec = ImageCodec.create()) {
            SplittableRandom random = new SplittableRandom(61);
            for (int i = 0; i < IMAGES; i++) {
                byte[] file = SmallImages.encode(codec, SmallImages.draw(random, SIZE_PX, SIZE_PX), Encoding.JPEG, 95);
                writer.write(i, IrHeader.scalar(i, i), MemorySegment.ofArray(file));
            }
            if (andNoImage) {
                writer.write(IMAGES, MemorySegment.ofArray(new byte[] {1, 2, 3}));
            }
            writer.commit();
        }
        return rec;
    }
}
