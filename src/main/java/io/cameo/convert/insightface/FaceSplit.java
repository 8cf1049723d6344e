package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.FaceRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Splits a face data set by identities: whoever is in one part is in no other, wherever the images stand.
 *
 * <p>Identities are drawn by seed and label, so that the same person goes the same way whatever else is in the set; images
 * keep their order. {@code PREFIX_NAME.rec} are written in one pass, with all writers open.
 */
public final class FaceSplit extends FaceEdit<FaceSplit> {
    /** More parts would need more open files than systems allow. */
    public static final int MOST_PARTS = 100;

    private static final double SUM_TOLERANCE = 1e-6;

    private final Path rec;
    private List<Double> shares = List.of(0.9, 0.1);
    private List<String> names = List.of("train", "val");
    private long seed;
    private boolean renumber;

    private FaceSplit(Path rec) {
        this.rec = rec;
    }

    /** Chooses a data set; nine identities of ten go to {@code train}, the others to {@code val}, unless set. */
    public static FaceSplit of(Path rec) {
        return new FaceSplit(rec);
    }

    /**
     * Parts with a share of the identities each.
     *
     * @param shareOf above 0, adding up to 1
     * @param nameOf what the parts are called, each another name
     * @throws IllegalArgumentException if they are not so, or more than {@value #MOST_PARTS}
     */
    public FaceSplit ratios(List<Double> shareOf, List<String> nameOf) {
        double sum = shareOf.stream().mapToDouble(Double::doubleValue).sum();
        if (shareOf.isEmpty()
                || shareOf.stream().anyMatch(share -> !(share > 0))
                || Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new IllegalArgumentException("shares must be above 0 and add up to 1: shares=" + shareOf);
        }
        if (shareOf.size() > MOST_PARTS) {
            throw new IllegalArgumentException("too many parts: limit=" + MOST_PARTS + ", actual=" + shareOf.size());
        }
        if (nameOf.size() != shareOf.size() || Set.copyOf(nameOf).size() != nameOf.size()) {
            throw new IllegalArgumentException(
                    "every part needs a name of its own: parts=" + shareOf.size() + ", names=" + nameOf);
        }
        for (String name : nameOf) {
            if (!name.matches("[A-Za-z0-9._-]+")) {
                throw new IllegalArgumentException(
                        "the name of a part has letters, digits, '.', '-' and '_' only: name=" + name);
            }
        }
        shares = List.copyOf(shareOf);
        names = List.copyOf(nameOf);
        return this;
    }

    /**
     * So many parts of as many identities each, as nearly as can be: {@code 000}, {@code 001} and so on.
     *
     * @throws IllegalArgumentException if there are fewer than 1 or more than {@value #MOST_PARTS}
     */
    public FaceSplit parts(int count) {
        if (count < 1 || count > MOST_PARTS) {
            throw new IllegalArgumentException(
                    "number of parts is out of range: expected=1.." + MOST_PARTS + ", actual=" + count);
        }
        return ratios(
                Collections.nCopies(count, 1.0 / count),
                IntStream.range(0, count).mapToObj("%03d"::formatted).toList());
    }

    /** What identities are drawn by; 0 unless set. */
    public FaceSplit seed(long number) {
        seed = number;
        return this;
    }

    /** Whether to number the identities of each part from 0; labels stay unless set. */
    public FaceSplit renumber(boolean fromZero) {
        renumber = fromZero;
        return this;
    }

    /** The files that would be written. */
    public List<Path> outputs(Path prefix) {
        return names.stream()
                .map(name -> prefix.resolveSibling(prefix.getFileName() + "_" + name + ".rec"))
                .toList();
    }

    /**
     * Writes the parts.
     *
     * @throws IllegalArgumentException if a part would have no identity
     */
    public FaceCopyReport to(Path prefix) throws IOException {
        long begin = System.nanoTime();
        try (FaceSource source = open(rec)) {
            FaceRecords faces = source.faces();
            int[] partOf = draw(faces);
            FaceFate fate = new FaceFate(source, image -> partOf[faces.identityOf(image)], source::wholeLabel);
            return copy(List.of(renumber ? fate.renumbered(names.size()) : fate), begin)
                    .tellsLabels(renumber)
                    .to(outputs(prefix));
        }
    }

    private int[] draw(FaceRecords faces) {
        int identities = faces.identities();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, identities).boxed().toList());
        order.sort(
                Comparator.comparingLong((Integer i) -> SeededOrder.of(seed, Double.doubleToLongBits(faces.labelOf(i))))
                        .thenComparingInt(i -> i));
        int[] partOf = new int[identities];
        double share = 0;
        int from = 0;
        for (int part = 0; part < shares.size(); part++) {
            share += shares.get(part);
            int to = part == shares.size() - 1 ? identities : (int) Math.round(share * identities);
            if (to <= from) {
                throw new IllegalArgumentException("part would have no identity: part=" + names.get(part) + ", share="
                        + shares.get(part) + ", identities=" + identities);
            }
            for (int i = from; i < to; i++) {
                partOf[order.get(i)] = part;
            }
            from = to;
        }
        return partOf;
    }

    @Override
    FaceSplit self() {
        return this;
    }
}
