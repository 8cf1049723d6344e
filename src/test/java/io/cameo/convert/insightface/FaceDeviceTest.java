package io.cameo.convert.insightface;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.compute.Device;
import io.cameo.compute.DeviceDecode;
import io.cameo.compute.DeviceReport;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import io.cameo.compute.Kernels;
import io.cameo.convert.PackReport;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Packing and aligning with the kernels give the files that they give without, byte for byte: records, lists and rejects. */
class FaceDeviceTest {
    private static final int LINES = 150;
    private static final long SEED = 20_261_121;

    @TempDir
    Path temp;

    private DeviceSettings twin;
    private Path images;
    private Path list;

    @BeforeEach
    void setUp() throws IOException {
        twin = DeviceSettings.of(Device.CUDA).withLibrary(Kernels.host());
        images = DeviceLines.images(temp.resolve("images"));
        list = DeviceLines.list(temp.resolve("in.lst"), images, LINES, new SplittableRandom(SEED));
    }

    enum Way {
        USUAL,
        GRAY,
        AS_STORED,
        POSES,
        TALL,
        LARGE,
        CENTRE;

        private FaceSettings settings() {
            FaceSettings usual = FaceSettings.USUAL;
            return switch (this) {
                case USUAL -> usual;
                case GRAY -> usual.withColor(ColorMode.GRAY);
                case AS_STORED -> usual.withColor(ColorMode.UNCHANGED).withEncoding(Encoding.PNG, 1);
                case POSES -> usual.withPoses();
                case TALL -> usual.withSize(112, 96).withEncoding(Encoding.PNG, 1);
                case LARGE -> usual.withSize(224, 224);
                case CENTRE -> usual.withNoFace(FaceSettings.NoFace.CENTRE_CROP);
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void packsTheSameBytesInEveryWay(Way way) throws IOException {
        pack("cpu", DeviceSettings.CPU, way.settings(), 1);
        FacePackReport report = pack("twin", twin, way.settings(), 2);
        requireSame("cpu", "twin");
        DeviceReport device = report.device();
        assertThat(device.onDevice()).isGreaterThan(LINES / 3);
        assertThat(device.onDevice() + device.onCpu()).isEqualTo(LINES);
        assertThat(device.failure()).isNull();
        assertThat(device.name()).isEqualTo("cuda:0 (host)");
    }

    /** Files go up, and the device decodes them; the odd and damaged ones among them are the CPU's. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void decodedByTheKernelTheyAreTheSame(Way way) throws IOException {
        pack("cpu", DeviceSettings.CPU, way.settings(), 1);
        DeviceSettings decoding = twin.withDecode(DeviceDecode.KERNEL);
        FacePackReport report = pack("twin", decoding, way.settings(), 2);
        requireSame("cpu", "twin");
        assertThat(report.device().onDevice()).isGreaterThan(LINES / 3);
        assertThat(report.device().decodedThere()).isBetween(LINES / 10L, LINES / 2L);
        pack("small", decoding.withBatch(7).withMemory(50_000), way.settings(), 3);
        requireSame("cpu", "small");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 64", "2, 1, 1", "7, 3, 64", "64, 2, 1", "150, 1, 64", "4096, 2, 2"})
    void neitherBatchNorWorkersNorMemoryChangeAByte(int batch, int workers, int memoryMib) throws IOException {
        pack("cpu", DeviceSettings.CPU, FaceSettings.USUAL, 2);
        FacePackReport report =
                pack("twin", twin.withBatch(batch).withMemory((long) memoryMib << 20), FaceSettings.USUAL, workers);
        requireSame("cpu", "twin");
        assertThat(report.device().onDevice()).isGreaterThan(LINES / 3);
    }

    @Test
    void imageLargerThanTheMemoryIsLeftToTheCpu() throws IOException {
        pack("cpu", DeviceSettings.CPU, FaceSettings.USUAL, 1);
        FacePackReport report = pack("twin", twin.withMemory(16 << 10), FaceSettings.USUAL, 1);
        requireSame("cpu", "twin");
        assertThat(report.device().onDevice()).isBetween(1L, LINES - 1L);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeviceDecode.class,
            names = {"CPU", "KERNEL"})
    void alignsToTheSameFiles(DeviceDecode decode) throws IOException {
        FacePackReport cpu = align("cpu", DeviceSettings.CPU);
        FacePackReport report = align("twin", twin.withBatch(20).withDecode(decode));
        requireSame("cpu", "twin");
        assertThat(report.origins()).isEqualTo(cpu.origins());
        assertThat(report.device().onDevice()).isEqualTo(report.origins().listed());
    }

    @Test
    void errorLimitStopsAtTheSameLineAndTheRestIsResumedOnTheOtherWay() throws IOException {
        pack("whole", DeviceSettings.CPU, FaceSettings.USUAL, 1);
        for (String name : List.of("cpu", "twin")) {
            DeviceSettings first = name.equals("twin") ? twin : DeviceSettings.CPU;
            FacePackReport stopped =
                    job(first, FaceSettings.USUAL).errorLimit(9).workers(2).writeTo(rec(name));
            assertThat(stopped.run().end()).isEqualTo(PackReport.End.ERROR_LIMIT);
            assertThat(stopped.run().rejected()).isEqualTo(10);
        }
        assertThat(Files.readAllLines(temp.resolve("twin/train.rejects.tsv")))
                .isEqualTo(Files.readAllLines(temp.resolve("cpu/train.rejects.tsv")));
        FacePackReport resumed = job(DeviceSettings.CPU, FaceSettings.USUAL)
                .noErrorLimit()
                .resume(true)
                .writeTo(rec("twin"));
        assertThat(resumed.run().resumedAt()).isPositive();
        requireSame("whole", "twin");
        assertThat(job(twin, FaceSettings.USUAL)
                        .noErrorLimit()
                        .resume(true)
                        .writeTo(rec("cpu"))
                        .device()
                        .onDevice())
                .isPositive();
        requireSame("whole", "cpu");
    }

    /** What no allocator has is refused by the library itself, at the first batch of each worker. */
    @Test
    void deviceThatRefusesMemoryIsGivenUpOnceAndNothingIsLost() throws IOException {
        pack("cpu", DeviceSettings.CPU, FaceSettings.USUAL, 1);
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        DeviceSettings greedy = twin.withBatch(8).withMemory(1L << 60).withListener(new DeviceRun.Listener() {
            @Override
            public void gaveUp(String text) {
                told.add(text);
            }
        });
        FacePackReport report = pack("twin", greedy, FaceSettings.USUAL, 3);
        requireSame("cpu", "twin");
        assertThat(told).hasSize(1);
        assertThat(told.getFirst()).startsWith("cuda:0 (host): ").contains("_allocate");
        assertThat(report.device().failure()).isEqualTo(told.getFirst());
        assertThat(report.device().onDevice()).isZero();
        assertThat(report.run().complete()).isTrue();
    }

    @Test
    void autoMeasuresBothWaysTakesOneAndSaysWhy() throws IOException {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        Path many = DeviceLines.list(temp.resolve("many.lst"), images, 400, new SplittableRandom(SEED + 1));
        pack("cpu", many, DeviceSettings.CPU, FaceSettings.USUAL, 2);
        DeviceSettings auto = DeviceSettings.of(Device.AUTO)
                .withLibrary(Kernels.host())
                .withBatch(10)
                .withListener(new DeviceRun.Listener() {
                    @Override
                    public void chose(String text) {
                        told.add(text);
                    }
                });
        FacePackReport report = pack("twin", many, auto, FaceSettings.USUAL, 2);
        requireSame("cpu", "twin");
        assertThat(told).hasSize(1);
        assertThat(told.getFirst()).startsWith("took ").contains("images/s").contains("cuda:0 (host)");
        assertThat(report.device().choice()).isEqualTo(told.getFirst());
        assertThat(report.device().onDevice()).isPositive();
        assertThat(report.device().onCpu()).isPositive();
    }

    private FacePackReport pack(String name, DeviceSettings device, FaceSettings settings, int workers)
            throws IOException {
        return pack(name, list, device, settings, workers);
    }

    private FacePackReport pack(String name, Path lines, DeviceSettings device, FaceSettings settings, int workers)
            throws IOException {
        return FacePack.from(lines)
                .root(images)
                .settings(settings)
                .device(device)
                .noErrorLimit()
                .workers(workers)
                .writeTo(rec(name));
    }

    private FacePack job(DeviceSettings device, FaceSettings settings) {
        return FacePack.from(list).root(images).settings(settings).device(device);
    }

    private FacePackReport align(String name, DeviceSettings device) throws IOException {
        return FaceAlign.from(list)
                .root(images)
                .device(device)
                .noErrorLimit()
                .workers(2)
                .writeTo(temp.resolve(name));
    }

    private Path rec(String name) throws IOException {
        return Files.createDirectories(temp.resolve(name)).resolve("train.rec");
    }

    private void requireSame(String expected, String actual) throws IOException {
        List<Path> files = filesOf(expected);
        assertThat(filesOf(actual)).isEqualTo(files).hasSizeGreaterThan(4);
        for (Path file : files) {
            assertThat(temp.resolve(actual).resolve(file))
                    .as("seed=%d", SEED)
                    .hasSameBinaryContentAs(temp.resolve(expected).resolve(file));
        }
    }

    private List<Path> filesOf(String name) throws IOException {
        Path folder = temp.resolve(name);
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .sorted()
                    .toList();
        }
    }
}
