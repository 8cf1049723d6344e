package io.cameo.convert.coco;

import io.cameo.convert.PersonColors;
import io.cameo.dataset.coco.CocoCategory;
import io.cameo.dataset.coco.CocoPerson;
import io.cameo.image.Pen;
import java.util.List;

/**
 * Draws key points and the lines between them: what is called {@code left_} in one colour, {@code right_} in another, what
 * lies between in white. Points that are marked but hidden (visibility 1) are rings, the lines to them thinner.
 */
final class SkeletonDrawing {
    private static final double PERSON_PER_LIMB = 42;
    private static final double THINNEST_PX = 1.1;
    private static final double THICKEST_PX = 4.5;
    private static final double RIM_PX = 1;

    private final Pen pen;
    private final double scaleX;
    private final double scaleY;

    /** For a picture that is so much larger than its plane. */
    SkeletonDrawing(Pen pen, double scaleX, double scaleY) {
        this.pen = pen;
        this.scaleX = scaleX;
        this.scaleY = scaleY;
    }

    void draw(CocoPerson person, CocoCategory category) {
        double sidePx = Math.sqrt(person.box()[2] * scaleX * person.box()[3] * scaleY);
        double limbPx = Math.clamp(sidePx / PERSON_PER_LIMB, THINNEST_PX, THICKEST_PX);
        for (boolean rim : new boolean[] {true, false}) {
            for (CocoCategory.Bone bone : category.skeleton()) {
                bone(person, category, bone, limbPx, rim);
            }
        }
        for (int joint = 0; joint < person.keypoints().length / 3; joint++) {
            joint(person, joint, colorOf(category.keypoints(), joint), limbPx);
        }
    }

    private void bone(CocoPerson person, CocoCategory category, CocoCategory.Bone bone, double limbPx, boolean rim) {
        int from = bone.from() - 1;
        int to = bone.to() - 1;
        int seenFrom = seen(person, from);
        int seenTo = seen(person, to);
        if (seenFrom == 0 || seenTo == 0) {
            return;
        }
        double widthPx = seenFrom == 2 && seenTo == 2 ? limbPx : Math.max(THINNEST_PX, limbPx / 2);
        int rgb = rim ? PersonColors.RIM : between(category.keypoints(), from, to);
        double grownPx = rim ? widthPx + 2 * RIM_PX : widthPx;
        pen.line(x(person, from), y(person, from), x(person, to), y(person, to), grownPx, rgb);
    }

    private void joint(CocoPerson person, int joint, int rgb, double limbPx) {
        int seen = seen(person, joint);
        if (seen == 0) {
            return;
        }
        double radiusPx = limbPx * 0.8 + 1.2;
        double x = x(person, joint);
        double y = y(person, joint);
        if (seen == 2) {
            pen.disc(x, y, radiusPx + RIM_PX, PersonColors.RIM);
            pen.disc(x, y, radiusPx, rgb);
            return;
        }
        // The dark disc hides the ends of the lines, so that the ring is empty.
        pen.disc(x, y, radiusPx + RIM_PX, PersonColors.RIM);
        pen.ring(x, y, radiusPx, Math.max(1, limbPx * 0.45), rgb);
    }

    /** The visibility of a joint: 0, 1 or 2; 0 where there is no such joint. */
    private static int seen(CocoPerson person, int joint) {
        if (joint < 0 || 3 * joint + 2 >= person.keypoints().length) {
            return 0;
        }
        return person.keypoints()[3 * joint + 2] <= 0 ? 0 : person.keypoints()[3 * joint + 2] >= 2 ? 2 : 1;
    }

    /** Key points name pixels, whose middle is meant. */
    private double x(CocoPerson person, int joint) {
        return (person.keypoints()[3 * joint] + 0.5) * scaleX;
    }

    private double y(CocoPerson person, int joint) {
        return (person.keypoints()[3 * joint + 1] + 0.5) * scaleY;
    }

    /** A line between both sides has the colour of none; one that begins in the middle that of its other end. */
    private static int between(List<String> names, int from, int to) {
        int one = colorOf(names, from);
        int two = colorOf(names, to);
        return one == two || two == PersonColors.MIDDLE ? one : one == PersonColors.MIDDLE ? two : PersonColors.MIDDLE;
    }

    static int colorOf(List<String> names, int joint) {
        if (joint >= names.size()) {
            return PersonColors.MIDDLE;
        }
        String name = names.get(joint);
        return name.startsWith("left")
                ? PersonColors.LEFT
                : name.startsWith("right") ? PersonColors.RIGHT : PersonColors.MIDDLE;
    }
}
