package io.cameo.nativelib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Which pages of a file the system holds in memory, by mincore(2). */
public final class ResidentPages {
    private static final int PAGE_BYTES = 4096;

    private ResidentPages() {}

    /** Whether this system can tell. */
    public static boolean known() {
        return NativeLibrary.system().has("mincore");
    }

    /** How many bytes of a mapped file are in memory, in whole pages. */
    public static long bytes(MemorySegment mapped) {
        try (Arena arena = Arena.ofConfined()) {
            int pages = Math.toIntExact((mapped.byteSize() + PAGE_BYTES - 1) / PAGE_BYTES);
            MemorySegment vector = arena.allocate(pages);
            MethodHandle mincore = NativeLibrary.system()
                    .link("mincore", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS));
            if ((int) mincore.invokeExact(mapped, mapped.byteSize(), vector) != 0) {
                throw new AssertionError("mincore failed");
            }
            long resident = 0;
            for (int page = 0; page < pages; page++) {
                resident += vector.get(JAVA_BYTE, page) & 1;
            }
            return resident * PAGE_BYTES;
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }
}
