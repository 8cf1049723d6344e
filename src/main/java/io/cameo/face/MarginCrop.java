package io.cameo.face;

import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Transforms;

/**
 * The crop for a face without landmarks: a box and some margin, stretched to the wanted size, as InsightFace's
 * {@code face_preprocess.preprocess} falls back to. Stateless; free to share.
 */
public final class MarginCrop {
    /** What InsightFace adds to the width and to the height of a box unless told otherwise. */
    public static final int USUAL_MARGIN_PX = 44;

    private static final double CENTRE_INSET = 0.0625;

    private MarginCrop() {}

    /**
     * The part of the image around a box: half the margin on each side, as far as the image goes, bounds cut to whole
     * numbers.
     *
     * @param x1 left, in pixels; the box may leave the image
     * @param y1 top
     * @param x2 right, exclusive
     * @param y2 bottom, exclusive
     * @param marginPx both sides together
     * @return a view of {@code src}
     * @throws IllegalArgumentException if a number is not finite, the margin is negative, or nothing is left
     */
    public static Image around(Image src, double x1, double y1, double x2, double y2, int marginPx) {
        double half = marginPx / 2.0;
        int left = (int) Math.max(x1 - half, 0);
        int top = (int) Math.max(y1 - half, 0);
        int right = (int) Math.min(x2 + half, src.widthPx());
        int bottom = (int) Math.min(y2 + half, src.heightPx());
        boolean finite = Double.isFinite(x1 + y1 + x2 + y2);
        if (!finite || marginPx < 0 || left >= right || top >= bottom) {
            throw new IllegalArgumentException("box leaves nothing of the image: box=" + x1 + "," + y1 + "," + x2 + ","
                    + y2 + ", margin=" + marginPx + ", image=" + src);
        }
        return src.crop(left, top, right - left, bottom - top);
    }

    /**
     * The same around the box that stands for a face nobody looked for: the image without a sixteenth on each side.
     *
     * @param marginPx both sides together
     * @return a view of {@code src}
     * @throws IllegalArgumentException if the margin is negative
     */
    public static Image centre(Image src, int marginPx) {
        int insetX = (int) (src.widthPx() * CENTRE_INSET);
        int insetY = (int) (src.heightPx() * CENTRE_INSET);
        return around(src, insetX, insetY, src.widthPx() - insetX, src.heightPx() - insetY, marginPx);
    }

    /**
     * A crop stretched to a size, bilinear, as {@code cv2.resize} does.
     *
     * @return in the codec's buffers, valid until its next use; the crop itself if it has that size
     */
    public static Image resized(Image crop, int widthPx, int heightPx, ImageCodec codec) {
        return Transforms.resize(widthPx, heightPx).apply(crop, 0, codec);
    }
}
