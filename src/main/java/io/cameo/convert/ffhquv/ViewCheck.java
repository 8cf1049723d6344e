package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.FaceCondition;
import io.cameo.dataset.ffhquv.FaceLatent;
import io.cameo.dataset.ffhquv.FaceView;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.torch.TorchFile;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Reads the latents of an id's views and holds them against each other. One worker's. */
final class ViewCheck {
    private static final int VIEWS = FaceView.values().length;
    private static final int LIGHTS = 9;

    private final float[] w = new float[VIEWS * FaceLatent.LENGTH];
    private final float[] conditions = new float[VIEWS * FaceLatent.CONDITION_LENGTH];
    private final @Nullable UvFile[] files = new @Nullable UvFile[VIEWS];
    private final boolean[] comparable = new boolean[VIEWS];
    private final boolean[] conditioned = new boolean[VIEWS];

    void begin() {
        for (int i = 0; i < VIEWS; i++) {
            files[i] = null;
            comparable[i] = false;
            conditioned[i] = false;
        }
    }

    /**
     * Reads a view.
     *
     * @throws io.cameo.bytes.CorruptDataException if it cannot be read, or has another shape
     */
    void view(FaceView view, UvFile file, MemorySegment pt, UvFacts out) {
        int number = view.ordinal();
        TorchFile.of(file.path(), pt).checkSums();
        conditioned[number] = FaceLatent.readInto(
                file.path(), pt, w, number * FaceLatent.LENGTH, conditions, number * FaceLatent.CONDITION_LENGTH);
        files[number] = file;
        comparable[number] = isFinite(w, number * FaceLatent.LENGTH, file, out);
        if (!conditioned[number]) {
            out.add(UvFault.LATENT_BARE, file, "");
            return;
        }
        checkCondition(view, file, out);
    }

    /**
     * Reads an inverted latent, which has no condition.
     *
     * @throws io.cameo.bytes.CorruptDataException if it cannot be read, or has another shape
     */
    void inverted(UvFile file, MemorySegment pt, UvFacts out) {
        TorchFile.of(file.path(), pt).checkSums();
        FaceLatent.readInto(file.path(), pt, w, 0, conditions, 0);
        isFinite(w, 0, file, out);
    }

    private static boolean isFinite(float[] values, int from, UvFile file, UvFacts out) {
        for (int i = 0; i < FaceLatent.LENGTH; i++) {
            if (!Float.isFinite(values[from + i])) {
                out.add(
                        UvFault.VALUE_NOT_FINITE,
                        file,
                        "at=[0," + i / FaceLatent.LAYER_LENGTH + "," + i % FaceLatent.LAYER_LENGTH + "], value="
                                + values[from + i]);
                return false;
            }
        }
        return true;
    }

    private float of(FaceView view, FaceCondition condition) {
        return conditions[view.ordinal() * FaceLatent.CONDITION_LENGTH + condition.index()];
    }

    private void checkCondition(FaceView view, UvFile file, UvFacts out) {
        int begin = view.ordinal() * FaceLatent.CONDITION_LENGTH;
        for (int i = 0; i < LIGHTS; i++) {
            require("light[" + i + "]", i == 0 ? 1 : 0, conditions[begin + i], file, out);
        }
        require("glasses", 0, of(view, FaceCondition.GLASSES), file, out);
        require("yaw", view.yawDegrees(), of(view, FaceCondition.YAW), file, out);
        require("pitch", 0, of(view, FaceCondition.PITCH), file, out);
        require("baldness", 1, of(view, FaceCondition.BALDNESS), file, out);
        require("expression", 0, of(view, FaceCondition.EXPRESSION), file, out);
        float gender = of(view, FaceCondition.GENDER);
        if (gender != 0 && gender != 1) {
            out.add(UvFault.VIEW_CONDITION, file, "value=gender, expected=0 or 1, actual=" + gender);
        }
        float beard = of(view, FaceCondition.BEARD);
        if (!(beard >= 0 && beard <= 1)) {
            out.add(UvFault.VIEW_CONDITION, file, "value=beard, expected=0 to 1, actual=" + beard);
        }
        float age = of(view, FaceCondition.AGE);
        if (!(age >= 0 && age <= MetaCheck.OLDEST_YEARS)) {
            out.add(
                    UvFault.VIEW_CONDITION,
                    file,
                    "value=age, expected=0 to " + MetaCheck.OLDEST_YEARS + ", actual=" + age);
        }
        if (view == FaceView.FRONT) {
            out.hasCondition = true;
            out.gender = gender;
            out.beard = beard;
            out.age = age;
        }
    }

    private static void require(String value, int expected, float actual, UvFile file, UvFacts out) {
        if (actual != expected) {
            out.add(UvFault.VIEW_CONDITION, file, "value=" + value + ", expected=" + expected + ", actual=" + actual);
        }
    }

    /** When all views of the id were read. */
    void end(UvFacts out) {
        for (FaceView view : FaceView.values()) {
            if (view != FaceView.FRONT) {
                compare(view, out);
            }
        }
    }

    private void compare(FaceView view, UvFacts out) {
        int front = FaceView.FRONT.ordinal();
        int number = view.ordinal();
        UvFile file = files[number];
        if (comparable[front] && comparable[number]) {
            int untouched = FaceCondition.YAW.lastLayer() + 1;
            int layer = firstDifference(front, number, untouched, FaceLatent.LAYERS);
            if (layer >= 0) {
                out.add(UvFault.VIEWS_DIFFER, file, "layer=" + layer + ", expected=0 to " + (untouched - 1));
            } else if (firstDifference(front, number, 0, untouched) < 0) {
                out.add(UvFault.VIEW_SAME, file, "");
            }
        }
        if (conditioned[front] && conditioned[number]) {
            for (FaceCondition same :
                    new FaceCondition[] {FaceCondition.GENDER, FaceCondition.BEARD, FaceCondition.AGE}) {
                float expected = of(FaceView.FRONT, same);
                float actual = of(view, same);
                if (expected != actual && !(Float.isNaN(expected) && Float.isNaN(actual))) {
                    out.add(
                            UvFault.VIEW_CONDITION,
                            file,
                            "value=" + same.name().toLowerCase(java.util.Locale.ROOT) + ", front=" + expected
                                    + ", actual=" + actual);
                }
            }
        }
    }

    private int firstDifference(int one, int other, int fromLayer, int toLayer) {
        for (int i = fromLayer * FaceLatent.LAYER_LENGTH; i < toLayer * FaceLatent.LAYER_LENGTH; i++) {
            if (w[one * FaceLatent.LENGTH + i] != w[other * FaceLatent.LENGTH + i]) {
                return i / FaceLatent.LAYER_LENGTH;
            }
        }
        return -1;
    }
}
