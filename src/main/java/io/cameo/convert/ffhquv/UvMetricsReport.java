package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.table.ColumnKind;
import io.cameo.table.TableBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was measured.
 *
 * @param set whose maps they are
 * @param columns in their order: {@code id} first
 * @param rows one for each map, in the order of ids
 * @param faults of maps that could not be measured; their rows have no figures
 * @param spread of the embeddings; null where there were none
 * @param source where the maps lay
 * @param cancelled whether it was stopped before its end
 * @param wallNanos how long it took
 */
public record UvMetricsReport(
        UvSet set,
        List<Column> columns,
        List<Row> rows,
        List<Fault> faults,
        @Nullable IdSpread spread,
        String source,
        boolean cancelled,
        long wallNanos) {
    static final String NOTE_SET = "set";
    static final String NOTE_SOURCE = "source";
    static final String NOTE_COSINE_STD = "id_cosine_std";
    static final String NOTE_TOTAL_STD = "id_total_std";
    static final String NOTE_EMBEDDINGS = "id_embeddings";

    /**
     * What is known of each map under a name.
     *
     * @param about what it is; of BS Error its profile
     */
    public record Column(String name, ColumnKind kind, String about) {}

    /**
     * A map.
     *
     * @param values of the columns: {@code String}, {@code Double} or {@code Long}; null where missing
     */
    public record Row(String id, List<@Nullable Object> values) {}

    /** A map that could not be measured. */
    public record Fault(String id, String reason) {}

    /** Whether every map was measured. */
    public boolean isComplete() {
        return !cancelled && faults.isEmpty();
    }

    /** The numbers of a column, NaN where missing; empty if there is no such column of numbers. */
    public Optional<double[]> numbers(String name) {
        for (int i = 0; i < columns.size(); i++) {
            int at = i;
            Column column = columns.get(i);
            if (column.name().equals(name) && column.kind().isNumeric()) {
                return Optional.of(rows.stream()
                        .mapToDouble(row ->
                                row.values().get(at) instanceof Number number ? number.doubleValue() : Double.NaN)
                        .toArray());
            }
        }
        return Optional.empty();
    }

    /** Writes all of it as an {@link io.cameo.table.Table}: whole, or not at all. */
    public void writeTable(Path file) throws IOException {
        TableBuilder table = new TableBuilder();
        columns.forEach(column -> table.column(column.name(), column.kind(), column.about()));
        table.note(NOTE_SET, set.word()).note(NOTE_SOURCE, source);
        IdSpread of = spread;
        if (of != null) {
            table.note(NOTE_COSINE_STD, Double.toString(of.cosineStd()));
            table.note(NOTE_TOTAL_STD, Double.toString(of.totalStd()));
            table.note(NOTE_EMBEDDINGS, Long.toString(of.rows()));
        }
        for (Row row : rows) {
            table.row();
            for (int i = 0; i < columns.size(); i++) {
                String name = columns.get(i).name();
                switch (row.values().get(i)) {
                    case Double number -> table.set(name, number);
                    case Long whole -> table.set(name, whole);
                    case String word -> table.set(name, word);
                    case null, default -> {}
                }
            }
        }
        table.write(file);
    }
}
