package io.cameo.convert.matting;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Planes that live until the next {@link #reset}, in memory that is used again and again. For one thread. */
final class PlanePool implements AutoCloseable {
    private static final int ALIGNMENT = 64;

    private final Arena arena = Arena.ofConfined();
    private final List<MemorySegment> rooms = new ArrayList<>();
    private int used;

    /** Ends all planes. */
    void reset() {
        used = 0;
    }

    /** A plane that holds anything, without gaps between rows. */
    Image take(int widthPx, int heightPx, PixelFormat format) {
        long strideBytes = (long) widthPx * format.bytesPerPixel();
        long needed = Math.multiplyExact(strideBytes, (long) heightPx);
        if (used == rooms.size()) {
            rooms.add(arena.allocate(needed, ALIGNMENT));
        } else if (rooms.get(used).byteSize() < needed) {
            // The smaller one stays until the end: doubling bounds what is lost by what is used.
            rooms.set(used, arena.allocate(Math.max(needed, 2 * rooms.get(used).byteSize()), ALIGNMENT));
        }
        return Image.wrap(rooms.get(used++), widthPx, heightPx, strideBytes, format);
    }

    /** A copy of a plane of one channel. */
    Image keep(Image plane) {
        Image copy = take(plane.widthPx(), plane.heightPx(), plane.format());
        for (int y = 0; y < plane.heightPx(); y++) {
            MemorySegment.copy(
                    plane.pixels(), y * plane.strideBytes(), copy.pixels(), y * copy.strideBytes(), copy.rowBytes());
        }
        return copy;
    }

    @Override
    public void close() {
        arena.close();
    }
}
