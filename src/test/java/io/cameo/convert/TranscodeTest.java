package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.ImageCodec;
import io.cameo.image.ImageHeader;
import io.cameo.image.ImageKind;
import io.cameo.image.Transforms;
import io.cameo.pipeline.Progress;
import io.cameo.record.IrHeader;
import io.cameo.record.Record;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TranscodeTest {
    private static final int PICTURES = 40;

    @TempDir
    Path temp;

    private Path source;
    private Path out;

    /** Pictures under keys that do not count up, a vector of labels, a second id, and an identity without payload. */
    @BeforeEach
    void write() throws IOException {
        out = temp.resolve("out.rec");
        try (Album album = new Album(temp.resolve("in.rec"))) {
            album.add("0", IrHeader.vector(new float[] {41, 43}, 0), new byte[0]);
            for (int i = 0; i < PICTURES; i++) {
                int key = 7 * ((i * 17) % PICTURES) + 1;
                IrHeader header = i % 2 == 0
                        ? IrHeader.scalar(i, key).withId2(i)
                        : IrHeader.vectorWithFirst(new float[] {i, 0.5f}, key);
                album.add(Integer.toString(key), header, Album.jpeg(20 + i, 30, i));
            }
            source = album.commit();
        }
    }

    private PackReport run(Encoding encoding, Path to, int workers) throws IOException {
        return Transcode.from(source).encoding(encoding).workers(workers).writeTo(to);
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"RAW", "LZ4", "PNG"})
    void keepsKeysHeadersOrderAndPixels(Encoding encoding) throws IOException {
        PackReport report = run(encoding, out, 2);
        assertThat(report.complete()).isTrue();
        assertThat(report.packed()).isEqualTo(PICTURES + 1);
        try (RecordFile before = RecordFile.open(source);
                RecordFile after = RecordFile.open(out);
                ImageCodec codec = ImageCodec.create()) {
            assertThat(after.size()).isEqualTo(before.size());
            for (int i = 0; i < before.size(); i++) {
                Record old = before.at(i);
                Record now = after.at(i);
                assertThat(now.key()).isEqualTo(old.key());
                assertThat(now.header()).isEqualTo(old.header());
                if (old.payload().byteSize() == 0) {
                    assertThat(now.payload().byteSize()).isZero();
                    continue;
                }
                byte[] pixels = codec.decode(old.payload(), ColorMode.COLOR).toBytes();
                assertThat(codec.decode(now.payload(), ColorMode.COLOR).toBytes())
                        .isEqualTo(pixels);
                assertThat(ImageKind.of(now.payload()))
                        .isEqualTo(encoding == Encoding.PNG ? ImageKind.PNG : ImageKind.RAW);
            }
        }
    }

    @Test
    void theWayBackIsLossless() throws IOException {
        run(Encoding.RAW, out, 2);
        Path compressed = temp.resolve("lz4.rec");
        Transcode.from(out).encoding(Encoding.LZ4).writeTo(compressed);
        Path back = temp.resolve("back.rec");
        Transcode.from(compressed).encoding(Encoding.RAW).writeTo(back);
        assertThat(back).hasSameBinaryContentAs(out);
        assertThat(Files.size(compressed)).isLessThan(Files.size(out) / 2); // plain pictures of one shade
    }

    @Test
    void givesTheSameBytesForAnyNumberOfWorkers() throws IOException {
        run(Encoding.RAW, out, 1);
        Path many = temp.resolve("many.rec");
        run(Encoding.RAW, many, 4);
        assertThat(many).hasSameBinaryContentAs(out);
    }

    @Test
    void changesSizesOnTheWay() throws IOException {
        Transcode.from(source)
                .transform(Transforms.centerSquareCrop(), Transforms.resizeShort(16))
                .color(ColorMode.GRAY)
                .writeTo(out);
        try (RecordFile file = RecordFile.open(out)) {
            for (int i = 1; i < file.size(); i++) {
                assertThat(ImageHeader.of(file.at(i).payload()))
                        .isEqualTo(new ImageHeader(ImageKind.RAW, 16, 16, 1, 8, 1, false));
            }
        }
    }

    @Test
    void aBadImageIsNamedAndLeftOut() throws IOException {
        try (Album album = new Album(source)) {
            album.add(3, 1, Album.jpeg(20, 20, 5))
                    .add(5, 1, new byte[] {1, 2, 3})
                    .add(4, 2, Album.jpeg(20, 20, 6))
                    .addContent("9", new byte[] {1});
            album.commit();
        }
        PackReport report =
                Transcode.from(source).encoding(Encoding.RAW).noErrorLimit().writeTo(out);
        assertThat(report.packed()).isEqualTo(2);
        assertThat(report.rejected()).isEqualTo(2);
        List<String> rejects = Files.readAllLines(temp.resolve("out.rejects.tsv"));
        assertThat(rejects.get(1)).startsWith("5\t" + source + "@").contains("not a known image: bytes=3");
        assertThat(rejects.get(2)).startsWith("9\t" + source + "@").endsWith("no image-record header: bytes=1");
    }

    @Test
    void aStoppedRunGoesOnToTheSameBytes() throws IOException {
        run(Encoding.LZ4, out, 2);
        Path resumed = temp.resolve("resumed.rec");
        Transcode stopped =
                Transcode.from(source).encoding(Encoding.LZ4).workers(1).batchSize(1);
        stopped.progress(new Progress() {
            @Override
            public void started(long totalItems) {}

            @Override
            public void finished(long doneItems, long rejectedItems) {}

            @Override
            public void advanced(long doneItems, long rejectedItems) {
                if (doneItems > 10) {
                    stopped.cancel();
                }
            }
        });
        PackReport part = stopped.writeTo(resumed);
        if (!part.complete()) { // the cancel may come when all is done
            assertThat(resumed).doesNotExist();
            assertThatThrownBy(() -> Transcode.from(source)
                            .encoding(Encoding.RAW)
                            .resume(true)
                            .writeTo(resumed))
                    .isInstanceOf(IOException.class);
            PackReport rest =
                    Transcode.from(source).encoding(Encoding.LZ4).resume(true).writeTo(resumed);
            assertThat(rest.complete()).isTrue();
            assertThat(rest.resumedAt()).isPositive();
        }
        assertThat(resumed).hasSameBinaryContentAs(out);
    }

    @Test
    void refusesKeysThatAreText() {
        assertThatThrownBy(() ->
                        Transcode.from(Path.of("testdata/record/keys_str.rec")).writeTo(out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("keys are text, and only numbers are supported");
        assertThat(out).doesNotExist();
        assertThatThrownBy(() -> Transcode.from(source).quality(101)).isInstanceOf(IllegalArgumentException.class);
    }
}
