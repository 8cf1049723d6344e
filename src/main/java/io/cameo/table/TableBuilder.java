package io.cameo.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.bundle.BundleWriter;
import io.cameo.bundle.Codec;
import io.cameo.bundle.DType;
import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Table}: columns first, then row after row. Keeps all of it in memory, 8 bytes a number. One thread at a
 * time.
 */
public final class TableBuilder {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final int MOST_COLUMNS = 500;

    private final List<Building> columns = new ArrayList<>();
    private final Map<String, Integer> byName = new LinkedHashMap<>();
    private final Map<String, String> notes = new TreeMap<>();
    private int rows;

    private static final class Building {
        final String name;
        final ColumnKind kind;
        final String about;
        long[] values = new long[64];
        byte[] missing = new byte[8];
        boolean misses;
        final Map<String, Integer> words = new LinkedHashMap<>();

        Building(String name, ColumnKind kind, String about) {
            this.name = name;
            this.kind = kind;
            this.about = about;
        }

        void room(int rows) {
            if (values.length < rows) {
                values = Arrays.copyOf(values, 2 * rows);
                missing = Arrays.copyOf(missing, rows / 4 + 1);
            }
        }

        void miss(int row) {
            values[row] = kind == ColumnKind.WORD ? -1 : 0;
            missing[row >> 3] |= (byte) (1 << (row & 7));
            misses = true;
        }

        void put(int row, long bits) {
            values[row] = bits;
            missing[row >> 3] &= (byte) ~(1 << (row & 7));
        }
    }

    /**
     * Adds a column, before the first row.
     *
     * @param name lower-case letters, digits and underscores, beginning with a letter
     * @param about what the values are; one line
     * @throws IllegalArgumentException if the name is no such name, is taken, or is a word of the language
     */
    public TableBuilder column(String name, ColumnKind kind, String about) {
        if (rows > 0) {
            throw new IllegalStateException("columns come before rows: column=" + name + ", rows=" + rows);
        }
        if (!NAME.matcher(name).matches() || Token.isKeyword(name) || byName.containsKey(name)) {
            throw new IllegalArgumentException("not a name for a column, or taken: column=" + name);
        }
        if (columns.size() == MOST_COLUMNS) {
            throw new IllegalArgumentException("too many columns: most=" + MOST_COLUMNS);
        }
        byName.put(name, columns.size());
        columns.add(new Building(name, kind, about.replace('\n', ' ')));
        return this;
    }

    /** Notes something about all of the table, such as what it was made from. */
    public TableBuilder note(String name, String text) {
        notes.put(name, text);
        return this;
    }

    /** Begins a row, of which all values are missing so far. */
    public TableBuilder row() {
        for (Building column : columns) {
            column.room(rows + 1);
            column.miss(rows);
        }
        rows++;
        return this;
    }

    /** How many rows were begun. */
    public int rows() {
        return rows;
    }

    /** A number of the last row; NaN is missing. In a column of whole numbers it must be one. */
    public TableBuilder set(String name, double value) {
        Building column = column(name);
        if (column.kind == ColumnKind.WHOLE) {
            if (value != Math.rint(value) || Math.abs(value) > 0x1p53) {
                throw new IllegalArgumentException("not a whole number: column=" + name + ", value=" + value);
            }
            column.put(rows - 1, (long) value);
        } else if (column.kind == ColumnKind.NUMBER) {
            if (Double.isNaN(value)) {
                column.miss(rows - 1);
            } else {
                column.put(rows - 1, Double.doubleToRawLongBits(value));
            }
        } else {
            throw new IllegalArgumentException("column has words: column=" + name + ", value=" + value);
        }
        return this;
    }

    /** A whole number of the last row. */
    public TableBuilder set(String name, long value) {
        Building column = column(name);
        if (column.kind == ColumnKind.WORD) {
            throw new IllegalArgumentException("column has words: column=" + name + ", value=" + value);
        }
        column.put(rows - 1, column.kind == ColumnKind.WHOLE ? value : Double.doubleToRawLongBits((double) value));
        return this;
    }

