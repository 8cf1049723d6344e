package io.cameo.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The answer to {@code count(*)} out of the heads of the {@code .cix} files: no task runs. */
record CountScan(long records, int columns) implements LocalScan {
    /** How many records the indexes of files have, which must all have one. */
    static long records(List<ListedFile> files) {
        long records = 0;
        for (ListedFile file : files) {
            CixHead cix = file.cix();
            records += cix == null ? 0 : cix.records();
        }
        return records;
    }

    @Override
    public StructType readSchema() {
        StructType schema = new StructType();
        for (int i = 0; i < columns; i++) {
            schema = schema.add("count_" + i, DataTypes.LongType, false);
        }
        return schema;
    }

    @Override
    public InternalRow[] rows() {
        Object[] row = new Object[columns];
        Arrays.fill(row, records);
        return new InternalRow[] {new GenericInternalRow(row)};
    }

    @Override
    public String description() {
        return CameoSource.NAME + " count out of .cix: records=" + records;
    }
}
