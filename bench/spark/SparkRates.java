package io.cameo.spark;

import io.cameo.record.IrHeader;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;

/**
 * What reading and writing records through Spark costs, all in one run and in turns: counting, a full scan, one label of a
 * hundred, shards; beside them a loop of one thread over the same file.
 *
 * <p>Arguments: records, rounds, folder for the files (some 13 KB a record).
 */
public final class SparkRates {
    private static final int PAYLOAD_BYTES = 6_200;
    private static final int LABELS = 100;

    private final Path indexed;
    private final Path bare;
    private final Path shards;
    private final SparkSession session;
    private final Map<String, List<Double>> millis = new LinkedHashMap<>();

    private SparkRates(Path folder, int records) throws IOException {
        Files.createDirectories(folder.resolve("bare"));
        indexed = folder.resolve("records.rec");
        bare = folder.resolve("bare/records.rec");
        shards = folder.resolve("shards");
        write(indexed, records);
        Files.copy(indexed, bare);
        session = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .getOrCreate();
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[2]);
        int records = Integer.parseInt(arguments[0]);
        SparkRates rates = new SparkRates(folder, records);
        try {
            for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
                rates.turn();
            }
            rates.print(records);
        } finally {
            rates.session.stop();
            FileUtil.fullyDelete(folder.toFile());
        }
    }

    private static void write(Path rec, int records) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        byte[] payload = new byte[PAYLOAD_BYTES];
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int key = 0; key < records; key++) {
                random.nextBytes(payload);
                writer.write(key, IrHeader.scalar(key % LABELS, key), MemorySegment.ofArray(payload));
            }
            writer.commit();
        }
    }

    private DataFrameReader reader() {
        return session.read().format("cameo");
    }

    private void turn() throws IOException {
        time("loop of one thread, payloads copied", this::loop);
        time("count(*) out of .cix", () -> reader().load(indexed.toString()).count());
        time("count(*) without .cix", () -> reader().load(bare.toString()).count());
        time("scan of payloads, checksums", () -> scan(reader(), indexed, "true"));
        time("scan of payloads, no checksums", () -> scan(reader().option("sums", false), indexed, "true"));
        time("scan of payloads, no .cix", () -> scan(reader(), bare, "true"));
        time(
                "scan of payloads, 1 label of 100, by Spark",
                () -> scan(reader().option("pushDown", false), indexed, "label = 7"));
        time("scan of payloads, 1 label of 100, pushed", () -> scan(reader(), indexed, "label = 7"));
        time("shards of everything, on disk", () -> {
            reader().option("columns", "key,content")
                    .load(indexed.toString())
                    .write()
                    .format("cameo")
                    .mode("overwrite")
                    .save(shards.toString());
            return 0L;
        });
    }

    private static Long scan(DataFrameReader reader, Path rec, String condition) {
        return reader.load(rec.toString())
                .where(condition)
                .selectExpr("sum(length(payload)) as bytes")
                .collectAsList()
                .getFirst()
                .getLong(0);
    }

    private Long loop() throws IOException {
        long bytes = 0;
        try (RecordFile file = RecordFile.open(indexed)) {
            RecordReader reader = file.reader();
            RecordView view = new RecordView();
            while (reader.next(view)) {
                bytes += view.payload().toArray(ValueLayout.JAVA_BYTE).length;
            }
        }
        return bytes;
    }

    private interface Work {
        Long run() throws IOException;
    }

    private void time(String what, Work work) throws IOException {
        long begin = System.nanoTime();
        if (work.run() < 0) {
            throw new AssertionError("nothing was done: what=" + what);
        }
        millis.computeIfAbsent(what, _ -> new ArrayList<>()).add((System.nanoTime() - begin) / 1e6);
    }

    private void print(int records) {
        System.out.printf(Locale.ROOT, "%,d records of %,d bytes; ms: median, least, most%n", records, PAYLOAD_BYTES);
        millis.forEach((what, all) -> {
            double[] sorted = all.stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(sorted);
            System.out.printf(
                    Locale.ROOT,
                    "%-45s %9.0f %9.0f %9.0f%n",
                    what,
                    sorted[sorted.length / 2],
                    sorted[0],
                    sorted[sorted.length - 1]);
        });
    }
}
