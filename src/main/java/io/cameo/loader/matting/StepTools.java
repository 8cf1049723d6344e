package io.cameo.loader.matting;

import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.ImageOps;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** What one worker's steps share: native operations, and rows on the heap. */
final class StepTools implements AutoCloseable {
    private final ImageOps ops = ImageOps.create();
    private final PlaneSet aside = new PlaneSet();
    private @Nullable ImageCodec codec;
    private byte[] row = {};
    private byte[] other = {};

    ImageOps ops() {
        return ops;
    }

    /** Images that no step hands on. */
    PlaneSet aside() {
        return aside;
    }

    ImageCodec codec() {
        ImageCodec known = codec;
        if (known == null) {
            known = ImageCodec.create();
            codec = known;
        }
        return known;
    }

    /** A row with anything in it. */
    byte[] row(int bytes) {
        if (row.length < bytes) {
            row = new byte[bytes];
        }
        return row;
    }

    /** Another one. */
    byte[] otherRow(int bytes) {
        if (other.length < bytes) {
            other = new byte[bytes];
        }
        return other;
    }

    static void load(Image image, int y, byte[] row) {
        load(image, y, row, 0);
    }

    static void load(Image image, int y, byte[] row, int offset) {
        MemorySegment.copy(
                image.pixels(), ValueLayout.JAVA_BYTE, y * image.strideBytes(), row, offset, (int) image.rowBytes());
    }

    static void store(byte[] row, Image image, int y) {
        store(row, 0, image, y);
    }

    static void store(byte[] row, int offset, Image image, int y) {
        MemorySegment.copy(
                row, offset, image.pixels(), ValueLayout.JAVA_BYTE, y * image.strideBytes(), (int) image.rowBytes());
    }

    /**
     * Copies a rectangle to another place; both may leave the images, what is outside is not copied.
     *
     * @param fromXPx may be negative, as may the others
     */
    static void place(Image from, int fromXPx, int fromYPx, Image to, int toXPx, int toYPx) {
        int left = Math.max(0, Math.max(-fromXPx, -toXPx));
        int top = Math.max(0, Math.max(-fromYPx, -toYPx));
        int right = Math.min(from.widthPx() - fromXPx, to.widthPx() - toXPx);
        int bottom = Math.min(from.heightPx() - fromYPx, to.heightPx() - toYPx);
        int pixelBytes = from.format().bytesPerPixel();
        for (int y = top; y < bottom && left < right; y++) {
            MemorySegment.copy(
                    from.pixels(),
                    (fromYPx + y) * from.strideBytes() + (long) (fromXPx + left) * pixelBytes,
                    to.pixels(),
                    (toYPx + y) * to.strideBytes() + (long) (toXPx + left) * pixelBytes,
                    (long) (right - left) * pixelBytes);
        }
    }

    /** As {@link #place}, what is not covered being 0. */
    static void placeOnBlack(Image from, int fromXPx, int fromYPx, Image to) {
        boolean covers = fromXPx >= 0
                && fromYPx >= 0
                && fromXPx + to.widthPx() <= from.widthPx()
                && fromYPx + to.heightPx() <= from.heightPx();
        if (!covers) {
            to.pixels().fill((byte) 0);
        }
        place(from, fromXPx, fromYPx, to, 0, 0);
    }

    @Override
    public void close() {
        ops.close();
        aside.close();
        if (codec != null) {
            codec.close();
        }
    }
}
