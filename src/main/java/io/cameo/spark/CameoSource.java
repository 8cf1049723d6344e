package io.cameo.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.execution.datasources.DataSourceUtils;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.CreatableRelationProvider;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Record files for Apache Spark, under the name {@code cameo}.
 *
 * <pre>{@code
 * Dataset<Row> faces = spark.read().format("cameo").load("faces/*.rec");
 * faces.where("label < 1000").write().format("cameo").save("small");
 * }</pre>
 *
 * <p>Columns, options, types and guarantees stand in {@code docs/spark.md}. Spark makes one of these by its name; the jar
 * says so in {@code META-INF/services}, which nobody but Spark reads.
 */
public final class CameoSource implements TableProvider, DataSourceRegister, CreatableRelationProvider {
    /** What Spark calls it. */
    static final String NAME = "cameo";

    @Override
    public String shortName() {
        return NAME;
    }

    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return ReadOptions.of(options).schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new RecordTable(schema, properties);
    }

    /**
     * Writes shards into a folder. Spark comes here, as for sources of the first version, because for those of the second it
     * knows no save modes but append and overwrite.
     *
     * @throws IllegalArgumentException if something stands there already and the mode is to refuse that, or if shards should
     *     be parted by a column, which Spark leaves to the source to do or to refuse
     */
    @Override
    public BaseRelation createRelation(
            SQLContext context,
            SaveMode mode,
            scala.collection.immutable.Map<String, String> parameters,
            Dataset<Row> rows) {
        Map<String, String> options = CollectionConverters.asJava(parameters);
        String columns = options.get(DataSourceUtils.PARTITIONING_COLUMNS_KEY());
        if (columns != null) {
            throw new IllegalArgumentException("record files are not partitioned by columns: partitionBy=" + columns);
        }
        boolean asked = mode == SaveMode.ErrorIfExists || mode == SaveMode.Ignore;
        boolean there = asked && exists(options);
        if (there && mode == SaveMode.ErrorIfExists) {
            throw new IllegalArgumentException("something stands there already; save with mode append, overwrite or"
                    + " ignore: path=" + options.get(ReadOptions.PATH));
        }
        if (!there) {
            rows.write()
                    .format(RecordSink.class.getName())
                    .options(options)
                    .mode(mode == SaveMode.Overwrite ? SaveMode.Overwrite : SaveMode.Append)
                    .save();
        }
        StructType schema = rows.schema();
        return new BaseRelation() {
            @Override
            public SQLContext sqlContext() {
                return context;
            }

            @Override
            public StructType schema() {
                return schema;
            }
        };
    }

    private static boolean exists(Map<String, String> options) {
        String path = options.get(ReadOptions.PATH);
        if (path == null) {
            throw new IllegalArgumentException("no path is given: paths=0");
        }
        Configuration conf = ReadOptions.configuration(options);
        try {
            FileSystem files = new Path(path).getFileSystem(conf);
            return files.exists(new Path(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
