package io.cameo.matte;

import io.cameo.image.Image;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Trimaps and transition maps of mattes, pixel for pixel those of OpenCV's dilations and erosions, but on bits: where
 * samples only matter by whether they pass a threshold, or by whether neighbours differ, 64 pixels are one operation.
 *
 * <p>Mattes are {@code GRAY8} or {@code GRAY16}; thresholds on 16 bits are those on 8 times 257. Results go into a {@code
 * GRAY8} image of the same size that the caller owns; bytes between rows stay. One object for each thread; it keeps scratch
 * of a few bits a pixel.
 */
public final class Trimaps {
    /** The eval trimap's and the notebook's ellipse. */
    static final int ELLIPSE_PX = 25;

    private static final StructuringElement ELLIPSE = StructuringElement.ellipse(ELLIPSE_PX);
    private static final int NOTEBOOK_UNKNOWN = 128;
    private static final int NOTEBOOK_FOREGROUND = 255;

    private final BitMorphology morphology = new BitMorphology();
    private final BitRows bits = new BitRows();
    private final BitRows reached = new BitRows();
    private final BitRows merged = new BitRows();

    /**
     * The trimap that metrics are taken by: {@link Region#UNKNOWN} where {@code dilate(a) - erode(a) > 0} with the 25x25
     * ellipse, once; else {@link Region#FOREGROUND} where a &gt; 0.5; else {@link Region#BACKGROUND}. Source: MaGGIe.
     *
     * @throws IllegalArgumentException if formats or sizes are not as they should be; so for every method here
     */
    public void evaluation(Image matte, Image trimap) {
        check(matte, trimap);
        morphology.uneven(matte, ELLIPSE, 1, reached);
        bits.atLeast(matte, half(matte));
        compose(trimap, Region.FOREGROUND.value(), Region.BACKGROUND.value(), Region.UNKNOWN.value());
    }

    /**
     * The trimap of 0, 128 and 255 that MaGGIe's notebook writes: 255 where {@code erode(a) > 254.5}, 0 where {@code
     * dilate(a) < 10}, with the 25x25 ellipse and a in [0, 255].
     */
    public void notebook(Image matte, Image trimap) {
        check(matte, trimap);
        boolean bytes = Planes.bytes(matte) == 1;
        bits.atLeast(matte, bytes ? 10 : 10 * 257);
        morphology.dilate(bits, ELLIPSE, reached);
        merged.atLeast(matte, bytes ? 255 : 65407);
        morphology.erode(merged, ELLIPSE, bits);
        // Unknown is what has been reached and is not sure.
        merged.sized(matte.widthPx(), matte.heightPx()).clear().or(bits).not();
        reached.and(merged);
        compose(trimap, NOTEBOOK_FOREGROUND, 0, NOTEBOOK_UNKNOWN);
    }

    /**
     * Where a matte changes: 1 where {@code dilate(a) - erode(a) > 0} with an ellipse, each done several times; else 0.
     * MaGGIe's image training draws sizes 2 to 4 and 5 to 14 iterations for each matte.
     *
     * @throws IllegalArgumentException also if a number is not positive
     */
    public void transition(Image matte, int ellipsePx, int iterations, Image map) {
        check(matte, map);
        requirePositive(iterations);
        morphology.uneven(matte, StructuringElement.ellipse(ellipsePx), iterations, reached);
        reached.paint(map, 1, 0);
    }

