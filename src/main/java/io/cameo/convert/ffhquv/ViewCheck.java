package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.FaceCondition;
import io.cameo.dataset.ffhquv.FaceLatent;
import io.cameo.dataset.ffhquv.FaceView;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.torch.TorchFile;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the latents of an id's views and holds them against each other. One worker's. */
final class ViewCheck {
    private static final int LIGHTS = 9;
    /** What is the same in all views. */
    private static final List<FaceCondition> OF_THE_FACE =
            List.of(FaceCondition.GENDER, FaceCondition.BEARD, FaceCondition.AGE);

    private final Map<FaceView, Kept> views = new EnumMap<>(FaceView.class);
    private final Kept inverted = new Kept();

    /** A view as it was read. */
    private static final class Kept {
        final float[] w = new float[FaceLatent.LENGTH];
        final float[] condition = new float[FaceLatent.CONDITION_LENGTH];

        @Nullable
        UvFile file;

        boolean comparable;
        boolean conditioned;

        float of(FaceCondition place) {
            return condition[place.index()];
        }
    }

    ViewCheck() {
        for (FaceView view : FaceView.values()) {
            views.put(view, new Kept());
        }
    }

    void begin() {
        for (Kept view : views.values()) {
            view.file = null;
            view.comparable = false;
            view.conditioned = false;
        }
    }

    private Kept kept(FaceView view) {
        return Objects.requireNonNull(views.get(view));
    }

    /**
     * Reads a view.
     *
     * @throws io.cameo.bytes.CorruptDataException if it cannot be read, or has another shape
     */
    void view(FaceView view, UvFile file, MemorySegment pt, UvFacts out) {
        Kept kept = kept(view);
        TorchFile.of(file.path(), pt).checkSums();
        kept.conditioned = FaceLatent.readInto(file.path(), pt, kept.w, 0, kept.condition, 0);
        kept.file = file;
        kept.comparable = isFinite(kept.w, file, out);
        if (!kept.conditioned) {
            out.add(UvFault.LATENT_BARE, file, "");
            return;
        }
        checkCondition(view, kept, file, out);
    }

    /**
     * Reads an inverted latent, which has no condition.
     *
     * @throws io.cameo.bytes.CorruptDataException if it cannot be read, or has another shape
     */
    void inverted(UvFile file, MemorySegment pt, UvFacts out) {
        TorchFile.of(file.path(), pt).checkSums();
        FaceLatent.readInto(file.path(), pt, inverted.w, 0, inverted.condition, 0);
        isFinite(inverted.w, file, out);
    }

    private static boolean isFinite(float[] values, UvFile file, UvFacts out) {
        for (int i = 0; i < FaceLatent.LENGTH; i++) {
            if (!Float.isFinite(values[i])) {
                out.add(
                        UvFault.VALUE_NOT_FINITE,
                        file,
                        "at=[0," + i / FaceLatent.LAYER_LENGTH + "," + i % FaceLatent.LAYER_LENGTH + "], value="
                                + values[i]);
                return false;
            }
        }
        return true;
    }

    private static void checkCondition(FaceView view, Kept kept, UvFile file, UvFacts out) {
        for (int i = 0; i < LIGHTS; i++) {
            require("light[" + i + "]", i == 0 ? 1 : 0, kept.condition[i], file, out);
        }
        require("glasses", 0, kept.of(FaceCondition.GLASSES), file, out);
        require("yaw", view.yawDegrees(), kept.of(FaceCondition.YAW), file, out);
        require("pitch", 0, kept.of(FaceCondition.PITCH), file, out);
        require("baldness", 1, kept.of(FaceCondition.BALDNESS), file, out);
        require("expression", 0, kept.of(FaceCondition.EXPRESSION), file, out);
        float gender = kept.of(FaceCondition.GENDER);
        if (gender != 0 && gender != 1) {
            out.add(UvFault.VIEW_CONDITION, file, "value=gender, expected=0 or 1, actual=" + gender);
        }
        float beard = kept.of(FaceCondition.BEARD);
        if (!(beard >= 0 && beard <= 1)) {
            out.add(UvFault.VIEW_CONDITION, file, "value=beard, expected=0 to 1, actual=" + beard);
        }
        float age = kept.of(FaceCondition.AGE);
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
                compare(kept(view), out);
            }
        }
    }

    private void compare(Kept view, UvFacts out) {
        Kept front = kept(FaceView.FRONT);
        if (front.comparable && view.comparable) {
            int untouched = FaceCondition.YAW.lastLayer() + 1;
            int layer = firstDifference(front.w, view.w, untouched, FaceLatent.LAYERS);
            if (layer >= 0) {
                out.add(UvFault.VIEWS_DIFFER, view.file, "layer=" + layer + ", expected=0 to " + (untouched - 1));
            } else if (firstDifference(front.w, view.w, 0, untouched) < 0) {
                out.add(UvFault.VIEW_SAME, view.file, "");
            }
        }
        if (front.conditioned && view.conditioned) {
            for (FaceCondition same : OF_THE_FACE) {
                float expected = front.of(same);
                float actual = view.of(same);
                if (expected != actual && !(Float.isNaN(expected) && Float.isNaN(actual))) {
                    String value = same.name().toLowerCase(Locale.ROOT);
                    out.add(
                            UvFault.VIEW_CONDITION,
                            view.file,
                            "value=" + value + ", front=" + expected + ", actual=" + actual);
                }
            }
        }
    }

    private static int firstDifference(float[] one, float[] other, int fromLayer, int toLayer) {
        for (int i = fromLayer * FaceLatent.LAYER_LENGTH; i < toLayer * FaceLatent.LAYER_LENGTH; i++) {
            if (one[i] != other[i]) {
                return i / FaceLatent.LAYER_LENGTH;
            }
        }
        return -1;
    }
}
