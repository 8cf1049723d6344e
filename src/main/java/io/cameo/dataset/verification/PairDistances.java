package io.cameo.dataset.verification;

import io.cameo.numpy.FloatRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The squared L2 distance of each pair's normalised embeddings, one row in memory at a time. */
final class PairDistances {
    private final FloatRows embeddings;
    private final @Nullable FloatRows flipped;
    private final float[] row;
    private final double[] squared;
    private double norms;

    private PairDistances(FloatRows embeddings, @Nullable FloatRows flipped, int pairs) {
        this.embeddings = embeddings;
        this.flipped = flipped;
        this.row = new float[embeddings.rowLength()];
        this.squared = new double[pairs];
    }

    static PairDistances of(FloatRows embeddings, @Nullable FloatRows flipped, int pairs) {
        PairDistances distances = new PairDistances(embeddings, flipped, pairs);
        double[] first = new double[embeddings.rowLength()];
        double[] second = new double[embeddings.rowLength()];
        for (int pair = 0; pair < pairs; pair++) {
            distances.read(2L * pair, first);
            distances.read(2L * pair + 1, second);
            double sum = 0;
            for (int i = 0; i < first.length; i++) {
                double difference = first[i] - second[i];
                sum += difference * difference;
            }
            distances.squared[pair] = sum;
        }
        return distances;
    }

    double[] squared() {
        return squared;
    }

    double meanNorm() {
        return norms / (2.0 * squared.length * (flipped == null ? 1 : 2));
    }

    private void read(long index, double[] sum) {
        Arrays.fill(sum, 0);
        add(embeddings, index, sum);
        if (flipped != null) {
            add(flipped, index, sum);
        }
        double norm = norm(sum);
        if (norm == 0) {
            return; // scikit-learn leaves zeros as they are
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= norm;
        }
    }

    private void add(FloatRows source, long index, double[] sum) {
        source.readRow(index, row, 0);
        double squares = 0;
        for (int i = 0; i < row.length; i++) {
            squares += (double) row[i] * row[i];
            sum[i] += row[i];
        }
        if (!Double.isFinite(squares)) {
            throw new IllegalArgumentException("embedding is not finite: row=" + index);
        }
        norms += Math.sqrt(squares);
    }

    private static double norm(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
