package io.cameo.convert.insightface;

import io.cameo.convert.Conversion;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Packs a list of pairs into a verification set, aligning images on the way.
 *
 * <pre>{@code
 * VerificationPackReport report = VerificationPack.from(Path.of("pairs.txt"), Path.of("lfw"))
 *         .settings(FaceSettings.USUAL.withDetector(DetectorKind.MTCNN, Path.of("models")))
 *         .noErrorLimit()
 *         .writeTo(Path.of("lfw.bin"));
 * }</pre>
 *
 * <p>An image that has the size of the crops already is stored as it is, after it was decoded once; any other is aligned
 * where there is a detector. Each image is dealt with once, however many pairs it is in. A pair with an image that is
 * missing, bad or without a face is left out, and {@code STEM.rejects.tsv} names it: as key its place in the list, from 0.
 * The result is the same for any number of workers. A stopped run leaves nothing and begins anew.
 *
 * <p>Source of the semantics: InsightFace's {@code lfw2pack.py} and {@code build_eval_pack.py}, which stops at the first
 * image without a face.
 */
public final class VerificationPack extends Conversion<VerificationPack> {
    private final Path pairs;
    private final Path root;
    private FaceSettings settings = FaceSettings.USUAL;
    private boolean anySize;
    private int folds = 10;

    private VerificationPack(Path pairs, Path root) {
        this.pairs = pairs;
        this.root = root;
    }

    /**
     * A job that packs the pairs of a list.
     *
     * @param pairs {@code pairs.txt} of LFW, or lines of {@code path path 0|1}
     * @param root the folder that paths count from; or a record file, and then {@code #42} is the image with key 42
     */
    public static VerificationPack from(Path pairs, Path root) {
        return new VerificationPack(pairs, root);
    }

    /** How faces become crops; {@link FaceSettings#USUAL}, which has no detector, unless set. */
    public VerificationPack settings(FaceSettings how) {
        settings = how;
        return this;
    }

    /** Whether every image is stored as it is, whatever its size; trainers resize when they load. */
    public VerificationPack anySize(boolean allowed) {
        anySize = allowed;
        return this;
    }

    /** Into how many folds the report cuts the pairs; 10, as trainers do, unless set. */
    public VerificationPack folds(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("number of folds must be at least 1: folds=" + count);
        }
        folds = count;
        return this;
    }

    /**
     * Packs everything.
     *
     * @throws io.cameo.bytes.CorruptDataException if the list breaks its format, or the record file is none
     * @throws io.cameo.face.MissingModelException if the detector's model is not there; nothing is written then
     * @throws IOException if something cannot be read or written
     */
    public VerificationPackReport writeTo(Path bin) throws IOException {
        return new VerificationPackJob(pairs, root, settings, anySize, folds, bin).run(run());
    }

    @Override
    protected VerificationPack self() {
        return this;
    }
}
