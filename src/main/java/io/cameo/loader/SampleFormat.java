package io.cameo.loader;

import io.cameo.image.ChannelOrder;
import java.util.Locale;

/**
 * What a {@link SampleReader} makes of an image: the tensor, and the numbers in it. Immutable; change it with the {@code with}
 * methods.
 *
 * @param spec of the tensor; images of another size are resized to it, bilinear, without regard to their aspect ratio
 * @param normalization how pixels become numbers; chooses nothing by chance
 */
public record SampleFormat(TensorSpec spec, Normalization normalization) {
    private static final float FACE_MEAN = 127.5f;

    /**
     * @throws IllegalArgumentException if the normalization is random: a service gives the same numbers each time
     */
    public SampleFormat {
        if (normalization.isRandom()) {
            throw new IllegalArgumentException("normalization is random: normalization=" + normalization);
        }
    }

    /**
     * Pixels as they are: RGB, NHWC, bytes.
     *
     * @throws IllegalArgumentException if a side is not positive, or a sample has 2^31 bytes or more
     */
    public static SampleFormat rgb(int widthPx, int heightPx) {
        TensorSpec spec = new TensorSpec(TensorLayout.NHWC, TensorType.UINT8, ChannelOrder.RGB, heightPx, widthPx);
        return new SampleFormat(spec, Normalization.NONE);
    }

    /**
     * What models of face recognition take: RGB, NCHW, {@code (pixel - 127.5) / 127.5} as floats.
     *
     * @throws IllegalArgumentException as {@link #rgb}
     */
    public static SampleFormat face(int widthPx, int heightPx) {
        return rgb(widthPx, heightPx)
                .with(TensorLayout.NCHW)
                .with(TensorType.FLOAT32)
                .normalize(FACE_MEAN, FACE_MEAN);
    }

    public SampleFormat with(ChannelOrder order) {
        return with(new TensorSpec(spec.layout(), spec.type(), order, spec.heightPx(), spec.widthPx()));
    }

    public SampleFormat with(TensorLayout layout) {
        return with(new TensorSpec(layout, spec.type(), spec.order(), spec.heightPx(), spec.widthPx()));
    }

    public SampleFormat with(TensorType type) {
        return with(new TensorSpec(spec.layout(), type, spec.order(), spec.heightPx(), spec.widthPx()));
    }

    public SampleFormat with(TensorSpec newSpec) {
        return new SampleFormat(newSpec, normalization);
    }

    /** {@code (pixel - mean) / std} for all channels; for float types. */
    public SampleFormat normalize(float mean, float std) {
        return normalize(Normalization.NONE.withMean(mean, mean, mean).withStd(std, std, std));
    }

    /** For {@link TensorType#UINT8} only its mirror counts. */
    public SampleFormat normalize(Normalization how) {
        return new SampleFormat(spec, how);
    }

    /** How many bytes a sample takes. */
    public int sizeBytes() {
        return spec.sampleBytes();
    }

    @Override
    public String toString() {
        return spec.widthPx() + "x" + spec.heightPx() + " " + spec.order() + " " + spec.layout() + " "
                + spec.type().name().toLowerCase(Locale.ROOT);
    }
}
