package io.cameo.image;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Text in pictures. OpenCV's stroke fonts look ragged at the size of a caption, so they are drawn large and averaged
 * down, and the result is used as ink coverage.
 */
final class Lettering {
    private static final int OVERSAMPLING = 4;
    /** Height of a capital of the Hershey fonts at scale 1. */
    private static final double CAPITAL_PX = 21;

    private static final int FONT = opencv_imgproc.FONT_HERSHEY_SIMPLEX;

    private Lettering() {}

    /**
     * Draws one line with its upper left corner at the given place.
     *
     * @param canvas a BGR8 image; what leaves it is not drawn
     * @param maxWidthPx what is wider is cut and ends in two dots
     * @param capitalPx height of a capital letter
     * @param rgb 0xRRGGBB
     */
    static void draw(
            Image canvas, String line, int xPx, int yPx, int maxWidthPx, int capitalPx, boolean bold, int rgb) {
        double scale = OVERSAMPLING * capitalPx / CAPITAL_PX;
        int stroke = stroke(capitalPx, bold);
        int baseline = OVERSAMPLING * (capitalPx + 1);
        int heightPx = capitalPx + capitalPx / 2 + 2;
        String text = shorten(ascii(line), maxWidthPx * OVERSAMPLING - 2 * stroke, scale, stroke);
        try (Scalar ink = new Scalar(255);
                Scalar nothing = new Scalar(0);
                Mat large = new Mat(heightPx * OVERSAMPLING, maxWidthPx * OVERSAMPLING, opencv_core.CV_8UC1, nothing);
                Mat small = new Mat();
                Size size = new Size(maxWidthPx, heightPx);
                Point origin = new Point(stroke, baseline)) {
            opencv_imgproc.putText(large, text, origin, FONT, scale, ink, stroke, opencv_imgproc.LINE_AA, false);
            opencv_imgproc.resize(large, small, size, 0, 0, opencv_imgproc.INTER_AREA);
            MemorySegment coverage = MemorySegment.ofBuffer(small.createBuffer());
            blend(canvas, coverage, xPx, yPx, maxWidthPx, heightPx, rgb);
        }
    }

    /**
     * Cuts a text into lines that fit, between words where that is possible; what is left over goes into the last line,
     * which {@link #draw} then cuts.
     *
     * @param maxLines at least 1
     */
    static List<String> wrap(String text, int maxWidthPx, int capitalPx, int maxLines) {
        double scale = OVERSAMPLING * capitalPx / CAPITAL_PX;
        int stroke = stroke(capitalPx, false);
        int room = maxWidthPx * OVERSAMPLING - 2 * stroke;
        List<String> lines = new ArrayList<>();
        // No letter is narrower than a pixel, so a longer text cannot fit; measuring it all would take for ever.
        String rest = ascii(text.substring(0, Math.min(text.length(), maxWidthPx * maxLines)))
                .strip();
        while (lines.size() < maxLines - 1 && width(rest, scale, stroke) > room) {
            int length = 1;
            while (length < rest.length() && width(rest.substring(0, length + 1), scale, stroke) <= room) {
                length++;
            }
            int space = rest.lastIndexOf(' ', length);
            int end = space > 0 ? space : length;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            lines.add(rest);
        }
        return lines;
    }

    /** How wide a line is, with the room that {@link #draw} needs. */
    static int widthPx(String line, int capitalPx, boolean bold) {
        int stroke = stroke(capitalPx, bold);
        double scale = OVERSAMPLING * capitalPx / CAPITAL_PX;
        return Math.ceilDiv(width(ascii(line), scale, stroke) + 2 * stroke, OVERSAMPLING);
    }

    private static int stroke(int capitalPx, boolean bold) {
        return Math.max(1, (int) Math.round(OVERSAMPLING * capitalPx * (bold ? 0.14 : 0.1)));
    }

    private static void blend(
            Image canvas, MemorySegment coverage, int xPx, int yPx, int widthPx, int heightPx, int rgb) {
        MemorySegment pixels = canvas.pixels();
        int bottomPx = Math.min(heightPx, canvas.heightPx() - yPx);
        int rightPx = Math.min(widthPx, canvas.widthPx() - xPx);
        for (int y = Math.max(0, -yPx); y < bottomPx; y++) {
            for (int x = Math.max(0, -xPx); x < rightPx; x++) {
                int cover = Byte.toUnsignedInt(coverage.get(ValueLayout.JAVA_BYTE, (long) y * widthPx + x));
                for (int channel = 0; channel < 3; channel++) {
                    long at = (yPx + y) * canvas.strideBytes() + 3L * (xPx + x) + channel;
                    int paper = Byte.toUnsignedInt(pixels.get(ValueLayout.JAVA_BYTE, at));
                    int ink = (rgb >> (8 * channel)) & 255;
                    pixels.set(ValueLayout.JAVA_BYTE, at, (byte) ((ink * cover + paper * (255 - cover)) / 255));
                }
            }
        }
    }

    private static String shorten(String text, int maxWidth, double scale, int stroke) {
        String shown = text;
        for (int length = text.length(); length > 0 && width(shown, scale, stroke) > maxWidth; length--) {
            shown = text.substring(0, length - 1).stripTrailing() + "..";
        }
        return shown;
    }

    private static int width(String text, double scale, int stroke) {
        try (IntPointer below = new IntPointer(1);
                Size size = opencv_imgproc.getTextSize(text, FONT, scale, stroke, below)) {
            return size.width();
        }
    }

    private static String ascii(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(code -> plain.append(code >= ' ' && code <= '~' ? (char) code : '?'));
        return plain.toString();
    }
}
