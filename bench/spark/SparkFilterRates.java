package io.cameo.spark;

import io.cameo.bytes.MappedFile;
import io.cameo.nativelib.PageCache;
import io.cameo.record.CixFile;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a filter on the label saves, all in one run and in turns: the sum of all payloads' lengths, that of one label of a
 * hundred whose records lie everywhere or together, and the same query over nothing, which is what Spark itself costs; with
 * the files dropped from the page cache before each query, and with all of them in it.
 *
 * <p>Arguments: records, rounds, folder for the files (some 13 KB a record).
 */
public final class SparkFilterRates {
    private static final int PAYLOAD_BYTES = 6_200;
    private static final int LABELS = 100;

    private SparkFilterRates() {}

    public static void main(String[] arguments) throws IOException {
        int records = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[2]);
        Path mixed = Files.createDirectories(folder).resolve("mixed.rec");
        Path sorted = folder.resolve("sorted.rec");
        write(mixed, records, 1);
        write(sorted, records, records / LABELS);
        SparkSession session = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .getOrCreate();
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        try {
            for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
                for (Way way : Way.values()) {
                    round(session, way, mixed, sorted, millis);
                }
            }
        } finally {
            session.stop();
            FileUtil.fullyDelete(folder.toFile());
        }
        millis.forEach((what, times) ->
                print(what, times.stream().mapToDouble(x -> x).sorted().toArray()));
    }

    private static void round(
            SparkSession session, Way way, Path mixed, Path sorted, Map<String, List<Double>> millis) {
        for (Lying lying : Lying.values()) {
            lying.prepare(List.of(mixed, sorted));
            Dataset<Row> nothing = session.range(1).selectExpr("cast(cast(id as string) as binary) as payload");
            time(millis, way, lying, "nothing", nothing);
            Dataset<Row> all = session.read().format("cameo").load(mixed.toString());
            time(millis, way, lying, "everything", all);
            lying.prepare(List.of(mixed));
            time(millis, way, lying, "1 label of 100, everywhere", all.where("label = 7"));
            Dataset<Row> together = session.read().format("cameo").load(sorted.toString());
            time(millis, way, lying, "1 label of 100, together", together.where("label = 7"));
            lying.prepare(List.of(mixed));
            time(millis, way, lying, "a label that is not there", all.where("label = -7"));
        }
    }

    /** @param run how many records of a label follow each other */
    private static void write(Path rec, int records, int run) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        byte[] payload = new byte[PAYLOAD_BYTES];
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int key = 0; key < records; key++) {
                random.nextBytes(payload);
                writer.write(key, IrHeader.scalar(key / run % LABELS, key), MemorySegment.ofArray(payload));
            }
            writer.commit();
        }
    }

    /** What is done with the rows. */
    private enum Way {
        /** Spark's own sink for benchmarks: every row is made, and dropped. One stage. */
        READ {
            @Override
            void apply(Dataset<Row> rows) {
                rows.select("payload").write().format("noop").mode("overwrite").save();
            }
        },
        /** The sum of the payloads' lengths. Two stages, with an exchange between them. */
        SUM {
            @Override
            void apply(Dataset<Row> rows) {
                List<Row> answer =
                        rows.selectExpr("sum(length(payload)) as bytes").collectAsList();
                if (answer.size() != 1) {
                    throw new AssertionError("one sum is expected: rows=" + answer.size());
                }
            }
        };

        abstract void apply(Dataset<Row> rows);
    }

    /** Where files are when a query begins. */
    private enum Lying {
        ON_DISK {
            @Override
            void prepare(List<Path> recs) {
                for (Path rec : recs) {
                    for (Path file : List.of(rec, CixFile.besides(rec))) {
                        try (PageCache cache = PageCache.of(file)) {
                            if (!cache.drop(0, file.toFile().length())) {
                                throw new AssertionError("pages were not dropped: file=" + file);
                            }
                        }
                    }
                }
            }
        },
        IN_MEMORY {
            @Override
            void prepare(List<Path> recs) {
                for (Path rec : recs) {
                    for (Path file : List.of(rec, CixFile.besides(rec))) {
                        try (MappedFile mapped = MappedFile.open(file)) {
                            mapped.segment().load();
                        } catch (IOException failure) {
                            throw new UncheckedIOException(failure);
                        }
                    }
                }
            }
        };

        abstract void prepare(List<Path> recs);
    }

    private static void time(Map<String, List<Double>> millis, Way way, Lying lying, String what, Dataset<Row> rows) {
        long begin = System.nanoTime();
        way.apply(rows);
        double took = (System.nanoTime() - begin) / 1e6;
        millis.computeIfAbsent(way + " " + lying + " " + what, _ -> new ArrayList<>())
                .add(took);
    }

    private static void print(String what, double[] sorted) {
        System.out.printf(
                Locale.ROOT,
                "%-43s ms: median %.0f, %.0f to %.0f%n",
                what,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
