package io.cameo.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps between decoding and encoding that a device can take: one bilinear resize at the end, and before it nothing, or the
 * square that is cut out of the middle. Immutable.
 */
public final class DeviceSteps {
    private final boolean squares;
    private final Transform resize;

    private DeviceSteps(boolean squares, Transform resize) {
        this.squares = squares;
        this.resize = resize;
    }

    /**
     * A kernel's part of a resize.
     *
     * @param part of the image on the device that is resized; no copy
     * @param widthPx of the result
     * @param heightPx of the result
     */
    public record Drawing(DeviceImage part, int widthPx, int heightPx) {}

    /** These steps, or null if they are others: those are taken on the CPU. */
    public static @Nullable DeviceSteps of(List<Transform> steps) {
        if (steps.isEmpty() || !isBilinear(steps.getLast())) {
            return null;
        }
        List<Transform> before = steps.subList(0, steps.size() - 1);
        boolean squares = before.size() == 1 && before.getFirst() instanceof Steps.CenterSquareCrop;
        return before.isEmpty() || squares ? new DeviceSteps(squares, steps.getLast()) : null;
    }

    private static boolean isBilinear(Transform step) {
        return switch (step) {
            case Steps.Resize resize -> resize.interpolation() == Interpolation.LINEAR;
            case Steps.ResizeShort resize -> resize.interpolation() == Interpolation.LINEAR;
            default -> false;
        };
    }

    /** What is to be drawn of an image; null if it, or the result, is larger than kernels take. */
    public @Nullable Drawing of(DeviceImage image) {
        DeviceImage part = squares ? square(image) : image;
        long widthPx;
        long heightPx;
        if (resize instanceof Steps.ResizeShort toShort) {
            widthPx = toShort.newWidthPx(part.widthPx(), part.heightPx());
            heightPx = toShort.newHeightPx(part.widthPx(), part.heightPx());
        } else {
            Steps.Resize to = (Steps.Resize) resize;
            widthPx = to.widthPx();
            heightPx = to.heightPx();
        }
        long longest = Math.max(Math.max(part.widthPx(), part.heightPx()), Math.max(widthPx, heightPx));
        boolean drawable = longest <= ImageBatch.MAX_SIDE_PX && Math.min(widthPx, heightPx) > 0;
        return drawable ? new Drawing(part, (int) widthPx, (int) heightPx) : null;
    }

    private static DeviceImage square(DeviceImage image) {
        int side = Math.min(image.widthPx(), image.heightPx());
        int x = (image.widthPx() - side) / 2;
        int y = (image.heightPx() - side) / 2;
        long offset = image.offsetBytes() + y * image.strideBytes() + (long) x * image.channels();
        return new DeviceImage(image.memory(), offset, side, side, image.strideBytes(), image.channels());
    }
}
