package io.cameo.convert.coco;

import io.cameo.convert.PersonColors;
import io.cameo.image.Image;
import io.cameo.image.Pen;
import io.cameo.mask.PixelBox;
import java.util.ArrayList;
import java.util.List;

/** Writes numbers beside persons, where they hide none of each other. One that finds no place beside a speck is left out. */
final class LabelDrawing {
    private static final int SMALLEST_CAPITAL_PX = 7;
    private static final int LARGEST_CAPITAL_PX = 16;
    private static final int SIDES_PER_CAPITAL = 46;

    private final Image canvas;
    private final Pen pen;
    private final int capitalPx;
    private final List<PixelBox> taken = new ArrayList<>();

    LabelDrawing(Image canvas, Pen pen) {
        this.canvas = canvas;
        this.pen = pen;
        int sidePx = Math.max(canvas.widthPx(), canvas.heightPx());
        capitalPx = Math.clamp(sidePx / SIDES_PER_CAPITAL, SMALLEST_CAPITAL_PX, LARGEST_CAPITAL_PX);
    }

    void draw(String text, ShownPlane.Spot spot, int rgb) {
        int padPx = Math.max(2, capitalPx / 3);
        int widthPx = Pen.textWidthPx(text, capitalPx, true) + 2 * padPx;
        int heightPx = capitalPx + 2 * padPx;
        if (widthPx > canvas.widthPx() || heightPx > canvas.heightPx()) {
            return;
        }
        int headX = spot.topMiddlePx() - widthPx / 2;
        int middleX = spot.middleX() - widthPx / 2;
        int middleY = spot.middleY() - heightPx / 2;
        int[][] places = {
            {headX, spot.topPx() - heightPx - 2},
            {middleX, middleY},
            {headX - widthPx, spot.topPx() - heightPx / 2},
            {headX + widthPx, spot.topPx() - heightPx / 2},
            {middleX, middleY + heightPx + 2},
            {middleX, middleY - heightPx - 2}
        };
        for (int[] place : places) {
            PixelBox box = inside(place[0], place[1], widthPx, heightPx);
            if (taken.stream().noneMatch(other -> overlap(box, other))) {
                draw(text, box, padPx, rgb);
                return;
            }
        }
        if (spot.pixels() > widthPx * heightPx) {
            draw(text, inside(middleX, middleY, widthPx, heightPx), padPx, rgb);
        }
    }

    private void draw(String text, PixelBox box, int padPx, int rgb) {
        taken.add(box);
        double cornerPx = box.heightPx() / 3.0;
        pen.box(box.xPx(), box.yPx(), box.widthPx(), box.heightPx(), cornerPx, PersonColors.RIM, 0.9);
        pen.box(box.xPx() + 1, box.yPx() + 1, box.widthPx() - 2, box.heightPx() - 2, cornerPx - 1, rgb, 1);
        pen.text(text, box.xPx() + padPx, box.yPx() + padPx - 1, capitalPx, true, PersonColors.inkOn(rgb));
    }

    private PixelBox inside(int xPx, int yPx, int widthPx, int heightPx) {
        int left = Math.clamp(xPx, 0, canvas.widthPx() - widthPx);
        int top = Math.clamp(yPx, 0, canvas.heightPx() - heightPx);
        return new PixelBox(left, top, widthPx, heightPx);
    }

    private static boolean overlap(PixelBox one, PixelBox two) {
        return one.xPx() < two.xPx() + two.widthPx()
                && two.xPx() < one.xPx() + one.widthPx()
                && one.yPx() < two.yPx() + two.heightPx()
                && two.yPx() < one.yPx() + one.heightPx();
    }
}
