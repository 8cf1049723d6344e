package io.cameo.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.nativelib.NativeException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Devices, memory, streams and copies, through a library. */
abstract class CudaLibraryContract {
    private final CudaLibrary library = library();

    abstract CudaLibrary library();

    @Test
    void theBindingsAreForTheHeadersVersion() throws IOException {
        assertThat(Files.readString(Path.of("native/include/cameo.h")))
                .contains("#define CAMEO_ABI_VERSION " + CudaLibrary.ABI_VERSION + "\n");
    }

    @Test
    void knowsItsDevices() {
        assertThat(library.deviceCount()).isPositive();
        assertThat(library.deviceName(0)).isNotBlank();
        library.selectDevice(0);
        assertThatThrownBy(() -> library.selectDevice(100_000))
                .isInstanceOf(NativeException.class)
                .hasMessageMatching("native call failed: function=cameo_device_select, status=-?\\d+, detail=.+");
        assertThatThrownBy(() -> library.deviceName(-1)).isInstanceOf(NativeException.class);
    }

    @Test
    void copiesGoThereAndBack() {
        byte[] bytes = new byte[10_007];
        new SplittableRandom(1).nextBytes(bytes);
        try (Arena arena = Arena.ofConfined();
                CudaStream stream = CudaStream.open(library)) {
            MemorySegment pinned = DeviceMemory.pinned(library, arena, bytes.length);
            MemorySegment.copy(bytes, 0, pinned, ValueLayout.JAVA_BYTE, 0, bytes.length);
            DeviceMemory first = DeviceMemory.allocate(library, arena, bytes.length + 3);
            DeviceMemory second = DeviceMemory.allocate(library, arena, bytes.length);
            assertThat(first.address() % 256).isZero();
            stream.upload(pinned, 0, first, 3, bytes.length);
            stream.copy(first, 3, second, 0, bytes.length);
            MemorySegment plain = arena.allocate(bytes.length + 5);
            stream.download(second, 0, plain, 5, bytes.length);
            stream.await();
            assertThat(plain.asSlice(5).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
        }
    }

    @Test
    void refusesWhatLeavesItsMemory() {
        try (Arena arena = Arena.ofConfined();
                CudaStream stream = CudaStream.perThread(library)) {
            DeviceMemory memory = DeviceMemory.allocate(library, arena, 10);
            MemorySegment host = arena.allocate(10);
            assertThatThrownBy(() -> stream.upload(host, 0, memory, 1, 10))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> stream.upload(host, Long.MAX_VALUE, memory, 0, 10))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> stream.download(memory, 0, host, 0, 11))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> stream.download(memory, 0, host.asReadOnly(), 0, 10))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("read-only");
            assertThatThrownBy(() -> stream.upload(MemorySegment.ofArray(new byte[10]), 0, memory, 0, 10))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("only native memory");
            assertThatThrownBy(() -> memory.pointer(11)).isInstanceOf(IndexOutOfBoundsException.class);
            // Nobody reads a device's memory from Java by mistake.
            assertThatThrownBy(() -> memory.pointer(0).get(ValueLayout.JAVA_BYTE, 0))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> DeviceMemory.allocate(library, arena, 0))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> DeviceMemory.allocate(library, arena, 1L << 60))
                    .isInstanceOf(NativeException.class)
                    .hasMessageContaining("function=cameo_memory_allocate");
        }
    }

    @Test
    void memoryEndsWithItsArena() {
        CudaStream stream = CudaStream.open(library);
        Arena arena = Arena.ofConfined();
        DeviceMemory memory = DeviceMemory.allocate(library, arena, 64);
        MemorySegment host = Arena.ofAuto().allocate(64);
        arena.close();
        assertThatThrownBy(() -> stream.upload(host, 0, memory, 0, 64))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        stream.close();
        stream.close();
        stream.await();
        assertThatThrownBy(stream::handle).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void scratchGrowsAndIsKept() {
        CudaScratch scratch = new CudaScratch(library);
        DeviceMemory first = scratch.device(1000);
        assertThat(scratch.device(4000)).isSameAs(first);
        assertThat(scratch.device(first.byteSize() + 1).byteSize()).isGreaterThan(first.byteSize());
        MemorySegment pinned = scratch.pinned(10);
        assertThat(scratch.pinned(10)).isSameAs(pinned);
        assertThat(scratch.pinned(100_000).byteSize()).isGreaterThanOrEqualTo(100_000);
    }
}
