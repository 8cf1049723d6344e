package io.cameo.dataset.insightface;

import io.cameo.numpy.FloatRows;
import io.cameo.numpy.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One embedding for each image, L2-normalised as they are read: the table itself is neither changed nor copied.
 *
 * <p>Any number of threads may read, each with an array of its own. A row of zeros stays zero, as scikit-learn's
 * {@code normalize} leaves it.
 */
public final class Embeddings implements AutoCloseable {
    private final FloatRows rows;
    private final @Nullable NpyFile file;

    private Embeddings(FloatRows rows, @Nullable NpyFile file) {
        if (rows.rows() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("too many embeddings: rows=" + rows.rows());
        }
        if (rows.rowLength() < 1) {
            throw new IllegalArgumentException("embeddings have no length: rows=" + rows.rows());
        }
        this.rows = rows;
        this.file = file;
    }

    /**
     * Maps a {@code .npy} of images x dimensions, of any type that {@link NpyFile} reads.
     *
     * @throws IllegalArgumentException if it has other than two dimensions
     * @throws IOException if it cannot be opened
     */
    public static Embeddings open(Path npy) throws IOException {
        NpyFile file = NpyFile.open(npy);
        try {
            if (file.shape().length != 2) {
                throw new IllegalArgumentException("embeddings are no table: file=" + npy + ", dimensions="
                        + file.shape().length + ", expected=2");
            }
            return new Embeddings(file, file);
        } catch (Throwable failure) {
            file.close();
            throw failure;
        }
    }

    /** Takes rows that stay the caller's. */
    public static Embeddings of(FloatRows rows) {
        return new Embeddings(rows, null);
    }

    /** How many images there are. */
    public int images() {
        return (int) rows.rows();
    }

    /** How many values an embedding has. */
    public int dimensions() {
        return rows.rowLength();
    }

    /**
     * Reads one embedding and normalises it in double.
     *
     * @param row scratch of {@link #dimensions()} values
     * @param unit receives the result
     * @throws IndexOutOfBoundsException if there is no such image
     * @throws IllegalArgumentException if it has a value that is not finite
     */
    void readUnit(int image, float[] row, double[] unit, int unitOffset) {
        Objects.checkFromIndexSize(unitOffset, row.length, unit.length);
        rows.readRow(image, row, 0);
        double squares = 0;
        for (float value : row) {
            squares += (double) value * value;
        }
        if (!Double.isFinite(squares)) {
            throw new IllegalArgumentException("embedding is not finite: image=" + image);
        }
        double norm = squares == 0 ? 1 : Math.sqrt(squares);
        for (int i = 0; i < row.length; i++) {
            unit[unitOffset + i] = row[i] / norm;
        }
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
