package io.cameo.bundle;

/** What one element of a part is; numbers are little-endian. */
public enum DType {
    UINT8(1, 1, "uint8"),
    INT8(2, 1, "int8"),
    UINT16(3, 2, "uint16"),
    INT16(4, 2, "int16"),
    UINT32(5, 4, "uint32"),
    INT32(6, 4, "int32"),
    UINT64(7, 8, "uint64"),
    INT64(8, 8, "int64"),
    FLOAT16(9, 2, "float16"),
    FLOAT32(10, 4, "float32"),
    FLOAT64(11, 8, "float64");

    private static final DType[] BY_CODE = byCode();

    private final int code;
    private final int bytes;
    private final String numpyName;

    DType(int code, int bytes, String numpyName) {
        this.code = code;
        this.bytes = bytes;
        this.numpyName = numpyName;
    }

    /** Size of one element. */
    public int bytes() {
        return bytes;
    }

    /** What numpy calls it. */
    public String numpyName() {
        return numpyName;
    }

    /** What stands in the directory. */
    int code() {
        return code;
    }

    /** Whether a code is that of a type. */
    static boolean isCode(int code) {
        return code > 0 && code < BY_CODE.length;
    }

    /** The type of a code that {@link #isCode} says there is. */
    static DType ofCode(int code) {
        return BY_CODE[code];
    }

    private static DType[] byCode() {
        DType[] types = new DType[values().length + 1];
        types[0] = UINT8; // never asked for: no type has this code
        for (DType type : values()) {
            types[type.code] = type;
        }
        return types;
    }
}
