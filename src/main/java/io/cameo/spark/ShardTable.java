package io.cameo.spark;

import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;

/** A folder of shards as a table that is written. */
record ShardTable(StructType rowType) implements SupportsWrite {
    @Override
    public String name() {
        return CameoSource.NAME;
    }

    @Override
    public Column[] columns() {
        return Arrays.stream(rowType.fields())
                .map(field -> Column.create(field.name(), field.dataType(), field.nullable()))
                .toArray(Column[]::new);
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_WRITE, TableCapability.TRUNCATE, TableCapability.ACCEPT_ANY_SCHEMA);
    }

    @Override
    public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
        return new Builder(info);
    }

    private static final class Builder implements SupportsTruncate {
        private final LogicalWriteInfo info;
        private boolean replaces;

        Builder(LogicalWriteInfo info) {
            this.info = info;
        }

        @Override
        public WriteBuilder truncate() {
            replaces = true;
            return this;
        }

        @Override
        public Write build() {
            ShardColumns columns = ShardColumns.of(info.schema());
            boolean all = replaces;
            return new Write() {
                @Override
                public BatchWrite toBatch() {
                    return new ShardWrite(info, columns, all);
                }
            };
        }
    }
}
