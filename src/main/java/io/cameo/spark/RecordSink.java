package io.cameo.spark;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * What {@link CameoSource} hands a write to, once it knows that it is to happen. Spark makes one by its name; it is not
 * meant to be named by others.
 */
public final class RecordSink implements TableProvider {
    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        throw new IllegalArgumentException("only for writing: read with format " + CameoSource.NAME);
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        if (partitioning.length > 0) {
            throw new IllegalArgumentException(
                    "records are not partitioned by columns: columns=" + partitioning.length);
        }
        return new ShardTable(schema);
    }
}
