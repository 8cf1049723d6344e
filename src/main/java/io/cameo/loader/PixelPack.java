package io.cameo.loader;

import io.cameo.compute.Backend;
import io.cameo.compute.CudaLibrary;
import io.cameo.image.Image;
import java.lang.foreign.MemorySegment;

/**
 * Writes images into a batch: reorders channels, splits planes, mirrors and scales, all in one pass.
 *
 * <p>Keeps buffers between calls: one per thread. It allocates nothing once it is compiled.
 */
public sealed interface PixelPack permits PixelPackScalar, PixelPackSimd, PixelPackWarmup, PixelPackCuda {
    /** The twin for the active backend, that of vectors as soon as they are compiled; all give the same bits. */
    static PixelPack create(TensorSpec spec) {
        return switch (Backend.active()) {
            case SCALAR -> new PixelPackScalar(spec);
            case SIMD -> new PixelPackWarmup(spec);
            case CUDA -> new PixelPackCuda(spec, CudaLibrary.active());
        };
    }

    /** What it writes. */
    TensorSpec spec();

    /**
     * Writes one sample.
     *
     * @param src of the size of the sample, {@code GRAY8} or {@code BGR8} as {@link TensorSpec#pixelFormat()} says, any
     *     stride, heap or native
     * @param scale {@link TensorType#UINT8} and {@link TensorType#INT8} use what their definitions name of it
     * @param dst holds {@link TensorSpec#sampleBytes()} from {@code dstOffset} on, at any alignment, and does not overlap
     *     the image; bytes before and behind the sample stay as they are
     * @throws IllegalArgumentException if the image or the memory does not fit
     */
    void pack(Image src, PixelScale scale, MemorySegment dst, long dstOffset);
}
