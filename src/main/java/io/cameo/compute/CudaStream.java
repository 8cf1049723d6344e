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
 * A queue of copies and kernels on one device: what is queued runs in that order, beside the caller and beside other
 * streams. {@link #await} waits for it; until then, memory that is queued for reading must not be written, and memory that
 * is queued for writing not be touched. Between two streams there is no order but that of {@link #follow}. The twin for the
 * host keeps to all this: a thread of its own does a stream's work. One thread at a time.
 */
public final class CudaStream implements AutoCloseable {
    private static final int TO_DEVICE = 0;
    private static final int TO_HOST = 1;
    private static final int ON_DEVICE = 2;
    /** {@code cudaStreamPerThread} of CUDA's {@code driver_types.h}. The twin does such work at once. */
    private static final long PER_THREAD = 2;

    /** Streams of a library. */
    record Handles(
            @CFunction("int32_t cameo_stream_open(void **stream)")
            MethodHandle open,

            @CFunction("int32_t cameo_stream_close(void *stream)")
            MethodHandle close,

            @CFunction("int32_t cameo_stream_wait(void *stream)")
            MethodHandle await,

            @CFunction("int32_t cameo_stream_follow(void *stream, void *event)")
            MethodHandle follow,

            @CFunction("int32_t cameo_copy(const void *src, void *dst, int64_t size_bytes, int32_t direction, void"
                    + " *stream)")
            MethodHandle copy) {}

    private final CudaLibrary library;
    private final Handles handles;
    private final MemorySegment stream;
    private boolean closed;

    private CudaStream(CudaLibrary library, Handles handles, MemorySegment stream) {
        this.library = library;
        this.handles = handles;
        this.stream = stream;
    }

    /**
     * A new stream on the calling thread's device, that waits for no other.
     *
     * @throws NativeException if the device refuses
     */
    public static CudaStream open(CudaLibrary library) {
        Handles handles = library.bind(MethodHandles.lookup(), Handles.class);
        try (Arena call = Arena.ofConfined()) {
            MemorySegment pointer = call.allocate(ADDRESS);
            library.check("cameo_stream_open", (int) handles.open.invokeExact(pointer));
            return new CudaStream(library, handles, CudaLibrary.pointerIn(pointer));
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_stream_open", thrown);
        }
    }

    /** The stream that each thread has anyway: its queue is that of the thread which calls. Need not be closed. */
    public static CudaStream perThread(CudaLibrary library) {
        Handles handles = library.bind(MethodHandles.lookup(), Handles.class);
        return new CudaStream(library, handles, MemorySegment.ofAddress(PER_THREAD));
    }

    /** Whose stream it is. */
    public CudaLibrary library() {
        return library;
    }

    /**
     * What native functions take for this stream.
     *
     * @throws IllegalStateException if it is closed
     */
    public MemorySegment handle() {
        if (closed) {
            throw new IllegalStateException("stream is closed");
        }
        return stream;
    }

    /**
     * Queues a copy from the host to the device.
     *
     * @param src native memory, best pinned: from other memory the copy may wait for a part of itself
     * @throws IllegalArgumentException if {@code src} is heap memory
     * @throws IndexOutOfBoundsException if either range leaves its memory
     */
    public void upload(MemorySegment src, long srcOffset, DeviceMemory dst, long dstOffset, long length) {
        Objects.checkFromIndexSize(srcOffset, length, src.byteSize());
        copy(hostPointer(src, srcOffset), dst.pointer(dstOffset, length), length, TO_DEVICE, dst);
    }

    /** Queues a copy from the device to the host; as {@link #upload}. */
    public void download(DeviceMemory src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
        Objects.checkFromIndexSize(dstOffset, length, dst.byteSize());
        if (dst.isReadOnly()) {
            throw new IllegalArgumentException("memory is read-only: bytes=" + dst.byteSize());
        }
        copy(src.pointer(srcOffset, length), hostPointer(dst, dstOffset), length, TO_HOST, src);
    }

    /** Queues a copy on the device; the ranges do not overlap. */
    public void copy(DeviceMemory src, long srcOffset, DeviceMemory dst, long dstOffset, long length) {
        copy(src.pointer(srcOffset, length), dst.pointer(dstOffset, length), length, ON_DEVICE, dst);
    }

    private static MemorySegment hostPointer(MemorySegment memory, long offset) {
        if (!memory.isNative()) {
            throw new IllegalArgumentException("only native memory goes to a device: bytes=" + memory.byteSize());
        }
        return memory.asSlice(offset, 0);
    }

    private void copy(MemorySegment src, MemorySegment dst, long length, int direction, DeviceMemory memory) {
        requireOwn(memory);
        try {
            library.check("cameo_copy", (int) handles.copy.invokeExact(src, dst, length, direction, handle()));
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_copy", thrown);
        }
    }

    /**
     * Refuses memory of another library than the stream's.
     *
     * @throws IllegalArgumentException if it is
     */
    public void requireOwn(DeviceMemory memory) {
        if (memory.library() != library) {
            throw new IllegalArgumentException(
                    "memory and stream are of two libraries: memory=" + memory.library() + ", stream=" + library);
        }
    }

    /**
     * What is queued here from now on begins when that has come to pass which the event stands for now. The caller does not
     * wait, and the event may be recorded again or closed at once.
     *
     * @throws IllegalArgumentException if the event is of another library
     * @throws IllegalStateException if the event was never recorded, or one of the two is closed
     */
    public void follow(CudaEvent event) {
        if (event.library() != library) {
            throw new IllegalArgumentException(
                    "event and stream are of two libraries: event=" + event.library() + ", stream=" + library);
        }
        try {
            library.check("cameo_stream_follow", (int) handles.follow.invokeExact(handle(), event.recordedHandle()));
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_stream_follow", thrown);
        }
    }

    /** Whether it was closed; all its work is done then. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Waits until everything queued so far is done; of a closed stream, everything is.
     *
     * @throws NativeException if something of it failed
     */
    public void await() {
        if (closed) {
            return;
        }
        try {
            library.check("cameo_stream_wait", (int) handles.await.invokeExact(handle()));
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_stream_wait", thrown);
        }
    }

    /**
     * Waits for the stream's work and gives it back. Closing twice does nothing.
     *
     * @throws NativeException if something of the work failed
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        try {
            await();
        } finally {
            closed = true;
            giveBack();
        }
    }

    private void giveBack() {
        if (stream.address() == PER_THREAD) {
            return;
        }
        try {
            library.check("cameo_stream_close", (int) handles.close.invokeExact(stream));
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_stream_close", thrown);
        }
    }
}
