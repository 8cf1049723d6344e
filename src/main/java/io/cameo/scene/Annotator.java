package io.cameo.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Marks the people of a painted scene as COCO's annotators do. */
final class Annotator {
    /** People who show less are not marked at all. */
    private static final int LEAST_AREA_PX = 45;

    /** Who shows less is marked with care, not over the neighbours' borders. */
    private static final int LEAST_OVER_PX = 1600;

    private static final float MOST_OVER = 0.05f;

    /** Nobody marks the joints of people lower than this. */
    private static final float LEAST_HEIGHT_PX = 56;

    private static final float LIKELY_HEIGHT_PX = 100;
    /** How far from where it is a joint still counts as seen. */
    private static final int REACH_PX = 1;

    private static final double OUTLINE_REACH_PX = 1.5;
    private static final int CROWD_REACH_PX = 2;

    private final int[] marks;
    private final View view;
    private final Cast cast;
    private final Dice dice;
    private final Outlines outlines;

    Annotator(int[] marks, View view, Cast cast, Dice dice) {
        this.marks = marks;
        this.view = view;
        this.cast = cast;
        this.dice = dice;
        outlines = new Outlines(view.widthPx(), view.heightPx());
    }

    /**
     * Everybody who shows, in the order of the file: as it comes, crowds last.
     *
     * @param figures receives the number of each one's figure
     */
    List<MarkedPerson> mark(List<Integer> figures) {
        int count = cast.people.size();
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        for (int i = count - 1; i > 0; i--) {
            int other = dice.child("order", i).below("with", i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        List<MarkedPerson> marked = new ArrayList<>();
        for (int i : order) {
            BitSet mask = mask(i + 1);
            int area = mask.cardinality();
            if (area >= LEAST_AREA_PX) {
                Dice hand = dice.child("hand", i);
                if (area >= LEAST_OVER_PX && hand.chance("over", 0.6f)) {
                    reachOver(mask);
                }
                List<double[]> outline = outlines.of(mask, hand);
                if (!outline.isEmpty()) {
                    marked.add(person(cast.people.get(i), i + 1, outline, hand));
                    figures.add(i + 1);
                }
            }
        }
        BitSet crowd = mask(count + 1);
        if (crowd.cardinality() >= LEAST_AREA_PX) {
            marked.add(crowd(crowd));
            figures.add(count + 1);
        }
        return marked;
    }

    private BitSet mask(int figure) {
        BitSet mask = new BitSet(marks.length);
        for (int i = 0; i < marks.length; i++) {
            if (Brush.figureOf(marks[i]) == figure) {
                mask.set(i);
            }
        }
        return mask;
    }

    /** Takes a pixel of whoever is beside, where two people meet: outlines of neighbours overlap. */
    private void reachOver(BitSet mask) {
        int w = view.widthPx();
        BitSet more = new BitSet(marks.length);
        for (int i = mask.nextSetBit(0); i >= 0; i = mask.nextSetBit(i + 1)) {
            int x = i % w;
            take(more, i - 1, x > 0);
            take(more, i + 1, x < w - 1);
            take(more, i - w, i >= w);
            take(more, i + w, i + w < marks.length);
        }
        more.andNot(mask);
        if (more.cardinality() <= MOST_OVER * mask.cardinality()) {
            mask.or(more);
        }
    }

    private void take(BitSet more, int i, boolean inside) {
        if (inside && marks[i] != 0) {
            more.set(i);
        }
    }

    private MarkedPerson person(Figure figure, int number, List<double[]> outline, Dice hand) {
        double area = 0;
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = 0;
        double bottom = 0;
        for (double[] part : outline) {
            area += Outlines.area(part);
            for (int i = 0; i < part.length; i += 2) {
                left = Math.min(left, part[i]);
                right = Math.max(right, part[i]);
                top = Math.min(top, part[i + 1]);
                bottom = Math.max(bottom, part[i + 1]);
            }
        }
        double[] box = {left, top, hundredths(right - left), hundredths(bottom - top)};
        int[] keypoints = keypoints(figure, number, outline, hand);
        int marked = 0;
        for (int i = 2; i < keypoints.length; i += 3) {
            marked += keypoints[i] > 0 ? 1 : 0;
        }
        return new MarkedPerson(outline, new int[0], keypoints, marked, box, hundredths(area), false);
    }

    private int[] keypoints(Figure figure, int number, List<double[]> outline, Dice hand) {
        int[] keypoints = new int[3 * Skeleton.KEYPOINTS];
        float heightPx = figure.build.heightM() * view.scale(figure.depthM);
        boolean small = heightPx < LEAST_HEIGHT_PX || (heightPx < LIKELY_HEIGHT_PX && hand.chance("too small", 0.6f));
        if (small) {
            return keypoints;
        }
        for (int joint = 0; joint < Skeleton.KEYPOINTS; joint++) {
            int x = Curve.floor(figure.pxX(view, joint));
            int y = Curve.floor(figure.pxY(view, joint));
            boolean inside = x >= 0 && y >= 0 && x < view.widthPx() && y < view.heightPx();
            if (inside && !isAverted(figure, joint)) {
                boolean seen = isSeen(x, y, number, joint) && isWithin(outline, x, y);
                if (seen || hand.child("guess", joint).chance("marked", joint < Skeleton.SHOULDER ? 0.3f : 0.75f)) {
                    keypoints[3 * joint] = x;
                    keypoints[3 * joint + 1] = y;
                    keypoints[3 * joint + 2] = seen ? 2 : 1;
                }
            }
        }
        return keypoints;
    }

    /** Whether it is on the far side of the head. */
    private static boolean isAverted(Figure figure, int joint) {
        if (joint >= Skeleton.SHOULDER) {
            return false;
        }
        float towards = (figure.bones.z[joint] - figure.bones.z[Skeleton.HEAD]) / figure.bones.headHalfWidthM;
        return towards < (joint >= Skeleton.LEFT_EAR ? -0.3f : 0.12f);
    }

    /** Not on a scrap that the outline leaves out. */
    private static boolean isWithin(List<double[]> outline, int x, int y) {
        for (double[] part : outline) {
            for (int k = 0; k < 9; k++) {
                double px = x + 0.5 + (k % 3 - 1) * OUTLINE_REACH_PX;
                double py = y + 0.5 + (k / 3 - 1) * OUTLINE_REACH_PX;
                if (Outlines.surrounds(part, px, py)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isSeen(int x, int y, int number, int joint) {
        for (int py = Math.max(0, y - REACH_PX); py <= Math.min(view.heightPx() - 1, y + REACH_PX); py++) {
            for (int px = Math.max(0, x - REACH_PX); px <= Math.min(view.widthPx() - 1, x + REACH_PX); px++) {
                int mark = marks[py * view.widthPx() + px];
                if (Brush.figureOf(mark) == number && Brush.carries(mark, joint)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Crowds are brushed in rather than clicked: a little more than what they cover. */
    private MarkedPerson crowd(BitSet exact) {
        int w = view.widthPx();
        int h = view.heightPx();
        BitSet mask = new BitSet(marks.length);
        int left = w;
        int top = h;
        int right = 0;
        int bottom = 0;
        for (int i = exact.nextSetBit(0); i >= 0; i = exact.nextSetBit(i + 1)) {
            int x0 = Math.max(0, i % w - CROWD_REACH_PX);
            int x1 = Math.min(w, i % w + CROWD_REACH_PX + 1);
            int y0 = Math.max(0, i / w - CROWD_REACH_PX);
            int y1 = Math.min(h, i / w + CROWD_REACH_PX + 1);
            for (int y = y0; y < y1; y++) {
                mask.set(y * w + x0, y * w + x1);
            }
            left = Math.min(left, x0);
            right = Math.max(right, x1);
            top = Math.min(top, y0);
            bottom = Math.max(bottom, y1);
        }
        return new MarkedPerson(
                List.of(),
                runs(mask, w, h),
                new int[3 * Skeleton.KEYPOINTS],
                0,
                new double[] {left, top, right - left, bottom - top},
                mask.cardinality(),
                true);
    }

    private static int[] runs(BitSet mask, int w, int h) {
        int[] runs = new int[2 * w * h];
        int used = 0;
        int length = 0;
        boolean value = false;
        for (int x = 0; x < w; x++) {
            for (int y = 0; y < h; y++) {
                if (mask.get(y * w + x) != value) {
                    runs[used++] = length;
                    length = 0;
                    value = !value;
                }
                length++;
            }
        }
        runs[used++] = length;
        return Arrays.copyOf(runs, used);
    }

    private static double hundredths(double value) {
        return Math.rint(value * 100) / 100;
    }
}
