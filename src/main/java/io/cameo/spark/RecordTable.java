package io.cameo.spark;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Record files as a table that is read.
 *
 * @param rowType the columns that were asked for
 */
record RecordTable(StructType rowType, Map<String, String> options) implements Table, SupportsRead {
    @Override
    public String name() {
        return CameoSource.NAME + " " + options.getOrDefault(ReadOptions.PATH, "");
    }

    @Override
    public Column[] columns() {
        return Arrays.stream(rowType.fields())
                .map(field -> Column.create(field.name(), field.dataType(), field.nullable()))
                .toArray(Column[]::new);
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap scanOptions) {
        // A table of a catalog is scanned without the options that it was made with.
        Map<String, String> all = new HashMap<>(new CaseInsensitiveStringMap(options));
        all.putAll(scanOptions);
        Map<String, String> asWritten = new HashMap<>(options);
        asWritten.putAll(scanOptions.asCaseSensitiveMap());
        ReadOptions read = ReadOptions.of(new CaseInsensitiveStringMap(all));
        RowMaker.check(rowType, read.textKeys());
        return new RecordScanBuilder(read, rowType, ReadOptions.configuration(asWritten));
    }
}
