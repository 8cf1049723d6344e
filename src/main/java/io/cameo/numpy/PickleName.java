package io.cameo.numpy;

import org.jspecify.annotations.Nullable;

/**
 * The names of Python that this reader itself knows. They are recognised, never looked up: each stands for a step that
 * {@link PickleRebuild} does by itself.
 */
enum PickleName implements PickleValue {
    /** {@code numpy.core.multiarray._reconstruct}: an empty array whose state follows. */
    RECONSTRUCT,
    /** {@code numpy.core.numeric._frombuffer}: an array over bytes, protocol 5. */
    FROM_BUFFER,
    /** {@code numpy.core.multiarray.scalar}: one element. */
    SCALAR,
    /** {@code numpy.ndarray}, only as an argument. */
    NDARRAY,
    /** {@code numpy.dtype}. */
    DTYPE,
    /** {@code _codecs.encode}: how Python 3 writes bytes under protocols 0 to 2. */
    ENCODE,
    /** {@code collections.OrderedDict}: a dictionary, filled later. */
    ORDERED_MAP,
    /** {@code builtins.getattr}: a member of an enumeration by its name. */
    MEMBER;

    static @Nullable PickleName of(String module, String name) {
        return switch (module + " " + name) {
            case "numpy.core.multiarray _reconstruct", "numpy._core.multiarray _reconstruct" -> RECONSTRUCT;
            case "numpy.core.numeric _frombuffer", "numpy._core.numeric _frombuffer" -> FROM_BUFFER;
            case "numpy.core.multiarray scalar", "numpy._core.multiarray scalar" -> SCALAR;
            case "numpy ndarray" -> NDARRAY;
            case "numpy dtype" -> DTYPE;
            case "_codecs encode" -> ENCODE;
            case "collections OrderedDict" -> ORDERED_MAP;
            case "builtins getattr" -> MEMBER;
            default -> null;
        };
    }
}
