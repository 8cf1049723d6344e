package io.cameo.compute;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.cameo.nativelib.BundledLibrary;
import io.cameo.nativelib.CFunction;
import io.cameo.nativelib.NativeException;
import io.cameo.nativelib.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Our kernels: libcameo_cuda, for a GPU, or its twin libcameo_host, which has the same functions and runs them on the CPU,
 * in memory that it calls a device's. Both come with the jar where the machine that built it could build them. Immutable;
 * any thread may use it.
 *
 * <p>The property {@value #PROPERTY} says which one {@link Backend#CUDA} means: {@code auto}, also when it is not set, the
 * GPU's; {@code host} the twin, for tests; anything else the file of a library.
 */
public final class CudaLibrary {
    public static final String PROPERTY = "cameo.cuda.library";

    /** What {@code CAMEO_ABI_VERSION} of the header must be. */
    static final int ABI_VERSION = 2;

    private static final String AUTO = "auto";
    private static final String HOST = "host";
    private static final int NAME_BYTES = 256;
    /** The C calls that every library must answer before it is used. */
    record Handles(
            @CFunction("int32_t cameo_abi_version(void)") MethodHandle abiVersion,
            @CFunction("const char *cameo_kind(void)") MethodHandle kind,

            @CFunction("const char *cameo_error_text(int32_t status)")
            MethodHandle errorText,

            @CFunction("int32_t cameo_device_count(int32_t *count)")
            MethodHandle deviceCount,

            @CFunction("int32_t cameo_device_name(int32_t device, char *name, int64_t size_bytes)")
            MethodHandle deviceName,

            @CFunction("int32_t cameo_device_select(int32_t device)")
            MethodHandle deviceSelect) {}

    private final NativeLibrary library;
    private final Handles handles;
    private final boolean host;
    /** Linking takes longer than most calls. */
    private final ConcurrentHashMap<Class<?>, Record> bound = new ConcurrentHashMap<>();

    private CudaLibrary(NativeLibrary library, Handles handles, boolean host) {
        this.library = library;
        this.handles = handles;
        this.host = host;
    }

    /** A library, or why there is none. */
    private record Search(@Nullable CudaLibrary found, String reason) {
        CudaLibrary require() {
            CudaLibrary there = found;
            if (there == null) {
                throw new IllegalStateException("no CUDA kernels: " + reason);
            }
            return there;
        }

        Optional<String> missing() {
            return found == null ? Optional.of(reason) : Optional.empty();
        }
    }

    private static final class HostSearch {
        static final Search DONE = search(HOST);
    }

    private static final class DeviceSearch {
        static final Search DONE = search(AUTO);
    }

    private static final class ActiveSearch {
        static final Search DONE = switch (System.getProperty(PROPERTY, AUTO)) {
            case AUTO -> DeviceSearch.DONE;
            case HOST -> HostSearch.DONE;
            default -> search(System.getProperty(PROPERTY, AUTO));
        };
    }

    /** The one that the property names. Looked for once.
     *
     * @throws IllegalStateException if it cannot be used; the text says why */
    public static CudaLibrary active() {
        return ActiveSearch.DONE.require();
    }

    /** Why {@link #active} would throw; empty if it would not. */
    public static Optional<String> missing() {
        return ActiveSearch.DONE.missing();
    }

    /** The twin for the host, whatever the property says.
     *
     * @throws IllegalStateException if this build has none */
    public static CudaLibrary host() {
        return HostSearch.DONE.require();
    }

    /** Why {@link #host} would throw; empty if it would not. */
    public static Optional<String> hostMissing() {
        return HostSearch.DONE.missing();
    }

    /** The GPU's, whatever the property says.
     *
     * @throws IllegalStateException if this build has none, or no GPU answers */
    public static CudaLibrary device() {
        return DeviceSearch.DONE.require();
    }

    /** Why {@link #device} would throw; empty if it would not. */
    public static Optional<String> deviceMissing() {
        return DeviceSearch.DONE.missing();
    }

    private static Search search(String wanted) {
        try {
            NativeLibrary library = switch (wanted) {
                case AUTO -> BundledLibrary.load("cameo_cuda");
                case HOST -> BundledLibrary.load("cameo_host");
                default ->
                    NativeLibrary.find(List.of(wanted))
                            .orElseThrow(() -> new IllegalStateException(
                                    "library cannot be loaded: property=" + PROPERTY + ", value=" + wanted));
            };
            return new Search(open(library), "");
        } catch (IllegalStateException | LinkageError | NativeException refused) {
            return new Search(null, String.valueOf(refused.getMessage()));
        }
    }

    private static CudaLibrary open(NativeLibrary library) {
        Handles handles = library.bind(MethodHandles.lookup(), Handles.class);
        try {
            int version = (int) handles.abiVersion.invokeExact();
            if (version != ABI_VERSION) {
                throw new IllegalStateException("library is of another version: library=" + library.name() + ", abi="
                        + version + ", expected=" + ABI_VERSION + "; build Cameo again");
            }
            String kind = NativeLibrary.text((MemorySegment) handles.kind.invokeExact());
            CudaLibrary found = new CudaLibrary(library, handles, kind.equals(HOST));
            found.requireDevice();
            return found;
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_abi_version", thrown);
        }
    }

    private void requireDevice() {
        String reason;
        try {
            reason = deviceCount() > 0 ? "" : "there is none";
        } catch (NativeException refused) {
            reason = String.valueOf(refused.getMessage());
        }
        if (!reason.isEmpty()) {
            throw new IllegalStateException("no GPU answers: " + reason
                    + "; needed are an NVIDIA GPU and its driver, for the CUDA that Cameo was built with or newer");
        }
    }

    /** Whether this is the twin for the host. */
    public boolean isHost() {
        return host;
    }

    /** From 0 to before this number devices are counted; the twin has one.
     *
     * @throws NativeException if the driver cannot say */
    public int deviceCount() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            check("cameo_device_count", (int) handles.deviceCount.invokeExact(count));
            return count.get(JAVA_INT, 0);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_device_count", thrown);
        }
    }

    /** What a device is called: {@code NVIDIA H200}, or {@code host}. */
    public String deviceName(int device) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(JAVA_BYTE, NAME_BYTES);
            check("cameo_device_name", (int) handles.deviceName.invokeExact(device, name, (long) NAME_BYTES));
            return name.getString(0);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_device_name", thrown);
        }
    }

    /** On which device the calling thread allocates, opens streams and computes from now on; the first, unless told. */
    public void selectDevice(int device) {
        try {
            check("cameo_device_select", (int) handles.deviceSelect.invokeExact(device));
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_device_select", thrown);
        }
    }

    /**
     * The library's functions that a record declares; as {@link NativeLibrary#bind}.
     *
     * @throws LinkageError if it lacks one
     */
    public <R extends Record> R bind(MethodHandles.Lookup lookup, Class<R> type) {
        return type.cast(bound.computeIfAbsent(type, unbound -> library.bind(lookup, type)));
    }

    /** Throws what a function's status stands for, unless it is 0. */
    public void check(String function, int status) {
        if (status != 0) {
            throw new NativeException(function, status, errorText(status));
        }
    }

    private String errorText(int status) {
        try {
            return NativeLibrary.text((MemorySegment) handles.errorText.invokeExact(status));
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_error_text", thrown);
        }
    }

    /** A pointer as C returned it through one. */
    static MemorySegment pointerIn(MemorySegment memory) {
        return memory.get(ADDRESS, 0);
    }

    @Override
    public String toString() {
        return library.name();
    }
}