    /**
     * Where a frame's mattes differ from those of the frame before: 1 where any of them does by more than 5 of 255,
     * dilated with an ellipse several times; else 0. MaGGIe's video training draws sizes 2 to 4 and 3 to 6 iterations for each
     * clip; its first frame, which has none before it, is 1 everywhere.
     *
     * @param before the same persons in the frame before, in the same order, or empty for the first frame
     * @throws IllegalArgumentException also if there are no mattes, their numbers or depths differ, or a number is not
     *     positive
     */
    public void motion(List<Image> before, List<Image> now, int ellipsePx, int iterations, Image map) {
        requirePositive(iterations);
        StructuringElement element = StructuringElement.ellipse(ellipsePx);
        if (now.isEmpty() || (!before.isEmpty() && before.size() != now.size())) {
            throw new IllegalArgumentException(
                    "frames differ in their mattes: before=" + before.size() + ", now=" + now.size());
        }
        for (int i = 0; i < now.size(); i++) {
            check(now.get(i), map);
            if (!before.isEmpty()) {
                Planes.requireSameSize(before.get(i), now.get(i));
                if (before.get(i).format() != now.get(i).format()) {
                    throw new IllegalArgumentException(
                            "depths differ: before=" + before.get(i) + ", now=" + now.get(i));
                }
            }
        }
        merged.sized(map.widthPx(), map.heightPx()).clear();
        for (int i = 0; i < before.size(); i++) {
            Image matte = now.get(i);
            merged.or(bits.differ(before.get(i), matte, Planes.bytes(matte) == 1 ? 6 : 5 * 257 + 1));
        }
        if (before.isEmpty()) {
            merged.not();
        }
        morphology.dilate(merged, element, iterations);
        merged.paint(map, 1, 0);
    }

    /**
     * Reads a trimap in the usual values: 0 is background, 255 (or 65535) foreground, all between unknown; one whose samples
     * are 0, 1 and 2 already is taken as it is. {@code trimap} becomes the values of {@link Region}.
     */
    public static void read(Image image, Image trimap) {
        check(image, trimap);
        int bytes = Planes.bytes(image);
        int[] range = {Integer.MAX_VALUE, 0};
        PlaneKernel kernel = PlaneKernel.create();
        for (int y = 0; y < image.heightPx(); y++) {
            kernel.range(image.pixels(), y * image.strideBytes(), image.widthPx(), bytes, range);
        }
        boolean ready = bytes == 1 && range[1] <= Region.FOREGROUND.value();
        int unit = Planes.unit(image);
        MemorySegment to = trimap.pixels();
        for (int y = 0; y < image.heightPx(); y++) {
            long from = y * image.strideBytes();
            long row = y * trimap.strideBytes();
            for (int x = 0; x < image.widthPx(); x++) {
                int sample = Planes.sample(image.pixels(), from, x, bytes);
                int value = ready ? sample : sample == 0 ? 0 : sample == unit ? 2 : 1;
                to.set(ValueLayout.JAVA_BYTE, row + x, (byte) value);
            }
        }
    }

    /** The least sample above an alpha of 0.5. */
    static int half(Image matte) {
        return Planes.unit(matte) / 2 + 1;
    }

    /** Paints {@code bits} first and {@code reached} over it. */
    private void compose(Image trimap, int set, int clear, int over) {
        // Two planes of bits make at most three values: where reached, bits are of no account.
        bits.paint(trimap, set, clear);
        paintOver(trimap, over);
    }

    private void paintOver(Image trimap, int value) {
        long[] words = reached.words();
        MemorySegment pixels = trimap.pixels();
        for (int y = 0; y < reached.heightPx(); y++) {
            int first = y * reached.wordsPerRow();
            for (int word = 0; word < reached.wordsPerRow(); word++) {
                long at = y * trimap.strideBytes() + (long) word * Long.SIZE;
                for (long set = words[first + word]; set != 0; set &= set - 1) {
                    pixels.set(ValueLayout.JAVA_BYTE, at + Long.numberOfTrailingZeros(set), (byte) value);
                }
            }
        }
    }

    private static void check(Image matte, Image map) {
        Planes.require(matte);
        Planes.requireBytes(map);
        Planes.requireSameSize(matte, map);
        if (map.pixels().isReadOnly()) {
            throw new IllegalArgumentException("image is read-only: image=" + map);
        }
    }

    private static void requirePositive(int iterations) {
        if (iterations < 1) {
            throw new IllegalArgumentException("iterations are not positive: iterations=" + iterations);
        }
    }
}
