package io.cameo.matte;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One 1920x1080 matte of a drawn person, and the same moved by three pixels as its prediction. {@code boundRead} is reading both
 * planes once, as a comparison does. Look at p0.50, and at p0.00 where other work is on the machine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatteBench {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;

    private final Image truth = person(0);
    private final Image predicted = person(3);
    private final Image trimap = Image.allocate(Arena.ofAuto(), WIDTH, HEIGHT, PixelFormat.GRAY8);
    private final Image mask = Image.allocate(Arena.ofAuto(), WIDTH, HEIGHT, PixelFormat.GRAY8);
    private final MatteMetrics metrics = new MatteMetrics();
    private final Image truthBefore = person(5);
    private final Image predictedBefore = person(9);
    private final Trimaps trimaps = new Trimaps();

    public MatteBench() {
        trimaps.evaluation(truth, trimap);
    }

    /** A matte with a soft, wavy edge. */
    static Image person(int shiftPx) {
        Image image = Image.allocate(Arena.ofAuto(), WIDTH, HEIGHT, PixelFormat.GRAY8);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double dx = (x - WIDTH * 0.4 - shiftPx) / (WIDTH * 0.15);
                double dy = (y - HEIGHT * 0.55) / (HEIGHT * 0.42);
                double distance = Math.hypot(dx, dy) + 0.03 * Math.sin(17 * Math.atan2(dy, dx));
                long sample = Math.round(255 * Math.clamp((1.03 - distance) / 0.06, 0.0, 1.0));
                image.pixels().set(ValueLayout.JAVA_BYTE, (long) y * WIDTH + x, (byte) sample);
            }
        }
        return image;
    }

    @Benchmark
    public long boundRead() {
        long sum = 0;
        for (long at = 0; at < truth.pixels().byteSize(); at += Long.BYTES) {
            sum += truth.pixels().get(ValueLayout.JAVA_LONG, at)
                    ^ predicted.pixels().get(ValueLayout.JAVA_LONG, at);
        }
        return sum;
    }

    /** MAD, MSE and SAD: one pass. */
    @Benchmark
    public RegionError errors() {
        return metrics.errors(predicted, truth, null, Region.UNKNOWN);
    }

    @Benchmark
    public RegionError errorsOfRegion() {
        return metrics.errors(predicted, truth, trimap, Region.UNKNOWN);
    }

    /** With the ranges of both planes. */
    @Benchmark
    public MatteScore gradient() {
        return metrics.score(predicted, truth, null, Set.of(Metric.GRAD), Scale.STANDARD);
    }

    @Benchmark
    public double connectivity() {
        return metrics.connectivity(predicted, truth, trimap);
    }

    @Benchmark
    public double changes() {
        return metrics.changes(predictedBefore, predicted, truthBefore, truth);
    }

    /** The 25x25 ellipse. */
    @Benchmark
    public Image evaluationTrimap() {
        trimaps.evaluation(truth, mask);
        return mask;
    }

    /** The largest transition map of training: an ellipse of 4, 14 times. */
    @Benchmark
    public Image transition() {
        trimaps.transition(truth, 4, 14, mask);
        return mask;
    }
}
