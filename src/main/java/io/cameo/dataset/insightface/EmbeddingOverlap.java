package io.cameo.dataset.insightface;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Identities of one set that another already has, by the cosine of their centres, as {@code dataset_merge.py} finds them:
 * those of a set to be added that are in an earlier one ({@link #MERGE_COSINE}), and those that are in a test set
 * ({@link #EXCLUDE_COSINE}).
 */
public final class EmbeddingOverlap {
    /** {@code --param1}: from here on an identity is not added to a merge again. */
    public static final double MERGE_COSINE = 0.3;

    /** {@code --param2}: from here on an identity is taken out because a set to be excluded has it. */
    public static final double EXCLUDE_COSINE = 0.4;

    /** So many candidates are compared with one known identity at a time, side by side. */
    private static final int TILE = 256;

    private EmbeddingOverlap() {}

    /**
     * Finds every identity of {@code candidates} that is near one of {@code known}. Takes one multiplication for each
     * pair of identities and each dimension: a hundred thousand by a hundred thousand of 512 are hours.
     *
     * @param cosine the least that counts
     * @return in the order of the candidates, each once, with the nearest of the known; the first of several
     * @throws IllegalArgumentException if the centres have other lengths
     */
    public static List<Match> find(EmbeddingCentres candidates, EmbeddingCentres known, double cosine) {
        if (candidates.dimensions() != known.dimensions()) {
            throw new IllegalArgumentException("centres have other lengths: candidates=" + candidates.dimensions()
                    + ", known=" + known.dimensions());
        }
        List<Match> matches = new ArrayList<>();
        float[] tile = new float[Math.multiplyExact(TILE, candidates.dimensions())];
        float[] similar = new float[TILE];
        float[] best = new float[TILE];
        int[] nearest = new int[TILE];
        for (int begin = 0; begin < candidates.identities(); begin += TILE) {
            int count = Math.min(TILE, candidates.identities() - begin);
            transpose(candidates, begin, count, tile);
            Arrays.fill(best, Float.NEGATIVE_INFINITY);
            for (int other = 0; other < known.identities(); other++) {
                multiply(tile, known.block(other), known.offset(other), known.dimensions(), similar);
                for (int i = 0; i < TILE; i++) {
                    if (similar[i] > best[i]) {
                        best[i] = similar[i];
                        nearest[i] = other;
                    }
                }
            }
            for (int i = 0; i < count; i++) {
                if (best[i] >= cosine) {
                    matches.add(new Match(candidates.label(begin + i), known.label(nearest[i]), best[i]));
                }
            }
        }
        return matches;
    }

    /** Lays the centres of a tile side by side, dimension by dimension. */
    private static void transpose(EmbeddingCentres centres, int begin, int count, float[] tile) {
        Arrays.fill(tile, 0);
        for (int i = 0; i < count; i++) {
            float[] block = centres.block(begin + i);
            int offset = centres.offset(begin + i);
            for (int d = 0; d < centres.dimensions(); d++) {
                tile[d * TILE + i] = block[offset + d];
            }
        }
    }

    /**
     * Dot products of one centre with all of a tile. The inner loop runs over the tile and not over the dimensions,
     * because additions to one sum must keep their order and so cannot be done eight at a time.
     */
    private static void multiply(float[] tile, float[] centre, int offset, int dimensions, float[] sums) {
        Arrays.fill(sums, 0);
        int d = 0;
        for (; d <= dimensions - 4; d += 4) {
            int at = offset + d;
            addFour(tile, d * TILE, centre[at], centre[at + 1], centre[at + 2], centre[at + 3], sums);
        }
        for (; d < dimensions; d++) {
            for (int i = 0; i < TILE; i++) {
                sums[i] += tile[d * TILE + i] * centre[offset + d];
            }
        }
    }

    /** Four dimensions at a time, so that sums are loaded and stored a quarter as often. */
    private static void addFour(float[] tile, int offset, float a, float b, float c, float d, float[] sums) {
        for (int i = 0; i < TILE; i++) {
            sums[i] += tile[offset + i] * a
                    + tile[offset + TILE + i] * b
                    + tile[offset + 2 * TILE + i] * c
                    + tile[offset + 3 * TILE + i] * d;
        }
    }

    /**
     * An identity that both sets have.
     *
     * @param label of the candidate
     * @param knownLabel of the identity that it is nearest to
     * @param cosine of their centres, computed in float32
     */
    public record Match(int label, int knownLabel, double cosine) {}
}
