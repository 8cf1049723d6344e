package io.cameo.convert.insightface;

import io.cameo.convert.insightface.FaceCopyReport.Dropped;
import io.cameo.dataset.insightface.EmbeddingCentres;
import io.cameo.dataset.insightface.EmbeddingOverlap;
import io.cameo.record.Watch;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Finds identities of several sets that an earlier one already has, or a set to be excluded, by the cosine of their
 * centres: the rules of {@code dataset_merge.py}. Identities of one set are not compared with each other.
 *
 * <p>Holds the centres of all sets but the last: 4 bytes for each identity and value.
 */
final class FaceOverlap {
    /** Stands for the set to be excluded. */
    static final int EXCLUDED = -1;

    private final List<FaceSource> sources;
    private final List<FaceVectors> vectors;
    private final Watch watch;
    private final List<BitSet> kept = new ArrayList<>();
    private final List<Dropped> dropped = new ArrayList<>();

    FaceOverlap(List<FaceSource> sources, List<FaceVectors> vectors, Watch watch) {
        this.sources = sources;
        this.vectors = vectors;
        this.watch = watch;
        for (FaceSource source : sources) {
            BitSet all = new BitSet();
            all.set(0, source.faces().identities());
            kept.add(all);
        }
    }

    /** Drops identities that a set to be excluded has. */
    void exclude(EmbeddingCentres excluded, double cosine) {
        for (int i = 0; i < sources.size(); i++) {
            look(i);
            Map<Integer, Dropped> found = new TreeMap<>();
            find(i, candidates(i), EXCLUDED, excluded, cosine, found);
            drop(i, found);
        }
    }

    /** Drops identities that an earlier set has, as far as it keeps them itself. */
    void dropSame(double cosine) {
        List<EmbeddingCentres> known = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            look(i);
            EmbeddingCentres own = candidates(i);
            Map<Integer, Dropped> found = new TreeMap<>();
            for (int other = 0; other < i; other++) {
                find(i, own, other, known.get(other), cosine, found);
            }
            drop(i, found);
            if (i < sources.size() - 1) {
                known.add(found.isEmpty() && own != null ? own : candidatesOrNone(i));
            }
        }
    }

    /** The identities of each set that stay. */
    List<BitSet> kept() {
        return kept;
    }

    /** Those that do not, in the order of sets and labels. */
    List<Dropped> dropped() {
        return dropped.stream()
                .sorted(Comparator.comparingInt(Dropped::input).thenComparingDouble(Dropped::label))
                .toList();
    }

    private EmbeddingCentres candidatesOrNone(int i) {
        return vectors.get(i).centres(sources.get(i), kept.get(i));
    }

    private @Nullable EmbeddingCentres candidates(int i) {
        return kept.get(i).isEmpty() ? null : candidatesOrNone(i);
    }

    private void find(
            int input,
            @Nullable EmbeddingCentres own,
            int otherInput,
            EmbeddingCentres other,
            double cosine,
            Map<Integer, Dropped> found) {
        if (own == null || other.identities() == 0) {
            return;
        }
        FaceSource source = sources.get(input);
        for (EmbeddingOverlap.Match match : EmbeddingOverlap.find(own, other, cosine)) {
            double label = otherInput == EXCLUDED
                    ? match.knownLabel()
                    : sources.get(otherInput).faces().labelOf(match.knownLabel());
            Dropped candidate = new Dropped(
                    input,
                    source.faces().labelOf(match.label()),
                    source.faces().count(match.label()),
                    otherInput,
                    label,
                    match.cosine());
            found.merge(match.label(), candidate, (a, b) -> b.cosine() > a.cosine() ? b : a);
        }
    }

    private void drop(int input, Map<Integer, Dropped> found) {
        found.forEach((identity, one) -> {
            kept.get(input).clear(identity);
            dropped.add(one);
        });
    }

    private void look(int i) {
        if (watch.cancelled()) {
            throw new CancellationException("stopped: phase=comparing, done=" + i + ", total=" + sources.size());
        }
        watch.advanced("comparing", i, sources.size());
    }
}
