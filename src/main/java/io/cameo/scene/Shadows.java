package io.cameo.scene;

import java.util.Arrays;

/** Shadows that bodies cast on the ground: the deepest shade of each pixel, laid on all at once. */
final class Shadows {
    private static final int[][] BONES = {
        {Skeleton.NECK, Skeleton.PELVIS},
        {Skeleton.SHOULDER, Skeleton.ELBOW},
        {Skeleton.SHOULDER + 1, Skeleton.ELBOW + 1},
        {Skeleton.ELBOW, Skeleton.WRIST},
        {Skeleton.ELBOW + 1, Skeleton.WRIST + 1},
        {Skeleton.HIP, Skeleton.KNEE},
        {Skeleton.HIP + 1, Skeleton.KNEE + 1},
        {Skeleton.KNEE, Skeleton.ANKLE},
        {Skeleton.KNEE + 1, Skeleton.ANKLE + 1},
        {Skeleton.ANKLE, Skeleton.TOE},
        {Skeleton.ANKLE + 1, Skeleton.TOE + 1},
        {Skeleton.HEAD, Skeleton.HEAD},
    };
    /** Half thickness of each, as a share of the height. */
    private static final float[] THICK = {
        0.09f, 0.03f, 0.03f, 0.025f, 0.025f, 0.045f, 0.045f, 0.035f, 0.035f, 0.03f, 0.03f, 0.06f
    };

    private final Canvas canvas;
    private final float[] shade;
    private final Shape.Limb limb = new Shape.Limb();

    Shadows(Canvas canvas, float[] shade) {
        this.canvas = canvas;
        this.shade = shade;
        Arrays.fill(shade, 0);
    }

    void cast(Figure figure, View view, Sun sun) {
        Skeleton b = figure.bones;
        for (int i = 0; i < BONES.length; i++) {
            int from = BONES[i][0];
            int to = BONES[i][1];
            float half = THICK[i] * figure.build.heightM();
            float low = Math.min(b.y[from], b.y[to]);
            float soft = sun.softM() * (0.5f + low) + 0.012f;
            float ax = figure.xM + b.x[from] + b.y[from] * sun.castX();
            float az = figure.depthM - b.z[from] + b.y[from] * sun.castDepth();
            float bx = figure.xM + b.x[to] + b.y[to] * sun.castX();
            float bz = figure.depthM - b.z[to] + b.y[to] * sun.castDepth();
            fall(view, ax, az, bx, bz, half, soft, 1);
        }
    }

    /** The shade right under something that stands there. */
    void contact(View view, float xM, float depthM, float halfM) {
        fall(view, xM - 0.5f * halfM, depthM, xM + 0.5f * halfM, depthM, 0.5f * halfM, 0.4f * halfM, 0.9f);
    }

    private void fall(View view, float ax, float az, float bx, float bz, float halfM, float softM, float strength) {
        float near = Math.min(az, bz);
        if (near < 0.7f) {
            return;
        }
        // On the ground a disc looks flat: the limb is drawn flat too, and as wide as the flat disc is on average.
        float ra = 0.62f * halfM * view.scale(az);
        float rb = 0.62f * halfM * view.scale(bz);
        float soft = Math.max(0.8f, 0.62f * softM * view.scale(0.5f * (az + bz)));
        limb.from(view.x(ax, az), view.y(0, az), ra, view.x(bx, bz), view.y(0, bz), rb);
        int x0 = Math.max(0, Curve.floor(limb.left - soft));
        int x1 = Math.min(canvas.widthPx, Curve.floor(limb.right + soft) + 1);
        int y0 = Math.max(Math.max(0, Curve.floor(view.horizonPx())), Curve.floor(limb.top - soft));
        int y1 = Math.min(canvas.heightPx, Curve.floor(limb.bottom + soft) + 1);
        for (int y = y0; y < y1; y++) {
            for (int x = x0; x < x1; x++) {
                limb.at(x + 0.5f, y + 0.5f);
                int i = y * canvas.widthPx + x;
                if (limb.distance < soft) {
                    shade[i] = Math.max(shade[i], strength * Curve.step(soft, -soft, limb.distance));
                }
            }
        }
    }

    void lay(Sun sun) {
        for (int i = 0; i < shade.length; i++) {
            if (shade[i] > 0) {
                float s = shade[i] * sun.shade();
                canvas.red[i] *= 1 - s;
                canvas.green[i] *= 1 - 0.94f * s;
                canvas.blue[i] *= 1 - 0.82f * s;
            }
        }
    }
}
