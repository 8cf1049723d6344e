package io.cameo.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.util.SerializableConfiguration;

/** What goes from the driver to the executors. */
record ShardWriterFactory(ShardPlace place, ShardColumns columns, SerializableConfiguration conf)
        implements DataWriterFactory {
    @Override
    public DataWriter<InternalRow> createWriter(int partition, long task) {
        try {
            return new ShardWriter(place, columns, conf.value(), partition, task);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
