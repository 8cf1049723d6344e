package io.cameo.loader.mxnet;

import io.cameo.nativelib.NativeLibrary;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * One function of libmxnet that returns a status. A record, because the virtual machine trusts a record's fields not to
 * change: kept in a static final field, its handle is a constant. Any thread may call.
 *
 * <p>Each {@code run} throws {@link MxNetException} where MXNet says no.
 *
 * @param name as in {@code mxnet/c_api.h}
 * @param handle of a function that returns an int
 * @param library which knows why it failed
 */
public record MxNetCall(String name, MethodHandle handle, MxNetLibrary library) {
    public void run(MemorySegment a) {
        try {
            check((int) handle.invokeExact(a));
        } catch (Throwable failure) {
            throw NativeLibrary.failure(name, failure);
        }
    }

    public void run(MemorySegment a, MemorySegment b) {
        try {
            check((int) handle.invokeExact(a, b));
        } catch (Throwable failure) {
            throw NativeLibrary.failure(name, failure);
        }
    }

    public void run(MemorySegment a, MemorySegment b, MemorySegment c) {
        try {
            check((int) handle.invokeExact(a, b, c));
        } catch (Throwable failure) {
            throw NativeLibrary.failure(name, failure);
        }
    }

    public void run(MemorySegment a, long b) {
        try {
            check((int) handle.invokeExact(a, b));
        } catch (Throwable failure) {
            throw NativeLibrary.failure(name, failure);
        }
    }

    public void run(MemorySegment a, MemorySegment b, long c) {
        try {
            check((int) handle.invokeExact(a, b, c));
        } catch (Throwable failure) {
            throw NativeLibrary.failure(name, failure);
        }
    }

    /** For calls of any other shape, which are rare: arguments in boxes. */
    public void runBoxed(Object... arguments) {
        try {
            check((int) handle.invokeWithArguments(arguments));
        } catch (Throwable failure) {
            throw NativeLibrary.failure(name, failure);
        }
    }

    private void check(int status) {
        if (status != 0) {
            throw new MxNetException(name, status, library.lastError());
        }
    }
}
