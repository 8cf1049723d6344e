package io.cameo.dataset.coco;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import io.cameo.mask.InstancePlane;
import io.cameo.mask.PlaneFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One image of a PersonLab file. Memory and arrays are its own, and live on when the file is closed.
 *
 * @param id of the image
 * @param heightPx at least 1
 * @param widthPx at least 1
 * @param bgre uint8 (H, W, 4) on the heap, rows from the top without gaps: blue, green, red, instance plane
 * @param keypoints for each person 51 numbers, x, y and visibility by turns; person k is row k - 1
 * @param whole whether the file has these as integers; true where there is nobody
 */
@SuppressWarnings("ArrayRecordComponent") // one reader makes them, many look: copies would double the memory
public record PersonLabImage(
        long id, int heightPx, int widthPx, MemorySegment bgre, double[][] keypoints, boolean whole) {

    /**
     * Image and plane on their own.
     *
     * @param bgr BGR8
     * @param plane as the original wrote it: indexes beyond 63 begin again at 0
     */
    public record Separate(Image bgr, InstancePlane plane) {}

    /** Copies the pixels into two images that live as long as {@code arena}. */
    public Separate separate(Arena arena) {
        Image bgr = Image.allocate(arena, widthPx, heightPx, PixelFormat.BGR8);
        Image plane = Image.allocate(arena, widthPx, heightPx, PixelFormat.GRAY8);
        BgrePixels.separate(bgre, bgr, plane);
        return new Separate(bgr, InstancePlane.wrap(plane, PlaneFormat.COMPAT));
    }
}
