package io.cameo.spark;

import io.cameo.bundle.Bundle;
import io.cameo.spark.RecordCursor.Need;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Makes rows of a schema out of records. Not thread-safe. */
final class RowMaker {
    private final List<Cell> cells = new ArrayList<>();
    private final Bundle bundle = new Bundle();
    private boolean isBundle;

    /** Gives one column's value. */
    private interface Cell {
        @Nullable
        Object of(RecordCursor record) throws IOException;
    }

    /** @param schema of columns that {@link #check} let through */
    RowMaker(StructType schema) {
        boolean hasParts = false;
        for (StructField field : schema.fields()) {
            boolean isPart = !RecordColumn.isOne(field.name());
            hasParts |= isPart;
            cells.add(
                    isPart ? part(field.name(), (StructType) field.dataType()) : fixed(RecordColumn.of(field.name())));
        }
        if (hasParts) {
            Cell first = cells.getFirst();
            cells.set(0, record -> {
                wrap(record);
                return first.of(record);
            });
        }
    }

    /**
     * Refuses columns that records do not have.
     *
     * @throws IllegalArgumentException if the type is not what it should be
     */
    static void check(StructType schema, boolean textKeys) {
        for (StructField field : schema.fields()) {
            if (RecordColumn.isOne(field.name())) {
                String expected = RecordColumn.of(field.name()).type(textKeys).catalogString();
                if (!expected.equals(field.dataType().catalogString())) {
                    throw new IllegalArgumentException("column of another type: column=" + field.name() + ", expected="
                            + expected + ", actual=" + field.dataType().catalogString());
                }
            } else if (!isPart(field)) {
                throw new IllegalArgumentException("records have no such column: column=" + field.name()
                        + "; a part of a bundle is a " + RecordColumn.PART.catalogString() + ", or some of it");
            }
        }
    }

    private static boolean isPart(StructField field) {
        return field.dataType() instanceof StructType struct
                && Arrays.stream(struct.fields())
                        .allMatch(inner ->
                                Arrays.asList(RecordColumn.PART.fieldNames()).contains(inner.name())
                                        && RecordColumn.PART
                                                .apply(inner.name())
                                                .dataType()
                                                .catalogString()
                                                .equals(inner.dataType().catalogString()));
    }

    /** What of each record such rows take. */
    static Need need(StructType schema, boolean hasCix) {
        Need need = Need.PLACE;
        for (StructField field : schema.fields()) {
            Need own = RecordColumn.isOne(field.name())
                    ? RecordColumn.of(field.name()).need(hasCix)
                    : Need.CONTENT;
            need = own.compareTo(need) > 0 ? own : need;
        }
        return need;
    }

    /**
     * The row of the record that a cursor stands on.
     *
     * @throws io.cameo.bytes.CorruptDataException if a part of a bundle is damaged
     */
    InternalRow row(RecordCursor record) throws IOException {
        @Nullable Object[] values = new Object[cells.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = cells.get(i).of(record);
        }
        return new GenericInternalRow(values);
    }

    private static Cell fixed(RecordColumn column) {
        return switch (column) {
            case KEY -> RecordCursor::key;
            case LABEL -> RecordCursor::label;
            case LABELS ->
                record -> record.header().exists()
                        ? new GenericArrayData(record.header().labels())
                        : null;
            case ID -> record -> record.header().exists() ? record.header().id() : null;
            case ID2 -> record -> record.header().exists() ? record.header().id2() : null;
            case FLAG -> record -> record.header().exists() ? record.header().flag() : null;
            case PAYLOAD -> record -> copy(record, record.header().lengthWithLabels());
            case CONTENT -> record -> copy(record, 0);
            case LENGTH -> RecordCursor::contentLength;
            case FILE -> record -> record.slice().file().name();
            case OFFSET -> RecordCursor::offset;
        };
    }

    private static byte[] copy(RecordCursor record, int from) {
        return Arrays.copyOfRange(record.frames().content(), from, record.contentLength());
    }

    private void wrap(RecordCursor record) {
        int from = record.header().lengthWithLabels();
        int length = record.contentLength() - from;
        MemorySegment content = MemorySegment.ofArray(record.frames().content());
        isBundle = Bundle.isBundle(content, from, length);
        if (isBundle) {
            String location = record.slice().file().location();
            bundle.wrap(content, from, length, FileBytes.named(location), record.offset());
        }
    }

    private Cell part(String name, StructType wanted) {
        return _ -> {
            int part = isBundle ? bundle.find(name) : -1;
            return part < 0 ? null : new GenericInternalRow(values(part, wanted));
        };
    }

    private Object[] values(int part, StructType wanted) {
        return Arrays.stream(wanted.fieldNames())
                .map(field -> switch (field) {
                    case "type" -> UTF8String.fromString(bundle.mediaType(part));
                    case "dtype" -> UTF8String.fromString(bundle.dtype(part).numpyName());
                    case "shape" -> new GenericArrayData(bundle.shape(part));
                    default -> bundle.read(part);
                })
                .toArray();
    }
}
