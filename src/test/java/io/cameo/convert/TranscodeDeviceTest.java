package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.LittleEndian;
import io.cameo.compute.Device;
import io.cameo.compute.DeviceDecode;
import io.cameo.compute.DeviceReport;
import io.cameo.compute.DeviceSettings;
import io.cameo.compute.Kernels;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Interpolation;
import io.cameo.image.PixelFormat;
import io.cameo.image.Transform;
import io.cameo.image.Transforms;
import io.cameo.record.IrHeader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Records whose images the kernels resized are those that the CPU makes, byte for byte; so are their rejects. */
class TranscodeDeviceTest {
    private static final long SEED = 4_711;
    private static final int RANDOM_IMAGES = 60;

    @TempDir
    Path temp;

    private DeviceSettings twin;
    private Path source;
    private int sound;

    /** All odd images, half of them once more cut off, noise of any size in any encoding, and a record without image. */
    @BeforeEach
    void write() throws IOException {
        twin = DeviceSettings.of(Device.CUDA).withLibrary(Kernels.host());
        SplittableRandom random = new SplittableRandom(SEED);
        try (Album album = new Album(temp.resolve("in.rec"));
                ImageCodec codec = ImageCodec.create();
                DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("testdata/image/src"), "*.*")) {
            int key = 0;
            for (Path file : files) {
                if (Files.isRegularFile(file)) {
                    byte[] bytes = Files.readAllBytes(file);
                    album.add(Integer.toString(key), IrHeader.scalar(1, key++), bytes);
                    album.add(
                            Integer.toString(key),
                            IrHeader.scalar(1, key++),
                            Arrays.copyOf(bytes, bytes.length * (2 + random.nextInt(3)) / 4));
                }
            }
            for (int i = 0; i < RANDOM_IMAGES; i++, sound++) {
                album.add(Integer.toString(key), IrHeader.vector(new float[] {i, 2}, key++), noise(codec, random));
            }
            album.add(Integer.toString(key), IrHeader.vector(new float[] {41, 43}, key), new byte[0]);
            source = album.commit();
        }
    }

    private static byte[] noise(ImageCodec codec, SplittableRandom random) {
        int side = 1 + random.nextInt(70);
        int other = random.nextBoolean() ? 32 : 1 + random.nextInt(130);
        try (Arena arena = Arena.ofConfined()) {
            PixelFormat format = random.nextInt(4) == 0 ? PixelFormat.GRAY8 : PixelFormat.BGR8;
            Image image = Image.allocate(arena, random.nextBoolean() ? side : 32, other, format);
            byte[] bytes = new byte[(int) image.pixels().byteSize()];
            random.nextBytes(bytes);
            image.pixels().copyFrom(MemorySegment.ofArray(bytes));
            Encoding[] encodings = {Encoding.JPEG, Encoding.PNG, Encoding.RAW, Encoding.LZ4};
            return codec.encode(image, encodings[random.nextInt(4)], 5).toArray(LittleEndian.BYTE);
        }
    }

    enum Way {
        SHORT(ColorMode.COLOR, Encoding.RAW),
        EXACT_HALF(ColorMode.COLOR, Encoding.RAW),
        GRAY(ColorMode.GRAY, Encoding.JPEG),
        AS_STORED(ColorMode.UNCHANGED, Encoding.PNG),
        SQUARE(ColorMode.COLOR, Encoding.PNG);

        private final ColorMode color;
        private final Encoding encoding;

        Way(ColorMode color, Encoding encoding) {
            this.color = color;
            this.encoding = encoding;
        }

        private Transform[] steps() {
            return switch (this) {
                case SHORT -> new Transform[] {Transforms.resizeShort(16)};
                case EXACT_HALF -> new Transform[] {Transforms.resize(16, 16)};
                case GRAY -> new Transform[] {Transforms.resizeShort(33)};
                case AS_STORED -> new Transform[] {Transforms.resize(40, 23)};
                case SQUARE -> new Transform[] {Transforms.centerSquareCrop(), Transforms.resizeShort(21)};
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void everyWayGivesTheSameBytes(Way way) throws IOException {
        run(way, "cpu", DeviceSettings.CPU, 1);
        DeviceReport report = run(way, "twin", twin, 2);
        requireSame(way);
        assertThat(report.onDevice()).isGreaterThan(RANDOM_IMAGES / 2);
        assertThat(report.failure()).isNull();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void decodedByTheKernelTheyAreTheSame(Way way) throws IOException {
        run(way, "cpu", DeviceSettings.CPU, 1);
        DeviceSettings decoding = twin.withDecode(DeviceDecode.KERNEL);
        DeviceReport report = run(way, "twin", decoding, 2);
        requireSame(way);
        assertThat(report.decodedThere()).isGreaterThan(10);
        run(way, "twin", decoding.withBatch(5).withMemory(20_000), 2);
        requireSame(way);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 67108864", "5, 2, 20000", "300, 1, 4096", "64, 3, 1"})
    void neitherBatchNorWorkersNorMemoryChangeAByte(int batch, int workers, long memoryBytes) throws IOException {
        run(Way.SHORT, "cpu", DeviceSettings.CPU, 2);
        DeviceReport report = run(Way.SHORT, "twin", twin.withBatch(batch).withMemory(memoryBytes), workers);
        requireSame(Way.SHORT);
        assertThat(report.onDevice() > 0).isEqualTo(memoryBytes > 1);
    }

    @Test
    void deviceThatRefusesMemoryIsGivenUp() throws IOException {
        run(Way.SQUARE, "cpu", DeviceSettings.CPU, 2);
        DeviceReport report = run(Way.SQUARE, "twin", twin.withMemory(1L << 60), 2);
        requireSame(Way.SQUARE);
        assertThat(report.failure()).contains("_allocate");
        assertThat(report.onDevice()).isZero();
    }

    @Test
    void stepsThatNoKernelTakesAreTheCpus() throws IOException {
        List<Transform[]> others = List.of(
                new Transform[] {},
                new Transform[] {Transforms.resizeShort(16, Interpolation.AREA, 0)},
                new Transform[] {Transforms.resizeShort(16), Transforms.flipHorizontal()});
        for (Transform[] steps : others) {
            Transcode job = Transcode.from(source).noErrorLimit().transform(steps);
            assertThatThrownBy(() -> job.device(twin).writeTo(temp.resolve("never.rec")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("device has nothing to do");
            assertThat(temp.resolve("never.rec")).doesNotExist();
            job.device(twin.withDevice(Device.AUTO)).writeTo(temp.resolve("auto.rec"));
            assertThat(job.deviceReport().name()).isNull();
            assertThatThrownBy(() -> job.device(DeviceSettings.CPU.withDecode(DeviceDecode.NVJPEG))
                            .writeTo(temp.resolve("never.rec")))
                    .hasMessageContaining("device has nothing to do");
        }
    }

    private DeviceReport run(Way way, String name, DeviceSettings device, int workers) throws IOException {
        Transcode job = Transcode.from(source)
                .transform(way.steps())
                .color(way.color)
                .encoding(way.encoding)
                .quality(way.encoding == Encoding.PNG ? 1 : 90)
                .noErrorLimit()
                .device(device)
                .workers(workers);
        PackReport report = job.writeTo(temp.resolve(name + ".rec"));
        assertThat(report.packed()).isGreaterThan(sound);
        assertThat(report.rejected()).isPositive();
        return job.deviceReport();
    }

    private void requireSame(Way way) {
        for (String extension : List.of(".rec", ".idx", ".cix", ".rejects.tsv")) {
            assertThat(temp.resolve("twin" + extension))
                    .as("way=%s seed=%d", way, SEED)
                    .hasSameBinaryContentAs(temp.resolve("cpu" + extension));
        }
    }
}
