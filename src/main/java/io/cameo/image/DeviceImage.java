package io.cameo.image;

import io.cameo.compute.DeviceMemory;
import java.util.Objects;

/**
 * Pixels in a device's memory: rows from the top, {@code strideBytes} apart, channels interleaved, 8 bits a sample. A view,
 * as {@link Image} is: valid as long as the memory.
 *
 * @param offsetBytes of the first sample of the top row
 */
public record DeviceImage(
        DeviceMemory memory, long offsetBytes, int widthPx, int heightPx, long strideBytes, int channels) {
    /**
     * @throws IllegalArgumentException if a size is not positive or rows overlap
     * @throws IndexOutOfBoundsException if the pixels leave the memory
     */
    public DeviceImage {
        if (widthPx <= 0 || heightPx <= 0 || channels <= 0) {
            throw new IllegalArgumentException(
                    "image has no pixels: width=" + widthPx + ", height=" + heightPx + ", channels=" + channels);
        }
        long rowBytes = (long) widthPx * channels;
        if (strideBytes < rowBytes) {
            throw new IllegalArgumentException("rows overlap: stride=" + strideBytes + ", expected>=" + rowBytes);
        }
        Objects.checkFromIndexSize(offsetBytes, sizeBytes(rowBytes, strideBytes, heightPx), memory.byteSize());
    }

    /** From the first sample of the top row to the last of the bottom row. */
    public long sizeBytes() {
        return sizeBytes((long) widthPx * channels, strideBytes, heightPx);
    }

    private static long sizeBytes(long rowBytes, long strideBytes, int heightPx) {
        return Math.addExact(Math.multiplyExact(strideBytes, heightPx - 1L), rowBytes);
    }
}
