package io.cameo.dataset.insightface;

import java.util.Arrays;

/**
 * Images by identity: identities ascending by label, images ascending within each. Labels need neither be contiguous nor
 * lie together: one label is one identity. Takes 8 bytes for each image while it is made and 4 afterwards.
 */
final class EmbeddingGroups {
    private final int[] images;
    private final int[] labels;
    private final int[] begins;

    private EmbeddingGroups(int[] images, int[] labels, int[] begins) {
        this.images = images;
        this.labels = labels;
        this.begins = begins;
    }

    static EmbeddingGroups of(Embeddings embeddings, int[] labels) {
        if (labels.length != embeddings.images()) {
            throw new IllegalArgumentException("labels do not fit the embeddings: labels=" + labels.length
                    + ", embeddings=" + embeddings.images());
        }
        long[] keyed = new long[labels.length];
        for (int i = 0; i < labels.length; i++) {
            keyed[i] = ((long) labels[i] << Integer.SIZE) | i;
        }
        Arrays.sort(keyed);
        int identities = 0;
        for (int i = 0; i < keyed.length; i++) {
            identities += i == 0 || label(keyed[i]) != label(keyed[i - 1]) ? 1 : 0;
        }
        int[] order = new int[keyed.length];
        int[] names = new int[identities];
        int[] begins = new int[identities + 1];
        int identity = -1;
        for (int i = 0; i < keyed.length; i++) {
            if (i == 0 || label(keyed[i]) != label(keyed[i - 1])) {
                names[++identity] = label(keyed[i]);
                begins[identity] = i;
            }
            order[i] = (int) keyed[i];
        }
        begins[identities] = order.length;
        return new EmbeddingGroups(order, names, begins);
    }

    int identities() {
        return labels.length;
    }

    int label(int identity) {
        return labels[identity];
    }

    int size(int identity) {
        return begins[identity + 1] - begins[identity];
    }

    int image(int identity, int index) {
        return images[begins[identity] + index];
    }

    private static int label(long keyed) {
        return (int) (keyed >> Integer.SIZE);
    }
}
