package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.ffhquv.Figures;
import io.cameo.convert.ffhquv.UvFigures;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What {@code cameo uv compare} says. */
final class UvCompareText {
    private static final String NONE = "-";

    private UvCompareText() {}

    static void print(UvFigures first, UvFigures second, PrintStream out) {
        row(out, "", first.name(), second.name());
        row(out, "maps", Numbers.grouped(first.maps()), Numbers.grouped(second.maps()));
        for (String profile : both(first.errors(), second.errors())) {
            out.println("BS Error, " + profile);
            Figures one = first.errors().get(profile);
            Figures other = second.errors().get(profile);
            row(out, "  mean", number(one == null ? null : one.mean()), number(other == null ? null : other.mean()));
            row(
                    out,
                    "  median",
                    number(one == null ? null : one.median()),
                    number(other == null ? null : other.median()));
            row(out, "  95 %", number(one == null ? null : one.p95()), number(other == null ? null : other.p95()));
            count(out, one, other, first, second);
        }
        if (!Double.isNaN(first.cosineStd()) || !Double.isNaN(second.cosineStd())) {
            out.println("ID std");
            row(out, "  of cosines", number(first.cosineStd()), number(second.cosineStd()));
            row(out, "  in all", number(first.totalStd()), number(second.totalStd()));
            row(out, "  in all, ratio", "", ratio(second.totalStd(), first.totalStd()));
        }
        for (String name : both(first.numbers(), second.numbers())) {
            row(
                    out,
                    name,
                    range(first.numbers().get(name)),
                    range(second.numbers().get(name)));
        }
        for (String gender : new TreeSet<>(both(first.gender(), second.gender()))) {
            row(out, gender, share(first.gender(), gender), share(second.gender(), gender));
        }
    }

    /** Where not all maps have the figure. */
    private static void count(
            PrintStream out, @Nullable Figures one, @Nullable Figures other, UvFigures first, UvFigures second) {
        long left = one == null ? 0 : one.count();
        long right = other == null ? 0 : other.count();
        if (left != first.maps() || right != second.maps()) {
            row(out, "  of maps", Numbers.grouped(left), Numbers.grouped(right));
        }
    }

    private static Set<String> both(Map<String, ?> one, Map<String, ?> other) {
        Set<String> keys = new LinkedHashSet<>(one.keySet());
        keys.addAll(other.keySet());
        return keys;
    }

    private static void row(PrintStream out, String name, String first, String second) {
        out.println(String.format(Locale.ROOT, "%-24s %26s %26s", name, first, second)
                .stripTrailing());
    }

    private static String number(@Nullable Double value) {
        return value == null ? NONE : UvMetricsText.number(value);
    }

    private static String ratio(double of, double to) {
        double percent = 100 * of / to;
        return Double.isFinite(percent) ? String.format(Locale.ROOT, "%.2f %%", percent) : NONE;
    }

    /** {@code 5.000 .. 34.500 .. 61.000}: least, median, most. */
    private static String range(@Nullable Figures figures) {
        return figures == null || figures.count() == 0
                ? NONE
                : number(figures.least()) + " .. " + number(figures.median()) + " .. " + number(figures.most());
    }

    private static String share(Map<String, Long> gender, String of) {
        long all = gender.values().stream().mapToLong(Long::longValue).sum();
        long count = gender.getOrDefault(of, 0L);
        return all == 0 ? NONE : Numbers.grouped(count) + String.format(Locale.ROOT, " (%.1f %%)", 100.0 * count / all);
    }

    static void json(UvFigures first, UvFigures second, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (UvFigures side : new UvFigures[] {first, second}) {
            out.writeStartObject();
            out.writeStringField("set", side.name());
            out.writeNumberField("maps", side.maps());
            figures("bs_error", side.errors(), out);
            UvMetricsText.number("id_cosine_std", side.cosineStd(), out);
            UvMetricsText.number("id_total_std", side.totalStd(), out);
            figures("columns", side.numbers(), out);
            out.writeObjectFieldStart("gender");
            for (Map.Entry<String, Long> gender : side.gender().entrySet()) {
                out.writeNumberField(gender.getKey(), gender.getValue());
            }
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void figures(String name, Map<String, Figures> figures, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart(name);
        for (Map.Entry<String, Figures> entry : figures.entrySet()) {
            out.writeObjectFieldStart(entry.getKey());
            UvMetricsText.figures(entry.getValue(), out);
            out.writeEndObject();
        }
        out.writeEndObject();
    }
}
