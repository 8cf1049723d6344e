package io.cameo.convert.insightface;

import io.cameo.bytes.AtomicFile;
import io.cameo.dataset.insightface.CleaningByCentre;
import io.cameo.dataset.insightface.CleaningByCluster;
import io.cameo.dataset.insightface.CleaningPlan;
import io.cameo.dataset.insightface.FaceRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops images that do not look like the others of their identity: InsightFace's {@code dataset_clean.py}, with embeddings
 * given instead of a model.
 */
public final class FaceClean extends FaceEdit<FaceClean> {
    private static final int FLUSH_CHARS = 1 << 16;

    private final Path rec;
    private final Path embeddings;
    private Rule rule = Rule.CENTRE;
    private double threshold = Rule.CENTRE.threshold();
    private int minImages = 1;
    private boolean renumber;
    private @Nullable Path decisions;

    /** By what an image is judged. */
    public enum Rule {
        /** It stays if its cosine to the centre of its identity is at least the threshold. */
        CENTRE,
        /** It stays if it is in the largest cluster of its identity: connected by distances of at most the threshold. */
        DBSCAN;

        /** What the original uses. */
        public double threshold() {
            return this == CENTRE ? CleaningByCentre.THRESHOLD : CleaningByCluster.EPS;
        }
    }

    private FaceClean(Path rec, Path embeddings) {
        this.rec = rec;
        this.embeddings = embeddings;
    }

    /**
     * Chooses a data set.
     *
     * @param npy one row for each image, in the order of the file
     */
    public static FaceClean of(Path rec, Path npy) {
        return new FaceClean(rec, npy);
    }

    /** The rule, with its own threshold. */
    public FaceClean rule(Rule which, double at) {
        rule = which;
        threshold = at;
        return this;
    }

    /** Drops identities altogether of which fewer images stay; those of which none stays are gone anyhow. */
    public FaceClean minImages(int least) {
        minImages = least;
        return this;
    }

    /** Whether to number identities from 0; labels stay unless set. */
    public FaceClean renumber(boolean fromZero) {
        renumber = fromZero;
        return this;
    }

    /**
     * Writes down what was decided of every image, in a dry run too: lines of image (from 0), label, value, kept. The value is
     * the cosine to the centre, or the number of the cluster, -1 for none.
     */
    public FaceClean decisions(Path tsv) {
        decisions = tsv;
        return this;
    }

    /**
     * Writes what stays.
     *
     * @throws IllegalArgumentException if the embeddings are not one for each image, or not finite
     */
    public FaceCopyReport to(Path out) throws IOException {
        long begin = System.nanoTime();
        try (FaceSource source = open(rec);
                FaceVectors vectors = FaceVectors.open(embeddings, source)) {
            FaceRecords faces = source.faces();
            int[] identities = new int[faces.images()];
            Arrays.setAll(identities, faces::identityOf);
            watch().advanced("comparing", 0, faces.images());
            CleaningPlan plan = rule == Rule.CENTRE
                    ? CleaningByCentre.plan(vectors.all(), identities, threshold)
                    : CleaningByCluster.plan(vectors.all(), identities, threshold);
            BitSet kept = kept(faces, plan);
            Path tsv = decisions;
            if (tsv != null) {
                write(tsv, faces, plan, kept);
            }
            FaceFate fate = FaceFate.of(source, kept);
            return copy(List.of(renumber ? fate.renumbered(1) : fate), begin)
                    .tellsLabels(renumber)
                    .to(List.of(out));
        }
    }

    private BitSet kept(FaceRecords faces, CleaningPlan plan) {
        BitSet kept = new BitSet(faces.images());
        for (int identity = 0; identity < faces.identities(); identity++) {
            int left = 0;
            for (int n = 0; n < faces.count(identity); n++) {
                left += plan.keeps(faces.image(identity, n)) ? 1 : 0;
            }
            for (int n = 0; left >= minImages && n < faces.count(identity); n++) {
                int image = faces.image(identity, n);
                kept.set(image, plan.keeps(image));
            }
        }
        return kept;
    }

    private static void write(Path tsv, FaceRecords faces, CleaningPlan plan, BitSet kept) throws IOException {
        try (AtomicFile file = AtomicFile.create(tsv)) {
            StringBuilder text = new StringBuilder("# image\tlabel\tvalue\tkept\n");
            for (int i = 0; i < faces.images(); i++) {
                text.append(i)
                        .append('\t')
                        .append(LabelChanges.label(faces.label(i)))
                        .append('\t')
                        .append(plan.decision(i).value())
                        .append('\t')
                        .append(kept.get(i) ? 1 : 0)
                        .append('\n');
                if (text.length() > FLUSH_CHARS || i == faces.images() - 1) {
                    ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
                    text.setLength(0);
                    while (bytes.hasRemaining()) {
                        file.channel().write(bytes);
                    }
                }
            }
            file.commit();
        }
    }

    @Override
    FaceClean self() {
        return this;
    }
}
