package io.cameo.loader;

/** What one number of a tensor is; more than one byte is little-endian. */
public enum TensorType {
    /** The pixel as it is, 0 to 255. */
    UINT8(1),
    /** {@code pixel - round(mean)}, clamped to -128 to 127, as MXNet has it; halves are rounded away from zero. */
    INT8(1),
    /** IEEE 754 binary32: {@code (pixel - mean) * factor + offset}. */
    FLOAT32(4),
    /** IEEE 754 binary16: the {@link #FLOAT32} rounded to the nearest, ties to even. */
    FLOAT16(2);

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    /** Of one number. */
    public int bytes() {
        return bytes;
    }
}
