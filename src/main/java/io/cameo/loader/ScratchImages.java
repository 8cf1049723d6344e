package io.cameo.loader;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One native buffer that is looked at as an image of one size after the other. Images of sizes that come again are kept,
 * so that they are no garbage.
 */
final class ScratchImages implements AutoCloseable {
    private static final int KEPT_BITS = 10;
    private static final long FIRST_BYTES = 1 << 16;

    private final @Nullable Image[] kept = new @Nullable Image[1 << KEPT_BITS];
    private @Nullable Arena arena;
    private MemorySegment memory = MemorySegment.NULL;
    private boolean closed;

    /** An image at the start of the buffer. */
    Image image(int widthPx, int heightPx, PixelFormat format) {
        if (closed) {
            throw new IllegalStateException("scratch is closed");
        }
        int slot = slot(widthPx, heightPx, format);
        Image known = kept[slot];
        if (known != null && known.widthPx() == widthPx && known.heightPx() == heightPx && known.format() == format) {
            return known;
        }
        long stride = (long) widthPx * format.bytesPerPixel();
        reserve(stride * heightPx);
        Image image = Image.wrap(memory, widthPx, heightPx, stride, format);
        kept[slot] = image;
        return image;
    }

    /** Whether the image's pixels lie here. */
    boolean holds(Image image) {
        if (!image.pixels().isNative()) {
            return false;
        }
        long offset = image.pixels().address() - memory.address();
        return offset >= 0 && offset < memory.byteSize();
    }

    private void reserve(long bytes) {
        if (bytes <= memory.byteSize()) {
            return;
        }
        Arena grown = Arena.ofShared();
        memory = grown.allocate(Math.max(FIRST_BYTES, Long.highestOneBit(bytes - 1) * 2), 64);
        Arrays.fill(kept, null);
        Arena old = arena;
        arena = grown;
        if (old != null) {
            old.close();
        }
    }

    /** Multiplies by odd constants and keeps the highest bits, where all others have had their influence. */
    private static int slot(int widthPx, int heightPx, PixelFormat format) {
        int mixed = widthPx * 0x9e3779b1 + heightPx * 0x85ebca6b + format.bytesPerPixel() * 0xc2b2ae35;
        return ((mixed ^ (mixed >>> 15)) * 0x2c1b3c6d) >>> (Integer.SIZE - KEPT_BITS);
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(kept, null);
        memory = MemorySegment.NULL;
        Arena last = arena;
        arena = null;
        if (last != null) {
            last.close();
        }
    }
}
