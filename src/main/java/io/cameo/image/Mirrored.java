package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** As many bytes on both sides: pinned on the host, where they are written, and on a device. */
record Mirrored(MemorySegment host, DeviceMemory device) {
    /** Lives as long as the arena. */
    static Mirrored allocate(CudaLibrary library, Arena arena, long sizeBytes) {
        return new Mirrored(
                DeviceMemory.pinned(library, arena, sizeBytes), DeviceMemory.allocate(library, arena, sizeBytes));
    }

    /** Queues the copy of the first bytes to the device. */
    void upload(long sizeBytes, CudaStream stream) {
        stream.upload(host, 0, device, 0, sizeBytes);
    }
}
