package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks and jobs that fail, run twice or come too late leave nothing behind and write nothing twice. */
@Tag("spark")
class SparkFailureTest {
    private static final AtomicInteger FAILED = new AtomicInteger();
    private static final StructType PAIRS =
            new StructType().add("key", DataTypes.LongType).add("content", DataTypes.BinaryType);

    @TempDir
    private Path temp;

    private Path source;
    private Path target;

    @BeforeEach
    void writeSource() throws IOException {
        source = DrawnRecords.write(temp.resolve("source.rec"), 41, 80, rank -> rank);
        target = temp.resolve("target");
        FAILED.set(0);
    }

    private Dataset<Row> rows() {
        return SparkRun.reader()
                .option("columns", "key,content")
                .option("splitBytes", 4000)
                .load(source.toString());
    }

    /** Fails in the middle of tasks, as often as asked for each. */
    private static FilterFunction<Row> failing(long atKey, int attempts) {
        return row -> {
            if (row.getLong(0) % 20 == atKey && TaskContext.get().attemptNumber() < attempts) {
                FAILED.incrementAndGet();
                throw new IllegalStateException("failed on purpose: key=" + row.getLong(0));
            }
            return true;
        };
    }

    @Test
    void tasksThatFailOnceWriteEverythingOnce() throws IOException {
        rows().filter(failing(13, 1)).write().format("cameo").save(target.toString());
        assertThat(FAILED.get()).isGreaterThanOrEqualTo(3);
        assertHoldsTheSource();
    }

    private void assertHoldsTheSource() throws IOException {
        Path merged = temp.resolve("merged.rec");
        io.cameo.record.Merge.of(SparkWriteTest.shards(target))
                .keepKeys(io.cameo.record.Merge.OnCollision.REFUSE)
                .to(merged);
        assertThat(merged).hasSameBinaryContentAs(source);
    }

    @Test
    void aJobThatFailsLeavesNothingAndWhatWasThere() throws IOException {
        rows().write().format("cameo").save(target.toString());
        List<String> before = names(target);
        for (SaveMode mode : List.of(SaveMode.Append, SaveMode.Overwrite)) {
            assertThatThrownBy(() -> rows().filter(failing(13, 9))
                            .write()
                            .format("cameo")
                            .mode(mode)
                            .save(target.toString()))
                    .hasStackTraceContaining("failed on purpose");
            assertThat(names(target)).as("%s", mode).isEqualTo(before);
        }
        assertHoldsTheSource();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void ofTwoAttemptsAtATaskOneIsKept() throws IOException {
        for (String folder : List.of(SparkRun.location(target), FarAwayFiles.location(temp.resolve("far")))) {
            ShardWrite write = write(folder);
            ShardWriterFactory factory = (ShardWriterFactory) write.createBatchWriterFactory(() -> 2);
            DataWriter<InternalRow> first = factory.createWriter(0, 100);
            DataWriter<InternalRow> second = factory.createWriter(0, 101);
            DataWriter<InternalRow> other = factory.createWriter(1, 102);
            DataWriter<InternalRow> late = factory.createWriter(1, 103);
            for (int i = 0; i < 50; i++) {
                first.write(row(i));
                second.write(row(i));
                other.write(row(100 + i));
                late.write(row(100 + i));
            }
            WriterCommitMessage kept = second.commit();
            second.close();
            first.abort();
            first.close();
            WriterCommitMessage keptToo = other.commit();
            other.close();
            write.commit(new WriterCommitMessage[] {kept, keptToo});
            late.abort();
            late.close();
            Path real = Path.of(java.net.URI.create(folder).getPath());
            List<Path> shards = SparkWriteTest.shards(real);
            assertThat(shards).hasSize(2);
            assertThat(SeenRow.of(shards.getFirst())).hasSize(50);
            assertThat(SeenRow.of(shards.getLast())).hasSize(50);
            // One that begins when all is over finds no place, and makes none.
            assertThatThrownBy(() -> {
                        try (DataWriter<InternalRow> tooLate = factory.createWriter(1, 104)) {
                            tooLate.write(row(1));
                            tooLate.commit();
                        }
                    })
                    .isInstanceOfAny(IOException.class, java.io.UncheckedIOException.class);
            assertThat(SparkWriteTest.shards(real)).isEqualTo(shards);
        }
    }

    @Test
    void aJobThatFailsWhileItNamesShardsTakesThemBack() throws IOException {
        ShardWrite write = write(SparkRun.location(target));
        ShardWriterFactory factory = (ShardWriterFactory) write.createBatchWriterFactory(() -> 2);
        WriterCommitMessage[] messages = new WriterCommitMessage[2];
        for (int task = 0; task < 2; task++) {
            try (DataWriter<InternalRow> writer = factory.createWriter(task, task)) {
                writer.write(row(task));
                messages[task] = writer.commit();
            }
        }
        Shard second = (Shard) messages[1];
        Path lost = Path.of(
                        new org.apache.hadoop.fs.Path(second.attempt()).toUri().getPath())
                .resolve(second.stem() + ".cix");
        Files.delete(lost);
        assertThatThrownBy(() -> write.commit(messages)).hasStackTraceContaining("part-00001");
        write.abort(messages);
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void shardsGoToAnyFileSystemOfHadoop() throws IOException {
        String far = FarAwayFiles.location(target);
        rows().filter(failing(13, 1))
                .write()
                .format("cameo")
                .option(FarAwayFiles.SETTING, FarAwayFiles.class.getName())
                .save(far);
        assertHoldsTheSource();
        assertThat(SparkRun.reader()
                        .option(FarAwayFiles.SETTING, FarAwayFiles.class.getName())
                        .load(far)
                        .collectAsList())
                .hasSize(80);
    }

    private static InternalRow row(long key) {
        return new GenericInternalRow(new Object[] {key, new byte[] {1, 2, (byte) key}});
    }

    private static ShardWrite write(String folder) {
        Map<String, String> options =
                new HashMap<>(Map.of("path", folder, FarAwayFiles.SETTING, FarAwayFiles.class.getName()));
        SparkRun.session();
        return new ShardWrite(new Info(new CaseInsensitiveStringMap(options)), ShardColumns.of(PAIRS), false);
    }

    private record Info(CaseInsensitiveStringMap options) implements LogicalWriteInfo {
        @Override
        public String queryId() {
            return "a-query";
        }

        @Override
        public StructType schema() {
            return PAIRS;
        }
    }
}
