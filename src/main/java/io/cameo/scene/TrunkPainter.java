package io.cameo.scene;

import static io.cameo.scene.Skeleton.HEAD;
import static io.cameo.scene.Skeleton.HIP;
import static io.cameo.scene.Skeleton.KNEE;
import static io.cameo.scene.Skeleton.NECK;
import static io.cameo.scene.Skeleton.PELVIS;
import static io.cameo.scene.Skeleton.SHOULDER;

/** Paints what is not a limb: chest, hips, skirt, neck, the hair that hangs, a backpack. */
final class TrunkPainter {
    final Ink top;
    private final Brush brush;
    private final View view;
    private final Figure f;
    private final Outfit outfit;
    private final float scale;
    private final Shape.Panel panel = new Shape.Panel();
    private final Shape.Limb limb = new Shape.Limb();
    private final Shape.Oval oval = new Shape.Oval();
    private final float neckX;
    private final float neckY;
    private final float pelvisX;
    private final float pelvisY;
    /** How broad the body looks from here: 1 from the front, 0 from the side. */
    private final float frontal;

    TrunkPainter(Brush brush, View view, Figure figure) {
        this.brush = brush;
        this.view = view;
        f = figure;
        outfit = figure.outfit;
        scale = brush.scale();
        neckX = f.pxX(view, NECK);
        neckY = f.pxY(view, NECK);
        pelvisX = (f.pxX(view, HIP) + f.pxX(view, HIP + 1)) / 2;
        pelvisY = f.pxY(view, PELVIS);
        frontal = Math.abs(Skeleton.cos(f.yaw));
        Ink.Pattern pattern = scale * 0.05f < 2 ? Ink.Pattern.PLAIN : outfit.pattern;
        float folds = outfit.top == Outfit.Top.BARE ? 0.15f : 1;
        Rgb main = outfit.top == Outfit.Top.BARE ? f.person.skin : outfit.topColour;
        top = new Ink(main, outfit.topSecond, pattern, f.dice.in("pitch", 0.06f, 0.12f) * scale, neckX, neckY, folds);
    }

    private int carried() {
        int bits = 0;
        for (int joint : new int[] {SHOULDER, SHOULDER + 1, HIP, HIP + 1}) {
            if (f.bones.z[joint] > -0.05f * f.build.heightM()) {
                bits |= FigurePainter.bit(joint);
            }
        }
        return bits;
    }

    void neck() {
        brush.carry(0);
        float r = f.build.heightM() * (0.029f + 0.007f * f.person.masculine) * scale;
        float headX = f.pxX(view, HEAD);
        float headY = f.pxY(view, HEAD);
        limb.from(neckX, neckY + 0.3f * r, r * 1.15f, headX, headY, r);
        Rgb colour = f.person.hairStyle.isCloth() ? outfit.topSecond : f.person.skin;
        brush.fill(limb, Ink.plain(colour.times(0.82f)));
    }

    /** Around the hips, below whatever is worn above. */
    void hips() {
        brush.carry(carried());
        float half = f.build.hipHalfM() * scale;
        float depth = 0.062f * f.build.heightM() * scale * (0.6f + 0.4f * f.build.stout());
        float wide = Math.max(0, half * frontal - 0.45f * depth);
        panel.start(depth * 0.72f, 0.75f * depth)
                .corner(pelvisX - wide, pelvisY - 0.05f * f.build.heightM() * scale)
                .corner(pelvisX + wide, pelvisY - 0.05f * f.build.heightM() * scale)
                .corner(pelvisX + wide, pelvisY)
                .corner(pelvisX - wide, pelvisY);
        boolean skirt = outfit.bottom == Outfit.Bottom.SKIRT;
        brush.fill(panel, outfit.isDress() ? top : Ink.cloth(skirt ? outfit.topSecond : outfit.bottomColour));
    }

