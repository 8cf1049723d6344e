package io.cameo.dataset.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.numpy.NpyFile;
import io.cameo.numpy.NpyType;
import io.cameo.numpy.NpyWriter;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The light of a face before it was edited, {@code lights/01223.npy}: nine coefficients of spherical harmonics of the
 * luminance, as DPR has them. Those of {@link FaceCoeffs#gamma()} are others.
 */
public final class FaceLight {
    public static final int LENGTH = 9;
    private static final long[] SHAPE = {1, LENGTH, 1, 1};

    private final float[] coefficients;

    /**
     * A light.
     *
     * @param coefficients become this object's own
     * @throws IllegalArgumentException if they are not nine
     */
    public FaceLight(float[] coefficients) {
        if (coefficients.length != LENGTH) {
            throw new IllegalArgumentException(
                    "light has another length: expected=" + LENGTH + ", actual=" + coefficients.length);
        }
        this.coefficients = coefficients;
    }

    /**
     * Reads a {@code .npy} file of shape (1, 9, 1, 1).
     *
     * @param file named in messages only
     * @param npy stays the caller's; nothing of it is kept
     * @throws CorruptDataException if it is damaged, or has another shape or type
     */
    public static FaceLight read(Path file, MemorySegment npy) {
        NpyFile array = NpyFile.of(file, npy);
        if (!Arrays.equals(array.shape(), SHAPE) || array.type() != NpyType.FLOAT32) {
            throw new CorruptDataException(
                    file,
                    0,
                    "light has another shape: expected=" + Arrays.toString(SHAPE) + " <f4, actual="
                            + Arrays.toString(array.shape()) + " "
                            + array.type().descr());
        }
        float[] coefficients = new float[LENGTH];
        array.readRow(0, coefficients, 0);
        return new FaceLight(coefficients);
    }

    /** This object's own array. */
    public float[] coefficients() {
        return coefficients;
    }

    /** A {@code .npy} file of it in the layout of the release. */
    public byte[] toNpy() {
        MemorySegment data = MemorySegment.ofArray(new byte[LENGTH * Float.BYTES]);
        MemorySegment.copy(coefficients, 0, data, LittleEndian.FLOAT, 0, LENGTH);
        return NpyWriter.bytes(NpyType.FLOAT32, data, SHAPE);
    }
}
