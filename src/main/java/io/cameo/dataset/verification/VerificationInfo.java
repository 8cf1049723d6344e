package io.cameo.dataset.verification;

import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.ImageKind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a verification set holds, and what is wrong with it.
 *
 * @param pairs how many there are
 * @param samePairs how many of them show one person
 * @param surplusImages images beyond two for each pair, which trainers do not look at
 * @param sizes how many images have which size, as {@code WIDTHxHEIGHT} after decoding
 * @param kinds how many images have which encoding, by their first bytes
 * @param undecodableImages how many images cannot be decoded
 * @param faults the first {@value #MOST_FAULTS} of those, in order
 * @param folds into how many consecutive folds the pairs were cut
 * @param oneClassFolds those, from 0, that lack pairs of the same or of different people: no honest score comes of them
 */
public record VerificationInfo(
        int pairs,
        int samePairs,
        int surplusImages,
        Map<String, Integer> sizes,
        Map<ImageKind, Integer> kinds,
        int undecodableImages,
        List<Fault> faults,
        int folds,
        List<Integer> oneClassFolds) {
    /** How many images that cannot be decoded are named. */
    public static final int MOST_FAULTS = 100;

    public VerificationInfo {
        sizes = Collections.unmodifiableMap(new TreeMap<>(sizes));
        kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
        faults = List.copyOf(faults);
        oneClassFolds = List.copyOf(oneClassFolds);
    }

    /**
     * Decodes every image and looks at every fold.
     *
     * @param codec used by this call alone while it runs
     * @param folds 10 is what trainers use; with fewer pairs than folds no fold is looked at
     */
    public static VerificationInfo of(VerificationSet set, ImageCodec codec, int folds) {
        Map<String, Integer> sizes = new TreeMap<>();
        Map<ImageKind, Integer> kinds = new TreeMap<>();
        List<Fault> faults = new ArrayList<>();
        int undecodable = 0;
        for (int i = 0; i < set.images(); i++) {
            MemorySegment bytes = set.image(i);
            kinds.merge(ImageKind.of(bytes), 1, Integer::sum);
            try {
                Image image = codec.decode(bytes, ColorMode.COLOR);
                sizes.merge(image.widthPx() + "x" + image.heightPx(), 1, Integer::sum);
            } catch (BadImageException bad) {
                undecodable++;
                if (faults.size() < MOST_FAULTS) {
                    faults.add(new Fault(i, bad.reason()));
                }
            }
        }
        boolean[] same = set.same();
        int surplus = set.images() - 2 * set.pairs();
        return new VerificationInfo(
                set.pairs(),
                count(same),
                surplus,
                sizes,
                kinds,
                undecodable,
                faults,
                folds,
                oneClassFolds(same, folds));
    }

    /**
     * The folds, from 0, in which all pairs are of one class.
     *
     * @return empty if there are fewer pairs than folds
     */
    public static List<Integer> oneClassFolds(boolean[] same, int folds) {
        List<Integer> found = new ArrayList<>();
        if (same.length < folds) {
            return found;
        }
        KFold cut = new KFold(same.length, folds);
        for (int fold = 0; fold < folds; fold++) {
            int positives = 0;
            for (int i = cut.begin(fold); i < cut.begin(fold + 1); i++) {
                positives += same[i] ? 1 : 0;
            }
            if (positives == 0 || positives == cut.size(fold)) {
                found.add(fold);
            }
        }
        return found;
    }

    /** Whether trainers can use the set as it is. */
    public boolean isSound() {
        return pairs >= folds && undecodableImages == 0 && oneClassFolds.isEmpty() && sizes.size() <= 1;
    }

    private static int count(boolean[] same) {
        int count = 0;
        for (boolean flag : same) {
            count += flag ? 1 : 0;
        }
        return count;
    }

    /**
     * An image that cannot be decoded.
     *
     * @param image its index: pair {@code image / 2}
     * @param reason as {@link BadImageException} gives it
     */
    public record Fault(int image, String reason) {}
}
