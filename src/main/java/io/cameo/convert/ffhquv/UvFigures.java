package io.cameo.convert.ffhquv;

import io.cameo.table.Column;
import io.cameo.table.ColumnKind;
import io.cameo.table.Table;
import io.cameo.texture.BsProfile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the measurement of a set comes to: one side of a comparison.
 *
 * @param name of the set
 * @param maps how many rows
 * @param errors BS Error by {@link BsProfile#text}, as far as it was measured
 * @param numbers of other columns, by their names, with the region of those that have one
 * @param gender how many have each
 * @param cosineStd as {@link IdSpread#cosineStd}; NaN where it is not known
 * @param totalStd as {@link IdSpread#totalStd}; NaN where it is not known
 */
public record UvFigures(
        String name,
        long maps,
        Map<String, Figures> errors,
        Map<String, Figures> numbers,
        Map<String, Long> gender,
        double cosineStd,
        double totalStd) {
    private static final String GENDER = "gender";
    private static final String INDEX = "ffhq_index";
    /** Figures over different regions are different figures. */
    private static final Pattern REGION = Pattern.compile("\\bregion=([A-Za-z0-9_.-]+)");

    /** Of what was just measured. */
    public static UvFigures of(UvMetricsReport report) {
        Map<String, Figures> errors = new LinkedHashMap<>();
        Map<String, Figures> numbers = new LinkedHashMap<>();
        for (UvMetricsReport.Column column : report.columns()) {
            report.numbers(column.name())
                    .ifPresent(values -> sort(column.name(), column.about(), values, errors, numbers));
        }
        Map<String, Long> gender = new TreeMap<>();
        int at = report.columns().stream()
                .map(UvMetricsReport.Column::name)
                .toList()
                .indexOf(GENDER);
        if (at >= 0) {
            report.rows().forEach(row -> count(row.values().get(at), gender));
        }
        IdSpread spread = report.spread();
        return new UvFigures(
                report.set().word(),
                report.rows().size(),
                errors,
                numbers,
                gender,
                spread == null ? Double.NaN : spread.cosineStd(),
                spread == null ? Double.NaN : spread.totalStd());
    }

    /** Of a table that {@code cameo uv metrics} wrote. */
    public static UvFigures of(Table table) {
        Map<String, Figures> errors = new LinkedHashMap<>();
        Map<String, Figures> numbers = new LinkedHashMap<>();
        Map<String, Long> gender = new TreeMap<>();
        for (Column column : table.columns()) {
            if (column.kind().isNumeric()) {
                double[] values = IntStream.range(0, table.rows())
                        .mapToDouble(column::number)
                        .toArray();
                sort(column.name(), column.about(), values, errors, numbers);
            } else if (column.name().equals(GENDER) && column.kind() == ColumnKind.WORD) {
                IntStream.range(0, table.rows()).forEach(row -> count(column.word(row), gender));
            }
        }
        return new UvFigures(
                Objects.requireNonNullElse(
                        table.note(UvMetricsReport.NOTE_SET),
                        String.valueOf(table.path().getFileName())),
                table.rows(),
                errors,
                numbers,
                gender,
                noted(table, UvMetricsReport.NOTE_COSINE_STD),
                noted(table, UvMetricsReport.NOTE_TOTAL_STD));
    }

    /** Only a column that carries a profile is a BS Error. */
    private static void sort(
            String name, String about, double[] values, Map<String, Figures> errors, Map<String, Figures> numbers) {
        if (name.equals(INDEX)) {
            return; // a name, not an amount
        }
        if (name.startsWith("bs_")) {
            try {
                errors.put(BsProfile.parse(about).text(), Figures.of(values));
                return;
            } catch (IllegalArgumentException other) {
                // somebody else's column: one of numbers like any
            }
        }
        Matcher region = REGION.matcher(about);
        numbers.put(region.find() ? name + " (" + region.group(1) + ")" : name, Figures.of(values));
    }

    private static void count(@Nullable Object value, Map<String, Long> into) {
        if (value != null) {
            into.merge(value.toString(), 1L, Long::sum);
        }
    }

    private static double noted(Table table, String name) {
        String text = table.note(name);
        try {
            return text == null ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException other) {
            return Double.NaN;
        }
    }
}
