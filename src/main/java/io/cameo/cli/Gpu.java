package io.cameo.cli;

import io.cameo.compute.CudaLibrary;
import io.cameo.image.NvJpeg;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What {@code cameo doctor} says of kernels, of the GPU that they are for, and of NVIDIA's JPEG library. */
final class Gpu {
    private static final String ABSENT = "not available";

    private Gpu() {}

    static List<Finding> look() {
        return List.of(
                kernels(CudaLibrary.hostMissing()),
                CudaLibrary.deviceMissing()
                        .map(Gpu::noGpu)
                        .orElseGet(() -> Finding.good("gpu", names(CudaLibrary.device()))),
                // Without a GPU that is the reason, and it stands one line above.
                CudaLibrary.deviceMissing()
                        .map(reason -> "there is no GPU")
                        .or(NvJpeg::missing)
                        .map(Gpu::noNvjpeg)
                        .orElseGet(() -> Finding.good("nvjpeg", NvJpeg.version())));
    }

    static Finding kernels(Optional<String> missing) {
        return missing.map(reason -> Finding.absent("kernels", ABSENT, reason + "; not needed: Java computes the same"))
                .orElseGet(() -> Finding.good("kernels", "built", "their twin for the host works"));
    }

    static Finding noGpu(String reason) {
        return Finding.absent("gpu", ABSENT, reason);
    }

    static Finding noNvjpeg(String reason) {
        return Finding.absent("nvjpeg", ABSENT, reason + "; not needed: the CPU decodes and encodes");
    }

    private static String names(CudaLibrary library) {
        return IntStream.range(0, library.deviceCount())
                .mapToObj(device -> "cuda:" + device + " " + library.deviceName(device))
                .collect(Collectors.joining(", "));
    }
}
