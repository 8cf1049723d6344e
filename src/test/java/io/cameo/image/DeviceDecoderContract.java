package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.bytes.LittleEndian;
import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every decoder to a device does: what the codec does, image by image, the bad ones among them. */
abstract class DeviceDecoderContract {
    static final long MEMORY_BYTES = 8 << 20;

    abstract CudaLibrary library();

    abstract DeviceDecoder decoder(ImageCodec codec);

    @ParameterizedTest
    @EnumSource(ColorMode.class)
    void everyImageIsTheCodecsAndEveryFaultItsOwn(ColorMode mode) throws IOException {
        List<MemorySegment> files = files();
        int there = 0;
        int refused = 0;
        try (ImageCodec codec = ImageCodec.create();
                ImageCodec reference = ImageCodec.create();
                DeviceDecoder decoder = decoder(codec);
                CudaStream stream = CudaStream.open(library())) {
            for (int round = 0; round < 2; round++) {
                List<Decoded> decoded = decoder.decode(files, mode, stream);
                assertThat(decoded).hasSameSizeAs(files);
                for (int i = 0; i < files.size(); i++) {
                    switch (decoded.get(i)) {
                        case Decoded.There(DeviceImage image) -> {
                            Image expected = reference.decode(files.get(i), mode);
                            assertThat(fetch(image, stream)).isEqualTo(expected.toBytes());
                            assertThat(image.widthPx()).isEqualTo(expected.widthPx());
                            assertThat(image.channels())
                                    .isEqualTo(expected.format().channels());
                            there++;
                        }
                        case Decoded.Refused(String reason) -> {
                            assertThat(reason).isEqualTo(fault(reference, files.get(i), mode));
                            refused++;
                        }
                        case Decoded.Elsewhere() ->
                            assertThat(reference
                                            .decode(files.get(i), mode)
                                            .format()
                                            .bytesPerSample())
                                    .isEqualTo(2);
                    }
                }
            }
        }
        assertThat(there).isGreaterThan(20);
        assertThat(refused).isGreaterThan(6);
    }

    @ParameterizedTest
    @EnumSource(ColorMode.class)
    void headsTellEnoughRoom(ColorMode mode) throws IOException {
        try (ImageCodec codec = ImageCodec.create();
                DeviceDecoder decoder = decoder(codec)) {
            for (MemorySegment file : files()) {
                long told = decoder.decodedBytes(file, mode);
                if (told > 0 && fault(codec, file, mode) == null) {
                    Image image = codec.decode(file, mode);
                    if (image.format().bytesPerSample() == 1) {
                        assertThat(told).isGreaterThanOrEqualTo(image.rowBytes() * image.heightPx());
                    }
                }
            }
        }
    }

    static List<MemorySegment> files() throws IOException {
        List<MemorySegment> files = new ArrayList<>();
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(Path.of("testdata/image/src"), "*.*")) {
            for (Path file : folder) {
                if (Files.isRegularFile(file)) {
                    byte[] bytes = Files.readAllBytes(file);
                    files.add(MemorySegment.ofArray(bytes));
                    files.add(MemorySegment.ofArray(Arrays.copyOf(bytes, bytes.length / 2)));
                }
            }
        }
        return files;
    }

    static @Nullable String fault(ImageCodec codec, MemorySegment file, ColorMode mode) {
        try {
            codec.decode(file, mode);
            return null;
        } catch (BadImageException bad) {
            return bad.reason();
        }
    }

    static byte[] fetch(DeviceImage image, CudaStream stream) {
        assertThat(image.strideBytes()).isEqualTo((long) image.widthPx() * image.channels());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(image.sizeBytes());
            stream.download(image.memory(), image.offsetBytes(), bytes, 0, image.sizeBytes());
            stream.await();
            return bytes.toArray(LittleEndian.BYTE);
        }
    }
}
