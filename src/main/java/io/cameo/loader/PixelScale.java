package io.cameo.loader;

import java.util.Objects;

/**
 * How the pixels of one sample become numbers: {@code (pixel - mean[c]) * factor[c] + offset[c]} in 32-bit floats, three
 * operations in this order, each rounded by itself (no fused multiply-add), as MXNet's ImageRecordIter has it; and
 * whether left becomes right. Channels are those of the tensor, in its order. Reused: one per worker, one thread at a
 * time. {@link Normalization#choose} fills it.
 */
public final class PixelScale {
    static final int MAX_CHANNELS = 3;

    final float[] mean = new float[MAX_CHANNELS];
    final float[] factor = new float[MAX_CHANNELS];
    final float[] offset = new float[MAX_CHANNELS];
    private boolean mirrored;

    /** Leaves pixels as they are. */
    public PixelScale() {
        for (int channel = 0; channel < MAX_CHANNELS; channel++) {
            set(channel, 0, 1, 0);
        }
    }

    /**
     * Sets one channel, 0 to 2.
     *
     * @throws IllegalArgumentException if a number is not finite
     */
    public void set(int channel, float newMean, float newFactor, float newOffset) {
        Objects.checkIndex(channel, MAX_CHANNELS);
        if (!(Float.isFinite(newMean) && Float.isFinite(newFactor) && Float.isFinite(newOffset))) {
            throw new IllegalArgumentException("scale is not finite: channel=" + channel + ", mean=" + newMean
                    + ", factor=" + newFactor + ", offset=" + newOffset);
        }
        mean[channel] = newMean;
        factor[channel] = newFactor;
        offset[channel] = newOffset;
    }

    /** The same, which does not change with this one. */
    PixelScale copy() {
        PixelScale copy = new PixelScale();
        for (int channel = 0; channel < MAX_CHANNELS; channel++) {
            copy.set(channel, mean[channel], factor[channel], offset[channel]);
        }
        copy.setMirrored(mirrored);
        return copy;
    }

    /** Whether left becomes right. */
    public void setMirrored(boolean isMirrored) {
        mirrored = isMirrored;
    }

    public boolean isMirrored() {
        return mirrored;
    }

    /** The number that a pixel becomes: the definition of {@link TensorType#FLOAT32}. */
    public float apply(int pixel, int channel) {
        return (pixel - mean[channel]) * factor[channel] + offset[channel];
    }

    /** The number that a pixel becomes: the definition of {@link TensorType#INT8}. */
    public byte applyInt8(int pixel, int channel) {
        return (byte) Math.clamp(pixel - wholeMean(channel), Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    /** The mean, rounded; beyond the range where it makes a difference, the nearest that makes the same one. */
    int wholeMean(int channel) {
        double magnitude = Math.floor(Math.abs((double) mean[channel]) + 0.5);
        return (int) Math.copySign(Math.min(magnitude, 512), mean[channel]);
    }
}
