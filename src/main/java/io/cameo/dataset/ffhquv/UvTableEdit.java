package io.cameo.dataset.ffhquv;

import io.cameo.table.Column;
import io.cameo.table.ColumnKind;
import io.cameo.table.Table;
import io.cameo.table.TableBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A new table of an old one: with columns added or replaced, such as metrics, or with some of its rows.
 *
 * <pre>{@code
 * try (UvTable table = UvTable.open(rec)) {
 *     table.edit().numbers("bs_error", "BS Error, profile spec2-full-v1", values).write(rec);
 * }
 * }</pre>
 *
 * <p>One thread at a time, while the old table is open.
 */
public final class UvTableEdit {
    private final Table old;
    private final Map<String, Added> added = new LinkedHashMap<>();
    private final Map<String, String> notes;
    private int @Nullable [] rows;

    UvTableEdit(Table old) {
        this.old = old;
        notes = new TreeMap<>(old.notes());
    }

    @SuppressWarnings("ArrayRecordComponent") // the edit's own
    private record Added(
            String about,
            double @Nullable [] numbers,
            @Nullable String @Nullable [] words) {}

    /**
     * Adds a column of numbers, or replaces the one of that name.
     *
     * @param about what the values are; of a metric, its profile
     * @param values one for each row of the old table, NaN where it is missing; must stay as they are until the table is written
     * @throws IllegalArgumentException if there are more or fewer
     */
    public UvTableEdit numbers(String name, String about, double[] values) {
        require(name, values.length);
        added.put(name, new Added(about, values, null));
        return this;
    }

    /** Adds a column of words, as {@link #numbers}; null is missing. */
    public UvTableEdit words(String name, String about, @Nullable String[] values) {
        require(name, values.length);
        added.put(name, new Added(about, null, values));
        return this;
    }

    private void require(String name, int values) {
        if (values != old.rows()) {
            throw new IllegalArgumentException("column has another length than its table: column=" + name
                    + ", expected=" + old.rows() + ", actual=" + values);
        }
    }

    /** Notes something of all of the table. */
    public UvTableEdit note(String name, String text) {
        notes.put(name, text);
        return this;
    }

    /** Takes these rows of the old table, in this order, and notes that they were chosen; all unless told. */
    public UvTableEdit rows(int[] chosen) {
        rows = chosen.clone();
        return note(UvTable.CHOSEN, chosen.length + " of " + old.rows());
    }

    /**
     * Writes the table beside a record file, whole or not at all; also in place of the old one, which stays open as it was.
     *
     * @param rec the file whose samples are the rows; must be there
     */
    public void write(Path rec) throws IOException {
        TableBuilder table = new TableBuilder();
        for (Column column : old.columns()) {
            Added instead = added.get(column.name());
            table.column(
                    column.name(),
                    instead == null ? column.kind() : kind(instead),
                    instead == null ? column.about() : instead.about());
        }
        added.forEach((name, column) -> {
            if (old.find(name).isEmpty()) {
                table.column(name, kind(column), column.about());
            }
        });
        int[] chosen = rows;
        for (int row : chosen == null ? IntStream.range(0, old.rows()).toArray() : chosen) {
            table.row();
            for (Column column : old.columns()) {
                if (!added.containsKey(column.name()) && !column.isMissing(row)) {
                    copy(column, row, table);
                }
            }
            added.forEach((name, column) -> set(table, name, column, row));
        }
        notes.forEach(table::note);
        finish(table, rec);
    }

    /** Says which record file a table is of, and writes it. */
    static void finish(TableBuilder table, Path rec) throws IOException {
        UvTable.Kin kin = UvTable.Kin.of(rec);
        table.note(UvTable.REC_BYTES, kin.bytes()).note(UvTable.REC_ENDS, kin.ends());
        table.write(UvTable.besides(rec));
    }

    private static ColumnKind kind(Added column) {
        return column.numbers() == null ? ColumnKind.WORD : ColumnKind.NUMBER;
    }

    private static void copy(Column column, int row, TableBuilder table) {
        switch (column.kind()) {
            case NUMBER -> table.set(column.name(), column.number(row));
            case WHOLE -> table.set(column.name(), column.whole(row));
            case WORD -> table.set(column.name(), column.word(row));
        }
    }

    private static void set(TableBuilder table, String name, Added column, int row) {
        if (column.numbers() != null) {
            table.set(name, column.numbers()[row]);
        } else if (column.words() != null) {
            table.set(name, column.words()[row]);
        }
    }
}
