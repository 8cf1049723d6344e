package io.cameo.convert.ffhquv;

import io.cameo.numpy.FloatRows;
import org.jspecify.annotations.Nullable;

/**
 * How much the embeddings of faces differ, for "ID std". The paper gives that as a share of FFHQ's and does not say how it is
 * reckoned, so these are two figures that are defined here, and comparable among themselves.
 *
 * <p>Each row is scaled to length 1; {@code m} is the mean of these rows. The cosine of a row is that between it and
 * {@code m}.
 *
 * @param rows how many embeddings
 * @param cosineMean mean of the cosines
 * @param cosineStd their deviation over all rows: how unequal faces are in how usual they are
 * @param totalStd {@code sqrt(1 - |m|^2)}: the root of the mean squared distance to {@code m}; 0 for one face alone, nearly 1 for many
 *     faces that have nothing in common
 */
public record IdSpread(long rows, double cosineMean, double cosineStd, double totalStd) {
    /**
     * Reads all rows twice.
     *
     * @throws IllegalArgumentException if there is no row, or one that is 0 or not finite
     */
    public static IdSpread of(FloatRows embeddings) {
        return of(embeddings, null);
    }

    /** @param cosines receives that of each row, as far as there is room; null if nobody asks */
    static IdSpread of(FloatRows embeddings, double @Nullable [] cosines) {
        if (embeddings.rows() == 0) {
            throw new IllegalArgumentException("no embeddings");
        }
        float[] row = new float[embeddings.rowLength()];
        double[] mean = new double[row.length];
        for (long i = 0; i < embeddings.rows(); i++) {
            double length = read(embeddings, i, row);
            for (int j = 0; j < row.length; j++) {
                mean[j] += row[j] / length / embeddings.rows();
            }
        }
        double squared = 0;
        for (double value : mean) {
            squared += value * value;
        }
        double sum = 0;
        double squares = 0;
        for (long i = 0; i < embeddings.rows(); i++) {
            double cosine = cosine(embeddings, i, row, mean, Math.sqrt(squared));
            if (cosines != null && i < cosines.length) {
                cosines[(int) i] = cosine;
            }
            sum += cosine;
            squares += cosine * cosine;
        }
        double cosineMean = sum / embeddings.rows();
        double variance = Math.max(0, squares / embeddings.rows() - cosineMean * cosineMean);
        return new IdSpread(embeddings.rows(), cosineMean, Math.sqrt(variance), Math.sqrt(Math.max(0, 1 - squared)));
    }

    private static double cosine(FloatRows embeddings, long i, float[] row, double[] mean, double meanLength) {
        double length = read(embeddings, i, row);
        double product = 0;
        for (int j = 0; j < row.length; j++) {
            product += row[j] * mean[j];
        }
        return meanLength == 0 ? 0 : product / length / meanLength;
    }

    private static double read(FloatRows embeddings, long i, float[] row) {
        embeddings.readRow(i, row, 0);
        double squares = 0;
        for (float value : row) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("embedding has no direction: row=" + i + ", length=" + length);
        }
        return length;
    }
}
