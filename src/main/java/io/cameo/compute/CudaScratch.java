package io.cameo.compute;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Memory on both sides that grows with what is asked for and is kept: pinned on the host, and a device's. Freed when nobody
 * can reach it any more. One thread at a time; who asks again has waited for the streams that work on what he got before.
 */
public final class CudaScratch {
    private static final long LEAST_BYTES = 4096;

    private final CudaLibrary library;
    private @Nullable MemorySegment pinned;
    private @Nullable DeviceMemory device;

    public CudaScratch(CudaLibrary library) {
        this.library = library;
    }

    /** Host memory of at least so many bytes; what it held is lost if it had to grow. */
    public MemorySegment pinned(long sizeBytes) {
        MemorySegment known = pinned;
        if (known == null || known.byteSize() < sizeBytes) {
            known = DeviceMemory.pinned(library, Arena.ofAuto(), grown(sizeBytes));
            pinned = known;
        }
        return known;
    }

    /** Device memory of at least so many bytes; what it held is lost if it had to grow. */
    public DeviceMemory device(long sizeBytes) {
        DeviceMemory known = device;
        if (known == null || known.byteSize() < sizeBytes) {
            known = DeviceMemory.allocate(library, Arena.ofAuto(), grown(sizeBytes));
            device = known;
        }
        return known;
    }

    /** A quarter more than asked for, so that sizes that creep up do not allocate each time. */
    private static long grown(long sizeBytes) {
        return Math.max(LEAST_BYTES, Math.addExact(sizeBytes, sizeBytes / 4));
    }
}
