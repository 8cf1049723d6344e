package io.cameo.oracle;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * One function of libmxnet that returns a status. Kept in static final fields, so that the handle is a constant; a record,
 * because the virtual machine trusts a record's fields not to change.
 *
 * @param name as in {@code mxnet/c_api.h}
 */
record NativeCall(String name, MethodHandle handle) {
    @SuppressWarnings("restricted")
    static NativeCall of(SymbolLookup library, String name, MemoryLayout... arguments) {
        MethodHandle handle = Linker.nativeLinker()
                .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
        return new NativeCall(name, handle);
    }

    void run(MemorySegment a) {
        try {
            check((int) handle.invokeExact(a));
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    void run(MemorySegment a, MemorySegment b) {
        try {
            check((int) handle.invokeExact(a, b));
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    void run(MemorySegment a, MemorySegment b, MemorySegment c) {
        try {
            check((int) handle.invokeExact(a, b, c));
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    void run(MemorySegment a, long b) {
        try {
            check((int) handle.invokeExact(a, b));
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    void run(MemorySegment a, MemorySegment b, long c) {
        try {
            check((int) handle.invokeExact(a, b, c));
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    /** For calls of any other shape, which are rare: arguments in boxes. */
    void runBoxed(Object... arguments) {
        try {
            check((int) handle.invokeWithArguments(arguments));
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    private void check(int status) {
        if (status != 0) {
            throw new MxNetException(name, status, MxNet.lastError());
        }
    }

    private RuntimeException failed(Throwable failure) {
        if (failure instanceof RuntimeException known) {
            return known;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("native call failed: function=" + name, failure);
    }
}
