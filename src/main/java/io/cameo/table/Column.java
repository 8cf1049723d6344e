package io.cameo.table;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One column of a {@link Table}: a view of its file, valid until that is closed. Any number of threads may read.
 *
 * <p>Values are asked for as what the column's {@link #kind} says; another kind throws {@link IllegalStateException}, a row that is
 * not there {@link IndexOutOfBoundsException}. A value that is missing reads as NaN, 0 and null.
 */
public final class Column {
    private final String name;
    private final ColumnKind kind;
    private final String about;
    private final int rows;
    private final TablePart values;
    private final @Nullable TablePart missing;
    private final Words words;
    private final Path file;

    Column(
            Path file,
            String name,
            ColumnKind kind,
            String about,
            int rows,
            TablePart values,
            @Nullable TablePart missing,
            Words words) {
        this.file = file;
        this.name = name;
        this.kind = kind;
        this.about = about;
        this.rows = rows;
        this.values = values;
        this.missing = missing;
        this.words = words;
    }

    /** The different words of a column, in the order of their numbers: offsets, then UTF-8. */
    record Words(TablePart offsets, TablePart utf8) {
        static final Words NONE = new Words(TablePart.NONE, TablePart.NONE);
        private static final int MISFIT = -2;

        int size() {
            return (int) Math.max(0, offsets.sizeBytes() / Integer.BYTES - 1);
        }

        /** The number of a word, -1 if it is none; all are looked at, as bytes. -2 if offsets do not fit. */
        int find(byte[] wanted) {
            int[] ends = new int[(int) (offsets.sizeBytes() / Integer.BYTES)];
            byte[] text = new byte[(int) utf8.sizeBytes()];
            offsets.buffer().asIntBuffer().get(ends);
            utf8.buffer().get(text);
            for (int i = 0; i < size(); i++) {
                if (ends[i] < 0 || ends[i + 1] < ends[i] || ends[i + 1] > text.length) {
                    return MISFIT;
                }
                if (ends[i + 1] - ends[i] == wanted.length
                        && Arrays.equals(text, ends[i], ends[i + 1], wanted, 0, wanted.length)) {
                    return i;
                }
            }
            return -1;
        }

        /** Null if the offsets do not fit. */
        @Nullable
        String get(int number) {
            Objects.checkIndex(number, size());
            int begin = offsets.bytes().get(LittleEndian.INT, (long) number * Integer.BYTES);
            int end = offsets.bytes().get(LittleEndian.INT, (long) (number + 1) * Integer.BYTES);
            if (begin < 0 || end < begin || end > utf8.sizeBytes()) {
                return null;
            }
            return new String(
                    utf8.bytes().asSlice(begin, end - begin).toArray(LittleEndian.BYTE), StandardCharsets.UTF_8);
        }
    }

    /** Letters, digits and underscores, beginning with a letter; lower case. */
    public String name() {
        return name;
    }

    public ColumnKind kind() {
        return kind;
    }

    /** What the values are, with their unit; of a metric, its profile. One line, may be empty. */
    public String about() {
        return about;
    }

    public int rows() {
        return rows;
    }

    public boolean isMissing(int row) {
        Objects.checkIndex(row, rows);
        TablePart bits = missing;
        if (bits != null && (bits.bytes().get(LittleEndian.BYTE, row >> 3) >> (row & 7) & 1) != 0) {
            return true;
        }
        return kind == ColumnKind.NUMBER
                && Double.isNaN(values.bytes().get(LittleEndian.DOUBLE, (long) row * Double.BYTES));
    }

    /** A number; whole ones are widened. */
    public double number(int row) {
        Objects.checkIndex(row, rows);
        if (!kind.isNumeric()) {
            throw new IllegalStateException("column has no numbers: column=" + name);
        }
        if (isMissing(row)) {
            return Double.NaN;
        }
        long at = (long) row * Long.BYTES;
        return kind == ColumnKind.NUMBER
                ? values.bytes().get(LittleEndian.DOUBLE, at)
                : values.bytes().get(LittleEndian.LONG, at);
    }

