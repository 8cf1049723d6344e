package io.cameo.loader;

import io.cameo.dataset.insightface.FaceRecords;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Identities of several files, or of the chosen samples of one; a label is one identity, identities are in ascending order of
 * labels. Takes 8 bytes a sample. Immutable.
 */
final class GatheredIdentities implements Identities {
    private static final int NONE = -1;

    private final int[] begins;
    private final long[] samples;

    GatheredIdentities(List<SampleFile> files, long size) {
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("too many samples to sort by identity: samples=" + size);
        }
        Map<Double, Integer> numbers = numbers(files);
        int[] counts = new int[numbers.size() + 1];
        forEach(files, numbers, (identity, sample) -> counts[identity + 1]++);
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
        begins = counts.clone();
        samples = new long[(int) size];
        forEach(files, numbers, (identity, sample) -> samples[counts[identity]++] = sample);
    }

    /** The identities of a whole file, which it knows by itself. */
    static Identities of(FaceRecords faces) {
        return new Identities() {
            @Override
            public int count() {
                return faces.identities();
            }

            @Override
            public int samples(int identity) {
                return faces.count(identity);
            }

            @Override
            public long sample(int identity, int n) {
                return faces.image(identity, n);
            }
        };
    }

    @Override
    public int count() {
        return begins.length - 1;
    }

    @Override
    public int samples(int identity) {
        return begins[identity + 1] - begins[identity];
    }

    @Override
    public long sample(int identity, int n) {
        return samples[begins[identity] + n];
    }

    private interface Visitor {
        void sample(int identity, long sample);
    }

    /** Every label that a sample has, in ascending order, and its number. */
    private static Map<Double, Integer> numbers(List<SampleFile> files) {
        Map<Double, Integer> numbers = new HashMap<>();
        for (SampleFile file : files) {
            FaceRecords faces = file.faces();
            boolean[] seen = new boolean[faces.identities()];
            for (int i = 0; i < file.size(); i++) {
                int identity = faces.identityOf(file.image(i));
                if (!seen[identity]) {
                    seen[identity] = true;
                    numbers.put(faces.labelOf(identity), 0);
                }
            }
        }
        double[] labels = numbers.keySet().stream().mapToDouble(label -> label).toArray();
        Arrays.sort(labels);
        for (int i = 0; i < labels.length; i++) {
            numbers.put(labels[i], i);
        }
        return numbers;
    }

    private static void forEach(List<SampleFile> files, Map<Double, Integer> numbers, Visitor visitor) {
        long begin = 0;
        for (SampleFile file : files) {
            FaceRecords faces = file.faces();
            int[] byFile = new int[faces.identities()];
            for (int i = 0; i < byFile.length; i++) {
                byFile[i] = Objects.requireNonNullElse(numbers.get(faces.labelOf(i)), NONE);
            }
            for (int i = 0; i < file.size(); i++) {
                visitor.sample(byFile[faces.identityOf(file.image(i))], begin + i);
            }
            begin += file.size();
        }
    }
}
