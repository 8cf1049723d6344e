package io.cameo.compute;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.cameo.nativelib.CFunction;
import io.cameo.nativelib.NativeException;
import io.cameo.nativelib.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * A mark in the work of a stream: the only way in which one stream's work comes after another's, and in which a caller
 * learns how far a stream is without waiting for all of it.
 *
 * <pre>{@code
 * decoded.record(decoding);       // all that is queued on decoding so far
 * warping.follow(decoded);        // what is queued on warping from now on comes after it; nobody waits here
 * decoded.await();                // this thread does
 * }</pre>
 *
 * <p>It stands for the last point that it was recorded at, and can be recorded again; who waited, or follows, keeps to the
 * point of that time. Any thread may ask; one at a time records and closes.
 */
public final class CudaEvent implements AutoCloseable {
    /** Events of a library. */
    record Handles(
            @CFunction("int32_t cameo_event_open(int32_t timed, void **event)")
            MethodHandle open,

            @CFunction("int32_t cameo_event_close(void *event)")
            MethodHandle close,

            @CFunction("int32_t cameo_event_record(void *event, void *stream)")
            MethodHandle record,

            @CFunction("int32_t cameo_event_wait(void *event)")
            MethodHandle await,

            @CFunction("int32_t cameo_event_done(void *event, int32_t *done)")
            MethodHandle done,

            @CFunction("int32_t cameo_event_elapsed(void *begin, void *end, float *elapsed_ms)")
            MethodHandle elapsed) {}

    private final CudaLibrary library;
    private final Handles handles;
    private final MemorySegment event;
    private final boolean timed;
    private volatile boolean recorded;
    private volatile boolean closed;

    private CudaEvent(CudaLibrary library, Handles handles, MemorySegment event, boolean timed) {
        this.library = library;
        this.handles = handles;
        this.event = event;
        this.timed = timed;
    }

    /**
     * A new event of the calling thread's device, for order only.
     *
     * @throws NativeException if the device refuses
     */
    public static CudaEvent open(CudaLibrary library) {
        return open(library, false);
    }

    /**
     * One that remembers when it came to pass, for {@link #millisSince}; costs a little more.
     *
     * @throws NativeException if the device refuses
     */
    public static CudaEvent openTimed(CudaLibrary library) {
        return open(library, true);
    }

    private static CudaEvent open(CudaLibrary library, boolean timed) {
        Handles handles = library.bind(MethodHandles.lookup(), Handles.class);
        try (Arena call = Arena.ofConfined()) {
            MemorySegment pointer = call.allocate(ADDRESS);
            library.check("cameo_event_open", (int) handles.open.invokeExact(timed ? 1 : 0, pointer));
            return new CudaEvent(library, handles, CudaLibrary.pointerIn(pointer), timed);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_event_open", thrown);
        }
    }

    /** Whose event it is. */
    public CudaLibrary library() {
        return library;
    }

    /**
     * Lets the event stand for everything that is queued on the stream so far.
     *
     * @throws IllegalArgumentException if the stream is of another library
     * @throws IllegalStateException if this or the stream is closed
     */
    public void record(CudaStream stream) {
        if (stream.library() != library) {
            throw new IllegalArgumentException(
                    "event and stream are of two libraries: event=" + library + ", stream=" + stream.library());
        }
        try {
            library.check("cameo_event_record", (int) handles.record.invokeExact(handle(), stream.handle()));
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_event_record", thrown);
        }
        recorded = true;
    }

    /**
     * Whether that has come to pass which the event stands for; never waits.
     *
     * @throws IllegalStateException if it stands for nothing yet, or is closed
     * @throws NativeException if the work before it failed
     */
    public boolean isDone() {
        requireRecorded();
        try (Arena call = Arena.ofConfined()) {
            MemorySegment done = call.allocate(JAVA_INT);
            library.check("cameo_event_done", (int) handles.done.invokeExact(handle(), done));
            return done.get(JAVA_INT, 0) != 0;
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_event_done", thrown);
        }
    }

    /**
     * Waits until that has come to pass which the event stands for.
     *
     * @throws IllegalStateException if it stands for nothing yet, or is closed
     * @throws NativeException if the work before it failed
     */
    public void await() {
        requireRecorded();
        try {
            library.check("cameo_event_wait", (int) handles.await.invokeExact(handle()));
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_event_wait", thrown);
        }
    }

    /**
     * Waits for both, and tells how long the device took from the one to the other.
     *
     * @param begin a timed event, as this
     * @return milliseconds, to about half a microsecond on a GPU
     * @throws IllegalArgumentException if one of them is not timed, or they are of two libraries
     * @throws IllegalStateException if one of them stands for nothing yet, or is closed
     */
    public double millisSince(CudaEvent begin) {
        if (!timed || !begin.timed || begin.library != library) {
            throw new IllegalArgumentException("events tell no time between them: timed=" + begin.timed + " and "
                    + timed + ", libraries=" + begin.library + " and " + library);
        }
        begin.await();
        await();
        try (Arena call = Arena.ofConfined()) {
            MemorySegment elapsed = call.allocate(JAVA_FLOAT);
            library.check("cameo_event_elapsed", (int) handles.elapsed.invokeExact(begin.handle(), handle(), elapsed));
            return elapsed.get(JAVA_FLOAT, 0);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_event_elapsed", thrown);
        }
    }

    /** For {@link CudaStream}, once there is something to follow. */
    MemorySegment recordedHandle() {
        requireRecorded();
        return handle();
    }

    private void requireRecorded() {
        if (!recorded) {
            throw new IllegalStateException("event was never recorded");
        }
    }

    private MemorySegment handle() {
        if (closed) {
            throw new IllegalStateException("event is closed");
        }
        return event;
    }

    /** Gives the event back; streams that follow it still do. Closing twice does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            library.check("cameo_event_close", (int) handles.close.invokeExact(event));
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_event_close", thrown);
        }
    }
}
