package io.cameo.convert.ffhquv;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.WriteModelFactory;
import com.jerolba.carpet.model.FieldTypes;
import com.jerolba.carpet.model.WriteRecordModelType;
import io.cameo.bytes.AtomicFile;
import io.cameo.table.Column;
import io.cameo.table.Table;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Writes rows of a table as Parquet, uncompressed: doubles, whole numbers of 64 bits and texts, each of which may be null. The
 * only class that needs {@link ParquetLibrary}.
 */
final class ParquetRows {
    /** What the file says of a column stands under this and its name. */
    private static final String ABOUT = "cameo.column.";

    private ParquetRows() {}

    /** The library closes what it writes to, and the file must be forced to disk first. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    static void write(Table table, int[] rows, Path file) throws IOException {
        WriteModelFactory<Integer> model = (type, _) -> {
            WriteRecordModelType<Integer> columns = FieldTypes.writeRecordModel(type);
            for (Column column : table.columns()) {
                switch (column.kind()) {
                    case NUMBER ->
                        columns.withField(
                                column.name(),
                                FieldTypes.DOUBLE,
                                row -> column.isMissing(row) ? null : (Object) column.number(row));
                    case WHOLE ->
                        columns.withField(
                                column.name(),
                                FieldTypes.LONG,
                                row -> column.isMissing(row) ? null : (Object) column.whole(row));
                    case WORD -> columns.withField(column.name(), FieldTypes.STRING, column::word);
                }
            }
            return columns;
        };
        Map<String, String> about = new TreeMap<>();
        table.columns().forEach(column -> about.put(ABOUT + column.name(), column.about()));
        try (AtomicFile target = AtomicFile.create(file)) {
            try (CarpetWriter<Integer> out = new CarpetWriter.Builder<>(
                            new Unclosed(Channels.newOutputStream(target.channel())), Integer.class)
                    .withWriteRecordModel(model)
                    .withExtraMetaData(about)
                    .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                    .build()) {
                for (int row : rows) {
                    out.write(row);
                }
            }
            target.commit();
        }
    }
}
