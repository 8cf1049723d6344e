package io.cameo.spark;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;

/** Reads the slices of one task. One thread at a time. */
final class SliceReader implements PartitionReader<InternalRow> {
    private final List<Slice> slices;
    private final SliceReaderFactory how;
    private final long attempt;
    private final Configuration conf;
    private final RowMaker rows;
    private final DamageLog damages;
    private @Nullable RecordCursor cursor;
    private int slice;
    private @Nullable InternalRow row;

    SliceReader(List<Slice> slices, SliceReaderFactory how, long attempt) {
        this.slices = slices;
        this.how = how;
        this.attempt = attempt;
        conf = how.hadoop();
        rows = new RowMaker(how.schema());
        damages = new DamageLog(how.indexed().passesOver(), how.indexed().damageTable());
    }

    @Override
    public boolean next() throws IOException {
        while (true) {
            RecordCursor open = cursor;
            if (open == null) {
                if (slice == slices.size()) {
                    return false;
                }
                open = open(slices.get(slice++));
                cursor = open;
            }
            while (open.next()) {
                if (take(open)) {
                    return true;
                }
            }
            open.close();
            cursor = null;
            if (slice == slices.size()) {
                damages.write(slices.getFirst(), attempt, conf);
            }
        }
    }

    /** Makes the row; a damaged part of a bundle costs the record. */
    private boolean take(RecordCursor record) throws IOException {
        try {
            row = rows.row(record);
            return true;
        } catch (CorruptDataException damaged) {
            if (!damages.passesOver()) {
                throw damaged;
            }
            record.damaged(record.offset(), record.offset() + record.contentLength(), record.key(), damaged.reason());
            return false;
        }
    }

    private RecordCursor open(Slice part) throws IOException {
        ListedFile file = part.file();
        FileBytes bytes = FileBytes.open(file.location(), file.sizeBytes(), conf);
        try {
            CixHead cix = file.cix();
            if (cix != null) {
                return new IndexedCursor(part, bytes, new CixEntries(cix, conf), how.indexed(), damages);
            }
            ListedFile.SideFile idx = file.idx();
            boolean wantsKeys = how.walked().needsKey() || damages.passesOver();
            IdxKeys keys =
                    idx == null || !wantsKeys ? null : new IdxKeys(idx, part.beginBytes(), part.endBytes(), conf);
            return new FrameCursor(part, bytes, keys, how.walked(), damages);
        } catch (Throwable failure) {
            bytes.close();
            throw failure;
        }
    }

    @Override
    public InternalRow get() {
        return Objects.requireNonNull(row, "next() was not called");
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return new CustomTaskMetric[] {
            new TaskValue(DamagedRegionsMetric.NAME, damages.regions()),
            new TaskValue(DamagedBytesMetric.NAME, damages.bytes())
        };
    }

    private record TaskValue(String name, long value) implements CustomTaskMetric {}

    @Override
    public void close() throws IOException {
        RecordCursor open = cursor;
        cursor = null;
        if (open != null) {
            open.close();
        }
    }
}
