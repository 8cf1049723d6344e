package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.nativelib.NativeException;
import java.util.Optional;

/**
 * NVIDIA's library of JPEGs on a GPU, which {@link NvJpegDecoder} and {@link NvJpegEncoder} work with. Never needed:
 * without it JPEGs are decoded and encoded by the CPU. Three things must be there: a GPU, the optional jars {@code
 * org.bytedeco:cuda} on the class path, and CUDA 13 with libnvjpeg on the machine. Any thread may ask.
 */
public final class NvJpeg {
    private static final String JARS =
            "the jars org.bytedeco:cuda 13.1-9.19-1.5.13, of the class path and of the platform,"
                    + " are not on the class path; add them, see docs/cuda.md";

    private static final String HINT =
            "; install libnvjpeg of CUDA 13 where the system's loader finds it, or name its folder"
                    + " in LD_LIBRARY_PATH";
    /** The one platform that has both nvJPEG and our kernels. */
    private static final String BINDING = "/org/bytedeco/cuda/linux-x86_64/libjninvjpeg.so";

    private NvJpeg() {}

    /** Looked for once: loading takes some tenths of a second. */
    private static final class Search {
        static final Optional<String> FAILURE = loadFailure();
    }

    /** Why it cannot be used, and what to do about it; empty if it can. */
    public static Optional<String> missing() {
        return CudaLibrary.deviceMissing().or(() -> Search.FAILURE);
    }

    /**
     * Its version, as {@code 13.0.3}.
     *
     * @throws IllegalStateException if it is missing
     */
    public static String version() {
        require();
        return NvJpegCuda.version();
    }

    static void require() {
        missing().ifPresent(reason -> {
            throw new IllegalStateException("nvjpeg is missing: reason=" + reason);
        });
    }

    /** Why the library cannot be loaded, whether there is a GPU or not. */
    static Optional<String> loadFailure() {
        try {
            NvJpegCuda.load();
            return Optional.empty();
        } catch (LinkageError | RuntimeException failure) {
            boolean absent =
                    failure instanceof NoClassDefFoundError && failure.getCause() instanceof ClassNotFoundException;
            return Optional.of(
                    absent || NvJpeg.class.getResource(BINDING) == null
                            ? JARS
                            : "libnvjpeg.so.13 or libcudart.so.13 cannot be loaded: " + OpenCv.reason(failure) + HINT);
        }
    }

    /** Throws what a function's status stands for, unless it is 0. */
    static void check(String function, int status) {
        if (status != 0) {
            throw new NativeException(function, status, text(status));
        }
    }

    /** A status in words, as nvjpeg.h names them. */
    static String text(int status) {
        return switch (status) {
            case 0 -> "success";
            case 1 -> "not initialized";
            case 2 -> "invalid parameter";
            case 3 -> "bad jpeg";
            case 4 -> "jpeg not supported";
            case 5 -> "allocator failure";
            case 6 -> "execution failed";
            case 7 -> "architecture mismatch";
            case 8 -> "internal error";
            case 9 -> "implementation not supported";
            case 10 -> "incomplete bitstream";
            default -> "unknown status";
        };
    }

    /** Whether a status speaks of the machine and not of one image: then the next image would fare no better. */
    static boolean isFatal(int status) {
        return status == 1 || status == 5 || status == 7;
    }
}
