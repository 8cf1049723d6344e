package io.cameo.matte;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * {@code Image.resize} of Pillow for 8-bit samples, to the last bit: filters that grow with the step between pixels, so that
 * nothing is skipped where an image shrinks, in fixed-point numbers, first along the rows, then along the columns.
 *
 * <p>OpenCV's resize, which {@link io.cameo.image.ImageOps} has, gives other pixels: its cubic filter is another one, and does not
 * grow. One object for each thread.
 *
 * <p>Source: {@code Resample.c} of Pillow 9.4.
 */
public final class Resample {
    private final ResampleKernel kernel;
    private MemorySegment between = MemorySegment.NULL;

    private Resample(ResampleKernel kernel) {
        this.kernel = kernel;
    }

    /** On the active backend. */
    public static Resample create() {
        return new Resample(ResampleKernel.create());
    }

    static Resample on(ResampleKernel kernel) {
        return new Resample(kernel);
    }

    /** How pixels are mixed. */
    public enum Filter {
        /** Pillow's {@code BILINEAR}: a triangle of one pixel to each side. */
        BILINEAR(1),
        /** Pillow's {@code BICUBIC}, the default of its resize: Keys' cubic with a = -0.5, two pixels to each side. */
        BICUBIC(2);

        private static final double A = -0.5;

        private final double support;

        Filter(double support) {
            this.support = support;
        }

        /** How far it reaches, in pixels. */
        double support() {
            return support;
        }

        /** The weight of what is so far away. */
        double weight(double distance) {
            double x = Math.abs(distance);
            if (this == BILINEAR) {
                return x < 1 ? 1 - x : 0;
            }
            if (x < 1) {
                return ((A + 2) * x - (A + 3)) * x * x + 1;
            }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
        }
    }

    /**
     * {@code src.resize(size of dst, filter)}.
     *
     * @throws IllegalArgumentException as {@link #resize(Image, double, double, double, double, Image, Filter)}
     */
    public void resize(Image src, Image dst, Filter filter) {
        resize(src, 0, 0, src.widthPx(), src.heightPx(), dst, filter);
    }

    /**
     * {@code src.resize(size of dst, filter, box)}: pixels around the box take part where the filter reaches them. To leave them
     * out, give a {@link Image#crop}.
     *
     * @param leftPx of the box, in pixels of the source, as the others; fractions count
     * @param dst takes the result: memory that does not overlap the source
     * @throws IllegalArgumentException if the box leaves the source or is empty, or the formats are not both {@code GRAY8} or
     *     both {@code BGR8}
     */
    public void resize(
            Image src, double leftPx, double topPx, double rightPx, double bottomPx, Image dst, Filter filter) {
        requireFormats(src, dst);
        boolean inside = leftPx >= 0
                && topPx >= 0
                && rightPx > leftPx
                && bottomPx > topPx
                && rightPx <= src.widthPx()
                && bottomPx <= src.heightPx();
        if (!inside) {
            throw new IllegalArgumentException("box leaves the image or is empty: left=" + leftPx + ", top=" + topPx
                    + ", right=" + rightPx + ", bottom=" + bottomPx + ", image=" + src);
        }
        boolean across = dst.widthPx() != src.widthPx() || leftPx != 0 || rightPx != dst.widthPx();
        boolean down = dst.heightPx() != src.heightPx() || topPx != 0 || bottomPx != dst.heightPx();
        if (!across && !down) {
            copy(src, dst);
            return;
        }
        mix(src, leftPx, topPx, rightPx, bottomPx, dst, filter, RowSpans.all(dst.widthPx(), dst.heightPx()));
    }

    /**
     * The same as {@link #resize(Image, Image, Filter)} where it is to be seen, with less work.
     *
     * @param shown {@code GRAY8}, of the result's size: pixels of the result left of the first sample of a row that is not 0, or
     *     right of the last, may become anything
     * @throws IllegalArgumentException as that one, or if this has another format or size
     */
    public void resizeShown(Image src, Image dst, Filter filter, Image shown) {
        requireFormats(src, dst);
        Planes.requireBytes(shown);
        Planes.requireSameSize(dst, shown);
        if (dst.widthPx() == src.widthPx() || dst.heightPx() == src.heightPx()) {
            resize(src, dst, filter);
            return;
        }
        mix(src, 0, 0, src.widthPx(), src.heightPx(), dst, filter, RowSpans.of(shown));
    }

    private void mix(
            Image src,
            double leftPx,
            double topPx,
            double rightPx,
            double bottomPx,
            Image dst,
            Filter filter,
            RowSpans wanted) {
        boolean across = dst.widthPx() != src.widthPx() || leftPx != 0 || rightPx != dst.widthPx();
        boolean down = dst.heightPx() != src.heightPx() || topPx != 0 || bottomPx != dst.heightPx();
        ResampleTaps columns = ResampleTaps.of(src.widthPx(), leftPx, rightPx, dst.widthPx(), filter);
        ResampleTaps rows = ResampleTaps.of(src.heightPx(), topPx, bottomPx, dst.heightPx(), filter);
        if (!down) {
            kernel.across(src, columns, dst, wanted);
        } else if (!across) {
            kernel.down(src, 0, rows, dst, wanted);
        } else {
            int first = rows.first(0);
            int count = rows.end() - first;
            Image needed = src.crop(0, first, src.widthPx(), count);
            Image narrow = between(dst.widthPx(), count, dst.format());
            kernel.across(needed, columns, narrow, wanted.before(rows, first, count));
            kernel.down(narrow, first, rows, dst, wanted);
        }
    }

    private static void requireFormats(Image src, Image dst) {
        if ((src.format() != PixelFormat.GRAY8 && src.format() != PixelFormat.BGR8) || src.format() != dst.format()) {
            throw new IllegalArgumentException("formats do not fit: from=" + src + ", to=" + dst);
        }
    }

    private Image between(int widthPx, int heightPx, PixelFormat format) {
        long strideBytes = (long) widthPx * format.bytesPerPixel();
        long needed = strideBytes * heightPx;
        if (between.byteSize() < needed) {
            between = Arena.ofAuto().allocate(Math.max(needed, 2 * between.byteSize()), Long.BYTES);
        }
        return Image.wrap(between, widthPx, heightPx, strideBytes, format);
    }

    private static void copy(Image src, Image dst) {
        for (int y = 0; y < src.heightPx(); y++) {
            MemorySegment.copy(
                    src.pixels(), y * src.strideBytes(), dst.pixels(), y * dst.strideBytes(), src.rowBytes());
        }
    }
}
