package io.cameo.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.loader.mxnet.MxNetImages;
import io.cameo.record.IrHeader;
import io.cameo.record.Record;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ImageRecordIter} takes files that Cameo packed and decodes the pixels that {@link ImageCodec} decodes. */
@Tag("oracle")
class ImageRecordsIT {
    private static final int RECORDS = 45;
    /** No divisor of the number of records, so that the last batch is short. */
    private static final int BATCH = 8;

    private static final int EPOCHS = 2;

    @TempDir
    Path temp;

    @ParameterizedTest(name = "[seed {0}] {1}x{2} {3} {4}, {5} labels")
    @CsvSource({
        "31, 112, 112, JPEG, 95, 1",
        "32, 112, 112, JPEG, 30, 1",
        "33, 37, 53, JPEG, 95, 4",
        "34, 160, 9, JPEG, 100, 2",
        "35, 41, 41, PNG, 3, 1",
        "36, 16, 16, PNG, 9, 3"
    })
    void batchesHoldOurPixelsAndLabels(long seed, int widthPx, int heightPx, Encoding encoding, int quality, int labels)
            throws IOException {
        Path rec = temp.resolve("images.rec");
        try (RecordWriter writer = RecordWriter.create(rec);
                ImageCodec codec = ImageCodec.create()) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < RECORDS; i++) {
                byte[] file = SmallImages.encode(codec, SmallImages.draw(random, widthPx, heightPx), encoding, quality);
                writer.write(i, header(random, labels, i), MemorySegment.ofArray(file));
            }
            writer.commit();
        }
        Map<String, String> options = options(rec, widthPx, heightPx, labels);
        compare(rec, options);
        options.put("path_imgidx", RecordIndex.besides(rec).toString());
        compare(rec, options);
        options.put("ctx", "cpu"); // another iterator inside
        compare(rec, options);
    }

    @Test
    void recordsInPartsGiveTheirPixelsToo() throws IOException {
        Path rec = temp.resolve("parts.rec");
        try (RecordWriter writer = RecordWriter.create(rec);
                ImageCodec codec = ImageCodec.create()) {
            SplittableRandom random = new SplittableRandom(37);
            for (int i = 0; i < RECORDS; i++) {
                byte[] jpeg = SmallImages.encode(codec, SmallImages.draw(random, 48, 32), Encoding.JPEG, 90);
                byte[] withMagic = SmallImages.withMagicComment(jpeg, random.nextInt(1, 100), 2);
                writer.write(i, IrHeader.scalar(i, i), MemorySegment.ofArray(withMagic));
            }
            writer.commit();
        }
        try (RecordFile file = RecordFile.open(rec)) {
            assertThat(file.at(0).parts()).isGreaterThan(1);
        }
        compare(rec, options(rec, 48, 32, 1));
    }

    private static IrHeader header(SplittableRandom random, int labels, int id) {
        if (labels == 1) {
            return IrHeader.scalar(random.nextInt(100_000) / 4f, id);
        }
        float[] values = new float[labels];
        for (int i = 0; i < labels; i++) {
            values[i] = random.nextInt(-1000, 1000) / 8f;
        }
        return IrHeader.vector(values, id);
    }

    private static Map<String, String> options(Path rec, int widthPx, int heightPx, int labels) {
        Map<String, String> options = MxNetImages.options(List.of(rec), widthPx, heightPx, BATCH);
        options.put("label_width", Integer.toString(labels));
        return options;
    }

    private static void compare(Path rec, Map<String, String> options) throws IOException {
        try (MxNetImages images = new MxNetImages(MxNet.LIBRARY, options);
                RecordFile file = RecordFile.open(rec);
                ImageCodec codec = ImageCodec.create()) {
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                int seen = 0;
                while (images.next()) {
                    byte[] pixels = images.pixels();
                    float[] labels = images.labels();
                    int pixelsEach = pixels.length / BATCH;
                    int labelsEach = labels.length / BATCH;
                    for (int i = 0; i < BATCH && seen < RECORDS; i++, seen++) {
                        Record record = file.at(seen);
                        assertThat(Arrays.copyOfRange(pixels, i * pixelsEach, (i + 1) * pixelsEach))
                                .as("pixels of record %d, epoch %d, options %s", seen, epoch, options)
                                .isEqualTo(planes(codec.decode(record.payload(), ColorMode.COLOR)));
                        assertThat(Arrays.copyOfRange(labels, i * labelsEach, (i + 1) * labelsEach))
                                .as("labels of record %d, epoch %d, options %s", seen, epoch, options)
                                .isEqualTo(record.header().labels());
                    }
                }
                assertThat(seen).isEqualTo(RECORDS);
                images.beforeFirst();
            }
        }
    }

    /** Interleaved BGR as planes R, G, B: how MXNet lays a sample out. */
    private static byte[] planes(Image image) {
        assertThat(image.format()).isEqualTo(PixelFormat.BGR8);
        byte[] bgr = image.toBytes();
        int area = image.widthPx() * image.heightPx();
        byte[] planes = new byte[3 * area];
        for (int i = 0; i < area; i++) {
            for (int c = 0; c < 3; c++) {
                planes[c * area + i] = bgr[3 * i + 2 - c];
            }
        }
        return planes;
    }
}
