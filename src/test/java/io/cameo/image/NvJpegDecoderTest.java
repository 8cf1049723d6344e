package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceMemory;
import io.cameo.compute.Kernels;
import io.cameo.compute.MemoryPool;
import io.cameo.nativelib.NativeException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches of JPEGs, with the CPU in the place of nvJPEG: what goes in, where it goes, and what becomes of bad ones. */
class NvJpegDecoderTest {
    private static final List<String> FINE =
            List.of("src/rgb420_q90.jpg", "src/gray.jpg", "src/progressive.jpg", "src/rgb444_q95.jpg", "src/UPPER.JPG");

    private final CudaLibrary library = Kernels.host();
    private final MemoryPool<MemorySegment> pinned = MemoryPool.pinned(library, 1 << 20);
    private final MemoryPool<DeviceMemory> device = MemoryPool.device(library, 1 << 20);
    private final CudaStream stream = CudaStream.open(library);
    private final JpegTwin twin = new JpegTwin(ChannelOrder.BGR);
    private final NvJpegDecoder decoder = new NvJpegDecoder(twin, ChannelOrder.BGR, pinned, device);

    @BeforeEach
    void nothingIsLeased() {
        assertThat(pinned.statistics().leasedBytes()).isZero();
    }

    @AfterEach
    void allComesBack() {
        assertThat(pinned.statistics().leasedBytes()).isZero();
        assertThat(device.statistics().leasedBytes()).isZero();
        decoder.close();
        decoder.close();
        assertThat(twin.closed).isTrue();
        stream.close();
        pinned.close();
        device.close();
    }

    @Test
    void everyImageLiesWhereItIsSaidTo() throws InterruptedException {
        for (int round = 0; round < 3; round++) {
            // Until the stream is there, the last round's memory is in use.
            stream.await();
            try (DecodedBatch batch = decoder.run(files(FINE), stream)) {
                assertThat(batch.size()).isEqualTo(FINE.size());
                for (int i = 0; i < FINE.size(); i++) {
                    assertThat(batch.reason(i)).isEmpty();
                    assertDecoded(FINE.get(i), batch.image(i).orElseThrow(), ChannelOrder.BGR);
                }
            }
        }
        assertThat(twin.asked).containsExactly("batch of 5", "batch of 5", "batch of 5");
        // All three in the same memory.
        assertThat(device.statistics().allocations()).isEqualTo(1);
    }

    @Test
    void grayAndReversedChannels() throws InterruptedException {
        for (ChannelOrder order : List.of(ChannelOrder.GRAY, ChannelOrder.RGB)) {
            try (NvJpegDecoder other = new NvJpegDecoder(new JpegTwin(order), order, pinned, device);
                    DecodedBatch batch = other.run(files(FINE), stream)) {
                for (int i = 0; i < FINE.size(); i++) {
                    assertDecoded(FINE.get(i), batch.image(i).orElseThrow(), order);
                }
            }
        }
    }

    @Test
    void badImagesFailAlone() throws InterruptedException {
        List<String> names = List.of(
                "src/gray.jpg",
                "src/zero.jpg",
                "src/text.jpg",
                "src/png_as_jpg.jpg",
                "src/cmyk.jpg",
                "src/truncated.jpg",
                "src/one.jpg",
                "src/rgb444_q95.jpg");
        try (DecodedBatch batch = decoder.run(files(names), stream)) {
            assertThat(reasons(batch))
                    .satisfiesExactly(
                            none -> assertThat(none).isEmpty(),
                            zero -> assertThat(zero).isEqualTo("zero bytes"),
                            text -> assertThat(text).startsWith("not a jpeg: kind=unknown, bytes=12"),
                            png -> assertThat(png).startsWith("not a jpeg: kind=png"),
                            cmyk -> assertThat(cmyk)
                                    .isEqualTo("nvjpeg does not decode such a jpeg: components=4, bits=8"),
                            cut -> assertThat(cut).startsWith("jpeg truncated"),
                            small -> assertThat(small)
                                    .isEqualTo("nvjpeg refuses the jpeg: function=nvjpegGetImageInfo, status=4,"
                                            + " detail=jpeg not supported"),
                            none -> assertThat(none).isEmpty());
            assertDecoded(names.getFirst(), batch.image(0).orElseThrow(), ChannelOrder.BGR);
            assertDecoded(names.getLast(), batch.image(7).orElseThrow(), ChannelOrder.BGR);
            assertThat(batch.image(4)).isEmpty();
        }
        assertThat(twin.asked).containsExactly("batch of 2");
    }

