package io.cameo.nativelib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/**
 * The system's cache of one file, for those who will read it soon, or not again. Advice only: where the system knows no
 * such thing, nothing happens. Not thread-safe.
 */
public final class PageCache implements AutoCloseable {
    private static final int WILL_NEED = 3;
    private static final int DONT_NEED = 4;
    private static final List<String> FUNCTIONS = List.of("fopen", "fileno", "fclose", "posix_fadvise");
    private static final boolean KNOWN = System.getProperty("os.name", "").equals("Linux")
            && NativeLibrary.system().lacks(FUNCTIONS).isEmpty();

    private MemorySegment stream;
    private int descriptor;

    private PageCache(MemorySegment stream, int descriptor) {
        this.stream = stream;
        this.descriptor = descriptor;
    }

    private static final class Handles {
        /** {@code FILE *fopen(const char *pathname, const char *mode)}; unlike open(2) it takes no variable arguments. */
        static final MethodHandle FOPEN =
                NativeLibrary.system().link("fopen", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
        /** {@code int fileno(FILE *stream)}. */
        static final MethodHandle FILENO =
                NativeLibrary.system().link("fileno", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        /** {@code int fclose(FILE *stream)}. */
        static final MethodHandle FCLOSE =
                NativeLibrary.system().link("fclose", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        /** {@code int posix_fadvise(int fd, off_t offset, off_t len, int advice)}. */
        static final MethodHandle FADVISE = NativeLibrary.system()
                .link("posix_fadvise", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    }

    /**
     * The cache of a file; one that can be told nothing where the file cannot be opened. Waits where opening does: at a pipe,
     * for somebody to write.
     */
    public static PageCache of(Path file) {
        if (!KNOWN) {
            return new PageCache(MemorySegment.NULL, -1);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(file.toAbsolutePath().toString());
            MemorySegment stream = (MemorySegment) Handles.FOPEN.invokeExact(name, arena.allocateFrom("re"));
            int descriptor = stream.equals(MemorySegment.NULL) ? -1 : (int) Handles.FILENO.invokeExact(stream);
            return new PageCache(stream, descriptor);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("fopen", thrown);
        }
    }

    /**
     * Gives up the whole pages of a part: what no process has mapped and nobody has to write leaves memory.
     *
     * @return whether the system took it
     */
    public boolean drop(long offsetBytes, long lengthBytes) {
        return lengthBytes != 0 && advise(offsetBytes, lengthBytes, DONT_NEED);
    }

    /**
     * Begins to read the whole file, in the background.
     *
     * @return whether the system took it
     */
    public boolean fetch() {
        return advise(0, 0, WILL_NEED);
    }

    private boolean advise(long offsetBytes, long lengthBytes, int advice) {
        if (descriptor < 0) {
            return false;
        }
        try {
            return (int) Handles.FADVISE.invokeExact(descriptor, offsetBytes, lengthBytes, advice) == 0;
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("posix_fadvise", thrown);
        }
    }

    @Override
    public void close() {
        MemorySegment open = stream;
        stream = MemorySegment.NULL;
        descriptor = -1;
        if (open.equals(MemorySegment.NULL)) {
            return;
        }
        try {
            int _ = (int) Handles.FCLOSE.invokeExact(open);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("fclose", thrown);
        }
    }
}
