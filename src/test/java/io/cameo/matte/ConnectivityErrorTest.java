package io.cameo.matte;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against the definition, pixel by pixel: flooding in place of runs, and no use made of parts lying within each other. */
class ConnectivityErrorTest {
    @Test
    void isThatOfTheDefinition() {
        ConnectivityError error = new ConnectivityError();
        SplittableRandom seeds = new SplittableRandom(9);
        for (int i = 0; i < 200; i++) {
            long seed = seeds.nextLong();
            SplittableRandom random = new SplittableRandom(seed);
            PixelFormat format = i % 3 == 0 ? PixelFormat.GRAY16 : PixelFormat.GRAY8;
            Image p = Golden.drawn(random, 1 + random.nextInt(140), 1 + random.nextInt(20), format);
            Image g = Golden.drawn(random, p.widthPx(), p.heightPx(), format);
            Image where = Golden.drawn(random, p.widthPx(), p.heightPx(), PixelFormat.GRAY8);
            if (i % 2 == 0) {
                for (int n = 0; n < p.widthPx() * p.heightPx() * 3 / 4; n++) {
                    int x = random.nextInt(p.widthPx());
                    int y = random.nextInt(p.heightPx());
                    Golden.set(p, x, y, g.sample(x, y, 0));
                }
            }
            assertThat(error.sum(p, g, null)).as("seed %d", seed).isCloseTo(defined(p, g, null), within(1e-9));
            assertThat(error.sum(p, g, where)).as("seed %d", seed).isCloseTo(defined(p, g, where), within(1e-9));
        }
    }

    @Test
    void thresholdsAreThoseOfArange() {
        assertThat(ConnectivityError.levelOf(3 * 0.1, 255)).isEqualTo(77);
        assertThat(ConnectivityError.levelOf(1.0, 255)).isEqualTo(255);
        // 0.6 is 153 / 255, but the threshold is 0.6000000000000001.
        assertThat(ConnectivityError.levelOf(6 * 0.1, 255)).isEqualTo(154);
        assertThat(ConnectivityError.levelOf(0.6, 255)).isEqualTo(153);
    }

    private static double defined(Image p, Image g, Image where) {
        int width = g.widthPx();
        int pixels = width * g.heightPx();
        double unit = Planes.unit(g);
        double[] level = new double[pixels];
        Arrays.fill(level, -1);
        for (int i = 1; i <= 10; i++) {
            boolean[] common = new boolean[pixels];
            for (int at = 0; at < pixels; at++) {
                common[at] = alpha(p, at, unit) >= i * 0.1 && alpha(g, at, unit) >= i * 0.1;
            }
            boolean[] largest = largest(common, width);
            for (int at = 0; at < pixels; at++) {
                if (level[at] < 0 && !largest[at]) {
                    level[at] = (i - 1) * 0.1;
                }
            }
        }
        double sum = 0;
        for (int at = 0; at < pixels; at++) {
            double l = level[at] < 0 ? 1 : level[at];
            double difference = Math.abs(phi(alpha(g, at, unit) - l) - phi(alpha(p, at, unit) - l));
            sum += where != null && where.sample(at % width, at / width, 0) == 0 ? 0 : difference;
        }
        return sum;
    }

    private static double alpha(Image plane, int at, double unit) {
        return plane.sample(at % plane.widthPx(), at / plane.widthPx(), 0) / unit;
    }

    private static double phi(double d) {
        return 1 - (d >= 0.15 ? d : 0);
    }

    private static boolean[] largest(boolean[] common, int width) {
        boolean[] seen = new boolean[common.length];
        boolean[] best = new boolean[common.length];
        int most = 0;
        for (int start = 0; start < common.length; start++) {
            if (!common[start] || seen[start]) {
                continue;
            }
            boolean[] part = new boolean[common.length];
            int size = 0;
            ArrayDeque<Integer> open = new ArrayDeque<>();
            open.add(start);
            seen[start] = true;
            while (!open.isEmpty()) {
                int at = open.remove();
                part[at] = true;
                size++;
                int x = at % width;
                int[] next = {x > 0 ? at - 1 : -1, x + 1 < width ? at + 1 : -1, at - width, at + width};
                for (int one : next) {
                    if (one >= 0 && one < common.length && common[one] && !seen[one]) {
                        seen[one] = true;
                        open.add(one);
                    }
                }
            }
            if (size > most) {
                most = size;
                best = part;
            }
        }
        return best;
    }
}
