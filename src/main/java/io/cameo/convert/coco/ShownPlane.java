package io.cameo.convert.coco;

import io.cameo.image.Image;
import io.cameo.mask.InstancePlane;
import io.cameo.mask.PlaneFormat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** An instance plane at the size of the picture that it is drawn on: each pixel has the sample under its middle. Reused. */
final class ShownPlane {
    private PlaneFormat format = PlaneFormat.STRICT;
    private int widthPx;
    private int heightPx;
    private int[] samples = {};
    private byte[] narrow = {};
    private short[] wide = {};
    private int[] columns = {};

    void load(InstancePlane plane, int targetWidthPx, int targetHeightPx) {
        format = plane.format();
        widthPx = targetWidthPx;
        heightPx = targetHeightPx;
        Image image = plane.image();
        if (samples.length < widthPx * heightPx) {
            samples = new int[widthPx * heightPx];
        }
        columns = new int[widthPx];
        for (int x = 0; x < widthPx; x++) {
            columns[x] = under(x, image.widthPx(), widthPx);
        }
        int last = -1;
        for (int y = 0; y < heightPx; y++) {
            int row = under(y, image.heightPx(), heightPx);
            if (row == last) {
                System.arraycopy(samples, (y - 1) * widthPx, samples, y * widthPx, widthPx);
                continue;
            }
            last = row;
            readRow(image, row, y * widthPx);
        }
    }

    private static int under(int at, int from, int to) {
        return (int) Math.min(from - 1L, (2L * at + 1) * from / (2L * to));
    }

    private void readRow(Image image, int row, int at) {
        long offset = row * image.strideBytes();
        if (format.pixels().bytesPerSample() == 1) {
            narrow = narrow.length < image.widthPx() ? new byte[image.widthPx()] : narrow;
            MemorySegment.copy(image.pixels(), ValueLayout.JAVA_BYTE, offset, narrow, 0, image.widthPx());
            for (int x = 0; x < widthPx; x++) {
                samples[at + x] = Byte.toUnsignedInt(narrow[columns[x]]);
            }
            return;
        }
        wide = wide.length < image.widthPx() ? new short[image.widthPx()] : wide;
        MemorySegment.copy(image.pixels(), ValueLayout.JAVA_SHORT_UNALIGNED, offset, wide, 0, image.widthPx());
        for (int x = 0; x < widthPx; x++) {
            samples[at + x] = Short.toUnsignedInt(wide[columns[x]]);
        }
    }

    PlaneFormat format() {
        return format;
    }

    int widthPx() {
        return widthPx;
    }

    int heightPx() {
        return heightPx;
    }

    int sampleAt(int xPx, int yPx) {
        return samples[yPx * widthPx + xPx];
    }

    /** Whether a pixel is within a line's width of one that differs in {@code bits}; the frame of the picture does not count. */
    boolean isEdge(int xPx, int yPx, int bits, int lineWidthPx) {
        int own = sampleAt(xPx, yPx) & bits;
        for (int dy = -lineWidthPx; dy <= lineWidthPx; dy++) {
            for (int dx = -lineWidthPx; dx <= lineWidthPx; dx++) {
                if (dx * dx + dy * dy <= lineWidthPx * lineWidthPx && differs(xPx + dx, yPx + dy, bits, own)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the edge at a pixel runs up and down rather than across. */
    boolean isUpright(int xPx, int yPx, int bits) {
        int own = sampleAt(xPx, yPx) & bits;
        int across = 0;
        int down = 0;
        for (int dy = -2; dy <= 2; dy++) {
            for (int dx = -2; dx <= 2; dx++) {
                if (differs(xPx + dx, yPx + dy, bits, own)) {
                    across += Integer.signum(dx);
                    down += Integer.signum(dy);
                }
            }
        }
        return Math.abs(across) > Math.abs(down);
    }

    private boolean differs(int xPx, int yPx, int bits, int own) {
        return xPx >= 0 && yPx >= 0 && xPx < widthPx && yPx < heightPx && (sampleAt(xPx, yPx) & bits) != own;
    }

    /** Where each number is seen; index 0 stands for the crowds. */
    Spot[] spots() {
        Spot[] spots = new Spot[format.indexBits() + 1];
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                int sample = sampleAt(x, y);
                if ((sample & format.indexBits()) != 0) {
                    add(spots, sample & format.indexBits(), x, y);
                }
                if ((sample & format.crowdBit()) != 0) {
                    add(spots, 0, x, y);
                }
            }
        }
        int used = spots.length;
        while (used > 0 && spots[used - 1] == null) {
            used--;
        }
        return Arrays.copyOf(spots, used);
    }

    private static void add(Spot[] spots, int index, int xPx, int yPx) {
        Spot spot = spots[index];
        if (spot == null) {
            spot = new Spot(xPx, yPx);
            spots[index] = spot;
        }
        spot.add(xPx, yPx);
    }

    /** The pixels of one number. */
    static final class Spot {
        private final int topLeftPx;
        private final int topPx;
        private int topRightPx;
        private long sumX;
        private long sumY;
        private int pixels;

        private Spot(int topLeftPx, int topPx) {
            this.topLeftPx = topLeftPx;
            this.topPx = topPx;
        }

        private void add(int xPx, int yPx) {
            if (yPx == topPx) {
                topRightPx = xPx;
            }
            sumX += xPx;
            sumY += yPx;
            pixels++;
        }

        int pixels() {
            return pixels;
        }

        /** The highest row. */
        int topPx() {
            return topPx;
        }

        /** The middle of what is in the highest row. */
        int topMiddlePx() {
            return (topLeftPx + topRightPx) / 2;
        }

        int middleX() {
            return (int) (sumX / pixels);
        }

        int middleY() {
            return (int) (sumY / pixels);
        }
    }
}
