package io.cameo.convert.coco;

import io.cameo.convert.PersonColors;
import io.cameo.dataset.coco.CocoCategory;
import io.cameo.dataset.coco.CocoPerson;
import io.cameo.dataset.coco.CocoSample;
import io.cameo.image.Image;
import io.cameo.image.Pen;
import io.cameo.mask.InstancePlane;
import java.util.BitSet;
import java.util.List;

/**
 * Draws what a sample says about its image over it.
 *
 * <p>Each person is tinted in the colour of its number and has an outline of it; persons without key points are grey with a
 * dashed outline, which also goes on where somebody hides them; crowds are hatched. Over that the skeletons: left limbs blue,
 * right ones orange, joints that are marked but hidden as rings. Numbers stand beside the persons. Outside of masks only
 * skeletons and numbers are drawn.
 *
 * <p>Keeps memory for the next image: one for each worker. Not thread-safe.
 */
public final class PersonOverlay {
    private static final double TINT = 0.42;
    private static final double GREY_TINT = 0.45;
    private static final int SIDE_OF_THIN_LINES_PX = 360;
    private static final int SIDE_OF_MIDDLE_LINES_PX = 1200;
    private static final int HATCHES_PER_SIDE = 44;
    private static final int FINEST_HATCH_PX = 8;

    private final ShownPlane shown = new ShownPlane();

    /**
     * Draws over a picture. Persons of a category that the sample does not know have joints, but no lines between them.
     *
     * @param sample its encoded bytes are not looked at
     * @param canvas the image of the sample at any size, in {@link io.cameo.image.PixelFormat#BGR8}
     * @throws IllegalArgumentException if the canvas has other pixels
     * @throws IllegalStateException if OpenCV, which has the letters, cannot be loaded
     */
    public void draw(CocoSample sample, Image canvas) {
        Pen pen = new Pen(canvas);
        shown.load(sample.plane(), canvas.widthPx(), canvas.heightPx());
        BitSet grey = new BitSet();
        for (CocoPerson person : sample.people()) {
            if (person.unannotated() && person.index() > 0) {
                grey.set(person.index() & shown.format().indexBits());
            }
        }
        masks(pen, grey);
        Image plane = sample.plane().image();
        SkeletonDrawing skeletons = new SkeletonDrawing(
                pen, (double) canvas.widthPx() / plane.widthPx(), (double) canvas.heightPx() / plane.heightPx());
        for (CocoPerson person : sample.people().reversed()) {
            if (person.index() > 0) {
                skeletons.draw(person, category(sample, person.categoryId()));
            }
        }
        numbers(new LabelDrawing(canvas, pen), grey);
    }

    private static CocoCategory category(CocoSample sample, long id) {
        for (CocoCategory category : sample.categories()) {
            if (category.id() == id) {
                return category;
            }
        }
        return new CocoCategory(id, "", List.of(), List.of());
    }

    /**
     * Draws the plane alone: persons in full colour, those without key points in a dull one, crowds hatched, the rest black.
     *
     * @param canvas of any size, in {@link io.cameo.image.PixelFormat#BGR8}
     */
    public void drawPlane(InstancePlane plane, Image canvas) {
        Pen pen = new Pen(canvas);
        shown.load(plane, canvas.widthPx(), canvas.heightPx());
        int hatchPx = hatchPx();
        for (int y = 0; y < shown.heightPx(); y++) {
            for (int x = 0; x < shown.widthPx(); x++) {
                int sample = shown.sampleAt(x, y);
                int index = sample & shown.format().indexBits();
                pen.dot(x, y, index == 0 ? 0 : PersonColors.of(index), 1);
                if ((sample & shown.format().unannotatedBit()) != 0) {
                    pen.dot(x, y, PersonColors.UNANNOTATED, 0.6);
                }
                if ((sample & shown.format().crowdBit()) != 0) {
                    pen.dot(x, y, PersonColors.HATCH, 0.2 + 0.6 * hatch(x, y, hatchPx, 1.4));
                }
            }
        }
    }

    private void masks(Pen pen, BitSet grey) {
        int sidePx = Math.max(shown.widthPx(), shown.heightPx());
        int linePx = sidePx < SIDE_OF_THIN_LINES_PX ? 1 : sidePx < SIDE_OF_MIDDLE_LINES_PX ? 2 : 3;
        int hatchPx = hatchPx();
        for (int y = 0; y < shown.heightPx(); y++) {
            for (int x = 0; x < shown.widthPx(); x++) {
                int sample = shown.sampleAt(x, y);
                if (sample == 0) {
                    continue;
                }
                if ((sample & shown.format().crowdBit()) != 0) {
                    crowd(pen, x, y, hatchPx);
                }
                person(pen, x, y, grey, linePx);
                if ((sample & shown.format().unannotatedBit()) != 0
                        && shown.isEdge(x, y, shown.format().unannotatedBit(), linePx)) {
                    dash(pen, x, y, shown.format().unannotatedBit(), linePx);
                }
            }
        }
    }

    private void person(Pen pen, int x, int y, BitSet grey, int linePx) {
        int bits = shown.format().indexBits();
        int index = shown.sampleAt(x, y) & bits;
        if (index == 0) {
            return;
        }
        boolean dull = grey.get(index);
        int rgb = dull ? PersonColors.UNANNOTATED : PersonColors.of(index);
        if (!shown.isEdge(x, y, bits, linePx)) {
            pen.dot(x, y, rgb, dull ? GREY_TINT : TINT);
        } else if (dull) {
            dash(pen, x, y, bits, linePx);
        } else {
            pen.dot(x, y, rgb, 1);
        }
    }

    private void crowd(Pen pen, int x, int y, int hatchPx) {
        pen.dot(x, y, PersonColors.RIM, 0.12 + 0.3 * hatch(x, y, hatchPx, 2.4));
        pen.dot(x, y, PersonColors.HATCH, 0.85 * hatch(x, y, hatchPx, 1.3));
        if (shown.isEdge(x, y, shown.format().crowdBit(), 1)) {
            pen.dot(x, y, PersonColors.HATCH, 0.9);
        }
    }

    private void dash(Pen pen, int x, int y, int bits, int linePx) {
        int along = shown.isUpright(x, y, bits) ? y : x;
        int dashPx = 2 + 2 * linePx;
        pen.dot(x, y, along / dashPx % 2 == 0 ? PersonColors.DASH : PersonColors.DASH_GAP, 1);
    }

    private int hatchPx() {
        return Math.max(FINEST_HATCH_PX, Math.max(shown.widthPx(), shown.heightPx()) / HATCHES_PER_SIDE);
    }

    /** How much of a pixel lies on a line that rises to the right, with soft edges. */
    private static double hatch(int x, int y, int periodPx, double reachPx) {
        int phase = (x + y) % periodPx;
        double distance = Math.min(phase, periodPx - phase) / Math.sqrt(2);
        return Math.clamp(reachPx - distance, 0, 1);
    }

    private void numbers(LabelDrawing labels, BitSet grey) {
        ShownPlane.Spot[] spots = shown.spots();
        for (int index = 1; index < spots.length; index++) {
            if (spots[index] != null) {
                int rgb = grey.get(index) ? PersonColors.UNANNOTATED : PersonColors.of(index);
                labels.draw(Integer.toString(index), spots[index], rgb);
            }
        }
        if (spots.length > 0 && spots[0] != null) {
            labels.draw("crowd", spots[0], PersonColors.HATCH);
        }
    }
}