    /** A text of the last row; null is missing. */
    public TableBuilder set(String name, @Nullable String value) {
        Building column = column(name);
        if (column.kind != ColumnKind.WORD) {
            throw new IllegalArgumentException("column has numbers: column=" + name + ", value=" + value);
        }
        if (value == null) {
            column.miss(rows - 1);
        } else {
            Integer known = column.words.get(value);
            int number = known == null ? column.words.size() : known;
            if (known == null) {
                column.words.put(value, number);
            }
            column.put(rows - 1, number);
        }
        return this;
    }

    private Building column(String name) {
        Integer place = byName.get(name);
        if (place == null) {
            throw new IllegalArgumentException("no such column: column=" + name + ", known=" + byName.keySet());
        }
        if (rows == 0) {
            throw new IllegalStateException("no row was begun: column=" + name);
        }
        return columns.get(place);
    }

    /** Writes the table: whole, or not at all. */
    public void write(Path file) throws IOException {
        try (Arena arena = Arena.ofConfined();
                AtomicFile target = AtomicFile.create(file)) {
            BundleWriter writer = new BundleWriter();
            for (Building column : columns) {
                add(writer, column);
            }
            byte[] about = about();
            add(writer, TableParts.ABOUT, "application/json", DType.UINT8, about, about.length);
            MemorySegment bytes = arena.allocate(writer.maxBytes(), Long.BYTES);
            long size = writer.writeTo(bytes, 0);
            ByteBuffer whole = bytes.asSlice(0, size).asByteBuffer();
            while (whole.hasRemaining()) {
                target.channel().write(whole);
            }
            target.commit();
        }
    }

    private void add(BundleWriter writer, Building column) {
        int size = column.kind.dtype().bytes();
        MemorySegment values = MemorySegment.ofArray(new byte[Math.multiplyExact(rows, size)]);
        for (int row = 0; row < rows; row++) {
            if (size == Integer.BYTES) {
                values.set(LittleEndian.INT, (long) row * size, (int) column.values[row]);
            } else {
                values.set(LittleEndian.LONG, (long) row * size, column.values[row]);
            }
        }
        writer.add(TableParts.VALUES + column.name, "", column.kind.dtype(), Codec.STORED, values, rows);
        if (column.misses && hasMissing(column)) {
            add(writer, TableParts.MISSING + column.name, "", DType.UINT8, column.missing, (rows + 7) / 8);
        }
        if (column.kind == ColumnKind.WORD) {
            addWords(writer, column);
        }
    }

    private boolean hasMissing(Building column) {
        for (int row = 0; row < rows; row++) {
            if ((column.missing[row >> 3] >> (row & 7) & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    private static void addWords(BundleWriter writer, Building column) {
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
        MemorySegment offsets = MemorySegment.ofArray(new byte[(column.words.size() + 1) * Integer.BYTES]);
        int number = 1;
        for (String word : column.words.keySet()) {
            utf8.writeBytes(word.getBytes(StandardCharsets.UTF_8));
            offsets.set(LittleEndian.INT, (long) number++ * Integer.BYTES, utf8.size());
        }
        writer.add(TableParts.OFFSETS + column.name, "", DType.INT32, Codec.STORED, offsets, column.words.size() + 1L);
        add(writer, TableParts.WORDS + column.name, "", DType.UINT8, utf8.toByteArray(), utf8.size());
    }

    private static void add(BundleWriter writer, String part, String media, DType dtype, byte[] bytes, int length) {
        writer.add(
                part, media, dtype, Codec.STORED, MemorySegment.ofArray(bytes).asSlice(0, length), length);
    }

    private byte[] about() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("version", TableParts.VERSION);
            out.writeNumberField("rows", rows);
            out.writeArrayFieldStart("columns");
            for (Building column : columns) {
                out.writeStartObject();
                out.writeStringField("name", column.name);
                out.writeStringField("kind", column.kind.word());
                out.writeStringField("about", column.about);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeObjectFieldStart("notes");
            for (Map.Entry<String, String> note : notes.entrySet()) {
                out.writeStringField(note.getKey(), note.getValue());
            }
            out.writeEndObject();
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