    /** What only decoding shows fails the whole batch in nvJPEG, and here one image. */
    @Test
    void aBatchThatFailsIsDecodedOneByOne() throws InterruptedException {
        List<String> names = List.of("src/gray.jpg", "src/tall.jpg", "src/rgb420_q90.jpg");
        try (DecodedBatch batch = decoder.run(files(names), stream)) {
            assertThat(reasons(batch))
                    .containsExactly(
                            "", "nvjpeg refuses the jpeg: function=nvjpegDecode, status=3, detail=bad jpeg", "");
            assertDecoded(names.getFirst(), batch.image(0).orElseThrow(), ChannelOrder.BGR);
            assertDecoded(names.getLast(), batch.image(2).orElseThrow(), ChannelOrder.BGR);
        }
        assertThat(twin.asked).containsExactly("batch of 3", "one", "one", "one");
    }

    @Test
    void aLibraryThatFailsIsNoImagesFault() {
        twin.batchStatus = 5;
        assertThatThrownBy(() -> decoder.run(files(FINE), stream))
                .isInstanceOf(NativeException.class)
                .hasMessage("native call failed: function=nvjpegDecodeBatched, status=5, detail=allocator failure");
    }

    @Test
    void pixelsGoNowhereButWhereRoomWasMade() throws InterruptedException {
        twin.infoShiftPx = 1;
        try (DecodedBatch batch = decoder.run(files(List.of("src/gray.jpg")), stream)) {
            assertThat(batch.reason(0).orElseThrow()).startsWith("nvjpeg reads another header: components=1, width=");
        }
        assertThat(twin.asked).isEmpty();
    }

    @Test
    void hugeHeadersFailAloneAndPoolsAreTheLimit() throws InterruptedException {
        byte[] huge = Golden.bytes("src/gray.jpg");
        int frame = frameOf(huge);
        huge[frame + 5] = 0x7f;
        huge[frame + 7] = 0x00;
        huge[frame + 8] = 0x7f;
        try (MemoryPool<DeviceMemory> small = MemoryPool.device(library, 12_000);
                NvJpegDecoder poor =
                        new NvJpegDecoder(new JpegTwin(ChannelOrder.BGR), ChannelOrder.BGR, pinned, small);
                DecodedBatch batch = poor.run(List.of(MemorySegment.ofArray(huge)), stream)) {
            assertThat(batch.reason(0).orElseThrow()).startsWith("image is larger than the pool: bytes=");
        }
        List<MemorySegment> many = Stream.generate(() -> Golden.segment("src/rgb444_q95.jpg"))
                .limit(150)
                .toList();
        assertThatThrownBy(() -> decoder.run(many, stream))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pool has no such memory");
        try (DecodedBatch none = decoder.run(List.of(), stream)) {
            assertThat(none.size()).isZero();
        }
    }

    @Test
    void filesMayBeMappedAndSayHowTheyAreTurned() throws InterruptedException, IOException {
        try (FileChannel channel = FileChannel.open(Path.of("testdata/image/src/exif_6.jpg"));
                Arena arena = Arena.ofConfined();
                DecodedBatch batch = decoder.run(
                        List.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)), stream)) {
            assertThat(batch.header(0).exifOrientation()).isEqualTo(6);
            DeviceImage image = batch.image(0).orElseThrow();
            assertThat(image.widthPx()).isEqualTo(batch.header(0).widthPx());
            batch.usedBy(stream);
        }
    }

    @Test
    void refusesWhatHasNoMeaning() {
        assertThatThrownBy(() -> NvJpegDecoder.open(ChannelOrder.BGR, pinned, device))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nvjpeg");
        decoder.close();
        assertThatThrownBy(() -> decoder.run(files(FINE), stream))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("decoder is closed");
    }

    private static int frameOf(byte[] jpeg) {
        for (int i = 2; ; i++) {
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
                return i;
            }
        }
    }

    private static List<MemorySegment> files(List<String> names) {
        return names.stream().map(Golden::segment).toList();
    }

    private static List<String> reasons(DecodedBatch batch) {
        return IntStream.range(0, batch.size())
                .mapToObj(i -> batch.reason(i).orElse(""))
                .toList();
    }

    private void assertDecoded(String name, DeviceImage image, ChannelOrder order) {
        try (Arena arena = Arena.ofConfined();
                JpegDecoder expected = JpegDecoder.create()) {
            MemorySegment file = Golden.segment(name);
            expected.read(file, 0, file.byteSize());
            long bytes = image.sizeBytes();
            assertThat(image.widthPx()).isEqualTo(expected.widthPx());
            assertThat(image.offsetBytes() % 256).isZero();
            MemorySegment pixels = arena.allocate(bytes);
            expected.decode(pixels, 0, image.strideBytes(), order, 1);
            MemorySegment found = arena.allocate(bytes);
            stream.download(image.memory(), image.offsetBytes(), found, 0, bytes);
            stream.await();
            assertThat(found.toArray(ValueLayout.JAVA_BYTE)).as(name).isEqualTo(pixels.toArray(ValueLayout.JAVA_BYTE));
        }
    }
}
