package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cameo.bytes.LittleEndian;
import io.cameo.compute.Device;
import io.cameo.compute.DeviceDecode;
import io.cameo.compute.DeviceSettings;
import io.cameo.compute.Kernels;
import io.cameo.image.ChannelOrder;
import io.cameo.image.ImageCodec;
import io.cameo.image.NvJpeg;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches whose JPEGs the device decoded are those of the CPU, bit for bit, and so is what is said of bad samples. */
class LoaderDecodeDeviceTest {
    private static final long SEED = 20_261_121;

    @TempDir
    Path temp;

    private DeviceSettings decoding;

    @BeforeEach
    void setUp() {
        decoding = DeviceSettings.of(Device.CUDA).withLibrary(Kernels.host()).withDecode(DeviceDecode.KERNEL);
    }

    /** Some are cut off, some have bits flipped in their data: few, because libjpeg talks of each. */
    private Path damaged() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        Path rec = temp.resolve("damaged.rec");
        try (ImageCodec codec = ImageCodec.create();
                RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < LoaderDeviceTest.RECORDS; i++) {
                byte[] jpeg = MadeRecords.jpeg(codec, i).toArray(LittleEndian.BYTE);
                int kind = i % 30;
                if (kind == 2) {
                    jpeg = Arrays.copyOf(jpeg, jpeg.length - 1 - random.nextInt(jpeg.length));
                } else if (kind == 3 || kind == 4) {
                    jpeg[jpeg.length - 3 - random.nextInt(40)] ^= (byte) (1 << random.nextInt(8));
                }
                writer.write(i, IrHeader.scalar(i, i), MemorySegment.ofArray(jpeg));
            }
            writer.commit();
        }
        return rec;
    }

    /** Damaged JPEGs are among them, that only decoding finds out. */
    @ParameterizedTest
    @EnumSource(TensorType.class)
    void decodedByTheKernelTheyAreTheSame(TensorType type) throws IOException {
        Path damaged = damaged();
        Path mixed = LoaderDeviceTest.mixed(temp.resolve("mixed.rec"));
        for (Path file : type == TensorType.FLOAT32 ? List.of(mixed, damaged) : List.of(mixed)) {
            for (TensorLayout layout : TensorLayout.values()) {
                for (ChannelOrder order : ChannelOrder.values()) {
                    ErrorPolicy policy = layout == TensorLayout.NCHW ? ErrorPolicy.SKIP : ErrorPolicy.REPLACE;
                    LoaderBuilder how = LoaderDeviceTest.loader(file, 7, type, layout)
                            .channels(order)
                            .onError(policy);
                    List<byte[]> expected = LoaderDeviceTest.rows(how.device(DeviceSettings.CPU));
                    try (Loader loader = how.device(decoding).open()) {
                        assertThat(LoaderDeviceTest.rows(loader))
                                .as("%s %s %s", type, layout, order)
                                .containsExactlyElementsOf(expected);
                        assertThat(loader.device().decodedThere()).isGreaterThan(LoaderDeviceTest.RECORDS / 3);
                    }
                }
            }
        }
    }

    /** The same list of what was bad, in the same order, whoever found it. */
    @Test
    void decodedByTheKernelBadSamplesAreToldAsEver() throws IOException {
        Path damaged = damaged();
        LoaderBuilder how = LoaderDeviceTest.loader(damaged, 7, TensorType.FLOAT32, TensorLayout.NCHW)
                .onError(ErrorPolicy.SKIP)
                .workers(1);
        List<BadSample> expected = bad(how.device(DeviceSettings.CPU));
        assertThat(expected).isNotEmpty();
        assertThat(bad(how.device(decoding))).isEqualTo(expected);
    }

    private static List<BadSample> bad(LoaderBuilder how) throws IOException {
        List<BadSample> bad = new ArrayList<>();
        try (Loader loader = how.open()) {
            for (Batch batch : loader.epochs(0, 1)) {
                bad.addAll(batch.badSamples());
            }
        }
        return bad;
    }

    /** What the CPU's decoder would write into the batch itself goes through the device where that decodes. */
    @Test
    void plainRowsAreTheDevicesWhereItDecodes() throws IOException {
        Path plain = MadeRecords.write(temp.resolve("plain.rec"), 0, 20);
        List<byte[]> expected = LoaderDeviceTest.rows(Loader.of(plain).batch(8).device(DeviceSettings.CPU));
        try (Loader loader = Loader.of(plain).batch(8).device(decoding).open()) {
            assertThat(LoaderDeviceTest.rows(loader)).containsExactlyElementsOf(expected);
            assertThat(loader.device().onDevice()).isPositive();
            assertThat(loader.device().decodedThere()).isEqualTo(loader.device().onDevice());
        }
    }

    @Test
    void nvjpegIsRefusedWhereItIsMissing() throws IOException {
        assumeTrue(NvJpeg.missing().isPresent(), "there is nvJPEG");
        Path plain = MadeRecords.write(temp.resolve("plain.rec"), 0, 8);
        LoaderBuilder how = Loader.of(plain).batch(8).device(decoding.withDecode(DeviceDecode.NVJPEG));
        assertThatThrownBy(how::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("decoder is missing: decoder=nvjpeg, reason=");
    }
}
