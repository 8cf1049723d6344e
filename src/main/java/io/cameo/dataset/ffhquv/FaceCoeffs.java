package io.cameo.dataset.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.numpy.NpyType;
import io.cameo.torch.TorchFile;
import io.cameo.torch.TorchTensor;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The coefficients of the face model that were fitted to a view, {@code 01223_final_coeffs.pt}. Arrays are this object's
 * own.
 */
public final class FaceCoeffs {
    private final float[] identity;
    private final float[] expression;
    private final float[] texture;
    private final float[] angle;
    private final float[] gamma;
    private final float[] translation;

    private FaceCoeffs(Path file, TorchFile torch, FaceView view) {
        identity = values(file, torch, view, "id", 1, 532);
        expression = values(file, torch, view, "exp", 1, 45);
        texture = values(file, torch, view, "tex", 1, 439);
        angle = values(file, torch, view, "angle", 1, 3);
        gamma = values(file, torch, view, "gamma", 1, 3, 9);
        translation = values(file, torch, view, "trans", 1, 3);
    }

    /**
     * Reads the three views.
     *
     * @param file named in messages only
     * @param pt stays the caller's; nothing of it is kept
     * @throws CorruptDataException if it is damaged, names what is not allowed, lacks something, or has another shape or type
     */
    public static Map<FaceView, FaceCoeffs> read(Path file, MemorySegment pt) {
        TorchFile torch = TorchFile.of(file, pt);
        Map<FaceView, FaceCoeffs> views = new EnumMap<>(FaceView.class);
        for (FaceView view : FaceView.values()) {
            views.put(view, new FaceCoeffs(file, torch, view));
        }
        return Collections.unmodifiableMap(views);
    }

    /** 532 coefficients of shape. */
    public float[] identity() {
        return identity;
    }

    /** 45 coefficients of expression. */
    public float[] expression() {
        return expression;
    }

    /** 439 coefficients of texture. */
    public float[] texture() {
        return texture;
    }

    /** Rotation about x, y and z in radians. */
    public float[] angle() {
        return angle;
    }

    /**
     * The light: nine coefficients of red, then of green, then of blue, in Deep3D's order and signs, which are not those of
     * {@link FaceLight}.
     */
    public float[] gamma() {
        return gamma;
    }

    /** Along x, y and z, in the face model's units. */
    public float[] translation() {
        return translation;
    }

    private static float[] values(Path file, TorchFile torch, FaceView view, String name, long... shape) {
        TorchTensor tensor = torch.tensor(view.word(), name);
        if (!tensor.hasShape(shape) || tensor.type() != NpyType.FLOAT32) {
            throw new CorruptDataException(
                    file,
                    0,
                    "tensor has another shape: key=" + view.word() + "/" + name + ", expected="
                            + Arrays.toString(shape) + " <f4, actual=" + Arrays.toString(tensor.shape()) + " "
                            + tensor.type().descr());
        }
        float[] values = new float[(int) tensor.values()];
        tensor.copyTo(values, 0);
        return values;
    }
}
