package io.cameo.image;

import io.cameo.nativelib.NativeLibrary;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which library {@link JpegDecoder} decodes with. Both give the same pixels; they differ in speed and in garbage.
 *
 * <p>The property {@value #PROPERTY} forces one ({@code turbo}, {@code opencv}); {@code auto}, also when it is not set,
 * takes the first that is there. Any thread may ask.
 */
public enum JpegLibrary {
    /** The system's own libturbojpeg, 2.x or 3.x. */
    TURBO,
    /** The libjpeg-turbo inside the OpenCV that comes with Cameo. */
    OPENCV;

    /** Forces a library: {@code auto}, {@code turbo} or {@code opencv}. Read once. */
    public static final String PROPERTY = "cameo.jpeg";

    private static final String AUTO = "auto";

    private static @Nullable JpegLibrary active;

    /**
     * The library of this process: chosen at the first call, logged then, and the same ever after.
     *
     * @throws IllegalArgumentException if the property names no library
     * @throws IllegalStateException if the property forces one that is missing; the text says why it is
     */
    public static synchronized JpegLibrary active() {
        JpegLibrary known = active;
        if (known == null) {
            String wanted = System.getProperty(PROPERTY, AUTO);
            known = choose(wanted, JpegLibrary::missing);
            active = known;
            log(wanted, known);
        }
        return known;
    }

    /** Why this machine cannot use the library; empty if it can. */
    public Optional<String> missing() {
        return switch (this) {
            case TURBO -> TurboJpegNative.missing();
            case OPENCV -> Optional.ofNullable(OpenCv.failure()).map(OpenCv::reason);
        };
    }

    /**
     * What it is, in a few words, for people.
     *
     * @throws IllegalStateException if it is missing
     */
    public String description() {
        return switch (this) {
            case TURBO -> {
                NativeLibrary library = TurboJpegNative.library();
                yield library.name() + (TurboJpegNative.isVersion3() ? ", libjpeg-turbo 3" : ", libjpeg-turbo 2");
            }
            case OPENCV -> "OpenCV's " + NativeImaging.query().jpegLibrary();
        };
    }

    static JpegLibrary choose(String wanted, Function<JpegLibrary, Optional<String>> missing) {
        if (wanted.equals(AUTO)) {
            return missing.apply(TURBO).isEmpty() ? TURBO : OPENCV;
        }
        JpegLibrary forced = Stream.of(values())
                .filter(library -> library.propertyValue().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown jpeg library: property=" + PROPERTY + ", value=" + wanted + ", known=" + known()));
        Optional<String> reason = missing.apply(forced);
        if (reason.isPresent()) {
            throw new IllegalStateException("forced jpeg library is missing: property=" + PROPERTY + ", value=" + wanted
                    + ", reason=" + reason.get());
        }
        return forced;
    }

    private static String known() {
        return Stream.concat(Stream.of(AUTO), Stream.of(values()).map(JpegLibrary::propertyValue))
                .collect(Collectors.joining("|"));
    }

    private String propertyValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static void log(String wanted, JpegLibrary chosen) {
        boolean fellBack = wanted.equals(AUTO) && chosen != TURBO;
        String reason =
                fellBack ? TURBO.missing().map(why -> ", turbo_missing=" + why).orElse("") : "";
        Logger logger = System.getLogger("io.cameo.image");
        logger.log(
                fellBack ? Level.INFO : Level.DEBUG,
                "jpeg library chosen: wanted=" + wanted + ", chosen=" + chosen.propertyValue() + reason);
    }
}
