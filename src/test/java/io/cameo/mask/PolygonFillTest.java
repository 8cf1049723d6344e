package io.cameo.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sparse fill against the walk along the whole outline, and what is refused. */
class PolygonFillTest {
    private final PolygonFill fill = new PolygonFill();

    @Test
    void fillsAsTheWalkAlongTheOutlineDoes() {
        for (long seed = 0; seed < 3_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int height = random.nextInt(1, 120);
            int width = random.nextInt(1, 120);
            double reach = random.nextBoolean() ? 1.5 : 20;
            double grid = random.nextInt(3) == 0 ? 2 : 1_000;
            double[] xy = new double[random.nextInt(1, 90)];
            for (int i = 0; i < xy.length; i++) {
                double side = i % 2 == 0 ? width : height;
                xy[i] = Math.round(grid * side * (reach * (random.nextDouble() - .5) + .5)) / grid;
            }
            assertThat(fill.fill(xy, height, width).runs()).as("seed %d", seed).isEqualTo(walk(xy, height, width));
        }
    }

    /** Slopes next to one, at the far end of what is allowed, are where roundings could skip a column. */
    @Test
    void fillsAsTheWalkDoesAtTheFarthestCoordinates() {
        for (long seed = 0; seed < 8; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double far = MaskSize.LONGEST_SIDE_PX;
            double[] xy = {-far, -far, far, far - seed * .2, random.nextDouble(-far, far), far, -far, 3};
            assertThat(fill.fill(xy, 200, 300).runs()).as("seed %d", seed).isEqualTo(walk(xy, 200, 300));
            assertThat(fill.fill(xy, 2_000, 1 << 20).runs()).as("seed %d", seed).isEqualTo(walk(xy, 2_000, 1 << 20));
        }
    }

    @Test
    void pointsAndNothingAreMasksToo() {
        assertThat(fill.fill(new double[0], 3, 4)).isEqualTo(Rle.of(3, 4, 12));
        assertThat(fill.fill(new double[] {1, 2}, 3, 4)).isEqualTo(Rle.of(3, 4, 12));
        assertThat(fill.fill(new double[] {0, 0, 4, 0, 4, 3, 0, 3}, 3, 4)).isEqualTo(Rle.of(3, 4, 0, 12));
    }

    @Test
    void partsAreUnited() {
        double[] outer = {0, 0, 8, 0, 8, 8, 0, 8};
        double[] inner = {2, 2, 6, 2, 6, 6, 2, 6};
        assertThat(fill.fill(List.of(outer, inner), 8, 8)).isEqualTo(Rle.of(8, 8, 0, 64));
        assertThat(fill.fill(List.of(inner, new double[0], new double[] {7}), 8, 8))
                .isEqualTo(fill.fill(inner, 8, 8));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                1e300,
                -1e10,
                1_048_576.1,
                -2_147_483_648.0
            })
    void coordinatesBeyondReasonAreRefused(double value) {
        double[] sound = {1, 1, 5, 1, 5, 5};
        for (int at = 0; at < 6; at++) {
            double[] broken = sound.clone();
            broken[at] = value;
            assertThatThrownBy(() -> fill.fill(List.of(sound, broken), 8, 8))
                    .isInstanceOf(BadMaskException.class)
                    .hasMessage("polygon coordinate is beyond reason: part=1, at=" + at + ", value=" + value
                            + ", farthest=1048576");
        }
        assertThat(fill.fill(sound, 8, 8).area()).isPositive();
    }

    @Test
    void hostileZigzagsAreRefusedBeforeTheyCostMemory() {
        double[] zigzag = IntStream.range(0, 4_000)
                .mapToDouble(i -> i % 2 == 0 ? i % 7 : (i % 4 - 2) * 1e6)
                .toArray();
        for (int i = 0; i < zigzag.length; i += 2) {
            zigzag[i] = i % 4 == 0 ? -1e6 : 1e6;
        }
        assertThatThrownBy(() -> fill.fill(zigzag, 1, 1 << 20))
                .isInstanceOf(BadMaskException.class)
                .hasMessageStartingWith("polygon crosses too many columns: part=0, points=2000, crossings=");
        assertThat(fill.fill(zigzag, 8, 1_000).heightPx()).isEqualTo(8);
    }

    @Test
    void manyCrossingsOfOneColumnAreSorted() {
        double[] comb = new double[400];
        for (int i = 0; i < comb.length; i += 2) {
            comb[i] = i % 4 == 0 ? 0 : 20;
            comb[i + 1] = i / 2.0;
        }
        assertThat(fill.fill(comb, 250, 20).runs()).isEqualTo(walk(comb, 250, 20));
    }

    @Test
    void segmentationsWithoutAFirstPartAreRefused() {
        assertThatThrownBy(() -> fill.fill(List.of(), 8, 8))
                .isInstanceOf(BadMaskException.class)
                .hasMessage("polygon has no parts: parts=0");
        assertThatThrownBy(() -> fill.fill(List.of(new double[4], new double[8]), 8, 8))
                .isInstanceOf(BadMaskException.class)
                .hasMessage("first part of a polygon is too short: numbers=4, expected>4");
        assertThatThrownBy(() -> fill.fill(new double[6], 0, 8)).isInstanceOf(BadMaskException.class);
    }

    /** Every point of the outline on the fine grid, as the specification of the mask API tells it. */
    private static int[] walk(double[] xy, int height, int width) {
        int points = xy.length / 2;
        IntStream.Builder crossings = IntStream.builder();
        for (int i = 0; i < points; i++) {
            int next = (i + 1) % points;
            int fromX = (int) (5 * xy[2 * i] + .5);
            int fromY = (int) (5 * xy[2 * i + 1] + .5);
            int toX = (int) (5 * xy[2 * next] + .5);
            int toY = (int) (5 * xy[2 * next + 1] + .5);
            int dx = Math.abs(toX - fromX);
            int dy = Math.abs(toY - fromY);
            boolean flat = dx >= dy;
            boolean flip = flat ? fromX > toX : fromY > toY;
            int startX = flip ? toX : fromX;
            int startY = flip ? toY : fromY;
            double slope = flat
                    ? (double) ((flip ? fromY : toY) - startY) / dx
                    : (double) ((flip ? fromX : toX) - startX) / dy;
            int lastU = 0;
            int lastV = 0;
            for (int t = 0; t <= Math.max(dx, dy); t++) {
                int u = flat ? t + startX : (int) (startX + slope * t + .5);
                int v = flat ? (int) (startY + slope * t + .5) : t + startY;
                if (t > 0 && u != lastU) {
                    double x = (Math.min(u, lastU) + .5) / 5 - .5;
                    double y = Math.ceil(Math.clamp((Math.min(v, lastV) + .5) / 5 - .5, 0, height));
                    if (Math.floor(x) == x && x >= 0 && x <= width - 1) {
                        crossings.add(((int) x) * height + (int) y);
                    }
                }
                lastU = u;
                lastV = v;
            }
        }
        return runs(crossings.build().sorted().toArray(), height * width);
    }

    private static int[] runs(int[] crossings, int pixels) {
        int[] runs = new int[crossings.length + 1];
        int count = 0;
        int last = 0;
        for (int i = 0; i < crossings.length; ) {
            int next = i;
            while (next < crossings.length && crossings[next] == crossings[i]) {
                next++;
            }
            if ((next - i) % 2 == 1 && crossings[i] < pixels) {
                runs[count++] = crossings[i] - last;
                last = crossings[i];
            }
            i = next;
        }
        runs[count++] = pixels - last;
        return Arrays.copyOf(runs, count);
    }
}
