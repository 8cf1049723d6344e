package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.bytes.LittleEndian;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.dataset.insightface.FaceRecordWriter;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.lst.FaceLine;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** Record files for tests: small pictures, no two alike, and what a decoder makes of them. */
public final class MadeRecords {
    public static final int WIDTH_PX = 18;
    public static final int HEIGHT_PX = 12;
    public static final int PIXEL_BYTES = WIDTH_PX * HEIGHT_PX * 3;

    private MadeRecords() {}

    /** A JPEG that is another one for every number. */
    static MemorySegment jpeg(ImageCodec codec, long number) {
        return encode(codec, number, Encoding.JPEG, WIDTH_PX, HEIGHT_PX);
    }

    public static MemorySegment encode(ImageCodec codec, long number, Encoding encoding, int widthPx, int heightPx) {
        SplittableRandom random = new SplittableRandom(number);
        int[] base = random.ints(6, 0, 200).toArray();
        try (Arena arena = Arena.ofConfined()) {
            Image image = Image.allocate(arena, widthPx, heightPx, PixelFormat.BGR8);
            for (int y = 0; y < heightPx; y++) {
                for (int x = 0; x < widthPx; x++) {
                    for (int c = 0; c < 3; c++) {
                        int value = base[c] + x * base[3 + c] / 60 + y * 2;
                        image.pixels()
                                .set(LittleEndian.BYTE, ((long) y * widthPx + x) * 3 + c, (byte) Math.min(255, value));
                    }
                }
            }
            byte[] bytes = codec.encode(image, encoding, 90).toArray(LittleEndian.BYTE);
            return MemorySegment.ofArray(bytes);
        }
    }

    /** Records with keys from {@code firstKey}, the key as id, label key / 4, and an index. */
    public static Path write(Path rec, int firstKey, int count) throws IOException {
        try (ImageCodec codec = ImageCodec.create();
                RecordWriter writer = RecordWriter.create(rec)) {
            for (int key = firstKey; key < firstKey + count; key++) {
                writer.write(key, IrHeader.scalar(Math.floorDiv(key, 4), key), jpeg(codec, key));
            }
            writer.commit();
        }
        return rec;
    }

    /** The same with other payloads where a key is bad: half of it is cut off. */
    public static Path writeWithBad(Path rec, int count, List<Integer> bad) throws IOException {
        try (ImageCodec codec = ImageCodec.create();
                RecordWriter writer = RecordWriter.create(rec)) {
            for (int key = 0; key < count; key++) {
                MemorySegment jpeg = jpeg(codec, key);
                MemorySegment payload = bad.contains(key) ? jpeg.asSlice(0, jpeg.byteSize() / 2) : jpeg;
                writer.write(key, IrHeader.scalar(Math.floorDiv(key, 4), key), payload);
            }
            writer.commit();
        }
        return rec;
    }

    /** A set of faces as InsightFace writes it, with identity records where the layout has them, and an {@code .ids}. */
    public static Path writeFaces(Path rec, FaceLayout layout, long... labels) throws IOException {
        try (ImageCodec codec = ImageCodec.create();
                FaceRecordWriter writer = FaceRecordWriter.create(rec, FaceRecordWriter.Options.of(layout))) {
            for (int i = 0; i < labels.length; i++) {
                writer.write(FaceLine.of(true, "x", labels[i]), jpeg(codec, layout.firstKey() + i));
            }
            writer.commit();
        }
        return rec;
    }

    /** What OpenCV makes of the picture, R before G before B, row after row. */
    public static byte[] rgb(ImageCodec codec, long number) {
        byte[] pixels = codec.decode(jpeg(codec, number), ColorMode.COLOR).toBytes();
        for (int i = 0; i < pixels.length; i += 3) {
            byte blue = pixels[i];
            pixels[i] = pixels[i + 2];
            pixels[i + 2] = blue;
        }
        return pixels;
    }

    static byte[] row(Batch batch, int row) {
        return batch.images()
                .asSlice((long) row * batch.spec().sampleBytes(), batch.spec().sampleBytes())
                .toArray(LittleEndian.BYTE);
    }

    /** All that a batch holds, as one number. */
    public static long sum(Batch batch) {
        CRC32C crc = new CRC32C();
        for (MemorySegment part :
                List.of(batch.images(), batch.labels(), batch.exactLabels(), batch.keys(), batch.validity())) {
            crc.update(part.asByteBuffer());
        }
        return batch.epoch() * 31 + batch.samples() + (crc.getValue() << 16);
    }

    static List<Long> sums(Iterable<Batch> batches) {
        List<Long> sums = new ArrayList<>();
        batches.forEach(batch -> sums.add(sum(batch)));
        return sums;
    }

    /** Keys of all rows that hold a sample. */
    static List<Long> keys(Iterable<Batch> batches) {
        List<Long> keys = new ArrayList<>();
        for (Batch batch : batches) {
            for (int row = 0; row < batch.rows(); row++) {
                if (batch.isValid(row)) {
                    keys.add(batch.key(row));
                }
            }
        }
        return keys;
    }

    static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cameo-loader-"))
                .toList();
    }

    /** No worker is left, and nothing of the folder is mapped. */
    public static void assertNothingLeft(Path folder) throws IOException {
        assertThat(threads()).isEmpty();
        Path maps = Path.of("/proc/self/maps");
        if (Files.isReadable(maps)) {
            assertThat(Files.readAllLines(maps)).noneMatch(line -> line.contains(folder.toString()));
        }
    }
}
