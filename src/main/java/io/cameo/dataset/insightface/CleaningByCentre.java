package io.cameo.dataset.insightface;

import java.util.BitSet;

/**
 * The first rule of {@code dataset_clean.py}: an image goes if its cosine to the centre of its identity is below a
 * threshold.
 *
 * <p>The original also drops identities of more than 15 images altogether, and writes what stays in the order of the
 * cosine; neither is done here.
 */
public final class CleaningByCentre {
    /** What the original uses. */
    public static final double THRESHOLD = 0.6;

    private CleaningByCentre() {}

    /**
     * Decides for every image. Memory is 13 bytes for each image, whatever the size of identities.
     *
     * @param labels the identity of each image
     * @param threshold {@value #THRESHOLD} in the original; an image at it stays
     * @throws IllegalArgumentException if there are not as many labels as embeddings
     */
    public static CleaningPlan plan(Embeddings embeddings, int[] labels, double threshold) {
        EmbeddingGroups groups = EmbeddingGroups.of(embeddings, labels);
        BitSet kept = new BitSet(labels.length);
        float[] cosines = new float[labels.length];
        judge(embeddings, groups, (image, cosine) -> {
            cosines[image] = (float) cosine;
            kept.set(image, cosine >= threshold);
        });
        return new CleaningPlan(kept, cosines, labels.clone(), groups);
    }

    /**
     * The cosine of every image to the centre of its identity: the second column of the original's {@code c2c} file, in
     * the order of the embeddings.
     */
    public static float[] centreCosines(Embeddings embeddings, int[] labels) {
        float[] cosines = new float[labels.length];
        judge(embeddings, EmbeddingGroups.of(embeddings, labels), (image, cosine) -> cosines[image] = (float) cosine);
        return cosines;
    }

    private static void judge(Embeddings embeddings, EmbeddingGroups groups, Judge judge) {
        float[] row = new float[embeddings.dimensions()];
        double[] unit = new double[embeddings.dimensions()];
        double[] centre = new double[embeddings.dimensions()];
        for (int identity = 0; identity < groups.identities(); identity++) {
            EmbeddingCentres.compute(embeddings, groups, identity, row, unit, centre);
            for (int i = 0; i < groups.size(identity); i++) {
                int image = groups.image(identity, i);
                embeddings.readUnit(image, row, unit, 0);
                double cosine = 0;
                for (int d = 0; d < unit.length; d++) {
                    cosine += unit[d] * centre[d];
                }
                judge.see(image, cosine);
            }
        }
    }

    private interface Judge {
        void see(int image, double cosine);
    }
}
