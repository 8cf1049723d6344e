package io.cameo.dataset.insightface;

import java.util.Arrays;

/**
 * The centre of each identity: the mean of its L2-normalised embeddings, normalised again, as {@code dataset_merge.py}
 * computes it in double and kept here as float32. Immutable and safe for many threads.
 */
public final class EmbeddingCentres {
    /** Arrays of Java end at 2^31 values; a set of many identities is kept in several. */
    private static final int BLOCK = 1 << 12;

    private final int[] labels;
    private final int dimensions;
    private final float[][] blocks;

    private EmbeddingCentres(int[] labels, int dimensions) {
        this.labels = labels;
        this.dimensions = dimensions;
        this.blocks = new float[Math.ceilDiv(labels.length, BLOCK)][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = new float[Math.multiplyExact(Math.min(BLOCK, labels.length - i * BLOCK), dimensions)];
        }
    }

    /**
     * Computes all centres, in memory of 4 bytes for each identity and dimension.
     *
     * @param labels the identity of each image
     * @throws IllegalArgumentException if there are not as many labels as embeddings
     */
    public static EmbeddingCentres of(Embeddings embeddings, int[] labels) {
        EmbeddingGroups groups = EmbeddingGroups.of(embeddings, labels);
        int[] names = new int[groups.identities()];
        Arrays.setAll(names, groups::label);
        EmbeddingCentres centres = new EmbeddingCentres(names, embeddings.dimensions());
        float[] row = new float[embeddings.dimensions()];
        double[] unit = new double[embeddings.dimensions()];
        double[] centre = new double[embeddings.dimensions()];
        for (int identity = 0; identity < names.length; identity++) {
            compute(embeddings, groups, identity, row, unit, centre);
            float[] block = centres.blocks[identity / BLOCK];
            int offset = identity % BLOCK * centre.length;
            for (int i = 0; i < centre.length; i++) {
                block[offset + i] = (float) centre[i];
            }
        }
        return centres;
    }

    /** How many identities there are. */
    public int identities() {
        return labels.length;
    }

    /** The label of an identity; ascending. */
    public int label(int identity) {
        return labels[identity];
    }

    /** How many values a centre has. */
    public int dimensions() {
        return dimensions;
    }

    /** A copy of one centre. */
    public float[] centre(int identity) {
        int offset = identity % BLOCK * dimensions;
        return Arrays.copyOfRange(blocks[identity / BLOCK], offset, offset + dimensions);
    }

    float[] block(int identity) {
        return blocks[identity / BLOCK];
    }

    int offset(int identity) {
        return identity % BLOCK * dimensions;
    }

    /** The centre of one identity in double; {@code row} and {@code unit} are scratch. */
    static void compute(
            Embeddings embeddings, EmbeddingGroups groups, int identity, float[] row, double[] unit, double[] centre) {
        Arrays.fill(centre, 0);
        int size = groups.size(identity);
        for (int i = 0; i < size; i++) {
            embeddings.readUnit(groups.image(identity, i), row, unit, 0);
            for (int d = 0; d < unit.length; d++) {
                centre[d] += unit[d];
            }
        }
        double squares = 0;
        for (int d = 0; d < centre.length; d++) {
            centre[d] /= size;
            squares += centre[d] * centre[d];
        }
        double norm = squares == 0 ? 1 : Math.sqrt(squares);
        for (int d = 0; d < centre.length; d++) {
            centre[d] /= norm;
        }
    }
}