    /** A whole number. */
    public long whole(int row) {
        Objects.checkIndex(row, rows);
        if (kind != ColumnKind.WHOLE) {
            throw new IllegalStateException("column has no whole numbers: column=" + name);
        }
        return isMissing(row) ? 0 : values.bytes().get(LittleEndian.LONG, (long) row * Long.BYTES);
    }

    /** A text. */
    public @Nullable String word(int row) {
        int number = wordNumber(row);
        return number < 0 ? null : wordAt(number);
    }

    /** The number of a text among {@link #wordAt}; -1 where it is missing. */
    public int wordNumber(int row) {
        Objects.checkIndex(row, rows);
        if (kind != ColumnKind.WORD) {
            throw new IllegalStateException("column has no words: column=" + name);
        }
        return known(values.bytes().get(LittleEndian.INT, (long) row * Integer.BYTES));
    }

    private int known(int number) {
        if (number < -1 || number >= words.size()) {
            throw new CorruptDataException(
                    file,
                    0,
                    "no word has that number: column=" + name + ", number=" + number + ", words=" + words.size());
        }
        return number;
    }

    /** How many different words there are. */
    public int words() {
        return words.size();
    }

    /** One of the different words. */
    public String wordAt(int number) {
        String word = words.get(number);
        if (word == null) {
            throw misfit();
        }
        return word;
    }

    /** The number of a text among {@link #wordAt}; -1 if it is none of them. Looks through all. */
    int find(String word) {
        int number = words.find(word.getBytes(StandardCharsets.UTF_8));
        if (number == Words.MISFIT) {
            throw misfit();
        }
        return number;
    }

    private CorruptDataException misfit() {
        return new CorruptDataException(file, 0, "words of a column do not fit: column=" + name);
    }

    /** A value as people read it; empty where it is missing. */
    public String text(int row) {
        if (isMissing(row)) {
            return "";
        }
        return switch (kind) {
            case NUMBER -> Numbers.text(number(row));
            case WHOLE -> Long.toString(whole(row));
            case WORD -> Objects.requireNonNullElse(word(row), "");
        };
    }

    /** Holds its parts against their checksums. */
    void check() {
        MemorySegment _ = values.bytes();
        if (missing != null) {
            MemorySegment _ = missing.bytes();
        }
        MemorySegment _ = words.offsets.bytes();
        MemorySegment _ = words.utf8.bytes();
    }

    /**
     * {@code dst[i]} becomes the number of row {@code from + i}, NaN where it is missing.
     *
     * @param from a multiple of 8
     */
    void fill(int from, int count, double[] dst, long[] room) {
        Objects.checkFromIndexSize(from, count, rows);
        if (kind == ColumnKind.NUMBER) {
            values.buffer().asDoubleBuffer().get(from, dst, 0, count);
        } else {
            values.buffer().asLongBuffer().get(from, room, 0, count);
            for (int i = 0; i < count; i += Query.STEP) {
                widen(room, dst, i, Math.min(count, i + Query.STEP));
            }
        }
        ByteBuffer bits = missing == null ? null : missing.buffer();
        for (int i = 0; bits != null && i < count; i += Byte.SIZE) {
            byte here = bits.get((from + i) >> 3);
            if (here != 0) {
                hide(here, dst, i, Math.min(count, i + Byte.SIZE));
            }
        }
    }

    private static void widen(long[] from, double[] dst, int begin, int end) {
        for (int i = begin; i < end; i++) {
            dst[i] = from[i];
        }
    }

    private static void hide(int bits, double[] dst, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if ((bits >> (i - begin) & 1) != 0) {
                dst[i] = Double.NaN;
            }
        }
    }

    /** {@code dst[i]} becomes the number of the word of row {@code from + i}, -1 where it is missing. */
    void fill(int from, int count, int[] dst) {
        values.buffer().asIntBuffer().get(from, dst, 0, count);
        for (int i = 0; i < count; i += Query.STEP) {
            require(dst, i, Math.min(count, i + Query.STEP));
        }
    }

    private void require(int[] numbers, int begin, int end) {
        int least = 0;
        int most = -1;
        for (int i = begin; i < end; i++) {
            least = Math.min(least, numbers[i]);
            most = Math.max(most, numbers[i]);
        }
        int _ = known(least < -1 ? least : most);
    }
}
