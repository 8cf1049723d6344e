package io.cameo.dataset.insightface;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntToDoubleFunction;

/** Makes an {@link IdentityTable} from the labels of images. Reads each label three times; heap: 4 to 8 bytes an identity, as a rule. */
final class IdentityTableBuilder {
    /** Labels may leave so many numbers unused before a table of all numbers is too long. */
    private static final int DENSITY = 2;

    private static final int FEWEST_SLOTS = 1 << 16;

    private final Path origin;
    private final int images;
    private final IntToDoubleFunction labels;
    private int runs;
    private boolean ascending = true;
    private boolean whole = true;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;

    /** @param labels the label of each image, in file order; the same whenever it is asked */
    IdentityTableBuilder(Path origin, int images, IntToDoubleFunction labels) {
        this.origin = origin;
        this.images = images;
        this.labels = labels;
        double last = 0;
        for (int i = 0; i < images; i++) {
            double label = label(i);
            if (i == 0 || Double.compare(label, last) != 0) {
                runs++;
                ascending &= i == 0 || Double.compare(label, last) > 0;
                whole &= label == Math.rint(label) && !Double.isInfinite(label);
                lowest = Math.min(lowest, label);
                highest = Math.max(highest, label);
                last = label;
            }
        }
    }

    /** How many runs of equal labels there are. */
    int runs() {
        return runs;
    }

    /** One identity for each label, in ascending order of labels. */
    IdentityTable byLabel(Arena arena) {
        boolean dense = images > 0 && whole && highest - lowest < Math.max((double) DENSITY * images, FEWEST_SLOTS);
        return dense ? fromSlots(arena) : fromSorted(arena);
    }

    /** One identity for each run of equal labels, in file order. */
    IdentityTable byRun(Arena arena) {
        IdentityTable table = allocate(arena, runs, false, false);
        int run = -1;
        double last = 0;
        for (int i = 0; i < images; i++) {
            double label = label(i);
            if (i == 0 || Double.compare(label, last) != 0) {
                run++;
                table.setLabel(run, label);
                table.setBegin(run, i);
                last = label;
            }
            table.setIdentity(i, run);
        }
        table.setBegin(runs, images);
        return table;
    }

    private IdentityTable fromSlots(Arena arena) {
        int slots = (int) (highest - lowest) + 1;
        BitSet used = new BitSet(slots);
        for (int i = 0; i < images; i++) {
            used.set((int) (label(i) - lowest));
        }
        int identities = used.cardinality();
        IdentityTable table = allocate(arena, identities, !ascending, true);
        int[] identityOf = new int[slots];
        int next = 0;
        for (int slot = used.nextSetBit(0); slot >= 0; slot = used.nextSetBit(slot + 1)) {
            table.setLabel(next, lowest + slot);
            identityOf[slot] = next++;
        }
        fill(table, label -> identityOf[(int) (label - lowest)]);
        return table;
    }

    private IdentityTable fromSorted(Arena arena) {
        double[] sorted = new double[images];
        for (int i = 0; i < images; i++) {
            sorted[i] = label(i);
        }
        Arrays.sort(sorted);
        int identities = 0;
        for (int i = 0; i < images; i++) {
            if (i == 0 || Double.compare(sorted[i], sorted[i - 1]) != 0) {
                sorted[identities++] = sorted[i];
            }
        }
        double[] distinct = Arrays.copyOf(sorted, identities);
        IdentityTable table = allocate(arena, identities, !ascending, true);
        for (int i = 0; i < identities; i++) {
            table.setLabel(i, distinct[i]);
        }
        fill(table, label -> Arrays.binarySearch(distinct, label));
        return table;
    }

    /** Identity by label. */
    @FunctionalInterface
    private interface Identities {
        int of(double label);
    }

    private void fill(IdentityTable table, Identities identities) {
        int[] next = new int[table.identities() + 1];
        for (int i = 0; i < images; i++) {
            int identity = identities.of(label(i));
            table.setIdentity(i, identity);
            next[identity + 1]++;
        }
        for (int i = 0; i < table.identities(); i++) {
            next[i + 1] += next[i];
        }
        for (int i = 0; i <= table.identities(); i++) {
            table.setBegin(i, next[i]);
        }
        if (table.hasOrder()) {
            for (int i = 0; i < images; i++) {
                table.setOrder(next[table.identityOf(i)]++, i);
            }
        }
    }

    private IdentityTable allocate(Arena arena, int identities, boolean hasOrder, boolean byLabel) {
        long bytes = IdsLayout.bodyBytes(images, identities, hasOrder ? images : 0);
        return new IdentityTable(origin, arena.allocate(bytes, Double.BYTES), 0, images, identities, hasOrder, byLabel);
    }

    /** Zero without its sign, and one NaN only: labels that look the same are the same. */
    private double label(int image) {
        double label = labels.applyAsDouble(image);
        return Double.isNaN(label) ? Double.NaN : label + 0.0;
    }
}
