package io.cameo.image;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Draws on an image: lines, discs, boxes and words with soft edges. What leaves the image is cut off.
 *
 * <p>Places are in pixels from the upper left corner of the image, so that the middle of the first pixel is at (0.5, 0.5).
 * Colours are 0xRRGGBB. Not thread-safe; keeps nothing but the image, which must live as long.
 */
public final class Pen {
    private final Image canvas;
    private final MemorySegment pixels;

    /**
     * A pen for one image.
     *
     * @throws IllegalArgumentException if its pixels are not {@link PixelFormat#BGR8}
     */
    public Pen(Image canvas) {
        if (canvas.format() != PixelFormat.BGR8) {
            throw new IllegalArgumentException(
                    "canvas has other pixels: pixels=" + canvas.format() + ", expected=" + PixelFormat.BGR8);
        }
        this.canvas = canvas;
        pixels = canvas.pixels();
    }

    /**
     * Colours one pixel.
     *
     * @param cover from 0, which leaves it as it is, to 1
     */
    public void dot(int xPx, int yPx, int rgb, double cover) {
        if (cover <= 0 || xPx < 0 || yPx < 0 || xPx >= canvas.widthPx() || yPx >= canvas.heightPx()) {
            return;
        }
        long at = yPx * canvas.strideBytes() + 3L * xPx;
        for (int channel = 0; channel < 3; channel++) {
            int paper = Byte.toUnsignedInt(pixels.get(ValueLayout.JAVA_BYTE, at + channel));
            int ink = (rgb >> (8 * channel)) & 255;
            pixels.set(ValueLayout.JAVA_BYTE, at + channel, (byte) Math.round(paper + (ink - paper) * cover));
        }
    }

    /** A straight line with round ends. */
    public void line(double x0, double y0, double x1, double y1, double widthPx, int rgb) {
        double reach = widthPx / 2 + 0.5;
        double alongX = x1 - x0;
        double alongY = y1 - y0;
        double length2 = alongX * alongX + alongY * alongY;
        int top = (int) Math.max(0, Math.floor(Math.min(y0, y1) - reach));
        int bottom = (int) Math.min(canvas.heightPx() - 1.0, Math.floor(Math.max(y0, y1) + reach));
        for (int y = top; y <= bottom; y++) {
            // Where the line passes this row, so that a long slanting one does not ask every pixel of its box.
            double from = alongY == 0 ? 0 : Math.clamp((y + 0.5 - reach - y0) / alongY, 0, 1);
            double to = alongY == 0 ? 1 : Math.clamp((y + 0.5 + reach - y0) / alongY, 0, 1);
            double left = x0 + alongX * from;
            double right = x0 + alongX * to;
            int first = (int) Math.max(0, Math.floor(Math.min(left, right) - reach));
            int last = (int) Math.min(canvas.widthPx() - 1.0, Math.floor(Math.max(left, right) + reach));
            for (int x = first; x <= last; x++) {
                double fromX = x + 0.5 - x0;
                double fromY = y + 0.5 - y0;
                double t = length2 == 0 ? 0 : Math.clamp((fromX * alongX + fromY * alongY) / length2, 0, 1);
                double distance = Math.hypot(fromX - t * alongX, fromY - t * alongY);
                dot(x, y, rgb, Math.min(1, reach - distance));
            }
        }
    }

    /** A filled circle. */
    public void disc(double xPx, double yPx, double radiusPx, int rgb) {
        line(xPx, yPx, xPx, yPx, 2 * radiusPx, rgb);
    }

    /** A circle that is empty inside; the line lies inside the radius. */
    public void ring(double xPx, double yPx, double radiusPx, double widthPx, int rgb) {
        double middle = radiusPx - widthPx / 2;
        int reach = (int) Math.ceil(radiusPx + 1);
        int column = (int) Math.floor(xPx);
        int row = (int) Math.floor(yPx);
        for (int y = row - reach; y <= row + reach; y++) {
            for (int x = column - reach; x <= column + reach; x++) {
                double off = Math.abs(Math.hypot(x + 0.5 - xPx, y + 0.5 - yPx) - middle);
                dot(x, y, rgb, Math.min(1, widthPx / 2 + 0.5 - off));
            }
        }
    }

    /** A filled box with round corners. */
    public void box(int xPx, int yPx, int widthPx, int heightPx, double cornerPx, int rgb, double cover) {
        for (int y = 0; y < heightPx; y++) {
            double intoY = Math.max(0, cornerPx - Math.min(y + 0.5, heightPx - y - 0.5));
            for (int x = 0; x < widthPx; x++) {
                double intoX = Math.max(0, cornerPx - Math.min(x + 0.5, widthPx - x - 0.5));
                boolean corner = intoX > 0 && intoY > 0;
                double inside = corner ? Math.clamp(cornerPx + 0.5 - Math.hypot(intoX, intoY), 0, 1) : 1;
                dot(xPx + x, yPx + y, rgb, cover * inside);
            }
        }
    }

    /**
     * One line of ASCII text; other characters show as {@code ?}.
     *
     * @param xPx its left edge
     * @param yPx the upper edge of its capitals
     * @param capitalPx height of a capital letter
     * @throws IllegalStateException if OpenCV cannot be loaded
     */
    public void text(String line, int xPx, int yPx, int capitalPx, boolean bold, int rgb) {
        if (!line.isEmpty()) {
            int widthPx = textWidthPx(line, capitalPx, bold);
            Lettering.draw(canvas, line, xPx, yPx, widthPx, capitalPx, bold, rgb);
        }
    }

    /**
     * How wide {@link #text} is.
     *
     * @throws IllegalStateException if OpenCV cannot be loaded
     */
    public static int textWidthPx(String line, int capitalPx, boolean bold) {
        OpenCv.require();
        return Lettering.widthPx(line, capitalPx, bold);
    }
}
