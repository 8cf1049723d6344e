package io.cameo.convert.matting;

import io.cameo.convert.PackedImage;
import java.util.ArrayList;
import java.util.List;

/** Records that are written together, in buffers that are used again. One thread at a time. */
final class RecordBatch implements AutoCloseable {
    private final List<PackedImage> rooms = new ArrayList<>();
    private int used;

    void clear() {
        used = 0;
    }

    /** Room for one more. */
    PackedImage next() {
        if (used == rooms.size()) {
            rooms.add(new PackedImage());
        }
        return rooms.get(used++);
    }

    /** Those since the last {@link #clear()}. */
    List<PackedImage> all() {
        return rooms.subList(0, used);
    }

    long weightBytes() {
        long bytes = 0;
        for (PackedImage room : rooms) {
            bytes += room.weightBytes();
        }
        return bytes;
    }

    @Override
    public void close() {
        rooms.forEach(PackedImage::close);
    }
}
