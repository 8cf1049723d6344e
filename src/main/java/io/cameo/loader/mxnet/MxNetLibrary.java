package io.cameo.loader.mxnet;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.cameo.nativelib.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A libmxnet of this machine, linked for the life of the process: its threads cannot be ended. Any thread may use it.
 *
 * <p>Source of the C types: mxnet v1.9.x {@code include/mxnet/c_api.h}. Its folder must stay off {@code LD_LIBRARY_PATH}: it
 * finds its neighbours by its own run path, and other programs would find an OpenBLAS there that breaks them.
 */
public final class MxNetLibrary {
    /** What {@code MXGetVersion} gives for 1.9.x: the release that everything here was written for. */
    public static final int EXPECTED_VERSION = 10_900;

    /** The most decoding threads that may ever be asked for. */
    private static final String MOST_THREADS = "1024";

    private static @Nullable MxNetLibrary loaded;

    private final Path path;
    private final NativeLibrary library;
    private final MethodHandle lastError;
    private final @Nullable MethodHandle setThreads;

    private MxNetLibrary(Path path, NativeLibrary library) {
        this.path = path;
        this.library = library;
        lastError = library.link("MXGetLastError", FunctionDescriptor.of(ADDRESS));
        // Of the OpenMP runtime that libmxnet was linked with.
        setThreads = library.has("omp_set_num_threads")
                ? library.link("omp_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT))
                : null;
    }

    /**
     * Links a library.
     *
     * @param file such as {@code libmxnet.so}, its neighbours beside it
     * @throws IllegalArgumentException if there is none, or this machine cannot link it, or another one was linked before
     */
    public static synchronized MxNetLibrary load(Path file) {
        Path path = file.toAbsolutePath().normalize();
        MxNetLibrary known = loaded;
        if (known != null) {
            if (!known.path.equals(path)) {
                throw new IllegalArgumentException(
                        "another libmxnet is in use already: used=" + known.path + ", asked=" + path);
            }
            return known;
        }
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("there is no libmxnet: file=" + path);
        }
        liftThreadLimit();
        NativeLibrary library = NativeLibrary.find(List.of(path.toString()))
                .filter(found -> found.has("MXDataIterCreateIter"))
                .orElseThrow(() -> new IllegalArgumentException("libmxnet cannot be linked: file=" + path + ", os="
                        + System.getProperty("os.name") + ", architecture=" + System.getProperty("os.arch")));
        known = new MxNetLibrary(path, library);
        loaded = known;
        return known;
    }

    /**
     * Where {@code OMP_NUM_THREADS} is not set, MXNet never decodes on more than half of the processors, unless this is:
     * {@code src/engine/openmp.cc}. It looks when it is linked, and C's environment is another one than Java's.
     */
    private static void liftThreadLimit() {
        MethodHandle setenv =
                NativeLibrary.system().link("setenv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        MethodHandle unsetenv = NativeLibrary.system().link("unsetenv", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            int set = (int) setenv.invokeExact(
                    arena.allocateFrom("MXNET_OMP_MAX_THREADS"), arena.allocateFrom(MOST_THREADS), 1);
            int unset = (int) unsetenv.invokeExact(arena.allocateFrom("OMP_NUM_THREADS"));
            if (set != 0 || unset != 0) {
                throw new IllegalStateException("environment cannot be changed: set=" + set + ", unset=" + unset);
            }
        } catch (Throwable failure) {
            throw NativeLibrary.failure("setenv", failure);
        }
    }

    /** Where it lies. */
    public Path path() {
        return path;
    }

    /**
     * A function that returns a status. Keep it in a {@code static final} field where it is called often.
     *
     * @param name the C name
     * @param arguments their C types, which nothing checks
     * @throws LinkageError if the library has no such function
     */
    public MxNetCall call(String name, MemoryLayout... arguments) {
        return new MxNetCall(name, library.link(name, FunctionDescriptor.of(JAVA_INT, arguments)), this);
    }

    /** The library's version, as {@code major * 10000 + minor * 100 + patch}; patch releases of 1.9 all say 10900. */
    public int version() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(JAVA_INT);
            call("MXGetVersion", ADDRESS).run(out);
            return out.get(JAVA_INT, 0);
        }
    }

    /**
     * On how many threads iterators decode that this thread makes with {@code ctx=cpu}; they pass over
     * {@code preprocess_threads}.
     *
     * @throws IllegalStateException if the library was built without OpenMP
     */
    public void decodingThreads(int threads) {
        MethodHandle set = setThreads;
        if (set == null) {
            throw new IllegalStateException("this libmxnet decodes on one thread only: file=" + path);
        }
        try {
            set.invokeExact(threads);
        } catch (Throwable failure) {
            throw NativeLibrary.failure("omp_set_num_threads", failure);
        }
    }

    /** What went wrong in this thread's last call. */
    String lastError() {
        try {
            return text((MemorySegment) lastError.invokeExact());
        } catch (Throwable failure) {
            throw NativeLibrary.failure("MXGetLastError", failure);
        }
    }

    /** A C string that MXNet owns. */
    @SuppressWarnings("restricted") // MXNet's strings end in a zero
    public static String text(MemorySegment pointer) {
        return pointer.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /** Makes memory out of a bare pointer of MXNet's; valid for as long as MXNet says. */
    @SuppressWarnings("restricted") // callers know the size from MXNet
    public static MemorySegment memory(MemorySegment pointer, long bytes) {
        return pointer.reinterpret(bytes);
    }
}
