package io.cameo.mask;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceMemory;
import io.cameo.nativelib.CFunction;
import io.cameo.nativelib.NativeLibrary;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Bytes to bits and back in a device's memory: the same bits as {@link BitPacking}, row by row. Fastest where rows follow
 * each other without gaps and begin at multiples of 16 bytes. Immutable; threads as the stream has it.
 */
public final class BitPackingCuda {
    private static final int BYTE_BITS = 8;

    record Handles(
            @CFunction("int32_t cameo_mask_pack(const uint8_t *src, int64_t src_stride_bytes, uint8_t *dst, int64_t"
                    + " dst_stride_bytes, int64_t rows, int64_t count, int32_t bits, void *stream)")
            MethodHandle pack,

            @CFunction("int32_t cameo_mask_unpack(const uint8_t *src, int64_t src_stride_bytes, uint8_t *dst, int64_t"
                    + " dst_stride_bytes, int64_t rows, int64_t count, int32_t bits, void *stream)")
            MethodHandle unpack) {}

    /**
     * Rows of a plane in a device's memory.
     *
     * @param offsetBytes of the first row
     * @param strideBytes from row to row
     */
    public record Rows(DeviceMemory memory, long offsetBytes, long strideBytes) {}

    private final CudaLibrary library;
    private final Handles handles;

    public BitPackingCuda(CudaLibrary library) {
        this.library = library;
        handles = library.bind(MethodHandles.lookup(), Handles.class);
    }

    /**
     * Queues what {@link BitPacking#packRows} does.
     *
     * @param count bytes of each row; {@code (count + 7) / 8} are written
     * @throws IllegalArgumentException if rows overlap, or source and destination do
     * @throws IndexOutOfBoundsException if a row leaves its memory
     */
    public void pack(Rows src, Rows dst, long rows, long count, BitOrder order, CudaStream stream) {
        check(src, count, dst, packedBytes(count), rows, stream);
        try {
            int status = (int) handles.pack.invokeExact(
                    src.memory.pointer(src.offsetBytes),
                    src.strideBytes,
                    dst.memory.pointer(dst.offsetBytes),
                    dst.strideBytes,
                    rows,
                    count,
                    code(order),
                    stream.handle());
            library.check("cameo_mask_pack", status);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_mask_pack", thrown);
        }
    }

    /**
     * Queues what {@link BitPacking#unpackRows} does.
     *
     * @param count bytes of each row to write; {@code (count + 7) / 8} are read
     * @throws IllegalArgumentException if rows overlap, or source and destination do
     * @throws IndexOutOfBoundsException if a row leaves its memory
     */
    public void unpack(Rows src, Rows dst, long rows, long count, BitOrder order, CudaStream stream) {
        check(src, packedBytes(count), dst, count, rows, stream);
        try {
            int status = (int) handles.unpack.invokeExact(
                    src.memory.pointer(src.offsetBytes),
                    src.strideBytes,
                    dst.memory.pointer(dst.offsetBytes),
                    dst.strideBytes,
                    rows,
                    count,
                    code(order),
                    stream.handle());
            library.check("cameo_mask_unpack", status);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("cameo_mask_unpack", thrown);
        }
    }

    private static void check(Rows src, long srcRowBytes, Rows dst, long dstRowBytes, long rows, CudaStream stream) {
        stream.requireOwn(src.memory);
        stream.requireOwn(dst.memory);
        long srcBytes = extent(src, rows, srcRowBytes);
        long dstBytes = extent(dst, rows, dstRowBytes);
        long srcAt = src.memory.address() + src.offsetBytes;
        long dstAt = dst.memory.address() + dst.offsetBytes;
        if (srcAt < dstAt + dstBytes && dstAt < srcAt + srcBytes) {
            throw new IllegalArgumentException("source and destination overlap: src=" + src + ", dst=" + dst);
        }
    }

    /** The bytes from the first row to the end of the last, which lie in the memory. */
    private static long extent(Rows of, long rows, long rowBytes) {
        if (rows < 0 || rowBytes < 0 || of.strideBytes < rowBytes) {
            throw new IllegalArgumentException(
                    "rows overlap: rows=" + rows + ", stride=" + of.strideBytes + ", row=" + rowBytes);
        }
        long bytes = rows == 0 ? 0 : Math.addExact(Math.multiplyExact(of.strideBytes, rows - 1), rowBytes);
        of.memory.pointer(of.offsetBytes, bytes);
        return bytes;
    }

    /** {@code cameo_bits}. */
    static int code(BitOrder order) {
        return switch (order) {
            case MSB_FIRST -> 0;
            case LSB_FIRST -> 1;
        };
    }

    private static long packedBytes(long count) {
        return count / BYTE_BITS + (count % BYTE_BITS == 0 ? 0 : 1);
    }
}
