package io.cameo.nativelib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Objects;

/**
 * Advice to the system on the pages of mapped files. All of it is advice: where the system knows no such thing, nothing
 * happens and the answer is false. No call changes what a read gives. Thread-safe.
 */
public final class MappedPages {
    private static final long PAGE_BYTES = 4096;
    private static final int DONT_NEED = 4;
    private static final boolean KNOWN =
            NativeLibrary.system().lacks(List.of("madvise")).isEmpty();

    private MappedPages() {}

    private static final class Handles {
        /** {@code int madvise(void *addr, size_t length, int advice)}. */
        static final MethodHandle MADVISE =
                NativeLibrary.system().link("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    }

    /**
     * Says how part of a mapping will be read.
     *
     * @param mapped of a file, from {@link java.nio.channels.FileChannel#map}
     * @return whether the system took it
     * @throws IllegalArgumentException if it is not mapped
     */
    public static boolean advise(MemorySegment mapped, long offsetBytes, long lengthBytes, ReadAdvice advice) {
        long begin = Math.max(0, offsetBytes - (mapped.address() + offsetBytes) % PAGE_BYTES);
        return call(mapped, offsetBytes, lengthBytes, begin, offsetBytes + lengthBytes, advice.code());
    }

    /**
     * Takes the whole pages of a part out of this process; they stay in the system's cache, and a later read brings them
     * back.
     *
     * @return whether the system took it
     * @throws IllegalArgumentException if the memory is not mapped
     */
    public static boolean release(MemorySegment mapped, long offsetBytes, long lengthBytes) {
        long end = offsetBytes + lengthBytes;
        long first = offsetBytes + Math.floorMod(-(mapped.address() + offsetBytes), PAGE_BYTES);
        long last = end - (mapped.address() + end) % PAGE_BYTES;
        return first >= last || call(mapped, offsetBytes, lengthBytes, first, last, DONT_NEED);
    }

    private static boolean call(
            MemorySegment mapped, long offsetBytes, long lengthBytes, long begin, long end, int advice) {
        Objects.checkFromIndexSize(offsetBytes, lengthBytes, mapped.byteSize());
        if (mapped.byteSize() == 0) {
            return true;
        }
        if (!mapped.isMapped()) {
            throw new IllegalArgumentException("not a mapped file: bytes=" + mapped.byteSize());
        }
        if (!KNOWN) {
            return false;
        }
        try {
            return (int) Handles.MADVISE.invokeExact(mapped.asSlice(begin, end - begin), end - begin, advice) == 0;
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("madvise", thrown);
        }
    }
}
