package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.DeviceMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Memory of a device, and as much pinned memory of the host to copy from and to, that are replaced by larger ones where they
 * are too small. For one thread, on which it also is closed; who asks again has waited for the streams that use it.
 */
final class DevicePair implements AutoCloseable {
    private final CudaLibrary library;
    private final long leastBytes;
    private @Nullable Held held;

    private record Held(Arena arena, DeviceMemory device, MemorySegment pinned) {}

    /** @param leastBytes how much is allocated where less is needed; nothing is before that */
    DevicePair(CudaLibrary library, long leastBytes) {
        this.library = library;
        this.leastBytes = leastBytes;
    }

    /**
     * Makes sure of room; what was there is lost if there was too little.
     *
     * @throws io.cameo.nativelib.NativeException if the device has not so much; there is nothing then
     */
    void reserve(long neededBytes) {
        Held known = held;
        if (known == null || known.device.byteSize() < neededBytes) {
            close();
            Arena arena = Arena.ofConfined();
            try {
                long bytes = Math.max(leastBytes, neededBytes);
                DeviceMemory device = DeviceMemory.allocate(library, arena, bytes);
                held = new Held(arena, device, DeviceMemory.pinned(library, arena, bytes));
            } finally {
                if (held == null) {
                    arena.close();
                }
            }
        }
    }

    /** The device's side. */
    DeviceMemory device() {
        return require().device;
    }

    /** The host's side. */
    MemorySegment pinned() {
        return require().pinned;
    }

    private Held require() {
        if (held == null) {
            throw new IllegalStateException("no memory was reserved");
        }
        return held;
    }

    @Override
    public void close() {
        Held last = held;
        held = null;
        if (last != null) {
            last.arena.close();
        }
    }
}
