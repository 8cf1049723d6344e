package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTable;
import io.cameo.dataset.ffhquv.UvTableEdit;
import io.cameo.table.ColumnKind;
import io.cameo.table.TableBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final String ID = "id";
    /** What the table of records has from the same meta file. */
    private static final Set<String> FROM_META = Set.of("age", "beard", "gender", "ffhq_index");

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

    /**
     * Adds what was measured to the table beside a record file, as columns of their own: a question may then ask for them.
     * Columns of the same name are replaced, what the table knows already stays. Maps that were not measured have no value.
     *
     * @param rec the records whose maps were measured
     * @return the table
     * @throws io.cameo.bytes.CorruptDataException if the table is damaged, or of another record file
     * @throws IOException if there is no table, or it cannot be written
     */
    public Path addTo(Path rec) throws IOException {
        try (UvTable table = UvTable.open(rec)) {
            Map<String, Row> known = HashMap.newHashMap(rows.size());
            rows.forEach(row -> known.put(row.id(), row));
            io.cameo.table.Column ids = table.table().column(ID);
            UvTableEdit edit = table.edit();
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                if (!column.kind().isNumeric() || FROM_META.contains(column.name())) {
                    continue;
                }
                double[] values = new double[table.table().rows()];
                for (int row = 0; row < values.length; row++) {
                    Row measured = known.get(ids.text(row));
                    values[row] = measured != null && measured.values().get(i) instanceof Number number
                            ? number.doubleValue()
                            : Double.NaN;
                }
                edit.numbers(column.name(), column.about(), values);
            }
            spreadNotes().forEach(edit::note);
            edit.write(rec);
            return table.path();
        }
    }

    private Map<String, String> spreadNotes() {
        IdSpread of = spread;
        return of == null
                ? Map.of()
                : Map.of(
                        NOTE_COSINE_STD, Double.toString(of.cosineStd()),
                        NOTE_TOTAL_STD, Double.toString(of.totalStd()),
                        NOTE_EMBEDDINGS, Long.toString(of.rows()));
    }

    /** Writes all of it as an {@link io.cameo.table.Table}: whole, or not at all. */
    public void writeTable(Path file) throws IOException {
        TableBuilder table = new TableBuilder();
        columns.forEach(column -> table.column(column.name(), column.kind(), column.about()));
        table.note(NOTE_SET, set.word()).note(NOTE_SOURCE, source);
        spreadNotes().forEach(table::note);
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
