package io.cameo.record;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the first label of each record of several inputs becomes: itself, itself and an offset, or what a table says. */
final class MergedLabels {
    private final double[] offsets;
    private final @Nullable LabelTable table;

    private MergedLabels(double[] offsets, @Nullable LabelTable table) {
        this.offsets = offsets;
        this.table = table;
    }

    static MergedLabels kept(int inputs) {
        return new MergedLabels(new double[inputs], null);
    }

    static MergedLabels mapped(int inputs, LabelTable table) {
        return new MergedLabels(new double[inputs], table);
    }

    static MergedLabels shifted(List<Double> offsets, int inputs) {
        if (offsets.size() != inputs) {
            throw new IllegalArgumentException(
                    "there must be one label offset for each input: inputs=" + inputs + ", offsets=" + offsets.size());
        }
        return new MergedLabels(
                offsets.stream().mapToDouble(Double::doubleValue).toArray(), null);
    }

    /** Shifts the labels of each input behind the largest of the one before, so that labels from 0 on never meet. */
    static MergedLabels behindEachOther(List<RecordSource> sources, Watch watch) {
        double[] offsets = new double[sources.size()];
        double next = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = next;
            double largest = largestLabel(sources.get(i), watch);
            next = Math.max(next, Math.floor(next + largest) + 1);
        }
        return new MergedLabels(offsets, null);
    }

    private static double largestLabel(RecordSource source, Watch watch) {
        RecordView view = new RecordView();
        double largest = -1;
        WatchedPhase phase = new WatchedPhase(watch, "reading labels", source.size());
        for (int rank = 0; rank < source.size(); rank++) {
            float label = source.label(rank, view);
            if (!(label >= 0) || Float.isInfinite(label)) {
                throw new IllegalArgumentException("labels can be shifted behind each other only from 0 on: file="
                        + source.file().path() + ", key=" + source.keyText(rank) + ", label=" + label);
            }
            largest = Math.max(largest, label);
            phase.step();
        }
        phase.end();
        return largest;
    }

    boolean changeNothing() {
        return table == null && Arrays.stream(offsets).allMatch(offset -> offset == 0);
    }

    double offset(int input) {
        return offsets[input];
    }

    /**
     * What a label becomes.
     *
     * @throws IllegalArgumentException if a float cannot hold it, or the table does not say
     */
    float of(int input, float label) {
        if (table != null) {
            return table.of(input, label);
        }
        double exact = label + offsets[input];
        float shifted = (float) exact;
        if (shifted != exact) {
            throw new IllegalArgumentException("label cannot be shifted without loss: input=" + input + ", label="
                    + label + ", offset=" + offsets[input]);
        }
        return shifted;
    }
}
