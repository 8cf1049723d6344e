package io.cameo.convert.matting;

import io.cameo.image.Pen;
import java.util.ArrayList;
import java.util.List;

/** Text that fits where it is to stand. */
final class SheetLines {
    private static final String CUT = "..";

    private SheetLines() {}

    /** The text, or as much of its beginning as fits, and two dots. */
    static String fit(String text, int widthPx, int capitalPx, boolean bold) {
        String shown = text;
        for (int length = Math.min(text.length(), widthPx);
                length > 0 && Pen.textWidthPx(shown, capitalPx, bold) > widthPx;
                length--) {
            shown = text.substring(0, length - 1).stripTrailing() + CUT;
        }
        return shown;
    }

    /** The text in lines, cut between words; what is left over goes into the last one, cut if need be. */
    static List<String> wrap(String text, int widthPx, int capitalPx, int most) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        while (lines.size() < most - 1 && Pen.textWidthPx(rest, capitalPx, false) > widthPx) {
            int end = 1;
            while (end < rest.length() && Pen.textWidthPx(rest.substring(0, end + 1), capitalPx, false) <= widthPx) {
                end++;
            }
            int space = rest.lastIndexOf(' ', end);
            lines.add(rest.substring(0, space > 0 ? space : end));
            rest = rest.substring(space > 0 ? space : end).strip();
        }
        if (!rest.isEmpty()) {
            lines.add(fit(rest, widthPx, capitalPx, false));
        }
        return lines;
    }
}
