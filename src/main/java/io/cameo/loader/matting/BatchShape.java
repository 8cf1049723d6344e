package io.cameo.loader.matting;

import io.cameo.image.ChannelOrder;
import io.cameo.loader.TensorLayout;
import io.cameo.loader.TensorSpec;
import io.cameo.loader.TensorType;

/**
 * What the tensors of a batch look like: N rows of T frames with I slots for people.
 *
 * @param rows N
 * @param frames T
 * @param instances I
 * @param images of one image
 * @param planes of one matte
 * @param masks of one mask, which may be smaller than a matte
 * @param hasMasks whether there are any
 * @param hasMaps whether there are any
 */
record BatchShape(
        int rows,
        int frames,
        int instances,
        TensorSpec images,
        TensorSpec planes,
        TensorSpec masks,
        boolean hasMasks,
        boolean hasMaps) {
    private static final int SMALL = 8;

    static BatchShape of(MattingSettings settings) {
        TensorSpec images = settings.images();
        int divisor = settings.smallMasks() ? SMALL : 1;
        return new BatchShape(
                settings.batch(),
                settings.sampling().length(),
                settings.instances(),
                images,
                plane(settings.planeType(), images.heightPx(), images.widthPx()),
                plane(settings.planeType(), images.heightPx() / divisor, images.widthPx() / divisor),
                settings.hasMasks(),
                settings.maps() != MapKind.NONE);
    }

    private static TensorSpec plane(TensorType type, int heightPx, int widthPx) {
        return new TensorSpec(TensorLayout.NCHW, type, ChannelOrder.GRAY, heightPx, widthPx);
    }

    int widthPx() {
        return images.widthPx();
    }

    int heightPx() {
        return images.heightPx();
    }

    /** The number of an image. */
    int image(int row, int frame) {
        return row * frames + frame;
    }

    /** The number of a plane. */
    int plane(int row, int frame, int slot) {
        return image(row, frame) * instances + slot;
    }

    int imageCount() {
        return Math.multiplyExact(rows, frames);
    }

    int planeCount() {
        return Math.multiplyExact(imageCount(), instances);
    }

    /** Pixels of a matte, and bytes of a map. */
    int mapBytes() {
        return widthPx() * heightPx();
    }
}
