package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cameo.bytes.LittleEndian;
import io.cameo.compute.CudaLibrary;
import io.cameo.compute.Device;
import io.cameo.compute.DeviceDecode;
import io.cameo.compute.DeviceReport;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import io.cameo.compute.FaultyTwin;
import io.cameo.compute.Kernels;
import io.cameo.image.ChannelOrder;
import io.cameo.image.Encoding;
import io.cameo.image.ImageCodec;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches that the kernels wrote are those that the CPU writes, bit for bit, bad samples and fillings included. */
class LoaderDeviceTest {
    static final int RECORDS = 90;
    private static final long SEED = 77;

    @TempDir
    Path temp;

    private DeviceSettings twin;
    private Path rec;

    @BeforeEach
    void setUp() throws IOException {
        twin = DeviceSettings.of(Device.CUDA).withLibrary(Kernels.host());
        rec = mixed(temp.resolve("mixed.rec"));
    }

    /** JPEG, PNG and raw pixels; each eleventh is of another size, each thirteenth has no label. */
    static Path mixed(Path rec) throws IOException {
        try (ImageCodec codec = ImageCodec.create();
                RecordWriter writer = RecordWriter.create(rec)) {
            Encoding[] encodings = {Encoding.JPEG, Encoding.PNG, Encoding.RAW, Encoding.LZ4, Encoding.JPEG};
            for (int i = 0; i < RECORDS; i++) {
                int width = MadeRecords.WIDTH_PX + (i % 11 == 10 ? 1 : 0);
                MemorySegment image =
                        MadeRecords.encode(codec, i, encodings[i % encodings.length], width, MadeRecords.HEIGHT_PX);
                int label = i / 4;
                IrHeader header = i % 13 == 12 ? IrHeader.vector(new float[0], i) : IrHeader.scalar(label, i);
                writer.write(i, header, image);
            }
            writer.commit();
        }
        return rec;
    }

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void rowsAreTheSameInEveryTypeLayoutAndOrder(TensorType type) throws IOException {
        for (TensorLayout layout : TensorLayout.values()) {
            for (ChannelOrder order : ChannelOrder.values()) {
                for (int workers = 1; workers <= 2; workers++) {
                    LoaderBuilder how = loader(7, type, layout)
                            .channels(order)
                            .onError(ErrorPolicy.REPLACE)
                            .workers(workers);
                    List<byte[]> expected = rows(how.device(DeviceSettings.CPU));
                    List<byte[]> actual = rows(how.device(twin));
                    assertThat(actual).as("%s %s %s", type, layout, order).containsExactlyElementsOf(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorPolicy.class,
            names = {"SKIP", "REPLACE"})
    void badSamplesAreBlankedOrReplacedAlone(ErrorPolicy policy) throws IOException {
        LoaderBuilder how = loader(16, TensorType.FLOAT32, TensorLayout.NCHW).onError(policy);
        List<byte[]> expected = rows(how.device(DeviceSettings.CPU));
        try (Loader loader = how.device(twin).open()) {
            List<byte[]> actual = rows(loader);
            assertThat(actual).containsExactlyElementsOf(expected);
            assertThat(loader.device().onDevice()).isGreaterThan(RECORDS / 2);
            assertThat(loader.device().failure()).isNull();
        }
    }

    @Test
    void badSampleFailsWhereItIsToFail() {
        for (DeviceSettings device : List.of(DeviceSettings.CPU, twin)) {
            LoaderBuilder how =
                    loader(16, TensorType.FLOAT32, TensorLayout.NCHW).device(device);
            assertThatThrownBy(() -> rows(how)).hasMessageContaining("sample cannot be used: key=");
        }
    }

    @Test
    void whatDecodersWriteStaysTheirs() throws IOException {
        Path plain = MadeRecords.write(temp.resolve("plain.rec"), 0, 20);
        try (Loader loader = Loader.of(plain).batch(8).device(twin).open()) {
            rows(loader);
            assertThat(loader.device().onDevice()).isZero();
            assertThat(loader.device().onCpu()).isEqualTo(2 * 20);
        }
        DeviceSettings auto = DeviceSettings.of(Device.AUTO).withLibrary(Kernels.host());
        try (Loader loader = Loader.of(plain).batch(8).device(auto).open()) {
            assertThat(loader.device().name()).isNull();
        }
    }

    @Test
    void autoChoosesOnceForAllEpochs() throws IOException {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        DeviceSettings auto = new DeviceSettings(
                Device.AUTO,
                1,
                1,
                DeviceDecode.CPU,
                new DeviceRun.Listener() {
                    @Override
                    public void chose(String text) {
                        told.add(text);
                    }
                },
                Kernels.host());
        try (Loader loader = loader(6, TensorType.FLOAT32, TensorLayout.NCHW)
                .onError(ErrorPolicy.SKIP)
                .device(auto)
                .open()) {
            rows(loader);
            rows(loader);
            assertThat(told).hasSize(1);
            DeviceReport report = loader.device();
            assertThat(report.choice()).isEqualTo(told.getFirst());
            assertThat(report.onDevice()).isPositive();
        }
    }

    @Test
    void missingGpuIsRefusedWhenTheLoaderIsOpened() {
        assumeTrue(CudaLibrary.missing().isPresent(), "there is a GPU");
        LoaderBuilder how = loader(6, TensorType.FLOAT32, TensorLayout.NCHW).device(DeviceSettings.of(Device.CUDA));
        assertThatThrownBy(how::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("device is missing");
    }

    @ParameterizedTest
    @CsvSource({"lost, 0, false", "lost, 5, true", "memory, 1, false"})
    void failingDeviceIsGivenUpOnceAndBatchesAreTheSame(String kind, int after, boolean worked) throws Exception {
        Path library = FaultyTwin.make(temp);
        FaultyTwin.Ran ran =
                FaultyTwin.run(library, kind, after, temp, LoaderDeviceChild.class, List.of(rec.toString()));
        assertThat(ran.code()).as(ran.err()).isZero();
        LoaderBuilder how = loader(5, TensorType.FLOAT32, TensorLayout.NHWC).onError(ErrorPolicy.SKIP);
        assertThat(ran.out().lines())
                .containsExactly(Integer.toString(LoaderDeviceChild.sum(rows(how))), Boolean.toString(worked));
        assertThat(ran.err().lines()).hasSize(1).first().asString().contains("function=cameo_");
    }

    private LoaderBuilder loader(int batch, TensorType type, TensorLayout layout) {
        return loader(rec, batch, type, layout);
    }

    static LoaderBuilder loader(Path rec, int batch, TensorType type, TensorLayout layout) {
        Normalization how =
                Normalization.NONE.withMean(120, 110, 100).withStd(60, 61, 62).withRandomMirror();
        return Loader.of(rec)
                .shuffle(SEED)
                .size(MadeRecords.WIDTH_PX, MadeRecords.HEIGHT_PX)
                .normalize(how)
                .batch(batch, layout, type)
                .workers(2);
    }

    static List<byte[]> rows(LoaderBuilder how) throws IOException {
        try (Loader loader = how.open()) {
            return rows(loader);
        }
    }

    static List<byte[]> rows(Loader loader) {
        List<byte[]> rows = new ArrayList<>();
        for (Batch batch : loader.epochs(0, 2)) {
            rows.add(batch.images().toArray(LittleEndian.BYTE));
            rows.add(batch.labels().toArray(LittleEndian.BYTE));
            rows.add(batch.keys().toArray(LittleEndian.BYTE));
            rows.add(batch.validity().toArray(LittleEndian.BYTE));
        }
        return rows;
    }
}
