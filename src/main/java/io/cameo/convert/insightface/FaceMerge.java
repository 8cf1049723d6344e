package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.EmbeddingOverlap;
import io.cameo.dataset.insightface.FaceRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several face data sets in one: InsightFace's {@code dataset_merge.py}, with embeddings given instead of a model.
 *
 * <p>Identities are numbered from 0, each set's behind those of the sets before, in ascending order of their labels. Images
 * keep the order of the sets and of their files.
 */
public final class FaceMerge extends FaceEdit<FaceMerge> {
    private final List<Path> recs;
    private boolean keepLabels;
    private boolean grouped;
    private List<Path> embeddings = List.of();
    private double sameCosine = Double.NaN;
    private @Nullable Path excluded;
    private double excludeCosine = EmbeddingOverlap.EXCLUDE_COSINE;

    private FaceMerge(List<Path> recs) {
        this.recs = recs;
    }

    /**
     * Chooses data sets.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static FaceMerge of(List<Path> recs) {
        if (recs.isEmpty()) {
            throw new IllegalArgumentException("nothing to merge: sets=0");
        }
        return new FaceMerge(List.copyOf(recs));
    }

    /** Whether labels stay, so that the same label is the same identity in every set. */
    public FaceMerge keepLabels(boolean same) {
        keepLabels = same;
        return this;
    }

    /** Whether to put all images of an identity together, in the order of labels. Reads files out of order for it. */
    public FaceMerge grouped(boolean together) {
        grouped = together;
        return this;
    }

    /**
     * Gives the embeddings: a {@code .npy} for each set, one row for each image in the order of its file.
     *
     * @throws IllegalArgumentException if there are not as many as sets
     */
    public FaceMerge embeddings(List<Path> npys) {
        if (npys.size() != recs.size()) {
            throw new IllegalArgumentException(
                    "embeddings are not one file for each set: sets=" + recs.size() + ", embeddings=" + npys.size());
        }
        embeddings = List.copyOf(npys);
        return this;
    }

    /** Leaves out identities whose centre is at least so near to that of one of an earlier set. Needs embeddings. */
    public FaceMerge withoutSame(double cosine) {
        sameCosine = cosine;
        return this;
    }

    /**
     * Leaves out identities whose centre is at least so near to one of the rows of a {@code .npy}: embeddings of the images
     * of a test set. Needs embeddings.
     */
    public FaceMerge without(Path npy, double cosine) {
        excluded = npy;
        excludeCosine = cosine;
        return this;
    }

    /**
     * Writes the data set.
     *
     * @throws IllegalArgumentException if embeddings are needed and not given, or do not fit
     */
    public FaceCopyReport to(Path out) throws IOException {
        long begin = System.nanoTime();
        if (embeddings.isEmpty() && (excluded != null || !Double.isNaN(sameCosine))) {
            throw new IllegalArgumentException("embeddings are needed to know who is in two sets");
        }
        List<FaceSource> sources = new ArrayList<>();
        try {
            for (Path rec : recs) {
                sources.add(open(rec));
            }
            FaceOverlap overlap = compare(sources);
            FaceCopyReport report = copy(fates(sources, overlap.kept()), begin)
                    .grouped(grouped)
                    .tellsLabels(!keepLabels)
                    .to(List.of(out));
            return report.withDropped(overlap.dropped());
        } finally {
            sources.forEach(FaceSource::close);
        }
    }

    private FaceOverlap compare(List<FaceSource> sources) throws IOException {
        List<FaceVectors> vectors = new ArrayList<>();
        try {
            for (int i = 0; i < embeddings.size(); i++) {
                vectors.add(FaceVectors.open(embeddings.get(i), sources.get(i)));
            }
            FaceOverlap overlap = new FaceOverlap(sources, vectors, watch());
            Path test = excluded;
            if (test != null) {
                try (FaceVectors rows = FaceVectors.open(test)) {
                    overlap.exclude(rows.rows(), excludeCosine);
                }
            }
            if (!Double.isNaN(sameCosine)) {
                overlap.dropSame(sameCosine);
            }
            return overlap;
        } finally {
            vectors.forEach(FaceVectors::close);
        }
    }

    private List<FaceFate> fates(List<FaceSource> sources, List<BitSet> kept) {
        List<FaceFate> fates = new ArrayList<>();
        long first = 0;
        for (int i = 0; i < sources.size(); i++) {
            FaceSource source = sources.get(i);
            FaceRecords faces = source.faces();
            BitSet identities = kept.get(i);
            BitSet images = new BitSet(faces.images());
            for (int image = 0; image < faces.images(); image++) {
                images.set(image, identities.get(faces.identityOf(image)));
            }
            FaceFate fate = FaceFate.of(source, images);
            long offset = first;
            fates.add(keepLabels ? fate : behind(fate.renumbered(1), offset));
            first += identities.cardinality();
        }
        return fates;
    }

    private static FaceFate behind(FaceFate fate, long offset) {
        return fate.withLabels(identity -> offset + fate.labelOf().applyAsLong(identity));
    }

    @Override
    FaceMerge self() {
        return this;
    }
}
