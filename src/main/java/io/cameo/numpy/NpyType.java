package io.cameo.numpy;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The plain little-endian element types of numpy arrays that are read here. */
public enum NpyType {
    BOOL("|b1", 1),
    UINT8("|u1", 1),
    INT8("|i1", 1),
    INT16("<i2", 2),
    UINT16("<u2", 2),
    INT32("<i4", 4),
    UINT32("<u4", 4),
    INT64("<i8", 8),
    FLOAT16("<f2", 2),
    FLOAT32("<f4", 4),
    FLOAT64("<f8", 8);

    private final String descr;
    private final int sizeBytes;

    NpyType(String descr, int sizeBytes) {
        this.descr = descr;
        this.sizeBytes = sizeBytes;
    }

    /** As numpy writes it: {@code <f4}. */
    public String descr() {
        return descr;
    }

    public int sizeBytes() {
        return sizeBytes;
    }

    /** Whether elements are whole numbers or truth values. */
    public boolean isWhole() {
        return this != FLOAT16 && this != FLOAT32 && this != FLOAT64;
    }

    /**
     * The type of a {@code descr}, or null where it is none of ours. The byte order of single bytes does not count, and
     * {@code =} and a missing order mean little-endian, as on every machine that numpy runs on today.
     */
    static @Nullable NpyType of(String descr) {
        boolean ordered = !descr.isEmpty() && "<>|=".indexOf(descr.charAt(0)) >= 0;
        String name = ordered ? descr.substring(1) : descr;
        for (NpyType type : values()) {
            if (type.descr.substring(1).equals(name)) {
                boolean foreign = ordered && descr.charAt(0) == '>' && type.sizeBytes > 1;
                return foreign ? null : type;
            }
        }
        return null;
    }

    /** Why {@link #of} knows no type of this {@code descr}. */
    static String refusal(String descr) {
        String shown = Shown.text(descr);
        return descr.startsWith(">")
                ? "array is big-endian, which is not read: descr=" + shown
                : "array type is not read: descr=" + shown + ", expected=b1|u1|i1|i2|u2|i4|u4|i8|f2|f4|f8";
    }

    /** The element at a place of {@code data} as a double; whole numbers beyond 2^53 are rounded. */
    public double doubleAt(MemorySegment data, long offsetBytes) {
        return switch (this) {
            case FLOAT16 -> Float.float16ToFloat(data.get(LittleEndian.SHORT, offsetBytes));
            case FLOAT32 -> data.get(LittleEndian.FLOAT, offsetBytes);
            case FLOAT64 -> Double.longBitsToDouble(data.get(LittleEndian.LONG, offsetBytes));
            default -> (double) longAt(data, offsetBytes);
        };
    }

    /** The element at a place of {@code data} as a whole number; a fraction is cut off. */
    public long longAt(MemorySegment data, long offsetBytes) {
        return switch (this) {
            case BOOL -> data.get(LittleEndian.BYTE, offsetBytes) == 0 ? 0 : 1;
            case UINT8 -> Byte.toUnsignedInt(data.get(LittleEndian.BYTE, offsetBytes));
            case INT8 -> data.get(LittleEndian.BYTE, offsetBytes);
            case INT16 -> data.get(LittleEndian.SHORT, offsetBytes);
            case UINT16 -> Short.toUnsignedInt(data.get(LittleEndian.SHORT, offsetBytes));
            case INT32 -> data.get(LittleEndian.INT, offsetBytes);
            case UINT32 -> Integer.toUnsignedLong(data.get(LittleEndian.INT, offsetBytes));
            case INT64 -> data.get(LittleEndian.LONG, offsetBytes);
            case FLOAT16, FLOAT32, FLOAT64 -> (long) doubleAt(data, offsetBytes);
        };
    }
}
