package io.cameo.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * Pixels in memory: rows from the top, {@link #strideBytes()} apart, channels interleaved as {@link PixelFormat} says.
 *
 * <p>An image owns nothing: it is a view, valid as long as the memory under it. What {@link ImageCodec} and
 * {@link Transform} return lives in the codec's buffers and ends with the codec's next decode or transform; reading it
 * later throws {@link IllegalStateException}. {@link #copy(Arena)} keeps it. The view itself is immutable; its pixels
 * may be read by any thread that may access the memory.
 */
public final class Image {
    private final MemorySegment pixels;
    private final int widthPx;
    private final int heightPx;
    private final long strideBytes;
    private final PixelFormat format;

    private Image(MemorySegment pixels, int widthPx, int heightPx, long strideBytes, PixelFormat format) {
        this.pixels = pixels;
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.strideBytes = strideBytes;
        this.format = format;
    }

    /**
     * Looks at memory, heap or native, as pixels; copies nothing.
     *
     * @param pixels starts at the first sample of the top row and holds at least all rows; bytes behind them are ignored
     * @throws IllegalArgumentException if a size is not positive, rows overlap or the memory is too small
     */
    public static Image wrap(MemorySegment pixels, int widthPx, int heightPx, long strideBytes, PixelFormat format) {
        if (widthPx <= 0 || heightPx <= 0) {
            throw new IllegalArgumentException("image has no pixels: width=" + widthPx + ", height=" + heightPx);
        }
        long rowBytes = (long) widthPx * format.bytesPerPixel();
        if (strideBytes < rowBytes) {
            throw new IllegalArgumentException("rows overlap: stride=" + strideBytes + ", expected>=" + rowBytes);
        }
        long room = pixels.byteSize() - rowBytes;
        if (room < 0 || (heightPx > 1 && room / (heightPx - 1) < strideBytes)) {
            throw new IllegalArgumentException("memory is smaller than the image: bytes=" + pixels.byteSize()
                    + ", height=" + heightPx + ", stride=" + strideBytes + ", row=" + rowBytes);
        }
        long size = (heightPx - 1) * strideBytes + rowBytes;
        return new Image(pixels.asSlice(0, size), widthPx, heightPx, strideBytes, format);
    }

    /** A black image without gaps between rows, in memory that lives as long as {@code arena}. */
    public static Image allocate(Arena arena, int widthPx, int heightPx, PixelFormat format) {
        if (widthPx <= 0 || heightPx <= 0) {
            throw new IllegalArgumentException("image has no pixels: width=" + widthPx + ", height=" + heightPx);
        }
        long strideBytes = (long) widthPx * format.bytesPerPixel();
        MemorySegment pixels = arena.allocate(Math.multiplyExact(strideBytes, (long) heightPx), 64);
        return new Image(pixels, widthPx, heightPx, strideBytes, format);
    }

    /** From the first sample of the top row to the last of the bottom row. */
    public MemorySegment pixels() {
        return pixels;
    }

    public int widthPx() {
        return widthPx;
    }

    public int heightPx() {
        return heightPx;
    }

    /** From the start of one row to the start of the next. */
    public long strideBytes() {
        return strideBytes;
    }

    public PixelFormat format() {
        return format;
    }

    /** The bytes of one row that are pixels, without the gap that may follow. */
    public long rowBytes() {
        return (long) widthPx * format.bytesPerPixel();
    }

    /**
     * A part of this image, over the same memory.
     *
     * @throws IllegalArgumentException if the rectangle is empty or leaves the image
     */
    public Image crop(int xPx, int yPx, int cropWidthPx, int cropHeightPx) {
        boolean inside = cropWidthPx > 0
                && cropHeightPx > 0
                && xPx >= 0
                && yPx >= 0
                && xPx <= widthPx - cropWidthPx
                && yPx <= heightPx - cropHeightPx;
        if (!inside) {
            throw new IllegalArgumentException("crop leaves the image: x=" + xPx + ", y=" + yPx + ", crop="
                    + cropWidthPx + "x" + cropHeightPx + ", image=" + widthPx + "x" + heightPx);
        }
        long offset = yPx * strideBytes + (long) xPx * format.bytesPerPixel();
        return wrap(pixels.asSlice(offset), cropWidthPx, cropHeightPx, strideBytes, format);
    }

    /** The same pixels without gaps between rows, in memory that lives as long as {@code arena}. */
    public Image copy(Arena arena) {
        Image copy = allocate(arena, widthPx, heightPx, format);
        copyRows(copy.pixels);
        return copy;
    }

    /** The pixels without gaps between rows, in a new array. */
    public byte[] toBytes() {
        byte[] bytes = new byte[Math.toIntExact(rowBytes() * heightPx)];
        copyRows(MemorySegment.ofArray(bytes));
        return bytes;
    }

    /** One sample as an unsigned number; for looking, not for loops. */
    public int sample(int xPx, int yPx, int channel) {
        Objects.checkIndex(xPx, widthPx);
        Objects.checkIndex(yPx, heightPx);
        Objects.checkIndex(channel, format.channels());
        long offset = yPx * strideBytes + ((long) xPx * format.channels() + channel) * format.bytesPerSample();
        return format.bytesPerSample() == 1
                ? Byte.toUnsignedInt(pixels.get(ValueLayout.JAVA_BYTE, offset))
                : Short.toUnsignedInt(pixels.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset));
    }

    private void copyRows(MemorySegment target) {
        long rowBytes = rowBytes();
        if (rowBytes == strideBytes) {
            MemorySegment.copy(pixels, 0, target, 0, pixels.byteSize());
            return;
        }
        for (int y = 0; y < heightPx; y++) {
            MemorySegment.copy(pixels, y * strideBytes, target, y * rowBytes, rowBytes);
        }
    }

    @Override
    public String toString() {
        return widthPx + "x" + heightPx + " " + format;
    }
}
