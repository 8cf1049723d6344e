package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.PackReport;
import io.cameo.convert.coco.CocoEncode;
import io.cameo.dataset.coco.CocoCategories;
import io.cameo.dataset.coco.CocoSlice;
import io.cameo.mask.PlaneFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Encoding persons on many machines gives what encoding them on one gives, to the byte. */
@Tag("spark")
class SparkCocoEncodeTest {
    @TempDir
    private Path temp;

    private Path json = Path.of("");

    @BeforeEach
    void writeAnnotations() throws IOException {
        json = PeopleFiles.annotations(temp.resolve("people.json"));
    }

    private SparkCocoEncode many(int tasks, SparkCocoEncode.Settings settings) {
        return SparkCocoEncode.from(json, PeopleFiles.IMAGES)
                .settings(settings)
                .tasks(tasks)
                .errorLimit(1000);
    }

    private PackReport assertSame(int tasks, SparkCocoEncode.Settings settings) throws IOException {
        return assertSame(PeopleFiles.IMAGES, tasks, settings);
    }

    /** Encodes twice and compares all that was written. */
    private PackReport assertSame(Path images, int tasks, SparkCocoEncode.Settings settings) throws IOException {
        Path one = Files.createDirectories(temp.resolve("one"));
        Path other = Files.createDirectories(temp.resolve("many"));
        CocoEncode single = CocoEncode.from(json, images);
        settings.applyTo(single);
        PackReport expected = single.noErrorLimit().writeTo(one.resolve("train.rec"));
        PackReport actual = SparkCocoEncode.from(json, images)
                .settings(settings)
                .tasks(tasks)
                .errorLimit(1000)
                .writeTo(SparkRun.session(), other.resolve("train.rec"));
        assertThat(names(other)).isEqualTo(names(one));
        for (String name : names(one)) {
            assertThat(other.resolve(name)).as("%s of %d tasks", name, tasks).hasSameBinaryContentAs(one.resolve(name));
        }
        assertThat(actual.rec()).isEqualTo(other.resolve("train.rec"));
        assertThat(actual.withWallNanos(0))
                .usingRecursiveComparison()
                .ignoringFields("rec", "rejects", "stageNanos")
                .isEqualTo(expected.withWallNanos(0));
        return actual;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void anyNumberOfTasksGivesTheSameFiles() throws IOException {
        for (int tasks : new int[] {1, 3, 8, 60}) {
            PackReport report = assertSame(tasks, _ -> {});
            assertThat(report.listed()).isEqualTo(39);
            assertThat(report.rejected()).isEqualTo(11);
        }
        assertThat(names(temp.resolve("many")))
                .containsExactly("train.cix", "train.idx", "train.rec", "train.rejects.tsv");
        assertThat(Files.readString(temp.resolve("many/train.rejects.tsv")))
                .contains("9001\tmissing.jpg\tno such file", "annotation=50006, line=")
                .containsPattern("9002\tlong[long]*\tcannot be read: ")
                .doesNotContain("testdata");
    }

    @ParameterizedTest
    @EnumSource(PlaneFormat.class)
    void everyPlaneComesOut(PlaneFormat plane) throws IOException {
        assertThat(assertSame(5, job -> job.plane(plane).all(true)).listed()).isEqualTo(40);
    }

    @Test
    void categoriesAreThoseThatAreWanted() throws IOException {
        PackReport dogs = assertSame(4, job -> job.categories(CocoCategories.of(List.of("dog"))));
        assertThat(dogs.packed()).isEqualTo(2);
        SparkCocoEncode cats = many(2, job -> job.categories(CocoCategories.of(List.of("cat"))));
        assertThatThrownBy(() -> cats.writeTo(SparkRun.session(), temp.resolve("cats.rec")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no such category");
        assertThat(names(temp)).containsExactly("many", "one", "people.json");
    }

    /** Reasons name the archive, which tasks know under another name than the caller. */
    @Test
    void anArchiveOfImagesIsReadAsItIs() throws IOException {
        Path zip = PeopleFiles.zip(temp.resolve("images.zip"), "000000000020.jpg");
        Path relative = Path.of("").toAbsolutePath().relativize(zip);
        PackReport report = assertSame(relative, 4, job -> job.plane(PlaneFormat.COMPAT));
        assertThat(report.rejected()).isEqualTo(6);
        assertThat(Files.readString(temp.resolve("many/train.rejects.tsv")))
                .contains("20\t000000000020.jpg\tcannot be read: ", ": file=images.zip, offset=");
    }

    @Test
    void tasksThatFailOnceDoNotShow() throws IOException {
        PackReport report = assertSame(6, job -> {
            TaskContext task = TaskContext.get();
            if (task != null && task.partitionId() % 2 == 1 && task.attemptNumber() == 0) {
                throw new IllegalStateException("failed on purpose");
            }
        });
        assertThat(report.packed()).isPositive();
    }

    @Test
    void twoAttemptsAtOnePartMakeTheSame() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("shards"));
        CocoSlice part = CocoEncode.from(json, PeopleFiles.IMAGES)
                .cut(folder.resolve("annotations"), 2)
                .getLast();
        CocoEncodeTask task =
                new CocoEncodeTask(json.toString(), Tasks.absolute(PeopleFiles.IMAGES), folder.toString(), 1, _ -> {});
        CocoEncodeTask.Numbered numbered = new CocoEncodeTask.Numbered(1, part);
        List<PackedShard> made = JavaSparkContext.fromSparkContext(
                        SparkRun.session().sparkContext())
                .parallelize(List.of(numbered, numbered), 2)
                .map(task)
                .collect()
                .stream()
                .map(PackedShard::of)
                .toList();
        Path first = Path.of(made.getFirst().rec());
        Path second = Path.of(made.getLast().rec());
        assertThat(second).isNotEqualTo(first).hasSameBinaryContentAs(first);
        assertThat(made.getLast().packed()).isEqualTo(made.getFirst().packed()).isPositive();
    }

    @Test
    void aRunThatFailsLeavesNothing() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("many"));
        Path rec = folder.resolve("train.rec");
        SparkCocoEncode failing = many(3, _ -> {
            if (TaskContext.get() != null) {
                throw new IllegalStateException("failed on purpose");
            }
        });
        assertThatThrownBy(() -> failing.writeTo(SparkRun.session(), rec)).hasStackTraceContaining("failed on purpose");
        assertThat(names(folder)).isEmpty();
        PackReport strict = many(3, _ -> {}).errorLimit(10).writeTo(SparkRun.session(), rec);
        assertThat(strict.end()).isEqualTo(PackReport.End.ERROR_LIMIT);
        assertThat(names(folder)).containsExactly("train.rec.shards", "train.rejects.tsv");
        PackReport nothing = SparkCocoEncode.from(json, temp)
                .tasks(3)
                .resume(false)
                .errorLimit(1000)
                .writeTo(SparkRun.session(), rec);
        assertThat(nothing.end()).isEqualTo(PackReport.End.NOTHING_PACKED);
        assertThat(names(folder)).containsExactly("train.rejects.tsv");
        assertThat(many(3, _ -> {})
                        .errorLimit(10)
                        .writeTo(SparkRun.session(), rec)
                        .end())
                .isEqualTo(PackReport.End.ERROR_LIMIT);
        PackReport resumed = many(3, _ -> {}).errorLimit(11).resume(true).writeTo(SparkRun.session(), rec);
        assertThat(resumed.complete()).isTrue();
        assertThat(resumed.resumedAt()).isEqualTo(resumed.listed());
        assertThat(names(folder)).containsExactly("train.cix", "train.idx", "train.rec", "train.rejects.tsv");
    }

    @Test
    void whatIsNoAnnotationFileFailsAtOnce() throws IOException {
        Path rec = temp.resolve("train.rec");
        Files.writeString(json, "{\"images\":[\n5]}");
        assertThatThrownBy(() -> many(3, _ -> {}).writeTo(SparkRun.session(), rec))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("line=2");
        Files.writeString(json, "[]");
        assertThatThrownBy(() -> many(3, _ -> {}).writeTo(SparkRun.session(), rec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a results file names no images");
        assertThat(names(temp)).containsExactly("people.json");
    }

    @Test
    void noImagesMakeAnEmptyFile() throws IOException {
        Files.writeString(
                json, "{\"images\":[{\"id\":1,\"file_name\":\"000000000001.jpg\",\"width\":320,\"height\":240}]}");
        assertThat(assertSame(3, _ -> {}).listed()).isZero();
        assertThat(assertSame(3, job -> job.all(true)).packed()).isOne();
    }
}
