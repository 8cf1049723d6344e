package io.cameo.matte;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every twin must do: the same bits as the formula in its order, and, all together, a convolution with the 9x9 filter. */
abstract class GradientKernelContract {
    private static final int LONGEST = 140;
    private static final int ROWS = GradientKernel.ROWS;
    private static final int REACH = GradientKernel.REACH;

    abstract GradientKernel kernel();

    @Test
    void rowsAreFilteredInTheOrderOfTheSpecification() {
        SplittableRandom random = new SplittableRandom(1);
        GradientKernelScalar specification = new GradientKernelScalar();
        float[] bell = floats(random, REACH + 1);
        float[] wave = floats(random, REACH + 1);
        for (int count = 0; count <= LONGEST; count++) {
            float[] row = floats(random, count + 2 * REACH);
            float[][] actual = new float[3][count];
            float[][] expected = new float[3][count];
            kernel().across(row, bell, wave, actual[0], actual[1], count);
            specification.across(row, bell, wave, expected[0], expected[1], count);
            float[][] smooth = new float[ROWS][];
            float[][] slope = new float[ROWS][];
            for (int i = 0; i < ROWS; i++) {
                smooth[i] = floats(random, count);
                slope[i] = floats(random, count);
            }
            kernel().down(smooth, slope, bell, wave, actual[2], count);
            specification.down(smooth, slope, bell, wave, expected[2], count);
            assertThat(actual).as("count %d", count).isDeepEqualTo(expected);
            double[] sums = random.doubles(count).toArray();
            double[] known = sums.clone();
            kernel().addSquares(actual[0], 0.3f, actual[1], 0.7f, actual[2], sums, count);
            specification.addSquares(actual[0], 0.3f, actual[1], 0.7f, actual[2], known, count);
            assertThat(sums).as("count %d", count).isEqualTo(known);
        }
    }

    @Test
    void samplesBecomeFloats() {
        SplittableRandom random = new SplittableRandom(2);
        for (PixelFormat format : new PixelFormat[] {PixelFormat.GRAY8, PixelFormat.GRAY16}) {
            for (int width = 1; width <= LONGEST; width++) {
                Image plane = Golden.drawn(random, width, 1, format);
                float[] row = new float[width + 1];
                kernel().load(plane.pixels(), 0, format.bytesPerSample(), width, 7, row, 1);
                for (int x = 0; x < width; x++) {
                    assertThat(row[x + 1]).isEqualTo(plane.sample(x, 0, 0) - 7);
                }
            }
        }
    }

    /** Against the definition, in double precision, with every border and a mask. */
    @Test
    void theSumIsThatOfTheDefinition() {
        SplittableRandom random = new SplittableRandom(3);
        GradientError error = new GradientError(kernel());
        for (int i = 0; i < 30; i++) {
            int width = 1 + random.nextInt(50);
            int height = 1 + random.nextInt(20);
            Image p = Golden.drawn(random, width, height, PixelFormat.GRAY8);
            Image g = Golden.drawn(random, width, height, PixelFormat.GRAY8);
            Image where = Golden.drawn(random, width, height, PixelFormat.GRAY8);
            GradientError.Stretch stretch = new GradientError.Stretch(random.nextInt(50), 1 / 200.0);
            for (GradientError.Border border : GradientError.Border.values()) {
                double sum = error.sum(p, stretch, g, stretch, border, i % 2 == 0 ? where : null);
                double expected = 0;
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        double d = length(p, stretch, border, x, y) - length(g, stretch, border, x, y);
                        expected += i % 2 == 0 && where.sample(x, y, 0) == 0 ? 0 : d * d;
                    }
                }
                // Single precision: lengths are right to some 1e-6, and so are their squares where these are not small.
                assertThat(Math.abs(sum - expected)).as("case %d %s", i, border).isLessThan(1e-5 * expected + 1e-9);
            }
        }
    }

    private static double length(
            Image plane, GradientError.Stretch stretch, GradientError.Border border, int x, int y) {
        double norm = 0;
        double u = 0;
        double v = 0;
        for (int j = -REACH; j <= REACH; j++) {
            for (int i = -REACH; i <= REACH; i++) {
                double weight = i * Math.exp(-(i * i + j * j) / (2 * 1.4 * 1.4));
                norm += weight * weight;
                u += weight * alpha(plane, stretch, border, x + i, y + j);
                v += weight * alpha(plane, stretch, border, x + j, y + i);
            }
        }
        return Math.sqrt((u * u + v * v) / norm);
    }

    private static double alpha(Image plane, GradientError.Stretch stretch, GradientError.Border border, int x, int y) {
        int insideX = Math.clamp(x, 0, plane.widthPx() - 1);
        int insideY = Math.clamp(y, 0, plane.heightPx() - 1);
        boolean inside = insideX == x && insideY == y;
        return inside || border == GradientError.Border.NEAREST
                ? (plane.sample(insideX, insideY, 0) - stretch.least()) * stretch.scale()
                : 0;
    }

    private static float[] floats(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-300, 300);
        }
        return values;
    }
}
