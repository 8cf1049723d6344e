package io.cameo.cli;

import io.cameo.convert.Markup;
import java.util.List;
import java.util.Locale;

/** Draws SVG, y downwards, in units of about a pixel. Classes of {@link BenchPage}'s style give the colours. */
final class Plot {
    private final int widthPx;
    private final int heightPx;
    private final Markup inside = new Markup();

    Plot(int widthPx, int heightPx) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
    }

    /** The picture, which fills the width it gets. */
    Markup svg(String title) {
        Markup out = new Markup().raw("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
        out.attribute("aria-label", title).attribute("viewBox", "0 0 " + widthPx + " " + heightPx);
        return out.raw(">").append(inside).raw("</svg>");
    }

    /** A filled rectangle that says something when one points at it. */
    void box(double x, double y, double width, double height, String style, String said) {
        inside.raw("<rect").attribute("class", style).attribute("x", px(x)).attribute("y", px(y));
        inside.attribute("width", px(Math.max(0, width)))
                .attribute("height", px(height))
                .attribute("rx", "2");
        inside.raw(">").element("title", said).raw("</rect>");
    }

    void dot(double x, double y, int color, String said) {
        inside.raw("<circle")
                .attribute("class", "s" + color)
                .attribute("cx", px(x))
                .attribute("cy", px(y));
        inside.raw(" r=\"3.5\">").element("title", said).raw("</circle>");
    }

    /** A line from point to point, each {@code {x, y}}. */
    void path(String style, List<double[]> points) {
        StringBuilder d = new StringBuilder();
        for (double[] point : points) {
            d.append(d.isEmpty() ? "M" : "L").append(px(point[0])).append(' ').append(px(point[1]));
        }
        inside.raw("<path")
                .attribute("class", style)
                .attribute("d", d.toString())
                .raw("/>");
    }

    /** A line across. */
    void grid(double x, double y, double toX) {
        path("grid", List.of(new double[] {x, y}, new double[] {toX, y}));
    }

    /** A colour's meaning. */
    void key(double x, double y, int color, String text) {
        inside.raw("<circle")
                .attribute("class", "s" + color)
                .attribute("cx", px(x + 4))
                .attribute("cy", px(y - 4));
        inside.raw(" r=\"4\"/>");
        text(x + 14, y, text);
    }

    void text(double x, double y, String text) {
        write(x, y, "tick", "start", text);
    }

    /** Text that ends at a place. */
    void end(double x, double y, String style, String text) {
        write(x, y, style, "end", text);
    }

    void middle(double x, double y, String text) {
        write(x, y, "tick", "middle", text);
    }

    void styled(double x, double y, String style, String text) {
        write(x, y, style, "start", text);
    }

    private void write(double x, double y, String style, String anchor, String text) {
        inside.raw("<text").attribute("class", style).attribute("x", px(x)).attribute("y", px(y));
        inside.attribute("text-anchor", anchor).raw(">").text(text).raw("</text>");
    }

    private static String px(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
