package io.cameo.torch;

import io.cameo.numpy.NpyType;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The classes of torch that name a storage's element type. */
enum StorageType {
    FLOAT("FloatStorage", NpyType.FLOAT32),
    DOUBLE("DoubleStorage", NpyType.FLOAT64),
    HALF("HalfStorage", NpyType.FLOAT16),
    LONG("LongStorage", NpyType.INT64),
    INT("IntStorage", NpyType.INT32),
    SHORT("ShortStorage", NpyType.INT16),
    CHAR("CharStorage", NpyType.INT8),
    BYTE("ByteStorage", NpyType.UINT8),
    BOOL("BoolStorage", NpyType.BOOL);

    private static final StorageType[] ALL = values();

    private final String className;
    private final NpyType type;

    StorageType(String className, NpyType type) {
        this.className = className;
        this.type = type;
    }

    /** In the module {@code torch}. */
    String className() {
        return className;
    }

    NpyType type() {
        return type;
    }

    static Set<String> classNames() {
        return Arrays.stream(ALL).map(StorageType::className).collect(Collectors.toUnmodifiableSet());
    }

    static @Nullable StorageType named(String className) {
        for (StorageType known : ALL) {
            if (known.className.equals(className)) {
                return known;
            }
        }
        return null;
    }

    /** @throws IllegalArgumentException if torch has no such storage */
    static StorageType of(NpyType type) {
        for (StorageType known : ALL) {
            if (known.type == type) {
                return known;
            }
        }
        throw new IllegalArgumentException("torch has no storage of this type: type=" + type.descr());
    }
}
