package io.cameo.compute;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which twin of a hot operation runs. All backends give the same bits; they differ in speed.
 *
 * <p>The property {@value #PROPERTY} forces one ({@code scalar}, {@code simd}, {@code cuda}); {@code auto}, also when it
 * is not set, takes vectors if they are there. It never takes the GPU: for one image at a time, to a device and back, that is
 * slower than any CPU; who has batches on a device calls the kernels for them. Any thread may ask.
 */
public enum Backend {
    /** Plain Java, on every machine; the specification of the others. */
    SCALAR,
    /** The Vector API of {@code jdk.incubator.vector}. */
    SIMD,
    /** Kernels for an NVIDIA GPU, or their twin for the host where {@link CudaLibrary#PROPERTY} says so. */
    CUDA;

    /** Forces a backend: {@code auto}, {@code scalar}, {@code simd} or {@code cuda}. Read once. */
    public static final String PROPERTY = "cameo.backend";

    private static final String AUTO = "auto";

    private static @Nullable Backend active;

    /**
     * The backend of this process: chosen at the first call, logged then, and the same ever after.
     *
     * @throws IllegalArgumentException if the property names no backend, or forces one that is missing; the text says why
     */
    public static synchronized Backend active() {
        Backend known = active;
        if (known == null) {
            String wanted = System.getProperty(PROPERTY, AUTO);
            known = choose(wanted, Backend::missing);
            active = known;
            log(wanted, known);
        }
        return known;
    }

    /** Why this machine or this run cannot use the backend; empty if it can. */
    public Optional<String> missing() {
        return switch (this) {
            case SCALAR -> Optional.empty();
            case SIMD -> Lanes.missing();
            // What has no kernel, and is no work for one, is computed in vectors beside it.
            case CUDA -> Lanes.missing().or(CudaLibrary::missing);
        };
    }

    static Backend choose(String wanted, Function<Backend, Optional<String>> missing) {
        if (wanted.equals(AUTO)) {
            return missing.apply(SIMD).isEmpty() ? SIMD : SCALAR;
        }
        Backend forced = Stream.of(values())
                .filter(backend -> backend.propertyValue().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown backend: property=" + PROPERTY + ", value=" + wanted + ", known=" + known()));
        Optional<String> reason = missing.apply(forced);
        if (reason.isPresent()) {
            throw new IllegalArgumentException("forced backend is missing: property=" + PROPERTY + ", value=" + wanted
                    + ", reason=" + reason.get());
        }
        return forced;
    }

    private static String known() {
        return Stream.concat(Stream.of(AUTO), Stream.of(values()).map(Backend::propertyValue))
                .collect(Collectors.joining("|"));
    }

    private String propertyValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Falling back to plain Java costs speed that the user may not expect to lose; the rest is nobody's news. */
    private static void log(String wanted, Backend chosen) {
        Logger logger = System.getLogger("io.cameo.compute");
        boolean fellBack = wanted.equals(AUTO) && chosen == SCALAR;
        Level level = fellBack ? Level.INFO : Level.DEBUG;
        if (!logger.isLoggable(level)) {
            return; // asking why there is no GPU loads its kernels
        }
        String reasons = Stream.of(values())
                .flatMap(backend ->
                        backend.missing().map(reason -> ", " + backend.propertyValue() + "_missing=" + reason).stream())
                .collect(Collectors.joining());
        logger.log(level, "backend chosen: wanted=" + wanted + ", chosen=" + chosen.propertyValue() + reasons);
    }
}
