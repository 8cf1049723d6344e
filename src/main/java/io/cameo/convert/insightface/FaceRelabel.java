package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.FaceRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Numbers the identities of a face data set from 0, without gaps: InsightFace's {@code dataset_relabel.py}.
 *
 * <p>Images keep their order, and so their keys where these are the ones that the layout has.
 */
public final class FaceRelabel extends FaceEdit<FaceRelabel> {
    private final Path rec;
    private boolean byAppearance;
    private boolean grouped;

    private FaceRelabel(Path rec) {
        this.rec = rec;
    }

    /** Chooses a data set. */
    public static FaceRelabel of(Path rec) {
        return new FaceRelabel(rec);
    }

    /** Whether the identity that appears first gets 0, as in the original; else that with the lowest label does. */
    public FaceRelabel byAppearance(boolean first) {
        byAppearance = first;
        return this;
    }

    /**
     * Whether to put all images of an identity together, in the order of new labels: identity records then are as many as
     * identities. Reads the file out of order where they are apart.
     */
    public FaceRelabel grouped(boolean together) {
        grouped = together;
        return this;
    }

    /** Writes the data set. */
    public FaceCopyReport to(Path out) throws IOException {
        long begin = System.nanoTime();
        try (FaceSource source = open(rec)) {
            FaceRecords faces = source.faces();
            BitSet all = new BitSet();
            all.set(0, faces.images());
            int[] labels = byAppearance ? byAppearance(faces) : new int[0];
            FaceFate fate = FaceFate.of(source, all).withLabels(i -> byAppearance ? labels[i] : i);
            return copy(List.of(fate), begin).grouped(grouped).tellsLabels(true).to(List.of(out));
        }
    }

    private static int[] byAppearance(FaceRecords faces) {
        int[] labels = new int[faces.identities()];
        Arrays.fill(labels, -1);
        int next = 0;
        for (int i = 0; i < faces.images(); i++) {
            int identity = faces.identityOf(i);
            if (labels[identity] < 0) {
                labels[identity] = next++;
            }
        }
        return labels;
    }

    @Override
    FaceRelabel self() {
        return this;
    }
}
