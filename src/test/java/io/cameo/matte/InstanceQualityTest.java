package io.cameo.matte;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InstanceQualityTest {
    /** Every permutation of small tables. */
    @Test
    void assignmentIsTheBest() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            int rows = 1 + random.nextInt(5);
            int columns = 1 + random.nextInt(5);
            double[][] gains = new double[rows][columns];
            for (double[] row : gains) {
                for (int j = 0; j < columns; j++) {
                    row[j] = random.nextInt(4) == 0 ? 0 : random.nextDouble();
                }
            }
            int[] columnOf = Assignment.best(gains);
            double sum = 0;
            boolean[] used = new boolean[columns];
            int pairs = 0;
            for (int row = 0; row < rows; row++) {
                if (columnOf[row] >= 0) {
                    assertThat(used[columnOf[row]]).isFalse();
                    used[columnOf[row]] = true;
                    sum += gains[row][columnOf[row]];
                    pairs++;
                }
            }
            assertThat(pairs).isEqualTo(Math.min(rows, columns));
            assertThat(sum).isCloseTo(best(gains, 0, new boolean[columns]), within(1e-9));
        }
        assertThat(Assignment.best(new double[0][])).isEmpty();
        assertThat(Assignment.best(new double[2][0])).containsExactly(-1, -1);
    }

    private static double best(double[][] gains, int row, boolean[] used) {
        if (row == gains.length) {
            return 0;
        }
        double most = best(gains, row + 1, used);
        for (int j = 0; j < used.length; j++) {
            if (!used[j]) {
                used[j] = true;
                most = Math.max(most, gains[row][j] + best(gains, row + 1, used));
                used[j] = false;
            }
        }
        return most;
    }

    @Test
    void namesDoNotMatterButNumbersDo() {
        Image left = box(0, 0, 20, 30, 255);
        Image right = box(30, 0, 20, 30, 255);
        InstanceQuality quality = new InstanceQuality();
        InstanceMatches perfect = quality.match(List.of(right, left), List.of(left, right), InstanceQuality.IOU);
        assertThat(perfect).isEqualTo(new InstanceMatches(2, 0, 0, 2, 2, 2, 2, 2));
        assertThat(perfect.quality(InstanceMatches::mad)).isEqualTo(1);
        InstanceMatches lost = quality.match(List.of(right), List.of(left, right), InstanceQuality.IOU);
        assertThat(lost).isEqualTo(new InstanceMatches(1, 0, 1, 1, 1, 1, 1, 1));
        assertThat(lost.recognition()).isCloseTo(1 / 1.5, within(1e-12));
        InstanceMatches invented = quality.match(List.of(right, left), List.of(right), InstanceQuality.IOU);
        assertThat(invented.invented()).isEqualTo(1);
        InstanceMatches none = quality.match(List.of(), List.of(left), InstanceQuality.IOU);
        assertThat(none).isEqualTo(new InstanceMatches(0, 0, 1, 0, 0, 0, 0, 0));
        assertThat(none.quality(InstanceMatches::mad)).isZero();
        assertThat(quality.match(List.of(), List.of(), InstanceQuality.IOU)).isEqualTo(InstanceMatches.NONE);
    }

    /** A matte of 600 pixels that is predicted as 0.98 on 450 and not at all on the rest. */
    @Test
    void likenessIsThatOfTheFormula() {
        Image truth = box(0, 0, 20, 30, 255);
        Image predicted = box(0, 0, 15, 30, 250);
        InstanceMatches matches = new InstanceQuality().match(List.of(predicted), List.of(truth), InstanceQuality.IOU);
        double absolute = (450 * 5 / 255.0 + 150) / 601;
        assertThat(matches.found()).isEqualTo(1);
        assertThat(matches.iou()).isEqualTo(0.75);
        assertThat(matches.mad()).isCloseTo(1 - Math.min(1, 10 * absolute), within(1e-12));
        Image close = box(0, 0, 20, 30, 250);
        InstanceMatches better = new InstanceQuality().match(List.of(close), List.of(truth), 0.75);
        assertThat(better.mad()).isCloseTo(1 - 10 * 600 * (5 / 255.0) / 601, within(1e-12));
        assertThat(better.mse()).isCloseTo(1 - 10 * 600 * (5 / 255.0) * (5 / 255.0) / 601, within(1e-12));
        assertThat(better.matting(InstanceMatches::mad)).isEqualTo(better.mad());
        assertThat(new InstanceQuality()
                        .match(List.of(predicted), List.of(truth), 0.76)
                        .lost())
                .isEqualTo(1);
    }

    private static Image box(int left, int top, int widthPx, int heightPx, int value) {
        Image image = Image.allocate(Arena.ofAuto(), 60, 40, PixelFormat.GRAY8);
        for (int y = top; y < top + heightPx; y++) {
            for (int x = left; x < left + widthPx; x++) {
                Golden.set(image, x, y, value);
            }
        }
        return image;
    }
}
