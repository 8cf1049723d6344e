package io.cameo.matte;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * Finds which predicted instance is which true one, and how well it is matted, whatever they are called.
 *
 * <p>With masks where alphas are above 0: the one-to-one pairing with the largest sum of intersections over unions; a pair is
 * found if its IoU is at least the threshold. Its similarity by an error e is {@code 1 - min(10 e, 1)}, where e is the sum of
 * |d|, of d², of (|grad p| - |grad g|)² of alphas as they are, or of |phi(g) - phi(p)|, each over the union of both masks and
 * divided by its pixels plus 1; its similarity by IoU is the IoU. Source: InstMatt. One object for each thread.
 */
public final class InstanceQuality {
    /** The usual threshold. */
    public static final double IOU = 0.5;

    private static final double STRICTNESS = 10;

    private final MatteMetrics metrics = new MatteMetrics();
    private final BitRows left = new BitRows();
    private final BitRows right = new BitRows();

    /**
     * Compares the instances of one image.
     *
     * @param predicted in any order, possibly none
     * @param truth of the same size
     * @param threshold the least IoU of a pair, 0.5 or 0.75 usually
     * @throws IllegalArgumentException if formats or sizes do not fit
     */
    public InstanceMatches match(List<Image> predicted, List<Image> truth, double threshold) {
        for (Image plane : predicted) {
            Planes.require(plane);
            Planes.requireSameSize(predicted.getFirst(), plane);
        }
        for (Image plane : truth) {
            Planes.require(plane);
            Planes.requireSameSize(predicted.isEmpty() ? truth.getFirst() : predicted.getFirst(), plane);
        }
        double[][] overlaps = new double[truth.size()][predicted.size()];
        for (int i = 0; i < truth.size(); i++) {
            for (int j = 0; j < predicted.size(); j++) {
                overlaps[i][j] = overlap(predicted.get(j), truth.get(i));
            }
        }
        int[] partners = Assignment.best(overlaps);
        InstanceMatches sum = InstanceMatches.NONE;
        for (int i = 0; i < partners.length; i++) {
            if (partners[i] >= 0 && overlaps[i][partners[i]] >= threshold && overlaps[i][partners[i]] > 0) {
                sum = sum.plus(likeness(predicted.get(partners[i]), truth.get(i), overlaps[i][partners[i]]));
            }
        }
        return sum.plus(
                new InstanceMatches(0, predicted.size() - sum.found(), truth.size() - sum.found(), 0, 0, 0, 0, 0));
    }

    /** Intersection over union of what is above 0; 0 if both are empty. */
    private double overlap(Image predicted, Image truth) {
        long both = left.atLeast(predicted, 1).and(right.atLeast(truth, 1)).count();
        long either = left.atLeast(predicted, 1).or(right).count();
        return either == 0 ? 0 : (double) both / either;
    }

    private InstanceMatches likeness(Image predicted, Image truth, double iou) {
        try (Arena arena = Arena.ofConfined()) {
            Image p = predicted.format() == truth.format() ? predicted : Planes.widened(predicted, arena);
            Image g = predicted.format() == truth.format() ? truth : Planes.widened(truth, arena);
            left.atLeast(p, 1).or(right.atLeast(g, 1));
            Image where = Image.allocate(arena, g.widthPx(), g.heightPx(), PixelFormat.GRAY8);
            left.paint(where, 1, 0);
            double area = left.count() + 1.0;
            RegionError error = metrics.errors(p, g, null, Region.UNKNOWN);
            return new InstanceMatches(
                    1,
                    0,
                    0,
                    similarity(error.absolute() / area),
                    similarity(error.squares() / area),
                    similarity(metrics.rawGradient(p, g, where) / area),
                    similarity(metrics.connectivity(p, g, where) / area),
                    iou);
        }
    }

    private static double similarity(double error) {
        return 1 - Math.min(STRICTNESS * error, 1);
    }
}
