package io.cameo.spark;

import io.cameo.spark.RecordCursor.Need;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** A scan of record files, cut into tasks. */
final class RecordScan implements SupportsReportStatistics, Batch {
    private static final long LEAST_SPLIT_BYTES = 4 << 20; // what opening a file costs, by Spark's settings

    private final ReadOptions options;
    private final List<ListedFile> files;
    private final StructType schema;
    private final RecordFilter filter;
    private final Configuration conf;

    RecordScan(
            ReadOptions options, List<ListedFile> files, StructType schema, RecordFilter filter, Configuration conf) {
        this.options = options;
        this.files = files;
        this.schema = schema;
        this.filter = filter;
        this.conf = conf;
    }

    @Override
    public StructType readSchema() {
        return schema;
    }

    @Override
    public String description() {
        return CameoSource.NAME + " files=" + files.size() + ", columns=" + schema.catalogString() + ", pushed="
                + filter.conditions();
    }

    @Override
    public Statistics estimateStatistics() {
        boolean counted = filter.isEmpty() && files.stream().allMatch(file -> file.cix() != null);
        return new Statistics() {
            @Override
            public OptionalLong sizeInBytes() {
                return OptionalLong.of(totalBytes());
            }

            @Override
            public OptionalLong numRows() {
                return counted ? OptionalLong.of(CountScan.records(files)) : OptionalLong.empty();
            }
        };
    }

    private long totalBytes() {
        return files.stream().mapToLong(ListedFile::sizeBytes).sum();
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        List<List<Slice>> tasks = options.tasks() > 0 ? SlicePlan.asMxnet(files, options.tasks()) : bySize();
        List<InputPartition> partitions = new ArrayList<>();
        try {
            for (List<Slice> slices : tasks) {
                partitions.add(new SlicePartition(List.copyOf(slices), SlicePlan.hosts(slices, conf)));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return partitions.toArray(InputPartition[]::new);
    }

    /** Where the size of tasks is left to this, it goes by what a filter leaves. */
    private List<List<Slice>> bySize() {
        long splitBytes = splitBytes();
        List<List<Slice>> tasks = SlicePlan.bySize(files, splitBytes);
        return options.splitBytes() > 0
                ? tasks
                : SlicePruning.prune(tasks, filter, options.textKeys(), conf, cores(), splitBytes);
    }

    /** As Spark cuts files of its own: by its settings, but so that every core gets something. */
    private long splitBytes() {
        if (options.splitBytes() > 0) {
            return options.splitBytes();
        }
        SparkSession session = SparkSession.active();
        long most = org.apache.spark.network.util.JavaUtils.byteStringAsBytes(
                session.conf().get("spark.sql.files.maxPartitionBytes"));
        long forEach = totalBytes() / cores();
        return Math.min(most, Math.max(LEAST_SPLIT_BYTES, forEach));
    }

    private static int cores() {
        return Math.max(1, SparkSession.active().sparkContext().defaultParallelism());
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        boolean hasLabelFilter = filter.uses(RecordColumn.LABEL);
        boolean needsKey =
                filter.uses(RecordColumn.KEY) || List.of(schema.fieldNames()).contains(RecordColumn.KEY.title());
        String table = damageTable();
        return new SliceReaderFactory(
                plan(needsKey, RowMaker.need(schema, true), table),
                plan(needsKey, atLeast(RowMaker.need(schema, false), hasLabelFilter ? Need.HEADER : Need.PLACE), table),
                schema,
                isLocal() ? null : new SerializableConfiguration(conf));
    }

    /** Whether nothing is read or written through Hadoop: its configuration takes longer to carry than records to read. */
    private boolean isLocal() {
        return options.damageTable() == null && files.stream().allMatch(ListedFile::isLocal);
    }

    private static Need atLeast(Need need, Need least) {
        return need.compareTo(least) >= 0 ? need : least;
    }

    private @Nullable String damageTable() {
        String table = options.damageTable();
        try {
            return table == null ? null : DamageLog.folder(table, conf);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private ReadPlan plan(boolean needsKey, Need need, @Nullable String damageTable) {
        return new ReadPlan(
                need, needsKey, options.textKeys(), options.sums(), options.passesOver(), damageTable, filter);
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return new CustomMetric[] {new DamagedRegionsMetric(), new DamagedBytesMetric()};
    }
}
