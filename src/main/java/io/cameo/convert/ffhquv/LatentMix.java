package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.FaceCondition;
import io.cameo.dataset.ffhquv.FaceLatent;

/** What lies between two latents. */
final class LatentMix {
    private LatentMix() {}

    /**
     * Every value {@code (1 - t) * a + t * b} in float32, {@code t} and {@code 1 - t} rounded to float32 first, as numpy and
     * PyTorch have it. The condition likewise where both differ, see {@link #mixConditions}; none if one of them has none.
     */
    static FaceLatent mix(FaceLatent a, FaceLatent b, double t) {
        float ofA = (float) (1 - t);
        float ofB = (float) t;
        float[] wa = a.w();
        float[] wb = b.w();
        float[] w = new float[FaceLatent.LENGTH];
        for (int i = 0; i < w.length; i++) {
            w[i] = ofA * wa[i] + ofB * wb[i];
        }
        float[] ca = a.condition();
        float[] cb = b.condition();
        return new FaceLatent(w, ca == null || cb == null ? null : mixConditions(ca, cb, t));
    }

    /** Equal values are taken over, and so are categories: those of the nearer, of the first in the middle. */
    private static float[] mixConditions(float[] a, float[] b, double t) {
        float ofA = (float) (1 - t);
        float ofB = (float) t;
        float[] condition = new float[FaceLatent.CONDITION_LENGTH];
        for (int i = 0; i < condition.length; i++) {
            boolean category = i == FaceCondition.GENDER.index() || i == FaceCondition.GLASSES.index();
            if (a[i] == b[i]) {
                condition[i] = a[i];
            } else if (category) {
                condition[i] = t <= 0.5 ? a[i] : b[i];
            } else {
                condition[i] = ofA * a[i] + ofB * b[i];
            }
        }
        return condition;
    }

    /** The same of a number of the meta file. */
    static double mix(double a, double b, double t) {
        return a == b ? a : (1 - t) * a + t * b;
    }
}
