package io.cameo.matte;

import io.cameo.image.Image;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far the lengths of two mattes' gradients are apart.
 *
 * <p>The gradient is that of a Gaussian of deviation 1.4, cut at 4 samples on each side (where it has fallen to a hundredth):
 * {@code f(i, j) = g(i) g'(j)}, 9x9, divided by its Euclidean norm, and its transpose. Since f is a product, rows and
 * columns are filtered one after the other. Source: the evaluation code of Deep Image Matting, as RVM and MaGGIe have it.
 */
final class GradientError {
    private static final double SIGMA = 1.4;
    private static final float[] BELL = new float[GradientKernel.REACH + 1];
    private static final float[] WAVE = new float[GradientKernel.REACH + 1];

    static {
        // |g(i) g'(j)| over the 9x9 is |g| |g'|, each over its 9.
        double bells = 0;
        double waves = 0;
        for (int i = -GradientKernel.REACH; i <= GradientKernel.REACH; i++) {
            bells += bell(i) * bell(i);
            waves += wave(i) * wave(i);
        }
        for (int i = 0; i <= GradientKernel.REACH; i++) {
            BELL[i] = (float) (bell(i) / Math.sqrt(bells));
            WAVE[i] = (float) (wave(i) / Math.sqrt(waves));
        }
    }

    private final GradientKernel kernel;
    private final Side predicted = new Side();
    private final Side truth = new Side();
    private float[] weights = new float[0];
    private double[] columns = new double[0];

    GradientError(GradientKernel kernel) {
        this.kernel = kernel;
    }

    /**
     * What a plane's samples become before they are filtered.
     *
     * @param least is subtracted
     * @param scale then multiplies
     */
    record Stretch(int least, double scale) {
        /** To [0, 1], as {@code cv2.normalize} with {@code NORM_MINMAX} has it: a flat plane becomes 0. */
        static Stretch exact(SampleRange range) {
            return new Stretch(range.least(), range.most() > range.least() ? 1.0 / (range.most() - range.least()) : 0);
        }

        /** {@code (a - min) / (max - min + 1e-6)} of alphas, as MaGGIe has it. */
        static Stretch softened(SampleRange range, int unit) {
            return new Stretch(range.least(), 1 / (range.most() - range.least() + 1e-6 * unit));
        }

        /** Alphas as they are. */
        static Stretch none(int unit) {
            return new Stretch(0, 1.0 / unit);
        }
    }

    /** What lies beyond the border: the nearest pixel, or zeros after the stretch. */
    enum Border {
        NEAREST,
        ZERO
    }

    /**
     * The sum of (|grad p| - |grad g|)² over the image, or over the pixels of a plane of bytes that are not 0. Images are of one
     * size.
     */
    double sum(
            Image predictedPlane,
            Stretch predictedStretch,
            Image truthPlane,
            Stretch truthStretch,
            Border border,
            @Nullable Image where) {
        int width = truthPlane.widthPx();
        int height = truthPlane.heightPx();
        predicted.begin(predictedPlane, predictedStretch.least(), border);
        truth.begin(truthPlane, truthStretch.least(), border);
        if (columns.length < width) {
            columns = new double[width];
            weights = new float[width];
        }
        Arrays.fill(columns, 0, width, 0);
        Arrays.fill(weights, 0, width, 1);
        for (int y = 0; y < height; y++) {
            if (where != null) {
                for (int x = 0; x < width; x++) {
                    boolean inside = where.pixels().get(ValueLayout.JAVA_BYTE, y * where.strideBytes() + x) != 0;
                    weights[x] = inside ? 1 : 0;
                }
            }
            kernel.addSquares(
                    predicted.lengths(y),
                    (float) predictedStretch.scale(),
                    truth.lengths(y),
                    (float) truthStretch.scale(),
                    weights,
                    columns,
                    width);
        }
        double sum = 0;
        for (int x = 0; x < width; x++) {
            sum += columns[x];
        }
        return sum;
    }

    private static double bell(int i) {
        return Math.exp(-i * i / (2 * SIGMA * SIGMA)) / (SIGMA * Math.sqrt(2 * Math.PI));
    }

    private static double wave(int i) {
        return -i * bell(i) / (SIGMA * SIGMA);
    }

    /** One plane, of which nine filtered rows are kept in a ring: row y is at y mod 9. */
    private final class Side {
        private static final int ROWS = GradientKernel.ROWS;
        private static final int REACH = GradientKernel.REACH;

        private @Nullable Image plane;
        private int least;
        private boolean nearest;
        private int filtered;
        private float[] row = new float[0];
        private float[] zeros = new float[0];
        private float[] lengths = new float[0];
        private final float[][] smooth = new float[ROWS][];
        private final float[][] slope = new float[ROWS][];
        private final float[][] smoothAround = new float[ROWS][];
        private final float[][] slopeAround = new float[ROWS][];

        void begin(Image of, int leastSample, Border border) {
            plane = of;
            least = leastSample;
            nearest = border == Border.NEAREST;
            filtered = 0;
            if (lengths.length < of.widthPx()) {
                int width = of.widthPx();
                row = new float[width + 2 * REACH];
                zeros = new float[width];
                lengths = new float[width];
                for (int i = 0; i < ROWS; i++) {
                    smooth[i] = new float[width];
                    slope[i] = new float[width];
                }
            }
        }

        /** The lengths of the gradients of row y; rows are asked for in order. */
        float[] lengths(int y) {
            Image of = plane;
            if (of == null) {
                throw new IllegalStateException("no plane");
            }
            int height = of.heightPx();
            while (filtered < Math.min(height, y + REACH + 1)) {
                filter(of, filtered++);
            }
            for (int i = 0; i < ROWS; i++) {
                int at = y + i - REACH;
                boolean inside = at >= 0 && at < height;
                int known = Math.clamp(at, 0, height - 1) % ROWS;
                smoothAround[i] = inside || nearest ? smooth[known] : zeros;
                slopeAround[i] = inside || nearest ? slope[known] : zeros;
            }
            kernel.down(smoothAround, slopeAround, BELL, WAVE, lengths, of.widthPx());
            return lengths;
        }

        private void filter(Image of, int y) {
            int width = of.widthPx();
            kernel.load(of.pixels(), y * of.strideBytes(), Planes.bytes(of), width, least, row, REACH);
            Arrays.fill(row, 0, REACH, nearest ? row[REACH] : 0);
            Arrays.fill(row, REACH + width, width + 2 * REACH, nearest ? row[REACH + width - 1] : 0);
            kernel.across(row, BELL, WAVE, smooth[y % ROWS], slope[y % ROWS], width);
        }
    }
}
