package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.Kernels;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceDecoderHostTest extends DeviceDecoderContract {
    @Override
    CudaLibrary library() {
        return Kernels.host();
    }

    @Override
    DeviceDecoder decoder(ImageCodec codec) {
        return new DeviceDecoderHost(library(), codec, MEMORY_BYTES);
    }

    @Test
    void imagesForWhichNoRoomIsLeftAreLeftToOthers() throws IOException {
        List<MemorySegment> files = files();
        try (ImageCodec codec = ImageCodec.create();
                CudaStream stream = CudaStream.open(library());
                DeviceDecoder decoder = new DeviceDecoderHost(library(), codec, 3 * 80 * 60 + 100)) {
            List<Decoded> decoded = decoder.decode(files, ColorMode.COLOR, stream);
            stream.await();
            assertThat(decoded.stream().filter(Decoded.There.class::isInstance)).isNotEmpty();
            assertThat(decoded.stream().filter(Decoded.Elsewhere.class::isInstance))
                    .hasSizeGreaterThan(10);
        }
    }
}
