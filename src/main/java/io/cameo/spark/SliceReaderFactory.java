package io.cameo.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What goes from the driver to the executors.
 *
 * @param indexed how files with a {@code .cix} are read
 * @param walked how the others are
 * @param conf null where nothing is read or written through Hadoop
 */
record SliceReaderFactory(
        ReadPlan indexed,
        ReadPlan walked,
        StructType schema,
        @Nullable SerializableConfiguration conf) implements PartitionReaderFactory {
    /** Hadoop's configuration; an empty one where nothing asks for it. */
    Configuration hadoop() {
        return conf == null ? new Configuration(false) : conf.value();
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        TaskContext task = TaskContext.get();
        return new SliceReader(((SlicePartition) partition).slices(), this, task == null ? 0 : task.taskAttemptId());
    }
}
