package io.cameo.face;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.util.EnumMap;
import java.util.Map;

/**
 * Brings faces to a template: five landmarks in, a crop out. The crop equals {@code cv2.warpAffine} through the
 * similarity that fits best, see {@link SimilarityTransform#between}.
 *
 * <p>Owns the memory of its crops and reuses it: after the first face of a pixel format nothing is allocated. One per
 * worker, not thread-safe.
 */
public final class FaceAligner implements AutoCloseable {
    private final FaceTemplate template;
    private final Warp warp;
    private final double[] target;
    private final double[] points = new double[2 * Landmarks5.POINTS];
    private final double[] matrix = new double[SimilarityTransform.MATRIX];
    // Shared, because a pipeline's scratch may be closed by another thread than the one that used it.
    private final Arena arena = Arena.ofShared();
    private final Map<PixelFormat, Image> crops = new EnumMap<>(PixelFormat.class);

    FaceAligner(FaceTemplate template, Warp warp) {
        this.template = template;
        this.warp = warp;
        target = template.points().toPairs();
    }

    /** An aligner with the twin of {@link Warp} for the active backend. */
    public static FaceAligner to(FaceTemplate template) {
        return new FaceAligner(template, Warp.create());
    }

    /** Where it brings faces. */
    public FaceTemplate template() {
        return template;
    }

    /**
     * The face as the template wants it, black where the image ends.
     *
     * @param src 8-bit, see {@link Warp#run}; landmarks may lie outside it
     * @return of the source's format and the template's size, valid until the next call or {@link #close()}
     * @throws IllegalArgumentException if the landmarks are singular, see {@link SimilarityTransform#between}, or the
     *     source cannot be warped
     * @throws IllegalStateException if this is closed
     */
    public Image align(Image src, Landmarks5 landmarks) {
        Image crop = crops.get(src.format());
        if (crop == null) {
            crop = Image.allocate(arena, template.widthPx(), template.heightPx(), src.format());
            crops.put(src.format(), crop);
        }
        align(src, landmarks, crop);
        return crop;
    }

    /**
     * The same into memory of the caller's.
     *
     * @param dst of the source's format and the template's size
     * @throws IllegalArgumentException as {@link #align(Image, Landmarks5)}, or if {@code dst} does not fit
     */
    public void align(Image src, Landmarks5 landmarks, Image dst) {
        if (dst.widthPx() != template.widthPx() || dst.heightPx() != template.heightPx()) {
            throw new IllegalArgumentException("target is not of the template's size: dst=" + dst + ", template="
                    + template.widthPx() + "x" + template.heightPx());
        }
        landmarks.putPairs(points);
        SimilarityTransform.solve(points, target, matrix);
        warp.run(src, matrix, dst);
    }

    /** Frees the crops; reading them later throws {@link IllegalStateException}. Closing twice does nothing. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            crops.clear();
            arena.close();
        }
    }
}
