package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.record.RecordWriter;
import io.cameo.record.Shuffle;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shuffling on many machines gives what shuffling on one gives, to the byte. */
@Tag("spark")
class SparkShuffleTest {
    @TempDir
    private Path temp;

    private void assertSame(Path source, long seed, int tasks, boolean renumber, boolean keepIds) throws IOException {
        Path one = temp.resolve("one.rec");
        Path many = temp.resolve("many.rec");
        Shuffle.of(source).seed(seed).renumber(renumber).keepIds(keepIds).to(one);
        SparkShuffle.of(source)
                .seed(seed)
                .renumber(renumber)
                .keepIds(keepIds)
                .tasks(tasks)
                .writeTo(SparkRun.session(), many);
        for (String ending : List.of(".rec", ".idx", ".cix")) {
            assertThat(temp.resolve("many" + ending))
                    .as("%s of seed %d, %d tasks", ending, seed, tasks)
                    .hasSameBinaryContentAs(temp.resolve("one" + ending));
        }
        assertThat(temp.resolve("many.rec.shards")).doesNotExist();
        assertThat(temp.resolve("many.rec.shards.over")).doesNotExist();
    }

    @Test
    void anyNumberOfTasksGivesTheSameFiles() throws IOException {
        Path source = DrawnRecords.write(temp.resolve("source.rec"), 5, 500, rank -> 3L * rank);
        assertSame(source, 7, 1, false, false);
        assertSame(source, 7, 5, false, false);
        assertSame(source, 8, 499, true, false);
        assertSame(source, 9, 8, true, true);
    }

    /** Beyond 65,536 records places are computed, not stored. */
    @Test
    void largeFilesToo() throws IOException {
        Path source = temp.resolve("source.rec");
        try (RecordWriter writer = RecordWriter.create(source)) {
            for (int i = 0; i < 70_001; i++) {
                writer.write(
                        i,
                        MemorySegment.ofArray(Integer.toString(i).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            }
            writer.commit();
        }
        assertSame(source, -3, 6, false, false);
    }

    @Test
    void textKeysAndKeysThatComeTwiceAndNoIndex() throws IOException {
        Path text = temp.resolve("text.rec");
        try (RecordWriter writer = RecordWriter.create(text)) {
            for (int i = 0; i < 40; i++) {
                writer.write("key " + i, MemorySegment.ofArray(new byte[i]));
            }
            writer.commit();
        }
        assertSame(text, 1, 7, false, false);
        assertSame(text, 1, 7, true, false);
        assertSame(DrawnRecords.write(temp.resolve("twice.rec"), 6, 90, rank -> rank / 2), 2, 4, false, false);
        Files.delete(temp.resolve("twice.idx"));
        Files.delete(temp.resolve("twice.cix"));
        assertSame(temp.resolve("twice.rec"), 2, 4, false, false);
        assertSame(DrawnRecords.write(temp.resolve("none.rec"), 6, 0, rank -> rank), 2, 4, false, false);
    }

    @Test
    void damageEndsTheRunAndLeavesNothing() throws IOException {
        Path source = DrawnRecords.write(temp.resolve("source.rec"), 5, 600, rank -> rank);
        byte[] bytes = Files.readAllBytes(source);
        bytes[bytes.length / 2] ^= 0x40; // between the ends, which the .cix is held against before anything runs
        Files.write(source, bytes);
        Path out = Files.createDirectory(temp.resolve("out")).resolve("many.rec");
        assertThatThrownBy(() -> SparkShuffle.of(source).tasks(3).writeTo(SparkRun.session(), out))
                .hasStackTraceContaining("CorruptDataException");
        try (Stream<Path> left = Files.list(out.getParent())) {
            assertThat(left).isEmpty();
        }
    }
}
