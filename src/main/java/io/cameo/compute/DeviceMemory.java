package io.cameo.compute;

import static java.lang.foreign.ValueLayout.ADDRESS;

import io.cameo.nativelib.CFunction;
import io.cameo.nativelib.NativeException;
import io.cameo.nativelib.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Objects;

/**
 * Memory of a device, which Java cannot look into: {@link CudaStream} copies to and from it. It starts at a multiple of
 * 256 bytes, is not cleared, and lives as long as the arena that it was allocated with; who closes that arena has waited
 * for every stream that works on it. Threads as the arena has it.
 */
public final class DeviceMemory {
    /** Memory of a library. */
    record Handles(
            @CFunction("int32_t cameo_memory_allocate(int64_t size_bytes, void **memory)")
            MethodHandle allocate,

            @CFunction("int32_t cameo_memory_free(void *memory)")
            MethodHandle free,

            @CFunction("int32_t cameo_pinned_allocate(int64_t size_bytes, void **memory)")
            MethodHandle allocatePinned,

            @CFunction("int32_t cameo_pinned_free(void *memory)")
            MethodHandle freePinned) {}

    private final CudaLibrary library;
    private final MemorySegment memory;

    private DeviceMemory(CudaLibrary library, MemorySegment memory) {
        this.library = library;
        this.memory = memory;
    }

    /**
     * Memory on the calling thread's device.
     *
     * @param arena frees it when it is closed, or, of {@link Arena#ofAuto}, when nobody can reach it any more
     * @param sizeBytes more than 0
     * @throws NativeException if there is not so much
     */
    public static DeviceMemory allocate(CudaLibrary library, Arena arena, long sizeBytes) {
        return new DeviceMemory(library, allocate(library, arena, sizeBytes, false));
    }

    /**
     * Memory of the host that a device reads and writes by itself, so that copies run beside the caller. Not cleared; as
     * {@link #allocate} in all else.
     */
    public static MemorySegment pinned(CudaLibrary library, Arena arena, long sizeBytes) {
        return allocate(library, arena, sizeBytes, true);
    }

    @SuppressWarnings("restricted") // the size is what was asked for
    private static MemorySegment allocate(CudaLibrary library, Arena arena, long sizeBytes, boolean pinned) {
        if (sizeBytes <= 0) {
            throw new IllegalArgumentException("memory has no bytes: size=" + sizeBytes);
        }
        Handles handles = library.bind(MethodHandles.lookup(), Handles.class);
        String function = pinned ? "cameo_pinned_allocate" : "cameo_memory_allocate";
        try (Arena call = Arena.ofConfined()) {
            MemorySegment pointer = call.allocate(ADDRESS);
            int status = pinned
                    ? (int) handles.allocatePinned.invokeExact(sizeBytes, pointer)
                    : (int) handles.allocate.invokeExact(sizeBytes, pointer);
            library.check(function, status);
            return CudaLibrary.pointerIn(pointer)
                    .reinterpret(sizeBytes, arena, memory -> free(library, handles, memory, pinned));
        } catch (Throwable thrown) {
            throw NativeLibrary.failure(function, thrown);
        }
    }

    private static void free(CudaLibrary library, Handles handles, MemorySegment memory, boolean pinned) {
        String function = pinned ? "cameo_pinned_free" : "cameo_memory_free";
        try {
            library.check(
                    function,
                    pinned ? (int) handles.freePinned.invokeExact(memory) : (int) handles.free.invokeExact(memory));
        } catch (Throwable thrown) {
            throw NativeLibrary.failure(function, thrown);
        }
    }

    /** Its first bytes only, for one who asked for no more. */
    DeviceMemory first(long sizeBytes) {
        return new DeviceMemory(library, memory.asSlice(0, sizeBytes));
    }

    public long byteSize() {
        return memory.byteSize();
    }

    /** Whose memory it is. */
    public CudaLibrary library() {
        return library;
    }

    /**
     * A pointer for a native call, which keeps the memory while the call runs; Java cannot read through it.
     *
     * @throws IndexOutOfBoundsException if it lies outside of the memory
     */
    public MemorySegment pointer(long offsetBytes) {
        return memory.asSlice(offsetBytes, 0);
    }

    /**
     * The same where the call will touch so many bytes from there on.
     *
     * @throws IndexOutOfBoundsException if they leave the memory
     */
    public MemorySegment pointer(long offsetBytes, long sizeBytes) {
        Objects.checkFromIndexSize(offsetBytes, sizeBytes, memory.byteSize());
        return pointer(offsetBytes);
    }

    /** Where it lies, for tables of pointers that a device reads. The memory must outlive what reads them. */
    public long address() {
        return memory.address();
    }

    @Override
    public String toString() {
        return "device memory of " + byteSize() + " bytes";
    }
}
