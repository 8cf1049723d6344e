package io.cameo.matte;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures predicted mattes against true ones; {@link Scale} has the formulas.
 *
 * <p>Planes are {@code GRAY8} or {@code GRAY16}, of one size; where one has 8 bits and the other 16, alphas are compared in 16
 * (an alpha of 8 bits times 257 is the same alpha). Differences are summed in integers, so they are exact; gradients are taken
 * in single precision, their squares summed in double. The same numbers on every backend. One object for each thread; it
 * keeps scratch of some 11 bytes a pixel.
 */
public final class MatteMetrics {
    private static final double THOUSAND = 1e3;

    private final PlaneKernel kernel = PlaneKernel.create();
    private final GradientError gradient = new GradientError(GradientKernel.create());
    private final ConnectivityError connectivity = new ConnectivityError();
    private final long[] sums = new long[3];

    /**
     * Scores one matte as the only one of its batch.
     *
     * @param trimap of {@link Region}s, {@code GRAY8}; or null
     * @param metrics {@link Metric#GRAD} and {@link Metric#CONN} are left out unless they are in here; others cost nothing
     * @throws IllegalArgumentException if formats or sizes do not fit
     */
    public MatteScore score(Image predicted, Image truth, @Nullable Image trimap, Set<Metric> metrics, Scale scale) {
        return score(predicted, truth, trimap, metrics, scale, SampleRange.of(predicted), SampleRange.of(truth));
    }

    /**
     * Scores one matte of a batch. Only the gradient of {@link Scale#MAGGIE} looks at the ranges.
     *
     * @param predictedRange of all predicted planes of the batch, which are of one depth
     * @param truthRange of all true ones
     * @throws IllegalArgumentException if formats or sizes do not fit
     */
    public MatteScore score(
            Image predicted,
            Image truth,
            @Nullable Image trimap,
            Set<Metric> metrics,
            Scale scale,
            SampleRange predictedRange,
            SampleRange truthRange) {
        check(predicted, truth);
        if (trimap != null) {
            Planes.requireSameSize(truth, Planes.requireBytes(trimap));
        }
        try (Arena arena = Arena.ofConfined()) {
            boolean mixed = predicted.format() != truth.format();
            Image p = mixed ? Planes.widened(predicted, arena) : predicted;
            Image g = mixed ? Planes.widened(truth, arena) : truth;
            SampleRange ofP = p == predicted ? predictedRange : predictedRange.widened();
            SampleRange ofG = g == truth ? truthRange : truthRange.widened();
            Map<Region, RegionError> regions = new EnumMap<>(Region.class);
            if (trimap != null) {
                for (Region region : Region.values()) {
                    regions.put(region, errors(p, g, trimap, region));
                }
            }
            double grad = metrics.contains(Metric.GRAD) ? grad(p, g, scale, ofP, ofG) / THOUSAND : Double.NaN;
            double conn = metrics.contains(Metric.CONN) ? connectivity.sum(p, g, null) / THOUSAND : Double.NaN;
            return new MatteScore(
                    scale, (long) g.widthPx() * g.heightPx(), errors(p, g, null, Region.UNKNOWN), regions, grad, conn);
        }
    }

    /**
     * The sum of squares, in alphas, of how the change of a predicted matte from one frame to the next differs from that of
     * the true one; {@link Scale#dtSsd} makes a number of it.
     *
     * @throws IllegalArgumentException if formats or sizes do not fit
     */
    public double changes(Image predictedBefore, Image predicted, Image truthBefore, Image truth) {
        check(predicted, truth);
        check(predictedBefore, truthBefore);
        Planes.requireSameSize(truthBefore, truth);
        Image[] planes = {predicted, truth, predictedBefore, truthBefore};
        try (Arena arena = Arena.ofConfined()) {
            boolean mixed = false;
            for (Image plane : planes) {
                mixed |= plane.format() != truth.format();
            }
            MemorySegment[] pixels = new MemorySegment[planes.length];
            for (int i = 0; i < planes.length; i++) {
                planes[i] = mixed ? Planes.widened(planes[i], arena) : planes[i];
                pixels[i] = planes[i].pixels();
            }
            double unit = Planes.unit(planes[0]);
            long squares = 0;
            long[] offsets = new long[planes.length];
            for (int y = 0; y < truth.heightPx(); y++) {
                for (int i = 0; i < planes.length; i++) {
                    offsets[i] = y * planes[i].strideBytes();
                }
                squares += kernel.changes(pixels, offsets, truth.widthPx(), Planes.bytes(planes[0]));
            }
            return squares / (unit * unit);
        }
    }

