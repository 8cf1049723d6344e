package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.table.Column;
import io.cameo.table.ColumnKind;
import io.cameo.table.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code cameo uv query} says: a table to people, values to machines. */
final class UvQueryText {
    private static final String NONE = "-";
    private static final String BETWEEN = "  ";

    private final Table table;
    private final List<Column> columns;
    private final int found;

    /**
     * @param columns to show, in this order
     * @param found how many rows meet the condition
     */
    UvQueryText(Table table, List<Column> columns, int found) {
        this.table = table;
        this.columns = columns;
        this.found = found;
    }

    /** Aligned columns, numbers to the right, then one line that counts. */
    void print(int[] rows, PrintStream out) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(Column::name).toList());
        for (int row : rows) {
            lines.add(columns.stream()
                    .map(column -> column.isMissing(row) ? NONE : Console.printable(column.text(row)))
                    .toList());
        }
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                boolean right = columns.get(i).kind() != ColumnKind.WORD;
                String pad = " ".repeat(widths[i] - line.get(i).length());
                text.append(i == 0 ? "" : BETWEEN).append(right ? pad : "").append(line.get(i));
                text.append(right || i == widths.length - 1 ? "" : pad);
            }
            text.append(System.lineSeparator());
        }
        out.print(text);
        String more = rows.length < found ? "; " + Numbers.grouped(rows.length) + " shown" : "";
        out.println(Numbers.grouped(found) + " of " + Numbers.count(table.rows(), "sample") + more);
    }

    void csv(int[] rows, PrintStream out) {
        out.println(columns.stream().map(Column::name).collect(Collectors.joining(",")));
        StringBuilder line = new StringBuilder();
        for (int row : rows) {
            line.setLength(0);
            for (Column column : columns) {
                line.append(line.isEmpty() && column == columns.getFirst() ? "" : ",")
                        .append(quoted(column.text(row)));
            }
            out.println(line);
        }
    }

    /** As RFC 4180 has it. */
    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    void json(int[] rows, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("table", table.path().toString());
        out.writeNumberField("rows", table.rows());
        out.writeNumberField("found", found);
        out.writeArrayFieldStart("samples");
        for (int row : rows) {
            out.writeStartObject();
            for (Column column : columns) {
                out.writeFieldName(column.name());
                write(column, row, out);
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(Column column, int row, JsonGenerator out) throws IOException {
        if (column.isMissing(row)) {
            out.writeNull();
            return;
        }
        switch (column.kind()) {
            case NUMBER -> out.writeNumber(column.number(row));
            case WHOLE -> out.writeNumber(column.whole(row));
            case WORD -> out.writeString(column.word(row));
        }
    }

    /** What there is to ask. */
    static void columns(Table table, PrintStream out, boolean asJson) throws IOException {
        if (asJson) {
            JsonPrinter.print(out, json -> {
                json.writeStartArray();
                for (Column column : table.columns()) {
                    json.writeStartObject();
                    json.writeStringField("name", column.name());
                    json.writeStringField("kind", kind(column));
                    json.writeStringField("about", column.about());
                    json.writeNumberField("missing", missing(column));
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
            return;
        }
        int width = table.columns().stream()
                .mapToInt(column -> column.name().length())
                .max()
                .orElse(0);
        for (Column column : table.columns()) {
            long missing = missing(column);
            out.printf(
                    Locale.ROOT,
                    "%-" + Math.max(1, width) + "s  %-6s  %s%s%n",
                    column.name(),
                    kind(column),
                    Console.printable(column.about()),
                    missing == 0 ? "" : "; " + Numbers.grouped(missing) + " missing");
        }
        out.println(Numbers.count(table.rows(), "sample"));
    }

    private static String kind(Column column) {
        return column.kind().name().toLowerCase(Locale.ROOT);
    }

    private static long missing(Column column) {
        int[] rows = new int[column.rows()];
        Arrays.setAll(rows, row -> row);
        return Arrays.stream(rows).filter(column::isMissing).count();
    }
}
