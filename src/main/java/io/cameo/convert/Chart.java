package io.cameo.convert;

import java.util.List;
import java.util.Locale;

/** Bar charts as inline SVG. Each bar carries its count as {@code data-n} and its name as a tooltip. */
public final class Chart {
    private static final int WIDTH = 360;
    private static final int LEFT = 4;
    private static final int TOP = 16;
    private static final int PLOT_HEIGHT = 110;
    private static final int AXIS_HEIGHT = 20;
    private static final int TICKS = 5;
    private static final int ROW_HEIGHT = 20;
    private static final int ROW_NAME_WIDTH = 96;
    private static final int ROW_COUNT_WIDTH = 60;

    /**
     * One bar.
     *
     * @param name what it stands for, in full
     * @param tick what the axis says at its left edge
     * @param count its length
     * @param query what the page's search finds it by; empty for nothing
     */
    public record Bar(String name, String tick, long count, String query) {}

    private Chart() {}

    /** Upright bars along an axis. */
    public static Markup columns(String id, String title, String note, List<Bar> bars) {
        Markup out = begin(id, title, note);
        int height = TOP + PLOT_HEIGHT + AXIS_HEIGHT;
        openSvg(out, title, height);
        long most = most(bars);
        double step = (double) (WIDTH - 2 * LEFT) / Math.max(1, bars.size());
        double width = Math.min(48, step * (bars.size() > 24 ? 0.86 : 0.78));
        out.raw("<text class=\"tick\" x=\"" + LEFT + "\" y=\"11\">")
                .text(Numbers.grouped(most))
                .raw("</text>");
        line(out, TOP);
        line(out, TOP + PLOT_HEIGHT / 2);
        int every = Math.max(1, Math.ceilDiv(bars.size(), TICKS));
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double x = LEFT + i * step + (step - width) / 2;
            double length = length(bar.count(), most, PLOT_HEIGHT);
            bar(out, bar, x, TOP + PLOT_HEIGHT - length, width, length);
            if (i % every == 0) {
                boolean last = i + every >= bars.size() && bars.size() > 1 && i * step > WIDTH - 60;
                out.raw("<text class=\"tick\"" + (last ? " text-anchor=\"end\"" : ""))
                        .attribute("x", number(last ? WIDTH - LEFT : x))
                        .attribute("y", height - 5)
                        .raw(">")
                        .text(bar.tick())
                        .raw("</text>");
            }
        }
        out.raw("<path class=\"base\" d=\"M" + LEFT + " " + (TOP + PLOT_HEIGHT) + "H" + (WIDTH - LEFT) + "\"/>");
        return out.raw("</svg></figure>");
    }

    /** Lying bars, one under the other, each with its name before and its count behind. */
    public static Markup rows(String id, String title, String note, List<Bar> bars) {
        Markup out = begin(id, title, note);
        openSvg(out, title, Math.max(1, bars.size()) * ROW_HEIGHT + 4);
        long most = most(bars);
        int room = WIDTH - ROW_NAME_WIDTH - ROW_COUNT_WIDTH;
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            int y = i * ROW_HEIGHT + 4;
            double length = length(bar.count(), most, room);
            rowText(out, "name", ROW_NAME_WIDTH - 8, y, true, bar.tick());
            bar(out, bar, ROW_NAME_WIDTH, y, length, ROW_HEIGHT - 7);
            rowText(out, "tick", ROW_NAME_WIDTH + length + 6, y, false, Numbers.grouped(bar.count()));
        }
        return out.raw("</svg></figure>");
    }

    private static Markup begin(String id, String title, String note) {
        Markup out = new Markup().raw("<figure class=\"chart\"").attribute("id", id);
        return out.raw("><figcaption>")
                .element("strong", title)
                .raw(" ")
                .element("span", note)
                .raw("</figcaption>");
    }

    private static void openSvg(Markup out, String title, int height) {
        out.raw("<svg role=\"img\" xmlns=\"http://www.w3.org/2000/svg\"")
                .attribute("viewBox", "0 0 " + WIDTH + " " + height)
                .attribute("aria-label", title)
                .raw(">");
    }

    private static void bar(Markup out, Bar bar, double x, double y, double width, double height) {
        out.raw("<rect class=\"bar\" rx=\"1.5\"")
                .attribute("x", number(x))
                .attribute("y", number(y))
                .attribute("width", number(width))
                .attribute("height", number(height))
                .attribute("data-n", bar.count());
        if (!bar.query().isEmpty()) {
            out.attribute("data-q", bar.query());
        }
        out.raw(">")
                .element("title", bar.name() + ": " + Numbers.grouped(bar.count()))
                .raw("</rect>");
    }

    private static void rowText(Markup out, String style, double x, int y, boolean atEnd, String text) {
        out.raw("<text")
                .attribute("class", style)
                .attribute("x", number(x))
                .attribute("y", y + 11)
                .raw(atEnd ? " text-anchor=\"end\">" : ">")
                .text(text)
                .raw("</text>");
    }

    private static void line(Markup out, int y) {
        out.raw("<path class=\"grid\" d=\"M" + LEFT + " " + y + "H" + (WIDTH - LEFT) + "\"/>");
    }

    private static long most(List<Bar> bars) {
        return bars.stream().mapToLong(Bar::count).max().orElse(0);
    }

    /** What is there can be seen, however little it is. */
    private static double length(long count, long most, int room) {
        return count == 0 ? 0 : Math.max(1.5, (double) count / most * room);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
