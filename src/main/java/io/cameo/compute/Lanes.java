package io.cameo.compute;

import java.util.Locale;
import java.util.Optional;

/**
 * How wide this machine's vectors are, as the Vector API prefers them; all zero where that API is absent.
 *
 * <p>Safe to ask in any run: nothing of {@code jdk.incubator.vector} is loaded unless its module is there.
 */
public final class Lanes {
    private static final String MODULE = "jdk.incubator.vector";
    private static final int NARROWEST_USEFUL_BITS = 128;
    private static final int VECTOR_BITS =
            ModuleLayer.boot().findModule(MODULE).isPresent() ? LanesSimd.preferredBits() : 0;

    private Lanes() {}

    /** The width of one vector in bits, 0 without the Vector API. */
    public static int vectorBits() {
        return VECTOR_BITS;
    }

    /** How many {@code byte} values one vector holds. */
    public static int bytes() {
        return VECTOR_BITS / Byte.SIZE;
    }

    /** How many {@code int} values one vector holds. */
    public static int ints() {
        return VECTOR_BITS / Integer.SIZE;
    }

    /** How many {@code float} values one vector holds. */
    public static int floats() {
        return VECTOR_BITS / Float.SIZE;
    }

    /** Why vectors are not worth using here; empty if they are. */
    static Optional<String> missing() {
        return missing(VECTOR_BITS, System.getProperty("java.vm.info", ""));
    }

    /**
     * @param vectorBits the preferred width, 0 without the module
     * @param vmInfo the property {@code java.vm.info}
     */
    static Optional<String> missing(int vectorBits, String vmInfo) {
        if (vectorBits == 0) {
            return Optional.of("module " + MODULE + " is not in this run, --add-modules=" + MODULE + " adds it");
        }
        if (vectorBits < NARROWEST_USEFUL_BITS) {
            return Optional.of("vectors are narrow: bits=" + vectorBits + ", needed=" + NARROWEST_USEFUL_BITS);
        }
        // Without the optimising compiler every vector operation is a call that allocates.
        String mode = vmInfo.toLowerCase(Locale.ROOT);
        if (mode.contains("interpreted") || mode.contains("emulated-client")) {
            return Optional.of("the JVM runs without its optimising compiler: vm=" + vmInfo);
        }
        return Optional.empty();
    }
}
