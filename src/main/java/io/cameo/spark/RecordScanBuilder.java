package io.cameo.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.connector.expressions.aggregate.AggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownAggregates;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Takes what of a query can be done while reading: conditions on key and label, columns, {@code count(*)}. */
final class RecordScanBuilder
        implements SupportsPushDownFilters, SupportsPushDownRequiredColumns, SupportsPushDownAggregates {
    private final ReadOptions options;
    private final Configuration conf;
    private StructType required;
    private List<Filter> pushed = List.of();
    private int counts;
    private @Nullable List<ListedFile> files;

    RecordScanBuilder(ReadOptions options, StructType schema, Configuration conf) {
        this.options = options;
        this.conf = conf;
        required = schema;
    }

    @Override
    public Filter[] pushFilters(Filter[] filters) {
        List<Filter> ours = new ArrayList<>();
        List<Filter> left = new ArrayList<>();
        for (Filter filter : filters) {
            boolean known = options.pushesDown() && RecordFilter.knows(filter, options.textKeys());
            (known ? ours : left).add(filter);
        }
        pushed = ours;
        return left.toArray(Filter[]::new);
    }

    @Override
    public Filter[] pushedFilters() {
        return pushed.toArray(Filter[]::new);
    }

    @Override
    public void pruneColumns(StructType requiredSchema) {
        required = requiredSchema;
    }

    @Override
    public boolean supportCompletePushDown(Aggregation aggregation) {
        return isAnsweredByIndex(aggregation);
    }

    @Override
    public boolean pushAggregation(Aggregation aggregation) {
        if (!isAnsweredByIndex(aggregation)) {
            return false;
        }
        counts = aggregation.aggregateExpressions().length;
        return true;
    }

    private boolean isAnsweredByIndex(Aggregation aggregation) {
        if (!options.pushesDown() || options.passesOver() || !pushed.isEmpty()) {
            return false;
        }
        for (AggregateFunc function : aggregation.aggregateExpressions()) {
            if (!(function instanceof CountStar)) {
                return false;
            }
        }
        return aggregation.groupByExpressions().length == 0
                && aggregation.aggregateExpressions().length > 0
                && files().stream().allMatch(file -> file.cix() != null);
    }

    @Override
    public Scan build() {
        return counts > 0
                ? new CountScan(CountScan.records(files()), counts)
                : new RecordScan(options, files(), required, RecordFilter.of(pushed), conf);
    }

    private List<ListedFile> files() {
        List<ListedFile> known = files;
        if (known == null) {
            try {
                known = Listing.of(options.paths(), options.recursive(), conf);
            } catch (FileNotFoundException wrong) {
                // What Python is told of this is its message alone; of other kinds, it is a page of frames.
                throw new IllegalArgumentException(wrong.getMessage(), wrong);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            files = known;
        }
        return known;
    }
}
