package io.cameo.convert.matting;

import io.cameo.convert.PersonColors;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Interpolation;
import io.cameo.image.Pen;
import io.cameo.image.PixelFormat;
import io.cameo.image.Transforms;
import io.cameo.matte.Region;
import io.cameo.matte.Trimaps;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** The pictures of a frame at the size of a panel, drawn onto a tile. One worker's. */
final class SheetPanels {
    static final int CHECKER_PX = 8;
    static final int CHECKER_LIGHT = 0xffffff;
    static final int CHECKER_DARK = 0xd6d6d6;

    private static final int FULL = 255;
    private static final int UNKNOWN_GRAY = 128;

    private final ImageCodec codec;
    private final Trimaps trimaps = new Trimaps();
    private int widthPx;
    private int heightPx;
    private byte[] colours = {};
    private byte[][] mattes = {};

    SheetPanels(ImageCodec codec) {
        this.codec = codec;
    }

    /** Scales the image and its mattes so that they fit a panel. */
    void load(SheetFrame frame, SheetPlan plan) {
        double scale = Math.min(
                (double) plan.panelWidthPx() / frame.widthPx(), (double) plan.panelHeightPx() / frame.heightPx());
        widthPx = Math.clamp(Math.round(frame.widthPx() * scale), 1, plan.panelWidthPx());
        heightPx = Math.clamp(Math.round(frame.heightPx() * scale), 1, plan.panelHeightPx());
        Image photo = frame.photo();
        colours = photo == null ? new byte[0] : scaled(photo, Interpolation.CUBIC);
        mattes = scaled(frame.mattes());
    }

    int widthPx() {
        return widthPx;
    }

    int heightPx() {
        return heightPx;
    }

    private byte[][] scaled(@Nullable Image[] planes) {
        byte[][] out = new byte[planes.length][];
        for (int i = 0; i < planes.length; i++) {
            Image plane = planes[i];
            out[i] = plane == null ? new byte[0] : scaled(plane, Interpolation.LINEAR);
        }
        return out;
    }

    /** @param enlarging how, where it must grow; what shrinks is averaged, unless values must stay what they are */
    private byte[] scaled(Image image, Interpolation enlarging) {
        boolean shrinks = widthPx < image.widthPx() && enlarging != Interpolation.NEAREST;
        Interpolation how = shrinks ? Interpolation.AREA : enlarging;
        return Transforms.resize(widthPx, heightPx, how, 0)
                .apply(image, 0, codec)
                .toBytes();
    }

    /** The image as it is; nothing where there is none. */
    void photo(Pen pen, int leftPx, int topPx) {
        if (colours.length == 0) {
            return;
        }
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                pen.dot(leftPx + x, topPx + y, colour(y * widthPx + x), 1);
            }
        }
    }

    /** Everybody in a colour of his own, over a checkerboard. */
    void mattes(Pen pen, int leftPx, int topPx) {
        flat(mattes, pen, leftPx, topPx);
    }

    /** Coarse masks, as {@link #mattes}. */
    void masks(SheetFrame frame, Pen pen, int leftPx, int topPx) {
        flat(scaled(frame.masks()), pen, leftPx, topPx);
    }

    /**
     * Mattes are what is visible of each person, so their shares of a pixel add up; where they come to more than all of it,
     * they share it in proportion.
     */
    private void flat(byte[][] planes, Pen pen, int leftPx, int topPx) {
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                int at = y * widthPx + x;
                int sum = sum(planes, at);
                double unit = Math.max(FULL, sum);
                int rgb = 0;
                for (int shift = 0; shift <= 16; shift += 8) {
                    double level = (checker(x, y) >> shift & FULL) * (1 - sum / unit);
                    for (int person = 0; person < planes.length; person++) {
                        level += sample(planes[person], at) / unit * (PersonColors.of(person + 1) >> shift & FULL);
                    }
                    rgb |= (int) Math.round(level) << shift;
                }
                pen.dot(leftPx + x, topPx + y, rgb, 1);
            }
        }
    }

    /** All people without what is behind them, over a checkerboard. */
    void cutOut(Pen pen, int leftPx, int topPx) {
        if (colours.length == 0) {
            return;
        }
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                int at = y * widthPx + x;
                pen.dot(leftPx + x, topPx + y, checker(x, y), 1);
                pen.dot(leftPx + x, topPx + y, colour(at), Math.min(FULL, sum(mattes, at)) / (double) FULL);
            }
        }
    }

    /**
     * The trimap that metrics are taken by, of all people together: gray where it is unknown for anybody, white where it is
     * somebody, else black.
     */
    void trimap(SheetFrame frame, Pen pen, int leftPx, int topPx) {
        Image all = frame.take(PixelFormat.GRAY8);
        all.pixels().fill((byte) 0);
        Image one = frame.take(PixelFormat.GRAY8);
        for (Image matte : frame.mattes()) {
            if (matte != null) {
                trimaps.evaluation(matte, one);
                unite(one.pixels(), all.pixels(), (long) frame.widthPx() * frame.heightPx());
            }
        }
        byte[] shown = scaled(all, Interpolation.NEAREST);
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                int region = shown[y * widthPx + x];
                int gray = region == Region.UNKNOWN.value()
                        ? UNKNOWN_GRAY
                        : region == Region.FOREGROUND.value() ? FULL : 0;
                pen.dot(leftPx + x, topPx + y, gray << 16 | gray << 8 | gray, 1);
            }
        }
    }

    private static void unite(MemorySegment one, MemorySegment all, long pixels) {
        for (long at = 0; at < pixels; at++) {
            byte region = one.get(ValueLayout.JAVA_BYTE, at);
            if (region != Region.BACKGROUND.value() && all.get(ValueLayout.JAVA_BYTE, at) != Region.UNKNOWN.value()) {
                all.set(ValueLayout.JAVA_BYTE, at, region);
            }
        }
    }

    static int checker(int xPx, int yPx) {
        return (xPx / CHECKER_PX + yPx / CHECKER_PX) % 2 == 0 ? CHECKER_LIGHT : CHECKER_DARK;
    }

    private int colour(int at) {
        int blue = colours[3 * at] & FULL;
        int green = colours[3 * at + 1] & FULL;
        int red = colours[3 * at + 2] & FULL;
        return red << 16 | green << 8 | blue;
    }

    private static int sum(byte[][] planes, int at) {
        int sum = 0;
        for (byte[] plane : planes) {
            sum += sample(plane, at);
        }
        return sum;
    }

    private static int sample(byte[] plane, int at) {
        return plane.length == 0 ? 0 : plane[at] & FULL;
    }
}
