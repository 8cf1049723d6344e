package io.cameo.spark;

import io.cameo.record.Record;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** One record as a test compares it: what Spark's row says, or what the library's own reader does. */
record SeenRow(
        @Nullable String key,
        @Nullable Float label,
        @Nullable List<Float> labels,
        @Nullable Long id,
        @Nullable Long id2,
        String payload,
        String file,
        long offset) {
    /** All rows of the usual columns. */
    static List<SeenRow> of(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(SeenRow::of).toList();
    }

    private static SeenRow of(Row row) {
        Object key = row.get(0);
        return new SeenRow(
                key == null ? null : key.toString(),
                row.getAs(1),
                row.isNullAt(2) ? null : row.<Float>getList(2),
                row.getAs(3),
                row.getAs(4),
                HexFormat.of().formatHex(row.getAs(5)),
                row.getString(6),
                row.getLong(7));
    }

    static SeenRow of(InternalRow row) {
        return new SeenRow(
                row.isNullAt(0) ? null : Long.toString(row.getLong(0)),
                row.isNullAt(1) ? null : (Float) row.getFloat(1),
                row.isNullAt(2) ? null : boxed(row.getArray(2).toFloatArray()),
                row.isNullAt(3) ? null : (Long) row.getLong(3),
                row.isNullAt(4) ? null : (Long) row.getLong(4),
                HexFormat.of().formatHex(row.getBinary(5)),
                row.getUTF8String(6).toString(),
                row.getLong(7));
    }

    /** What the library reads, in file order; keys only where an index has them. */
    static List<SeenRow> of(Path rec) throws IOException {
        List<SeenRow> all = new ArrayList<>();
        try (RecordFile file = RecordFile.open(rec)) {
            RecordReader reader = file.reader();
            RecordView view = new RecordView();
            while (reader.next(view)) {
                all.add(of(rec, file, view));
            }
        }
        return all;
    }

    private static SeenRow of(Path rec, RecordFile file, RecordView view) {
        Record record = view.toRecord();
        boolean headed = view.hasHeader();
        byte[] payload = (headed ? record.payload() : record.content()).toArray(ValueLayout.JAVA_BYTE);
        return new SeenRow(
                file.hasIndexFile() ? view.keyText() : null,
                headed ? (Float) view.label(0) : null,
                headed ? boxed(record.header().labels()) : null,
                headed ? (Long) view.id() : null,
                headed ? (Long) view.id2() : null,
                HexFormat.of().formatHex(payload),
                SparkRun.location(rec),
                view.offsetBytes());
    }

    private static List<Float> boxed(float[] labels) {
        Float[] boxed = new Float[labels.length];
        Arrays.setAll(boxed, i -> labels[i]);
        return List.of(boxed);
    }
}
