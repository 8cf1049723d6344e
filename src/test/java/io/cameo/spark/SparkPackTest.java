package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.convert.Im2Rec;
import io.cameo.convert.PackReport;
import io.cameo.image.Transforms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packing on many machines gives what packing on one gives, to the byte. */
@Tag("spark")
class SparkPackTest {
    private static final Path IMAGES = Path.of("testdata/convert/images");

    @TempDir
    private Path temp;

    private Path list;

    @BeforeEach
    void writeList() throws IOException {
        list = temp.resolve("train.lst");
        List<String> lines = new ArrayList<>();
        try (Stream<Path> images = Files.list(IMAGES)) {
            for (Path image : images.sorted().toList()) {
                lines.add(7 * lines.size() + "\t" + lines.size() + ".5\t" + image.getFileName());
            }
        }
        assertThat(lines).hasSizeGreaterThan(20);
        lines.add(5, "this is no line of a list");
        lines.add(15, "");
        lines.add("9999\t1\tmissing.jpg");
        lines.add(lines.getFirst()); // an index twice, in the first part and in the last
        Files.write(list, lines);
    }

    static void shrink(Im2Rec job) {
        job.transform(Transforms.resizeShort(48)).quality(80);
    }

    private PackReport onOne(Path rec) throws IOException {
        Im2Rec job = Im2Rec.from(list, IMAGES);
        shrink(job);
        return job.noErrorLimit().writeTo(rec);
    }

    private SparkPack onMany(int tasks) {
        return SparkPack.from(list, IMAGES)
                .settings(SparkPackTest::shrink)
                .tasks(tasks)
                .errorLimit(1000);
    }

    @Test
    void anyNumberOfTasksGivesTheSameFiles() throws IOException {
        PackReport one = onOne(temp.resolve("one.rec"));
        assertThat(one.rejected()).isGreaterThan(2);
        for (int tasks : new int[] {1, 3, 8, 60}) {
            PackReport many = onMany(tasks).writeTo(SparkRun.session(), temp.resolve("many.rec"));
            assertThat(List.of(many.listed(), many.packed(), many.rejected(), many.sizeBytes()))
                    .isEqualTo(List.of(one.listed(), one.packed(), one.rejected(), one.sizeBytes()));
            assertThat(many.end()).isEqualTo(PackReport.End.COMPLETE);
            assertSame(tasks + " tasks");
        }
    }

    private void assertSame(String as) {
        for (String ending : List.of(".rec", ".idx", ".cix", ".rejects.tsv")) {
            assertThat(temp.resolve("many" + ending))
                    .as("%s of %s", ending, as)
                    .hasSameBinaryContentAs(temp.resolve("one" + ending));
        }
        assertThat(temp.resolve("many.rec.shards")).doesNotExist();
    }

    @Test
    void tasksThatFailOnceDoNotShow() throws IOException {
        onOne(temp.resolve("one.rec"));
        SparkPack pack = onMany(4).settings(job -> {
            shrink(job);
            if (TaskContext.getPartitionId() % 2 == 1 && TaskContext.get().attemptNumber() == 0) {
                throw new IllegalStateException("failed on purpose");
            }
        });
        pack.writeTo(SparkRun.session(), temp.resolve("many.rec"));
        assertSame("4 tasks, 2 of which failed");
    }

    @Test
    void aRunThatFailsLeavesNothingButWhatMayBeResumed() throws IOException {
        Path rec = temp.resolve("many.rec");
        SparkPack failing = onMany(3).settings(_ -> {
            if (TaskContext.get() != null) {
                throw new IllegalStateException("failed on purpose");
            }
        });
        assertThatThrownBy(() -> failing.writeTo(SparkRun.session(), rec)).hasStackTraceContaining("failed on purpose");
        assertThat(temp.resolve("many.rec.shards")).doesNotExist();
        PackReport strict = onMany(3).errorLimit(1).writeTo(SparkRun.session(), rec);
        assertThat(strict.end()).isEqualTo(PackReport.End.ERROR_LIMIT);
        assertThat(strict.rejects()).exists();
        assertThat(temp.resolve("many.rec.shards")).exists();
        Files.write(list, List.of("1\t0\tmissing.jpg"));
        PackReport nothing = onMany(3).writeTo(SparkRun.session(), rec);
        assertThat(nothing.end()).isEqualTo(PackReport.End.NOTHING_PACKED);
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly("many.rejects.tsv", "train.lst");
        }
    }
}
