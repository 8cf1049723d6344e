package io.cameo.compute;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/**
 * Where tests of kernels get their library from. Tests of the GPU are skipped by name where none answers, and fail there
 * with {@code -Dcameo.require.cuda=true}; those of the host's twin are skipped where the build could not make it.
 */
public final class Kernels {
    private static final String REQUIRE_PROPERTY = "cameo.require.cuda";

    private Kernels() {}

    /** The twin for the host. */
    public static CudaLibrary host() {
        Optional<String> missing = CudaLibrary.hostMissing();
        assumeTrue(missing.isEmpty(), () -> "no kernels for the host: " + missing.orElse(""));
        return CudaLibrary.host();
    }

    /** The GPU's. */
    public static CudaLibrary device() {
        Optional<String> missing = CudaLibrary.deviceMissing();
        if (missing.isPresent() && Boolean.getBoolean(REQUIRE_PROPERTY)) {
            throw new AssertionError("a GPU is required: property=" + REQUIRE_PROPERTY + ", reason=" + missing.get());
        }
        assumeTrue(missing.isEmpty(), () -> "no GPU: " + missing.orElse(""));
        return CudaLibrary.device();
    }
}
