package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.bytes.LittleEndian;
import io.cameo.compute.CudaStream;
import io.cameo.compute.Device;
import io.cameo.compute.DeviceDecode;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The decoder whose JPEGs our kernel decodes: still what the codec does, and some of it on the device. */
abstract class DeviceDecoderCudaContract extends DeviceDecoderContract {
    private static final int FACES = 40;
    private static final int DAMAGED = 300;

    @Override
    DeviceDecoder decoder(ImageCodec codec) {
        return decoder(codec, MEMORY_BYTES, 1000);
    }

    private DeviceDecoder decoder(ImageCodec codec, long memoryBytes, int images) {
        return DeviceDecoder.open(run(), settings(memoryBytes, images), library(), codec);
    }

    private DeviceSettings settings(long memoryBytes, int images) {
        return DeviceSettings.of(Device.CUDA)
                .withLibrary(library())
                .withDecode(DeviceDecode.KERNEL)
                .withBatch(images)
                .withMemory(memoryBytes);
    }

    private DeviceRun run() {
        return DeviceJpegs.begin(settings(MEMORY_BYTES, 1));
    }

    /** Which files of the folder go where: those that the kernel takes, and no others. */
    @Test
    void takesSoundBaselineJpegsAndNothingElse() {
        List<String> taken = List.of("src/rgb420_q90.jpg", "src/gray.jpg", "src/rgb444_q95.jpg", "src/UPPER.JPG");
        List<String> left = List.of(
                "src/progressive.jpg",
                "src/cmyk.jpg",
                "src/exif_6.jpg",
                "src/truncated.jpg",
                "src/zero.jpg",
                "src/text.jpg",
                "src/png_as_jpg.jpg",
                "src/rgb16.png");
        List<MemorySegment> files = new ArrayList<>();
        taken.forEach(name -> files.add(Golden.segment(name)));
        left.forEach(name -> files.add(Golden.segment(name)));
        for (ColorMode mode : ColorMode.values()) {
            assertThat(decodedThere(files, mode, MEMORY_BYTES, 1000))
                    .containsExactly(true, true, true, true, false, false, false, false, false, false, false, false);
        }
    }

    @Test
    void whatHasNoRoomIsLeft() {
        List<MemorySegment> files = new ArrayList<>();
        for (int i = 0; i < FACES; i++) {
            files.add(Golden.segment("src/rgb444_q95.jpg"));
        }
        ImageHeader header = ImageHeader.of(files.getFirst());
        long bytes = 3L * header.widthPx() * header.heightPx();
        assertThat(count(decodedThere(files, ColorMode.COLOR, 8 * (bytes + 255), 1000)))
                .isBetween(1L, 8L);
        assertThat(count(decodedThere(files, ColorMode.COLOR, MEMORY_BYTES, 5))).isEqualTo(5);
        assertThat(count(decodedThere(files, ColorMode.COLOR, 1, 1000))).isZero();
    }

    /** Bits are flipped anywhere: what the kernel then takes has the codec's pixels; what it refuses, the codec decides. */
    @Test
    void damagedFilesFareAsWithTheCodec() {
        long seed = System.nanoTime();
        List<MemorySegment> files = damaged(new SplittableRandom(seed));
        List<MemorySegment> refused = new ArrayList<>();
        try (ImageCodec reference = ImageCodec.create();
                DeviceJpegs jpegs = new DeviceJpegsKernel(library(), files.size(), 64 << 20);
                CudaStream stream = CudaStream.open(library())) {
            @Nullable DeviceImage[] images = jpegs.decode(files, ColorMode.COLOR, stream);
            for (int i = 0; i < images.length; i++) {
                DeviceImage image = images[i];
                if (image == null) {
                    refused.add(files.get(i));
                } else {
                    assertThat(fetch(image, stream))
                            .as("seed=%d file=%d", seed, i)
                            .isEqualTo(reference
                                    .decode(files.get(i), ColorMode.COLOR)
                                    .toBytes());
                }
            }
        }
        assertThat(refused).as("seed=%d", seed).hasSizeBetween(20, DAMAGED - 20);
        requireCodecs(refused.subList(0, 6), seed);
    }

    private void requireCodecs(List<MemorySegment> files, long seed) {
        try (ImageCodec codec = ImageCodec.create();
                ImageCodec reference = ImageCodec.create();
                DeviceDecoder decoder = decoder(codec);
                CudaStream stream = CudaStream.open(library())) {
            List<Decoded> decoded = decoder.decode(files, ColorMode.COLOR, stream);
            for (int i = 0; i < files.size(); i++) {
                String expected = fault(reference, files.get(i), ColorMode.COLOR);
                if (decoded.get(i) instanceof Decoded.Refused(String reason)) {
                    assertThat(reason).as("seed=%d", seed).isEqualTo(expected);
                } else {
                    assertThat(expected).as("seed=%d", seed).isNull();
                }
            }
        }
    }

    private static List<MemorySegment> damaged(SplittableRandom random) {
        List<MemorySegment> files = new ArrayList<>();
        for (int i = 0; i < DAMAGED; i++) {
            String name = random.nextBoolean() ? "src/rgb420_q90.jpg" : "src/gray.jpg";
            byte[] bytes = Golden.segment(name).toArray(LittleEndian.BYTE);
            for (int flips = random.nextInt(3); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            files.add(MemorySegment.ofArray(random.nextInt(9) == 0 ? Arrays.copyOf(bytes, bytes.length - 9) : bytes));
        }
        return files;
    }

    @Test
    void settingsAreSaidAndCounted() throws IOException {
        DeviceRun run = run();
        try (ImageCodec codec = ImageCodec.create();
                DeviceDecoder decoder = DeviceDecoder.open(run, settings(MEMORY_BYTES, 1000), library(), codec);
                CudaStream stream = CudaStream.open(library())) {
            decoder.decode(files(), ColorMode.COLOR, stream);
            stream.await();
        }
        assertThat(run.report().decodedThere()).isBetween(8L, (long) files().size() - 10);
    }

    private static long count(List<Boolean> there) {
        return there.stream().filter(Boolean::booleanValue).count();
    }

    private List<Boolean> decodedThere(List<MemorySegment> files, ColorMode mode, long memoryBytes, int images) {
        List<Boolean> there = new ArrayList<>();
        try (DeviceJpegs jpegs = new DeviceJpegsKernel(library(), images, memoryBytes);
                Arena arena = Arena.ofShared();
                CudaStream stream = CudaStream.open(library())) {
            List<MemorySegment> natives = files.stream()
                    .map(file -> arena.allocate(Math.max(1, file.byteSize()))
                            .asSlice(0, file.byteSize())
                            .copyFrom(file))
                    .toList();
            for (DeviceImage image : jpegs.decode(natives, mode, stream)) {
                there.add(image != null);
            }
            stream.await();
        }
        return there;
    }
}