    /**
     * Takes predicted alphas of at most 1/255 for 0 and of at least 254/255 for 1, as MaGGIe does before it measures.
     *
     * @param clamped of the same size and format; may be the same image
     */
    public static void clamp(Image predicted, Image clamped) {
        check(predicted, clamped);
        if (predicted.format() != clamped.format()) {
            throw new IllegalArgumentException("formats differ: from=" + predicted + ", to=" + clamped);
        }
        int unit = Planes.unit(predicted);
        int low = unit / 255;
        boolean bytes = predicted.format() == PixelFormat.GRAY8;
        for (int y = 0; y < predicted.heightPx(); y++) {
            long from = y * predicted.strideBytes();
            long to = y * clamped.strideBytes();
            for (int x = 0; x < predicted.widthPx(); x++) {
                int sample = Planes.sample(predicted.pixels(), from, x, Planes.bytes(predicted));
                int kept = sample <= low ? 0 : sample >= unit - low ? unit : sample;
                if (bytes) {
                    clamped.pixels().set(ValueLayout.JAVA_BYTE, to + x, (byte) kept);
                } else {
                    clamped.pixels().set(ValueLayout.JAVA_SHORT_UNALIGNED, to + 2L * x, (short) kept);
                }
            }
        }
    }

    /** Over pixels that are not 0 in a mask: what {@link InstanceQuality} is made of. Planes are of one depth. */
    double rawGradient(Image predicted, Image truth, Image where) {
        GradientError.Stretch stretch = GradientError.Stretch.none(Planes.unit(truth));
        return gradient.sum(predicted, stretch, truth, stretch, GradientError.Border.NEAREST, where);
    }

    double connectivity(Image predicted, Image truth, Image where) {
        return connectivity.sum(predicted, truth, where);
    }

    /** Over the image without a trimap, else over one region of it. Planes are of one depth. */
    RegionError errors(Image predicted, Image truth, @Nullable Image trimap, Region region) {
        sums[0] = 0;
        sums[1] = 0;
        sums[2] = 0;
        int bytes = Planes.bytes(truth);
        int width = truth.widthPx();
        int height = truth.heightPx();
        boolean gapless = predicted.strideBytes() == predicted.rowBytes()
                && truth.strideBytes() == truth.rowBytes()
                && (trimap == null || trimap.strideBytes() == trimap.rowBytes())
                && (long) width * height <= Integer.MAX_VALUE / 2;
        int rows = gapless ? 1 : height;
        int count = gapless ? width * height : width;
        for (int y = 0; y < rows; y++) {
            long p = y * predicted.strideBytes();
            long g = y * truth.strideBytes();
            if (trimap == null) {
                kernel.errors(predicted.pixels(), p, truth.pixels(), g, count, bytes, sums, 0);
                sums[2] += count;
            } else {
                long m = y * trimap.strideBytes();
                kernel.errors(
                        predicted.pixels(),
                        p,
                        truth.pixels(),
                        g,
                        trimap.pixels(),
                        m,
                        region.value(),
                        count,
                        bytes,
                        sums,
                        0);
            }
        }
        double unit = Planes.unit(truth);
        return new RegionError(sums[2], sums[0] / unit, sums[1] / (unit * unit));
    }

    private double grad(Image predicted, Image truth, Scale scale, SampleRange ofPredicted, SampleRange ofTruth) {
        if (scale == Scale.STANDARD) {
            return gradient.sum(
                    predicted,
                    GradientError.Stretch.exact(SampleRange.of(predicted)),
                    truth,
                    GradientError.Stretch.exact(SampleRange.of(truth)),
                    GradientError.Border.NEAREST,
                    null);
        }
        int unit = Planes.unit(truth);
        return gradient.sum(
                predicted,
                GradientError.Stretch.softened(ofPredicted, unit),
                truth,
                GradientError.Stretch.softened(ofTruth, unit),
                GradientError.Border.ZERO,
                null);
    }

    private static void check(Image predicted, Image truth) {
        Planes.require(predicted);
        Planes.require(truth);
        Planes.requireSameSize(predicted, truth);
    }
}
