package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.Device;
import io.cameo.compute.DeviceDecode;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import io.cameo.compute.Kernels;
import io.cameo.nativelib.NativeException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The decoder whose JPEGs nvJPEG decodes, with the CPU in its place: then all pixels are the codec's. */
class DeviceDecoderNvJpegTest extends DeviceDecoderContract {
    private final List<JpegTwin> twins = new ArrayList<>();
    private final DeviceSettings settings =
            DeviceSettings.of(Device.CUDA).withLibrary(Kernels.host()).withDecode(DeviceDecode.KERNEL);
    private final DeviceRun run = DeviceJpegs.begin(settings);

    @Override
    CudaLibrary library() {
        return Kernels.host();
    }

    @Override
    DeviceDecoder decoder(ImageCodec codec) {
        DeviceJpegs jpegs = new DeviceJpegsNvJpeg(library(), 1000, MEMORY_BYTES, (order, pinned, device) -> {
            JpegTwin twin = new JpegTwin(order);
            twins.add(twin);
            return new NvJpegDecoder(twin, order, pinned, device);
        });
        return new DeviceDecoderJpeg(jpegs, new DeviceDecoderHost(library(), codec, MEMORY_BYTES), run);
    }

    /** Of the folder, it decodes the sound JPEGs that lie upright, progressive ones too; the CPU those it refuses. */
    @Test
    void decodesWhatItTakesAndIsClosed() throws IOException {
        List<MemorySegment> files = files();
        try (ImageCodec codec = ImageCodec.create();
                DeviceDecoder decoder = decoder(codec);
                CudaStream stream = CudaStream.open(library())) {
            for (int round = 1; round <= 3; round++) {
                List<Decoded> decoded = decoder.decode(files, ColorMode.UNCHANGED, stream);
                assertThat(decoded).hasSameSizeAs(files);
                assertThat(run.report().decodedThere()).isBetween(8L * round, 20L * round);
                stream.await();
            }
        }
        assertThat(twins).hasSize(2).allMatch(twin -> twin.closed);
        assertThat(twins.getFirst().asked).contains("batch of 1");
    }

    @Test
    void libraryThatFailsIsNoImagesFault() throws IOException {
        List<MemorySegment> files = files();
        try (ImageCodec codec = ImageCodec.create();
                DeviceDecoder decoder = decoder(codec);
                CudaStream stream = CudaStream.open(library())) {
            decoder.decode(files, ColorMode.COLOR, stream);
            stream.await();
            twins.getFirst().batchStatus = 5;
            assertThatThrownBy(() -> decoder.decode(files, ColorMode.COLOR, stream))
                    .isInstanceOf(NativeException.class)
                    .hasMessageContaining("function=nvjpegDecodeBatched");
            stream.await();
        }
    }

    /** The twin's memory is none that nvJPEG can write to; without a GPU, that is the reason. */
    @Test
    void isMissingHereAndItsDeviceMustBeNamed() {
        DeviceSettings wanted = settings.withDecode(DeviceDecode.NVJPEG);
        if (NvJpeg.missing().isPresent()) {
            assertThatThrownBy(() -> DeviceJpegs.begin(wanted))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("decoder is missing: decoder=nvjpeg, reason=");
        }
        for (Device device : List.of(Device.CPU, Device.AUTO)) {
            assertThatThrownBy(() -> DeviceJpegs.begin(wanted.withDevice(device)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("decoder is not exact, so its device must be named: decoder=nvjpeg, device=" + device
                            + ", expected=cuda or cuda:N");
        }
    }
}