    void chest() {
        brush.carry(carried());
        float r = 0.042f * f.build.heightM() * scale * (0.7f + 0.3f * f.build.stout());
        float deep = 0.066f * f.build.heightM() * scale;
        panel.start(r, 0.75f * deep);
        boolean coat = outfit.top == Outfit.Top.COAT;
        float hem = coat ? 0.16f : outfit.top == Outfit.Top.BARE ? -0.08f : 0.1f;
        float loose = coat ? 1.12f : 1;
        float downX = (pelvisX - neckX) * hem;
        float downY = (pelvisY - neckY) * hem + (coat ? 0.04f * f.build.heightM() * scale : 0);
        float waist = Math.max(f.build.waistHalfM() * scale * loose * (0.25f + 0.75f * frontal), deep * 0.9f) - r;
        float hips = Math.max(f.build.hipHalfM() * scale * loose * (0.25f + 0.75f * frontal), deep * 0.9f) - r * 0.85f;
        float slope = 0.022f * f.build.heightM() * scale;
        float collar = 0.03f * f.build.heightM() * scale * (0.3f + 0.7f * frontal);
        float inset = r * 0.72f;
        float lx = shoulderX(0, inset);
        float rx = shoulderX(1, inset);
        float ly = f.pxY(view, SHOULDER) + inset;
        float ry = f.pxY(view, SHOULDER + 1) + inset;
        boolean swapped = lx < rx;
        float east = Math.max(Math.max(lx, rx), neckX + deep * 0.55f);
        float west = Math.min(Math.min(lx, rx), neckX - deep * 0.55f);
        float eastY = swapped ? ry : ly;
        float westY = swapped ? ly : ry;
        float waistX = Curve.mix(neckX, pelvisX, 0.62f);
        float waistY = Curve.mix(neckY, pelvisY, 0.62f);
        panel.corner(neckX - collar, neckY - slope + inset)
                .corner(neckX + collar, neckY - slope + inset)
                .corner(east, eastY)
                .corner(waistX + waist, waistY)
                .corner(pelvisX + hips + downX, pelvisY + downY - r)
                .corner(pelvisX - hips + downX, pelvisY + downY - r)
                .corner(waistX - waist, waistY)
                .corner(west, westY);
        brush.fill(panel, top);
        neckline();
        if (coat) {
            buttons();
        }
    }

    private float shoulderX(int side, float inset) {
        float x = f.pxX(view, SHOULDER + side);
        return x + Curve.clamp((neckX - x) * 10, -inset, inset);
    }

    /** Where the throat shows. */
    private void neckline() {
        float front = Skeleton.cos(f.yaw);
        if (front < 0.2f || f.person.hairStyle.isCloth() || outfit.top == Outfit.Top.BARE) {
            return;
        }
        float h = f.build.heightM() * scale;
        float deep = outfit.top == Outfit.Top.TANK || outfit.isDress() ? 0.036f : 0.02f;
        oval.around(
                neckX + Skeleton.sin(f.yaw) * 0.03f * h,
                neckY - 0.004f * h,
                0.036f * h * front + 0.3f,
                deep * h + 0.3f);
        oval.roundPx = 1;
        brush.fill(oval, Ink.plain(f.person.skin.times(0.86f)));
    }

    private void buttons() {
        float front = Skeleton.cos(f.yaw);
        if (front < 0.25f || scale < 40) {
            return;
        }
        float shift = Skeleton.sin(f.yaw) * 0.055f * f.build.heightM() * scale;
        limb.from(
                neckX + shift,
                neckY + 0.04f * f.build.heightM() * scale,
                0.006f * scale,
                pelvisX + shift,
                pelvisY + 0.03f * f.build.heightM() * scale,
                0.006f * scale);
        brush.fill(limb, Ink.plain(outfit.topColour.times(0.6f)));
    }

