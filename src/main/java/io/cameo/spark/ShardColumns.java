package io.cameo.spark;

import io.cameo.record.IrHeader;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Where the columns of records stand in rows that are written. Whole numbers of any size are taken for keys, ids and labels, for
 * labels also {@code float} and {@code double}.
 *
 * @param at the place of each column that there is
 * @param types and what it is
 */
record ShardColumns(Map<RecordColumn, Integer> at, Map<RecordColumn, DataType> types) implements Serializable {
    private static final Set<RecordColumn> HEADER_COLUMNS =
            EnumSet.of(RecordColumn.LABEL, RecordColumn.LABELS, RecordColumn.ID, RecordColumn.ID2, RecordColumn.FLAG);

    /**
     * Finds them by their names.
     *
     * @throws IllegalArgumentException if there is a column that records do not have, or none for their bytes, or two that
     *     would say the same, or one of a type that cannot become what it should
     */
    static ShardColumns of(StructType schema) {
        Map<RecordColumn, Integer> at = new EnumMap<>(RecordColumn.class);
        Map<RecordColumn, DataType> types = new EnumMap<>(RecordColumn.class);
        StructField[] fields = schema.fields();
        for (int i = 0; i < fields.length; i++) {
            RecordColumn column = RecordColumn.of(fields[i].name());
            check(column, fields[i].dataType());
            at.put(column, i);
            types.put(column, fields[i].dataType());
        }
        if (at.containsKey(RecordColumn.CONTENT) == at.containsKey(RecordColumn.PAYLOAD)) {
            throw new IllegalArgumentException(
                    "records need a column payload, or content for both header and payload: columns="
                            + String.join(",", schema.fieldNames()));
        }
        for (RecordColumn column : HEADER_COLUMNS) {
            if (at.containsKey(RecordColumn.CONTENT) && at.containsKey(column)) {
                throw new IllegalArgumentException(
                        "content holds the header already: column=" + column.title() + " would not be written");
            }
        }
        return new ShardColumns(at, types);
    }

    private static void check(RecordColumn column, DataType type) {
        boolean fits = switch (column) {
            case KEY -> isWhole(type) || type instanceof StringType;
            case ID, ID2, FLAG -> isWhole(type);
            case LABEL -> isWhole(type) || isReal(type);
            case LABELS ->
                type instanceof ArrayType array && (isWhole(array.elementType()) || isReal(array.elementType()));
            case PAYLOAD, CONTENT -> type instanceof BinaryType;
            case FILE, OFFSET, LENGTH -> true; // where a record was read from, not what it is
        };
        if (!fits) {
            throw new IllegalArgumentException("column of a type that it cannot have: column=" + column.title()
                    + ", actual=" + type.catalogString());
        }
    }

    private static boolean isWhole(DataType type) {
        return type.equals(DataTypes.LongType)
                || type.equals(DataTypes.IntegerType)
                || type.equals(DataTypes.ShortType)
                || type.equals(DataTypes.ByteType);
    }

    private static boolean isReal(DataType type) {
        return type.equals(DataTypes.FloatType) || type.equals(DataTypes.DoubleType);
    }

    boolean hasTextKeys() {
        return types.get(RecordColumn.KEY) instanceof StringType;
    }

    /** Bytes of a column that must be there; null where rows do not have it. */
    byte @Nullable [] bytes(InternalRow row, RecordColumn column) {
        Integer place = at.get(column);
        if (place == null) {
            return null;
        }
        if (row.isNullAt(place)) {
            throw new IllegalArgumentException("a record has no bytes: column=" + column.title() + " is null");
        }
        return row.getBinary(place);
    }

    /** The key where it is text. */
    String textKey(InternalRow row) {
        Integer place = at.get(RecordColumn.KEY);
        if (place == null || row.isNullAt(place)) {
            throw noKey();
        }
        return row.getUTF8String(place).toString();
    }

    /** The key as a number, or another where rows have no keys. */
    long key(InternalRow row, long otherwise) {
        if (!at.containsKey(RecordColumn.KEY)) {
            return otherwise;
        }
        Long key = whole(row, RecordColumn.KEY);
        if (key == null) {
            throw noKey();
        }
        return key;
    }

    private static IllegalArgumentException noKey() {
        return new IllegalArgumentException("a record has no key: column=key is null");
    }

    /**
     * The header that a row describes; null if it says nothing of labels and ids. Several labels stand behind the header,
     * one stands in it, unless a flag says otherwise.
     *
     * @param key for where no id is given
     */
    @Nullable
    IrHeader header(InternalRow row, long key) {
        float[] labels = labels(row);
        Long id = whole(row, RecordColumn.ID);
        Long id2 = whole(row, RecordColumn.ID2);
        Long flag = whole(row, RecordColumn.FLAG);
        if (labels == null) {
            if (id != null || flag != null) {
                throw new IllegalArgumentException("a record has an id or a flag, but no label: key=" + key);
            }
            return null;
        }
        if (flag != null && (flag == 0 ? labels.length != 1 : labels.length != flag)) {
            throw new IllegalArgumentException(
                    "flag is not the number of labels: key=" + key + ", flag=" + flag + ", labels=" + labels.length);
        }
        boolean inHeader = labels.length == 1 && (flag == null || flag == 0);
        long first = id == null ? key : id;
        IrHeader header = inHeader ? IrHeader.scalar(labels[0], first) : IrHeader.vector(labels, first);
        return id2 == null ? header : header.withId2(id2);
    }

    private float @Nullable [] labels(InternalRow row) {
        Integer several = at.get(RecordColumn.LABELS);
        if (several != null && !row.isNullAt(several)) {
            return floats(row.getArray(several), ((ArrayType) type(RecordColumn.LABELS)).elementType());
        }
        Integer one = at.get(RecordColumn.LABEL);
        if (one == null || row.isNullAt(one)) {
            return null;
        }
        DataType type = type(RecordColumn.LABEL);
        if (type.equals(DataTypes.FloatType)) {
            return new float[] {row.getFloat(one)};
        }
        if (type.equals(DataTypes.DoubleType)) {
            return new float[] {(float) row.getDouble(one)};
        }
        Long whole = whole(row, RecordColumn.LABEL);
        return whole == null ? null : new float[] {whole};
    }

    private static float[] floats(ArrayData array, DataType element) {
        float[] floats = new float[array.numElements()];
        for (int i = 0; i < floats.length; i++) {
            if (array.isNullAt(i)) {
                throw new IllegalArgumentException("a label is null: column=labels, index=" + i);
            }
            floats[i] = ((Number) array.get(i, element)).floatValue();
        }
        return floats;
    }

    private @Nullable Long whole(InternalRow row, RecordColumn column) {
        Integer place = at.get(column);
        if (place == null || row.isNullAt(place)) {
            return null;
        }
        return ((Number) row.get(place, type(column))).longValue();
    }

    private DataType type(RecordColumn column) {
        DataType type = types.get(column);
        if (type == null) {
            throw new IllegalArgumentException("rows have no such column: column=" + column.title());
        }
        return type;
    }
}
