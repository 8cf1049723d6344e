package io.cameo.convert.ffhquv;

import io.cameo.image.ContactSheet;
import io.cameo.image.Image;
import io.cameo.image.Pen;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.util.Locale;

/** Draws what is known of one id: map, heat map with its scale, light and words, side by side. */
final class SheetTile {
    private static final int GAP_PX = 8;
    private static final int SCALE_PX = 24;
    private static final int BAR_PX = 8;
    private static final int TEXT_PX = 9;
    private static final int LINE_PX = 18;
    private static final int SIDE_PX = 140;
    private static final int BALL_PX = 84;

    private final int panelPx;

    SheetTile(int panelPx) {
        this.panelPx = panelPx;
    }

    int widthPx() {
        return 2 * (panelPx + GAP_PX) + SIDE_PX;
    }

    int heightPx() {
        return panelPx + SCALE_PX;
    }

    /** @param scale what the brightest colour stands for */
    Image draw(SheetMap map, double scale, Arena arena) {
        Image tile = Image.allocate(arena, widthPx(), heightPx(), PixelFormat.BGR8);
        Pen pen = new Pen(tile);
        pen.box(0, 0, widthPx(), heightPx(), 0, ContactSheet.PAPER, 1);
        int left = (panelPx - map.widthPx) / 2;
        int top = (panelPx - map.heightPx) / 2;
        int heatLeft = panelPx + GAP_PX;
        for (int y = 0; y < map.heightPx; y++) {
            for (int x = 0; x < map.widthPx; x++) {
                int at = y * map.widthPx + x;
                int rgb =
                        (map.map[3 * at + 2] & 255) << 16 | (map.map[3 * at + 1] & 255) << 8 | (map.map[3 * at] & 255);
                pen.dot(left + x, top + y, rgb, 1);
                pen.dot(heatLeft + left + x, top + y, HeatRamp.rgb(map.heat[at] / scale), 1);
            }
        }
        pen.text(
                String.format(Locale.ROOT, "BS Error %.2f (full)", map.error),
                0,
                panelPx + GAP_PX,
                TEXT_PX,
                true,
                ContactSheet.TITLE_INK);
        scale(pen, heatLeft, scale);
        side(pen, map, arena);
        return tile;
    }

    /** A bar of all colours between its two numbers. */
    private void scale(Pen pen, int leftPx, double scale) {
        String most = String.format(Locale.ROOT, scale == Math.rint(scale) ? "%.0f levels" : "%.1f levels", scale);
        int fromPx = leftPx + Pen.textWidthPx("0", TEXT_PX, false) + GAP_PX / 2;
        int toPx = leftPx + panelPx - Pen.textWidthPx(most, TEXT_PX, false) - GAP_PX / 2;
        pen.text("0", leftPx, panelPx + GAP_PX, TEXT_PX, false, ContactSheet.CAPTION_INK);
        pen.text(most, toPx + GAP_PX / 2, panelPx + GAP_PX, TEXT_PX, false, ContactSheet.CAPTION_INK);
        for (int x = fromPx; x < toPx; x++) {
            for (int y = 0; y < BAR_PX; y++) {
                pen.dot(x, panelPx + GAP_PX + 1 + y, HeatRamp.rgb((x - fromPx) / (toPx - fromPx - 1.0)), 1);
            }
        }
    }

    private void side(Pen pen, SheetMap map, Arena arena) {
        int leftPx = 2 * (panelPx + GAP_PX);
        int topPx = 2;
        for (String line : map.words) {
            pen.text(line, leftPx, topPx, TEXT_PX, false, ContactSheet.TITLE_INK);
            topPx += LINE_PX;
        }
        NamedLight light = map.light;
        if (light == null) {
            return;
        }
        topPx += GAP_PX;
        Image ball = UvLights.ball(light, BALL_PX, 0, ContactSheet.PAPER, arena);
        for (int y = 0; y < ball.heightPx(); y++) {
            for (int x = 0; x < ball.widthPx(); x++) {
                int rgb = ball.sample(x, y, 2) << 16 | ball.sample(x, y, 1) << 8 | ball.sample(x, y, 0);
                pen.dot(leftPx + x, topPx + y, rgb, 1);
            }
        }
        topPx += BALL_PX + GAP_PX;
        pen.text(light.name(), leftPx, topPx, TEXT_PX, false, ContactSheet.CAPTION_INK);
        pen.text(UvLights.direction(light), leftPx, topPx + LINE_PX, TEXT_PX, false, ContactSheet.CAPTION_INK);
    }
}
