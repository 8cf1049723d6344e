package io.cameo.dataset.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.numpy.NpyType;
import io.cameo.torch.TorchFile;
import io.cameo.torch.TorchMap;
import io.cameo.torch.TorchTensor;
import io.cameo.torch.TorchValue;
import io.cameo.torch.TorchWriter;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A latent of StyleGAN2's W+ space, 18 layers of 512 values, and the condition that it was edited to. One view of a face,
 * {@code 000000_front_latent.pt}, has both; an inverted image, {@code latents/01223.pt}, is the bare latent.
 */
public final class FaceLatent {
    public static final int LAYERS = 18;
    public static final int LAYER_LENGTH = 512;
    /** Of all layers. */
    public static final int LENGTH = LAYERS * LAYER_LENGTH;
    /** The places of {@link FaceCondition}. */
    public static final int CONDITION_LENGTH = 17;

    private static final long[] SHAPE = {1, LAYERS, LAYER_LENGTH};
    private static final long[] CONDITION_SHAPE = {1, CONDITION_LENGTH, 1, 1};
    private static final String LATENT = "latent";
    private static final String ATTRIBUTE = "attribute";

    private final float[] w;
    private final float @Nullable [] condition;

    /**
     * A latent.
     *
     * @param w layer after layer; becomes this object's own
     * @param condition becomes this object's own; null for a bare latent
     * @throws IllegalArgumentException if one of them has another length
     */
    public FaceLatent(float[] w, float @Nullable [] condition) {
        if (w.length != LENGTH || (condition != null && condition.length != CONDITION_LENGTH)) {
            throw new IllegalArgumentException("latent has another length: w=" + w.length + ", expected=" + LENGTH
                    + ", condition=" + (condition == null ? "none" : condition.length) + ", expected="
                    + CONDITION_LENGTH);
        }
        this.w = w;
        this.condition = condition;
    }

    /**
     * Reads a {@code .pt} file: a bare tensor, or a dictionary of {@code latent} and {@code attribute}.
     *
     * @param file named in messages only
     * @param pt stays the caller's; nothing of it is kept
     * @throws CorruptDataException if it is damaged, names what is not allowed, or has another shape or type
     */
    public static FaceLatent read(Path file, MemorySegment pt) {
        float[] w = new float[LENGTH];
        float[] condition = new float[CONDITION_LENGTH];
        return new FaceLatent(w, readInto(file, pt, w, 0, condition, 0) ? condition : null);
    }

    /**
     * Reads a {@code .pt} file into arrays that the caller has.
     *
     * @param w takes {@link #LENGTH} values
     * @param condition takes {@link #CONDITION_LENGTH} values, which stay as they are for a bare latent
     * @return whether there is a condition
     * @throws IndexOutOfBoundsException if the values do not fit
     * @throws CorruptDataException as {@link #read}
     */
    public static boolean readInto(
            Path file, MemorySegment pt, float[] w, int wOffset, float[] condition, int conditionOffset) {
        Objects.checkFromIndexSize(wOffset, LENGTH, w.length);
        Objects.checkFromIndexSize(conditionOffset, CONDITION_LENGTH, condition.length);
        TorchFile torch = TorchFile.of(file, pt);
        if (torch.value() instanceof TorchTensor bare) {
            require(file, LATENT, bare, SHAPE).copyTo(w, wOffset);
            return false;
        }
        require(file, LATENT, torch.tensor(LATENT), SHAPE).copyTo(w, wOffset);
        if (!(torch.value() instanceof TorchMap map) || map.get(ATTRIBUTE) == null) {
            return false;
        }
        require(file, ATTRIBUTE, torch.tensor(ATTRIBUTE), CONDITION_SHAPE).copyTo(condition, conditionOffset);
        return true;
    }

    /** All layers, one after the other: this object's own array. */
    public float[] w() {
        return w;
    }

    /** The values at the places of {@link FaceCondition}: this object's own array. Null for a bare latent. */
    public float @Nullable [] condition() {
        return condition;
    }

    /** The place in {@link #w()} of the first value that is infinite or no number; -1 if there is none. */
    public int firstNotFinite() {
        for (int i = 0; i < w.length; i++) {
            if (!Float.isFinite(w[i])) {
                return i;
            }
        }
        return -1;
    }

    /** A {@code .pt} file of it in the layout of the release, to be put on the processor: {@code torch.load} reads it. */
    public byte[] toPt() {
        return TorchWriter.bytes(toTorch());
    }

    private TorchValue toTorch() {
        TorchTensor latent = TorchTensor.of(w, SHAPE);
        if (condition == null) {
            return latent;
        }
        Map<String, TorchValue> values = new LinkedHashMap<>();
        values.put(LATENT, latent);
        values.put(ATTRIBUTE, TorchTensor.of(condition, CONDITION_SHAPE));
        return new TorchMap(values);
    }

    private static TorchTensor require(Path file, String name, TorchTensor tensor, long[] shape) {
        if (!tensor.hasShape(shape) || tensor.type() != NpyType.FLOAT32) {
            throw new CorruptDataException(
                    file,
                    0,
                    "tensor has another shape: key=" + name + ", expected=" + Arrays.toString(shape) + " <f4, actual="
                            + Arrays.toString(tensor.shape()) + " "
                            + tensor.type().descr());
        }
        return tensor;
    }
}
