package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceMemory;
import io.cameo.compute.Kernels;
import io.cameo.compute.MemoryPool;
import io.cameo.nativelib.NativeException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the encoder asks of nvJPEG, and what it makes of the answers. */
class NvJpegEncoderTest {
    private final CudaLibrary library = Kernels.host();

    /** "Encodes" an image as its shape and its pixels. */
    private static final class Copies implements NvJpegEncoding {
        private final byte[][] held = new byte[3][];
        private final List<Integer> order = new ArrayList<>();
        private int status;
        private boolean closed;

        @Override
        public int slots() {
            return held.length;
        }

        @Override
        public int encode(int slot, long pixels, long strideBytes, int widthPx, int heightPx, long stream) {
            order.add(slot);
            byte[] jpeg = new byte[2 + 3 * widthPx * heightPx];
            jpeg[0] = (byte) widthPx;
            jpeg[1] = (byte) heightPx;
            MemorySegment memory = JpegTwin.memory(pixels, strideBytes * (heightPx - 1) + 3L * widthPx);
            for (int y = 0; y < heightPx; y++) {
                MemorySegment.copy(
                        memory, ValueLayout.JAVA_BYTE, y * strideBytes, jpeg, 2 + 3 * widthPx * y, 3 * widthPx);
            }
            held[slot] = jpeg;
            return status;
        }

        @Override
        public int retrieve(int slot, long dst, long[] lengthBytes, long stream) {
            if (dst != 0) {
                MemorySegment.copy(held[slot], 0, JpegTwin.memory(dst, lengthBytes[0]), ValueLayout.JAVA_BYTE, 0, (int)
                        lengthBytes[0]);
            }
            lengthBytes[0] = held[slot].length;
            return 0;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void everyImageBecomesItsFile() throws InterruptedException {
        Copies copies = new Copies();
        try (Arena arena = Arena.ofShared();
                CudaStream stream = CudaStream.open(library);
                MemoryPool<MemorySegment> pinned = MemoryPool.pinned(library, 1 << 16);
                NvJpegEncoder encoder = new NvJpegEncoder(copies, ChannelOrder.BGR, pinned, stream)) {
            List<DeviceImage> images = new ArrayList<>();
            List<byte[]> expected = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int width = 3 + i;
                int stride = 3 * width + i % 2;
                DeviceMemory memory = DeviceMemory.allocate(library, arena, stride * 4L + i);
                byte[] file = new byte[2 + 3 * width * 4];
                file[0] = (byte) width;
                file[1] = 4;
                MemorySegment rows = arena.allocate(stride * 4L);
                for (int at = 0; at < 3 * width * 4; at++) {
                    byte value = (byte) (at * 7 + i);
                    file[2 + at] = value;
                    rows.set(ValueLayout.JAVA_BYTE, at / (3 * width) * (long) stride + at % (3 * width), value);
                }
                stream.upload(rows, 0, memory, i, rows.byteSize());
                images.add(new DeviceImage(memory, i, width, 4, stride, 3));
                expected.add(file);
            }
            stream.await();
            List<byte[]> files = encoder.run(images);
            assertThat(files).hasSize(8);
            for (int i = 0; i < 8; i++) {
                assertThat(files.get(i)).as("image %d", i).isEqualTo(expected.get(i));
            }
            assertThat(copies.order).containsExactly(0, 1, 2, 0, 1, 2, 0, 1);
            assertThat(encoder.run(List.of())).isEmpty();
            copies.status = 6;
            assertThatThrownBy(() -> encoder.run(images))
                    .isInstanceOf(NativeException.class)
                    .hasMessage("native call failed: function=nvjpegEncodeImage, status=6, detail=execution failed");
            DeviceImage gray = new DeviceImage(images.getFirst().memory(), 0, 2, 2, 2, 1);
            assertThatThrownBy(() -> encoder.run(List.of(gray)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("other channels");
            DeviceMemory wide = DeviceMemory.allocate(library, arena, 3 * 65_536);
            DeviceImage tooWide = new DeviceImage(wide, 0, 65_536, 1, 3 * 65_536, 3);
            assertThatThrownBy(() -> encoder.run(List.of(tooWide)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("too large for a jpeg");
            assertThat(pinned.statistics().leasedBytes()).isZero();
        }
        assertThat(copies.closed).isTrue();
    }

    @Test
    void refusesWhatHasNoMeaning() {
        try (CudaStream stream = CudaStream.open(library);
                MemoryPool<MemorySegment> pinned = MemoryPool.pinned(library, 1 << 16)) {
            assertThatThrownBy(() -> NvJpegEncoder.open(ChannelOrder.BGR, 0, pinned, stream))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no such quality: quality=0, known=1..100");
            assertThatThrownBy(() -> NvJpegEncoder.open(ChannelOrder.BGR, 95, pinned, stream))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("nvjpeg");
            NvJpegEncoder closed = new NvJpegEncoder(new Copies(), ChannelOrder.BGR, pinned, stream);
            closed.close();
            closed.close();
            assertThatThrownBy(() -> closed.run(List.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("encoder is closed");
        }
    }
}