    void skirt() {
        if (outfit.bottom == Outfit.Bottom.TROUSERS || outfit.bottom == Outfit.Bottom.SHORTS) {
            return;
        }
        brush.carry(carried());
        float h = f.build.heightM() * scale;
        boolean sits = f.posture.stance == Posture.Stance.SIT || f.posture.stance == Posture.Stance.SIT_LOW;
        float reach = outfit.bottom == Outfit.Bottom.LONG_DRESS ? 1.55f : 0.86f;
        reach = sits ? Math.min(reach, 0.96f) : reach;
        float flare = (outfit.bottom == Outfit.Bottom.LONG_DRESS ? 0.055f : 0.04f) * h;
        float r = 0.016f * h;
        float waist = Math.max(f.build.waistHalfM() * scale * (0.3f + 0.7f * frontal), 0.055f * h) - r;
        float waistX = Curve.mix(pelvisX, neckX, 0.3f);
        float waistY = Curve.mix(pelvisY, neckY, 0.3f);
        float hip = Math.max(f.build.hipHalfM() * scale * (0.3f + 0.7f * frontal), 0.066f * h) - 0.4f * r;
        float leftX = along(KNEE, reach, true);
        float rightX = along(KNEE + 1, reach, true);
        float east = Math.max(Math.max(leftX, rightX) + flare, pelvisX + hip * 0.9f);
        float west = Math.min(Math.min(leftX, rightX) - flare, pelvisX - hip * 0.9f);
        float hemY = Math.max(along(KNEE, reach, false), along(KNEE + 1, reach, false));
        panel.start(r, 0.042f * h)
                .corner(waistX - waist, waistY)
                .corner(waistX + waist, waistY)
                .corner(pelvisX + hip, pelvisY)
                .corner(east, hemY)
                .corner(west, hemY)
                .corner(pelvisX - hip, pelvisY);
        brush.fill(panel, outfit.isDress() ? top : Ink.cloth(outfit.topSecond));
    }

    /** On the way from the hip to the knee and, beyond 1, straight down below it. */
    private float along(int knee, float reach, boolean wantX) {
        float hip = wantX ? f.pxX(view, knee - KNEE + HIP) : f.pxY(view, knee - KNEE + HIP);
        float end = wantX ? f.pxX(view, knee) : f.pxY(view, knee);
        float down = wantX ? 0 : Math.max(0, reach - 1) * f.build.shinM() * scale * 1.2f;
        return Curve.mix(hip, end, Math.min(reach, 1)) + down;
    }

    /** The hair that hangs behind the head, or a bun upon it. */
    void longHair() {
        HairStyle style = f.person.hairStyle;
        float half = f.bones.headHalfWidthM * scale;
        float x = f.pxX(view, HEAD) - Skeleton.sin(f.bones.headYaw) * 0.3f * half;
        float y = f.pxY(view, HEAD);
        brush.carry(0);
        Ink ink = Ink.cloth(style.isCloth() ? outfit.topSecond : f.person.hairColour.times(0.86f));
        if (style == HairStyle.BUN) {
            float back = Skeleton.sin(f.bones.headYaw);
            oval.around(x - back * 0.75f * half, y - 1.28f * half, 0.48f * half, 0.44f * half);
            brush.fill(oval, ink);
        }
        if (style.length <= 0) {
            return;
        }
        float wide = half * (0.92f + 0.3f * style.flare);
        float low = y + half * (0.45f + 0.72f * style.length);
        panel.start(0.3f * half, half)
                .corner(x - 0.75f * half, y - 0.3f * half)
                .corner(x + 0.75f * half, y - 0.3f * half)
                .corner(x + wide - 0.2f * half, low - 0.3f * half)
                .corner(x - wide + 0.2f * half, low - 0.3f * half);
        brush.fill(panel, ink);
    }

    void backpack() {
        if (!outfit.backpack || f.posture.stance == Posture.Stance.SIT) {
            return;
        }
        brush.carry(0);
        float h = f.build.heightM() * scale;
        float shift = -Skeleton.sin(f.yaw) * 0.105f * h;
        float wide = (0.045f + 0.035f * frontal) * h;
        float x = neckX + shift;
        panel.start(0.025f * h, 0.06f * h)
                .corner(x - wide, neckY + 0.05f * h)
                .corner(x + wide, neckY + 0.05f * h)
                .corner(x + wide, neckY + 0.21f * h)
                .corner(x - wide, neckY + 0.21f * h);
        brush.fill(panel, Ink.cloth(outfit.hatColour));
    }
}
