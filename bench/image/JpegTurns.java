package io.cameo.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * Takes turns image by image within one process, so that a noisy machine slows all alike, and keeps each image's fastest
 * time, which others who use the machine can only lengthen.
 */
final class JpegTurns {
    private static final int ROUNDS = 120;
    private static final int WARM_UP_ROUNDS = 30;

    private JpegTurns() {}

    /** Each call must go on to the next of the images. */
    static void run(List<String> names, List<IntSupplier> calls, int images) {
        long[][] fastest = new long[calls.size()][images];
        for (long[] row : fastest) {
            Arrays.fill(row, Long.MAX_VALUE);
        }
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            for (int i = 0; i < calls.size(); i++) {
                for (int image = 0; image < images; image++) {
                    long start = System.nanoTime();
                    int result = calls.get(i).getAsInt();
                    long nanos = System.nanoTime() - start;
                    if (result < 0) {
                        throw new IllegalStateException("decoding failed: call=" + names.get(i));
                    }
                    if (round >= 0) {
                        fastest[i][image] = Math.min(fastest[i][image], nanos);
                    }
                }
            }
        }
        double bound = Arrays.stream(fastest[0]).average().orElseThrow() / 1e3;
        for (int i = 0; i < names.size(); i++) {
            double micros = Arrays.stream(fastest[i]).average().orElseThrow() / 1e3;
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %6.2f us, %+5.2f us beside the bound, %.3f of its rate%n",
                    names.get(i),
                    micros,
                    micros - bound,
                    bound / micros);
        }
    }
}
