package io.cameo.dataset.verification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Draws pairs for a verification set: as many of one person as of two in every fold, no pair twice, fold by fold in the
 * order that a consecutive k-fold needs.
 *
 * <p>As in LFW, a fold gives first its pairs of one person, then those of two; a person is drawn first and then the
 * images, so that people with many images do not fill the set. The same seed gives the same pairs everywhere.
 *
 * @param folds how many there are; 10 is what trainers use
 * @param pairsPerClass how many pairs of one person, and how many of two, each fold gets
 * @param disjoint whether each person belongs to one fold only, as in LFW: a threshold found on nine folds then meets
 *     people that it has not seen
 * @param seed of {@link Random}
 */
public record PairFolds(int folds, int pairsPerClass, boolean disjoint, long seed) {
    public PairFolds {
        if (folds < 1 || pairsPerClass < 1 || (long) folds * pairsPerClass > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException(
                    "cannot draw pairs: folds=" + folds + ", pairsPerClass=" + pairsPerClass);
        }
    }

    /**
     * Draws pairs among images.
     *
     * @param labels the person on each image
     * @return {@code 2 * folds * pairsPerClass} pairs
     * @throws IllegalArgumentException if there are not enough different pairs; the text says where and how many
     */
    public List<Pair> draw(int[] labels) {
        List<int[]> people = people(labels);
        Random random = new Random(seed);
        shuffle(people, random);
        List<Pair> pairs = new ArrayList<>();
        if (disjoint) {
            for (int fold = 0; fold < folds; fold++) {
                PairPool pool = new PairPool(share(people, fold), random, "fold=" + fold);
                pairs.addAll(pool.same(pairsPerClass));
                pairs.addAll(pool.different(pairsPerClass));
            }
            return pairs;
        }
        PairPool pool = new PairPool(people, random, "all folds");
        List<Pair> same = pool.same(folds * pairsPerClass);
        List<Pair> different = pool.different(folds * pairsPerClass);
        for (int begin = 0; begin < same.size(); begin += pairsPerClass) {
            pairs.addAll(same.subList(begin, begin + pairsPerClass));
            pairs.addAll(different.subList(begin, begin + pairsPerClass));
        }
        return pairs;
    }

    /** The images of each person, people in the order of their labels. */
    private static List<int[]> people(int[] labels) {
        long[] keyed = new long[labels.length];
        for (int i = 0; i < labels.length; i++) {
            keyed[i] = (long) labels[i] << Integer.SIZE | i;
        }
        Arrays.sort(keyed);
        List<int[]> people = new ArrayList<>();
        for (int begin = 0, end; begin < keyed.length; begin = end) {
            end = begin;
            while (end < keyed.length && keyed[end] >> Integer.SIZE == keyed[begin] >> Integer.SIZE) {
                end++;
            }
            int[] images = new int[end - begin];
            for (int i = begin; i < end; i++) {
                images[i - begin] = (int) keyed[i];
            }
            people.add(images);
        }
        return people;
    }

    private static void shuffle(List<int[]> people, Random random) {
        for (int i = people.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int[] kept = people.get(i);
            people.set(i, people.get(other));
            people.set(other, kept);
        }
    }

    /** People dealt out in turn; those with one image alone and those with more are dealt out apart. */
    private List<int[]> share(List<int[]> people, int fold) {
        List<int[]> share = new ArrayList<>();
        int single = 0;
        int several = 0;
        for (int[] images : people) {
            int turn = images.length > 1 ? several++ : single++;
            if (turn % folds == fold) {
                share.add(images);
            }
        }
        return share;
    }

    /**
     * A drawn pair.
     *
     * @param first index of an image
     * @param second index of another
     * @param same whether both show one person
     */
    public record Pair(int first, int second, boolean same) {}
}
