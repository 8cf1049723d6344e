package io.cameo.scene;

import static io.cameo.scene.Skeleton.ANKLE;
import static io.cameo.scene.Skeleton.ELBOW;
import static io.cameo.scene.Skeleton.HAND;
import static io.cameo.scene.Skeleton.HEAD;
import static io.cameo.scene.Skeleton.HEEL;
import static io.cameo.scene.Skeleton.HIP;
import static io.cameo.scene.Skeleton.KNEE;
import static io.cameo.scene.Skeleton.NECK;
import static io.cameo.scene.Skeleton.SHOULDER;
import static io.cameo.scene.Skeleton.TOE;
import static io.cameo.scene.Skeleton.WRIST;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Paints one figure, its parts from back to front. */
final class FigurePainter {
    private record Layer(float zM, Runnable paint) {}

    private final Brush brush;
    private final View view;
    private final Figure f;
    private final Outfit outfit;
    private final float scale;
    private final Shape.Limb limb = new Shape.Limb();
    private final Shape.Oval oval = new Shape.Oval();
    private final List<Layer> layers = new ArrayList<>();
    private final Ink skin;
    private final Ink trousers;
    private final Ink sleeves;
    private final TrunkPainter trunk;

    FigurePainter(Brush brush, View view, Figure figure) {
        this.brush = brush;
        this.view = view;
        f = figure;
        outfit = figure.outfit;
        scale = brush.scale();
        skin = Ink.plain(f.person.skin);
        trousers = Ink.cloth(outfit.bottomColour);
        trunk = new TrunkPainter(brush, view, figure);
        sleeves = trunk.top;
    }

    void paint() {
        float[] z = f.bones.z;
        for (int side = 0; side < 2; side++) {
            int s = side;
            layer((z[HIP + s] + z[KNEE + s]) / 2 - 0.17f, () -> thigh(s));
            layer((z[KNEE + s] + z[ANKLE + s]) / 2 - 0.175f, () -> shin(s));
            layer((z[ANKLE + s] + z[TOE + s]) / 2 - 0.19f, () -> foot(s));
            layer((z[SHOULDER + s] + z[ELBOW + s]) / 2 + 0.03f, () -> upperArm(s));
            layer((z[ELBOW + s] + z[WRIST + s]) / 2 + 0.04f, () -> forearm(s));
        }
        float knees = Math.max(z[KNEE], z[KNEE + 1]);
        layer(z[NECK] / 2 - 0.012f, trunk::neck);
        layer(z[NECK] / 2 - 0.24f, trunk::hips);
        layer(z[NECK] / 2, trunk::chest);
        layer(Math.max(0.001f, knees / 2 - 0.07f), trunk::skirt);
        float facing = Skeleton.cos(f.bones.headYaw);
        layer(z[HEAD] - 0.1f * facing, trunk::longHair);
        layer(z[NECK] / 2 - 0.11f * Skeleton.cos(f.yaw), trunk::backpack);
        layer(z[HEAD] + 0.06f, () -> new HeadPainter(brush, f, view).paint());
        layers.sort(Comparator.comparingDouble(Layer::zM));
        layers.forEach(layer -> layer.paint.run());
    }

    private void layer(float zM, Runnable paint) {
        layers.add(new Layer(zM, paint));
    }

    private void bone(int from, int to, float startShare, float endShare, float extra, Ink ink) {
        part(from, to, 0, 1, startShare, endShare, extra, ink);
    }

    /** A stretch of a bone, from and to as shares of its length. */
    private void part(int a, int b, float from, float to, float startShare, float endShare, float extra, Ink ink) {
        float ax = f.pxX(view, a);
        float ay = f.pxY(view, a);
        float dx = f.pxX(view, b) - ax;
        float dy = f.pxY(view, b) - ay;
        float ra = Math.max(0.6f, (f.build.thick(startShare) + extra) * view.scale(f.depthM - f.bones.z[a]));
        float rb = Math.max(0.6f, (f.build.thick(endShare) + extra) * view.scale(f.depthM - f.bones.z[b]));
        limb.from(
                ax + dx * from,
                ay + dy * from,
                Curve.mix(ra, rb, from),
                ax + dx * to,
                ay + dy * to,
                Curve.mix(ra, rb, to));
        brush.fill(limb, ink);
    }

    private void thigh(int side) {
        brush.carry(bit(HIP + side) | bit(KNEE + side));
        boolean covered = outfit.bottom == Outfit.Bottom.TROUSERS;
        bone(HIP + side, KNEE + side, 0.049f, 0.034f, covered ? 0.008f : 0, covered ? trousers : skin);
        if (outfit.bottom == Outfit.Bottom.SHORTS) {
            part(HIP + side, KNEE + side, 0, 0.62f, 0.05f, 0.04f, 0.014f, trousers);
        }
    }

    private void shin(int side) {
        brush.carry(bit(KNEE + side) | bit(ANKLE + side));
        if (outfit.bottom == Outfit.Bottom.TROUSERS) {
            part(KNEE + side, ANKLE + side, 0, 0.95f, 0.035f, 0.027f, 0.008f, trousers);
            return;
        }
        bone(KNEE + side, ANKLE + side, 0.033f, 0.019f, 0, skin);
        part(KNEE + side, ANKLE + side, 0.12f, 0.6f, 0.034f, 0.024f, 0.003f, skin);
    }

    private void foot(int side) {
        brush.carry(bit(ANKLE + side));
        Ink ink = outfit.barefoot ? skin : Ink.plain(outfit.shoes);
        float extra = outfit.barefoot ? -0.003f : 0.006f;
        bone(ANKLE + side, HEEL + side, 0.02f, 0.019f, extra, ink);
        bone(HEEL + side, TOE + side, 0.019f, 0.015f, extra, ink);
    }

    private void upperArm(int side) {
        brush.carry(bit(SHOULDER + side) | bit(ELBOW + side));
        bone(SHOULDER + side, ELBOW + side, 0.031f, 0.025f, 0, outfit.longSleeves() ? sleeves : skin);
        float loose = outfit.top == Outfit.Top.COAT ? 0.014f : 0.007f;
        if (outfit.longSleeves()) {
            bone(SHOULDER + side, ELBOW + side, 0.031f, 0.026f, loose, sleeves);
        } else if (outfit.top == Outfit.Top.TEE) {
            part(SHOULDER + side, ELBOW + side, 0, 0.52f, 0.031f, 0.031f, loose, sleeves);
        }
    }

    private void forearm(int side) {
        brush.carry(bit(WRIST + side));
        oval.around(
                f.pxX(view, HAND + side),
                f.pxY(view, HAND + side),
                Math.max(0.7f, f.build.heightM() * 0.0245f * scale),
                Math.max(0.7f, f.build.heightM() * 0.0265f * scale));
        brush.fill(oval, skin);
        brush.carry(bit(ELBOW + side) | bit(WRIST + side));
        if (outfit.longSleeves()) {
            float loose = outfit.top == Outfit.Top.COAT ? 0.013f : 0.007f;
            part(ELBOW + side, WRIST + side, 0, 0.93f, 0.027f, 0.021f, loose, sleeves);
        } else {
            bone(ELBOW + side, WRIST + side, 0.025f, 0.017f, 0, skin);
        }
    }

    static int bit(int keypoint) {
        return 1 << keypoint;
    }
}
