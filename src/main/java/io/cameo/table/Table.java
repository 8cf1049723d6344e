package io.cameo.table;

import io.cameo.bundle.Bundle;
import io.cameo.bundle.Codec;
import io.cameo.bundle.DType;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.MappedFile;
import io.cameo.bytes.PageFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Columns of numbers and words, one value a row and column: what is known of the samples of a data set, to be asked by a
 * {@link Query}. A mapped file; any number of threads may read it until it is closed.
 *
 * <p>Opening it reads what it says of itself. Each column is held against its checksum when it is first asked for a value: what
 * is read is as it was written, and what nobody reads takes no time. {@link #check()} looks at all of them.
 */
public final class Table implements AutoCloseable {
    private final MappedFile file;
    private final int rows;
    private final List<Column> columns;
    private final Map<String, String> notes;

    private Table(MappedFile file, About about, List<Column> columns) {
        this.file = file;
        this.rows = about.rows;
        this.columns = List.copyOf(columns);
        this.notes = Map.copyOf(about.notes);
    }

    /** What the file says of itself. */
    private static final class About {
        private int version = -1;
        private int rows = -1;
        private final List<String[]> columns = new ArrayList<>();
        private final Map<String, String> notes = new LinkedHashMap<>();
    }

    /**
     * Maps a table.
     *
     * @throws CorruptDataException if it is none, or damaged
     */
    public static Table open(Path path) throws IOException {
        MappedFile file = MappedFile.open(path);
        try {
            Bundle bundle = new Bundle().wrap(file.segment(), path, 0);
            int part = bundle.require(TableParts.ABOUT);
            About about = about(bundle, part);
            Parts parts = Parts.of(path, bundle);
            List<Column> columns = new ArrayList<>();
            for (String[] column : about.columns) {
                columns.add(column(parts, part, about.rows, column));
            }
            return new Table(file, about, columns);
        } catch (InternalError fault) {
            file.close();
            throw PageFault.in(path, 0, fault);
        } catch (Throwable failure) {
            file.close();
            throw failure;
        }
    }

    private static About about(Bundle bundle, int part) {
        About about = new About();
        try {
            TableJson in = new TableJson(bundle.read(part));
            in.begin('{');
            while (in.hasNext('}')) {
                switch (in.name()) {
                    case "version" -> about.version = in.integer();
                    case "rows" -> about.rows = in.integer();
                    case "columns" -> {
                        in.begin('[');
                        while (in.hasNext(']')) {
                            about.columns.add(readColumn(in));
                        }
                    }
                    case "notes" -> readNotes(in, about.notes);
                    default -> in.skip();
                }
            }
            in.end();
        } catch (TableJson.BadJsonException bad) {
            CorruptDataException corrupt = bundle.corrupt(part, "table does not say what it is: " + bad.getMessage());
            corrupt.initCause(bad);
            throw corrupt;
        }
        if (about.version != TableParts.VERSION || about.rows < 0) {
            throw bundle.corrupt(part, "not a table that is known: version=" + about.version + ", rows=" + about.rows);
        }
        return about;
    }

    private static String[] readColumn(TableJson in) throws TableJson.BadJsonException {
        String[] column = {"", "", ""};
        in.begin('{');
        while (in.hasNext('}')) {
            String name = in.name();
            int place = name.equals("name") ? 0 : name.equals("kind") ? 1 : name.equals("about") ? 2 : -1;
            String text = in.stringOrOther();
            if (place >= 0 && text != null) {
                column[place] = text;
            }
        }
        return column;
    }

    private static void readNotes(TableJson in, Map<String, String> notes) throws TableJson.BadJsonException {
        in.begin('{');
        while (in.hasNext('}')) {
            String name = in.name();
            String text = in.stringOrOther();
            if (text != null) {
                notes.put(name, text);
            }
        }
    }

    /** The parts of a file, found by name: a bundle looks through all of its own each time. */
    private record Parts(Path file, Bundle bundle, Map<String, Integer> places) {
        static Parts of(Path file, Bundle bundle) {
            Map<String, Integer> places = HashMap.newHashMap(bundle.parts());
            for (int part = 0; part < bundle.parts(); part++) {
                places.putIfAbsent(bundle.name(part), part);
            }
            return new Parts(file, bundle, places);
        }

        /** A part in place; of {@code elements}, or any number where that is negative. */
        TablePart get(String name, DType dtype, long elements) {
            Integer known = places.get(name);
            int part = known == null ? bundle.require(name) : known;
            if (bundle.dtype(part) != dtype
                    || bundle.codec(part) != Codec.STORED
                    || (elements >= 0 && bundle.bytes(part) != elements * dtype.bytes())) {
                throw bundle.corrupt(
                        part, "part of a table has another form: expected=" + elements + " " + dtype.numpyName());
            }
            return TablePart.of(file, bundle, part);
        }
    }

    /** Joins names by {@code concat}: {@code +} would make a class at run time, which takes a millisecond of the first opening. */
    private static Column column(Parts parts, int about, int rows, String[] said) {
        String name = said[0];
        for (ColumnKind kind : ColumnKind.values()) {
            if (kind.word().equals(said[1])) {
                TablePart values = parts.get(TableParts.VALUES.concat(name), kind.dtype(), rows);
                String bits = TableParts.MISSING.concat(name);
                TablePart missing =
                        parts.places.containsKey(bits) ? parts.get(bits, DType.UINT8, (rows + 7L) / 8) : null;
                Column.Words words = Column.Words.NONE;
                if (kind == ColumnKind.WORD) {
                    words = new Column.Words(
                            parts.get(TableParts.OFFSETS.concat(name), DType.INT32, -1),
                            parts.get(TableParts.WORDS.concat(name), DType.UINT8, -1));
                }
                return new Column(parts.file, name, kind, said[2], rows, values, missing, words);
            }
        }
        throw parts.bundle.corrupt(about, "column of an unknown kind: column=" + name + ", kind=" + said[1]);
    }

    /**
     * Holds all columns against their checksums.
     *
     * @throws CorruptDataException if one is damaged
     */
    public void check() {
        columns.forEach(Column::check);
    }

    public Path path() {
        return file.path();
    }

    public int rows() {
        return rows;
    }

    /** All columns, in the order in which they were made. */
    public List<Column> columns() {
        return columns;
    }

    /** The column of that name, of any case, with - for _ if one likes. */
    public Optional<Column> find(String name) {
        String plain = name.toLowerCase(java.util.Locale.ROOT).replace('-', '_');
        for (Column column : columns) {
            if (column.name().equals(plain)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /**
     * The column of that name.
     *
     * @throws IllegalArgumentException if there is none; names those that there are
     */
    public Column column(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("no such column: column=" + name + ", known="
                        + columns.stream().map(Column::name).toList()));
    }

    /** All that was noted of all of it. Unmodifiable. */
    public Map<String, String> notes() {
        return notes;
    }

    /** What was noted of all of it, or null. */
    public @Nullable String note(String name) {
        return notes.get(name);
    }

    @Override
    public void close() {
        file.close();
    }
}
