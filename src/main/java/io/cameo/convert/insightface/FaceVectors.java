package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.EmbeddingCentres;
import io.cameo.dataset.insightface.Embeddings;
import io.cameo.numpy.FloatRows;
import io.cameo.numpy.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/** A {@code .npy} with one embedding for each image of a set, in the order of its file. Any number of threads may read. */
final class FaceVectors implements AutoCloseable {
    private final Path path;
    private final NpyFile file;

    private FaceVectors(Path path, NpyFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens a table of embeddings.
     *
     * @throws IllegalArgumentException if it is no table
     */
    static FaceVectors open(Path npy) throws IOException {
        NpyFile file = NpyFile.open(npy);
        try {
            if (file.shape().length != 2) {
                throw new IllegalArgumentException("embeddings are no table of images x values: file=" + npy
                        + ", shape=" + Arrays.toString(file.shape()));
            }
            return new FaceVectors(npy, file);
        } catch (Throwable failure) {
            file.close();
            throw failure;
        }
    }

    /**
     * The same for the images of a set.
     *
     * @throws IllegalArgumentException also if there are not as many embeddings as images
     */
    static FaceVectors open(Path npy, FaceSource source) throws IOException {
        FaceVectors vectors = open(npy);
        if (vectors.file.rows() != source.faces().images()) {
            vectors.close();
            throw new IllegalArgumentException("embeddings are not one for each image: file=" + npy + ", rows="
                    + vectors.file.rows() + ", rec=" + source.path() + ", images="
                    + source.faces().images());
        }
        return vectors;
    }

    Embeddings all() {
        return Embeddings.of(file);
    }

    /** The centres of some identities of a set; each is called by its number in the set. */
    EmbeddingCentres centres(FaceSource source, BitSet identities) {
        int[] images = new int[source.faces().images()];
        int[] labels = new int[images.length];
        int count = 0;
        for (int i = 0; i < images.length; i++) {
            int identity = source.faces().identityOf(i);
            if (identities.get(identity)) {
                images[count] = i;
                labels[count++] = identity;
            }
        }
        FloatRows rows = new Chosen(file, Arrays.copyOf(images, count));
        return EmbeddingCentres.of(Embeddings.of(rows), Arrays.copyOf(labels, count));
    }

    /** Every row as somebody of his own, called by its number. */
    EmbeddingCentres rows() {
        int[] labels = new int[all().images()];
        Arrays.setAll(labels, i -> i);
        return EmbeddingCentres.of(all(), labels);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        file.close();
    }

    /** Some rows of a table, as a table. */
    private static final class Chosen implements FloatRows {
        private final FloatRows table;
        private final int[] rows;

        Chosen(FloatRows table, int[] rows) {
            this.table = table;
            this.rows = rows;
        }

        @Override
        public long rows() {
            return rows.length;
        }

        @Override
        public int rowLength() {
            return table.rowLength();
        }

        @Override
        public void readRow(long row, float[] dst, int dstOffset) {
            table.readRow(rows[Objects.checkIndex((int) row, rows.length)], dst, dstOffset);
        }
    }
}
