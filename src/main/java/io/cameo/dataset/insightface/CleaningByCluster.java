package io.cameo.dataset.insightface;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The second rule of {@code dataset_clean.py}: of each identity only the largest cluster stays, the first found of several
 * equal ones; an identity in which no two images are near loses all.
 *
 * <p>Clusters are those of scikit-learn's {@code DBSCAN(eps, min_samples=2)}: L2-normalised embeddings, Euclidean
 * distance, which is sqrt(2 - 2 cos), at most eps. With two as the least number of images there are no border points:
 * clusters are what is connected, numbered by their first image. The original looks at the first ten clusters of an
 * identity only, and drops identities of more than 15 images; neither is done here.
 */
public final class CleaningByCluster {
    /** What the original uses; as a distance between unit vectors it means a cosine of 0.82. */
    public static final double EPS = 0.6;

    /** Beyond this, n x n distances are hours of work: such an identity is no person. */
    public static final int MOST_IMAGES_PER_IDENTITY = 1 << 16;

    private static final int NOISE = -1;

    private CleaningByCluster() {}

    /**
     * Decides for every image. Memory is 13 bytes for each image, and 8 bytes for each dimension of each image of the
     * largest identity.
     *
     * @param labels the identity of each image
     * @param eps the largest distance between neighbours
     * @throws IllegalArgumentException if there are not as many labels as embeddings, or an identity has more than
     *     {@value #MOST_IMAGES_PER_IDENTITY} images
     */
    public static CleaningPlan plan(Embeddings embeddings, int[] labels, double eps) {
        EmbeddingGroups groups = EmbeddingGroups.of(embeddings, labels);
        BitSet kept = new BitSet(labels.length);
        float[] values = new float[labels.length];
        float[] row = new float[embeddings.dimensions()];
        double[][] units = {};
        for (int identity = 0; identity < groups.identities(); identity++) {
            int size = groups.size(identity);
            if (size > MOST_IMAGES_PER_IDENTITY) {
                throw new IllegalArgumentException("identity has too many images to cluster: label="
                        + groups.label(identity) + ", images=" + size + ", expected<=" + MOST_IMAGES_PER_IDENTITY);
            }
            units = grow(units, size, row.length);
            for (int i = 0; i < size; i++) {
                embeddings.readUnit(groups.image(identity, i), row, units[i], 0);
            }
            int[] clusters = clusters(units, size, eps);
            int largest = largest(clusters);
            for (int i = 0; i < size; i++) {
                values[groups.image(identity, i)] = clusters[i];
                kept.set(groups.image(identity, i), clusters[i] == largest && clusters[i] != NOISE);
            }
        }
        return new CleaningPlan(kept, values, labels.clone(), groups);
    }

    /** The cluster of each vector: what is connected by steps of at most eps, -1 for what has no neighbour. */
    static int[] clusters(double[][] units, int size, double eps) {
        int[] clusters = new int[size];
        Arrays.fill(clusters, NOISE);
        int[] open = new int[size];
        int next = 0;
        for (int first = 0; first < size; first++) {
            if (clusters[first] != NOISE) {
                continue;
            }
            int count = 0;
            open[count++] = first;
            boolean alone = true;
            while (count > 0) {
                int from = open[--count];
                for (int to = 0; to < size; to++) {
                    if (clusters[to] == NOISE && to != from && to != first && isNear(units[from], units[to], eps)) {
                        clusters[to] = next;
                        open[count++] = to;
                        alone = false;
                    }
                }
            }
            if (!alone) {
                clusters[first] = next++;
            }
        }
        return clusters;
    }

    /** The first of the largest clusters; -1 if there is none. */
    static int largest(int[] clusters) {
        int[] sizes = new int[clusters.length];
        int largest = NOISE;
        for (int cluster : clusters) {
            if (cluster != NOISE) {
                sizes[cluster]++;
            }
        }
        for (int cluster = 0; cluster < sizes.length; cluster++) {
            if (sizes[cluster] > 0 && (largest == NOISE || sizes[cluster] > sizes[largest])) {
                largest = cluster;
            }
        }
        return largest;
    }

    private static boolean isNear(double[] a, double[] b, double eps) {
        double squares = 0;
        for (int d = 0; d < a.length; d++) {
            double difference = a[d] - b[d];
            squares += difference * difference;
        }
        return Math.sqrt(squares) <= eps;
    }

    private static double[][] grow(double[][] units, int size, int dimensions) {
        if (units.length >= size) {
            return units;
        }
        double[][] grown = Arrays.copyOf(units, size);
        for (int i = units.length; i < size; i++) {
            grown[i] = new double[dimensions];
        }
        return grown;
    }
}
