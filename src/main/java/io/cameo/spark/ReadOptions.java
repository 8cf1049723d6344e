package io.cameo.spark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * What a user asked for, checked. {@code docs/spark.md} says what each option means.
 *
 * @param paths files, folders or patterns
 * @param splitBytes how much one task reads, at most; 0 to go by Spark's settings
 * @param tasks as how many parts MXNet would read it; 0 for splits by size
 */
record ReadOptions(
        List<String> paths,
        boolean textKeys,
        boolean sums,
        boolean passesOver,
        @Nullable String damageTable,
        boolean pushesDown,
        boolean recursive,
        long splitBytes,
        int tasks,
        StructType schema) {
    static final String PATH = "path";
    private static final String PATHS = "paths";
    private static final String KEYS = "keys";
    private static final String COLUMNS = "columns";
    private static final String PARTS = "parts";
    private static final String SUMS = "sums";
    private static final String DAMAGE = "damage";
    private static final String DAMAGE_TABLE = "damageTable";
    private static final String PUSH_DOWN = "pushDown";
    private static final String RECURSIVE = "recursiveFileLookup";
    private static final String SPLIT_BYTES = "splitBytes";
    private static final String MXNET_PARTS = "mxnetParts";

    /**
     * Reads options.
     *
     * @throws IllegalArgumentException at one that is out of range
     */
    static ReadOptions of(CaseInsensitiveStringMap options) {
        boolean textKeys = oneOf(options, KEYS, "number", "text").equals("text");
        long splitBytes = options.getLong(SPLIT_BYTES, 0);
        int tasks = options.getInt(MXNET_PARTS, 0);
        if (splitBytes < 0 || tasks < 0 || (splitBytes > 0 && tasks > 0)) {
            throw new IllegalArgumentException(
                    "splitBytes or mxnetParts, neither below 0: splitBytes=" + splitBytes + ", mxnetParts=" + tasks);
        }
        boolean passesOver = oneOf(options, DAMAGE, "fail", "skip").equals("skip");
        String table = options.get(DAMAGE_TABLE);
        if (table != null && !passesOver) {
            throw new IllegalArgumentException("damageTable needs damage=skip: damageTable=" + table);
        }
        return new ReadOptions(
                paths(options),
                textKeys,
                options.getBoolean(SUMS, true),
                passesOver,
                table,
                options.getBoolean(PUSH_DOWN, true),
                options.getBoolean(RECURSIVE, false),
                splitBytes,
                tasks,
                schema(options, textKeys));
    }

    /** Hadoop's settings with those that are given as options, which begin with {@code fs.}. */
    static Configuration configuration(Map<String, String> options) {
        Configuration conf =
                new Configuration(SparkSession.active().sparkContext().hadoopConfiguration());
        new TreeMap<>(options).forEach((name, value) -> {
            if (name.startsWith("fs.")) {
                conf.set(name, value);
            }
        });
        return conf;
    }

    private static String oneOf(CaseInsensitiveStringMap options, String name, String usual, String other) {
        String value = options.getOrDefault(name, usual);
        if (!value.equals(usual) && !value.equals(other)) {
            throw new IllegalArgumentException(name + " is " + usual + " or " + other + ": actual=" + value);
        }
        return value;
    }

    private static StructType schema(CaseInsensitiveStringMap options, boolean textKeys) {
        StructType schema = new StructType();
        String names = options.get(COLUMNS);
        if (names == null) {
            for (RecordColumn column : RecordColumn.values()) {
                schema = column.isUsual() ? schema.add(column.title(), column.type(textKeys), true) : schema;
            }
        } else {
            for (String name : split(names)) {
                schema = schema.add(name, RecordColumn.of(name).type(textKeys), true);
            }
        }
        for (String name : split(options.getOrDefault(PARTS, ""))) {
            if (RecordColumn.isOne(name)) {
                throw new IllegalArgumentException("a part has the name of a column: part=" + name);
            }
            schema = schema.add(name, RecordColumn.PART, true);
        }
        return schema;
    }

    private static List<String> split(String names) {
        List<String> all = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            if (!name.isBlank()) {
                all.add(name.strip());
            }
        }
        return all;
    }

    /** Spark gives one path as text, several as an array of JSON. */
    private static List<String> paths(CaseInsensitiveStringMap options) {
        List<String> paths = new ArrayList<>();
        if (options.containsKey(PATH)) {
            paths.add(options.get(PATH));
        }
        String more = options.get(PATHS);
        if (more != null) {
            try (JsonParser json = new JsonFactory().createParser(more)) {
                for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                    if (token == JsonToken.VALUE_STRING) {
                        paths.add(json.getText());
                    }
                }
            } catch (IOException noJson) {
                throw new UncheckedIOException("paths are no array of JSON: paths=" + more, noJson);
            }
        }
        return paths;
    }
}
