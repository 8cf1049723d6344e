package io.cameo.dataset.insightface;

import java.util.BitSet;

/**
 * Which images to keep, decided from embeddings; changes nothing by itself. Immutable and safe for many threads.
 *
 * <p>Made by {@link CleaningByCentre} or {@link CleaningByCluster}.
 */
public final class CleaningPlan {
    private final BitSet kept;
    private final float[] values;
    private final int[] labels;
    private final Summary summary;

    CleaningPlan(BitSet kept, float[] values, int[] labels, EmbeddingGroups groups) {
        this.kept = kept;
        this.values = values;
        this.labels = labels;
        int touched = 0;
        int lost = 0;
        for (int identity = 0; identity < groups.identities(); identity++) {
            int left = 0;
            for (int i = 0; i < groups.size(identity); i++) {
                left += kept.get(groups.image(identity, i)) ? 1 : 0;
            }
            touched += left < groups.size(identity) ? 1 : 0;
            lost += left == 0 ? 1 : 0;
        }
        this.summary = new Summary(values.length, kept.cardinality(), groups.identities(), touched, lost);
    }

    /** How many images were judged. */
    public int images() {
        return values.length;
    }

    /** Whether an image stays. */
    public boolean keeps(int image) {
        return kept.get(image);
    }

    /** All that is known of an image. */
    public Decision decision(int image) {
        return new Decision(image, labels[image], kept.get(image), values[image]);
    }

    /** Totals, for a dry run. */
    public Summary summary() {
        return summary;
    }

    /**
     * The fate of one image.
     *
     * @param image its place among the embeddings
     * @param label of its identity
     * @param kept whether it stays
     * @param value cosine to the centre of its identity, or the number of its cluster, from 0, with -1 for an image that
     *     is near no other
     */
    public record Decision(int image, int label, boolean kept, float value) {}

    /**
     * What a plan comes to.
     *
     * @param images how many there are
     * @param keptImages how many stay
     * @param identities how many there are
     * @param touchedIdentities how many lose an image
     * @param lostIdentities how many lose all of them
     */
    public record Summary(int images, int keptImages, int identities, int touchedIdentities, int lostIdentities) {}
}
