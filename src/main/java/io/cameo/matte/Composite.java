package io.cameo.matte;

import io.cameo.compute.Backend;
import io.cameo.image.Image;
import java.util.List;

/**
 * Puts people into one picture: colours by their alphas, one over the other, and what remains visible of each matte. In 8 bits,
 * exactly: every twin gives the same bytes on every machine.
 *
 * <pre>{@code
 * Image place = canvas.crop(xPx, yPx, widthPx, heightPx);
 * composite.paste(colours, alpha, place);
 * composite.visible(alphas.get(0), alphas.subList(1, 3), mattes.get(0));
 * }</pre>
 *
 * <p>Images are of one size, which {@link Image#crop} makes of larger ones; alphas and mattes are {@code GRAY8}. Stateless; free
 * to share between threads.
 *
 * <p>Source: {@code Image.paste} with a mask, and {@code Paste.c} of Pillow 9.4; the mattes are those of MaGGIe's {@code
 * tools/synthesize_image_him.py} at 62344dd.
 */
public sealed interface Composite permits CompositeRows {
    /** With more people than this, products of their alphas would not fit 64 bits. */
    int MOST_LAYERS = 7;

    /** The twin for the active backend. */
    static Composite create() {
        return switch (Backend.active()) {
            case SCALAR -> new CompositeScalar();
            case SIMD, CUDA -> new CompositeSimd();
        };
    }

    /**
     * {@code canvas.paste(colours, mask=alpha)} of Pillow: each sample becomes {@code (colour * a + canvas * (255 - a)) / 255},
     * rounded to the nearest. That is computed as {@code t = ... + 128, (t + (t >> 8)) >> 8}.
     *
     * @param colours {@code BGR8} or {@code GRAY8}, not multiplied by the alpha
     * @param canvas of the same format; changed in place, bytes between rows are not
     * @throws IllegalArgumentException if sizes or formats do not fit
     */
    void paste(Image colours, Image alpha, Image canvas);

    /**
     * What is left to see of a matte behind others: {@code alpha * product of (1 - later)}, as a byte {@code floor} of the
     * exact value times 255. Mattes made so of the same alphas sum to 255 at most in every pixel, since their exact values sum
     * to 1 at most.
     *
     * @param later what lies in front of it, in any order; one less than {@value #MOST_LAYERS} at most
     * @param visible takes the result; may be {@code alpha} itself
     * @throws IllegalArgumentException if sizes or formats do not fit, or there are too many
     */
    void visible(Image alpha, List<Image> later, Image visible);

    /** The sum of all samples.
     *
     * @throws IllegalArgumentException if the plane is not {@code GRAY8} */
    long sum(Image plane);

    /** The sum of the products of both planes' samples.
     *
     * @throws IllegalArgumentException if sizes or formats do not fit */
    long product(Image left, Image right);
}
