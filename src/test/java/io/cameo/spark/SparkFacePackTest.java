package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.convert.PackReport;
import io.cameo.convert.insightface.FacePack;
import io.cameo.convert.insightface.FacePackReport;
import io.cameo.convert.insightface.FaceSettings;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.image.Encoding;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packing faces on many machines gives what packing them on one gives, to the byte. */
@Tag("spark")
class SparkFacePackTest {
    private static final Path ALIGNED = Path.of("testdata/dataset/insightface");
    private static final Path SOURCES = Path.of("testdata/face");

    @TempDir
    private Path temp;

    private Path list;

    /** Aligned files, files with landmarks, files with neither, lines that are none; labels that come back. */
    @BeforeEach
    void writeList() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(ALIGNED.resolve("A.lst"))) {
            lines.add(under(ALIGNED, line));
        }
        for (String line : Files.readAllLines(SOURCES.resolve("align.lst"))) {
            lines.add(under(SOURCES, line));
        }
        lines.add(7, "this is no line of a list");
        lines.add(9, "1\tmissing.jpg\t3");
        lines.add(lines.getFirst());
        list = Files.write(temp.resolve("faces.lst"), lines);
    }

    private static String under(Path root, String line) {
        String[] columns = line.split("\t", 3);
        return columns[0] + '\t' + root.toAbsolutePath().resolve(columns[1]) + '\t' + columns[2];
    }

    private static SparkFacePack many(Path source, int tasks, SparkFacePack.Settings settings) {
        return SparkFacePack.from(source).settings(settings).tasks(tasks).errorLimit(1000);
    }

    /** Packs twice, in folders of their own, because of the property, and compares all that was written. */
    private FacePackReport assertSame(Path source, int tasks, SparkFacePack.Settings settings) throws IOException {
        Path one = Files.createDirectories(temp.resolve("one"));
        Path other = Files.createDirectories(temp.resolve("many"));
        FacePack single = FacePack.from(source);
        settings.applyTo(single);
        FacePackReport expected = single.noErrorLimit().writeTo(one.resolve("train.rec"));
        FacePackReport actual = many(source, tasks, settings).writeTo(SparkRun.session(), other.resolve("train.rec"));
        assertThat(names(other)).isEqualTo(names(one));
        for (String name : names(one)) {
            assertThat(other.resolve(name)).as("%s of %d tasks", name, tasks).hasSameBinaryContentAs(one.resolve(name));
        }
        assertThat(actual.origins()).isEqualTo(expected.origins());
        assertThat(actual.written()).isEqualTo(expected.written());
        assertThat(List.of(
                        actual.run().listed(),
                        actual.run().packed(),
                        actual.run().rejected()))
                .isEqualTo(List.of(
                        expected.run().listed(),
                        expected.run().packed(),
                        expected.run().rejected()));
        assertThat(actual.run().end()).isEqualTo(PackReport.End.COMPLETE);
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
            FacePackReport report = assertSame(list, tasks, _ -> {});
            assertThat(report.run().rejected()).isGreaterThan(1);
            assertThat(report.origins().passedThrough()).isPositive();
            assertThat(report.origins().listed()).isPositive();
        }
        assertThat(names(temp.resolve("many")))
                .containsExactlyInAnyOrder(
                        "train.rec",
                        "train.idx",
                        "train.cix",
                        "train.ids",
                        "train.lst",
                        "train.rejects.tsv",
                        "property");
    }

    @ParameterizedTest
    @EnumSource(FaceLayout.class)
    void everyLayoutComesOut(FaceLayout layout) throws IOException {
        assertSame(
                list,
                4,
                job -> job.layout(layout)
                        .compat(layout == FaceLayout.A)
                        .settings(FaceSettings.USUAL
                                .withEncoding(Encoding.JPEG, 80)
                                .withCheck(FaceSettings.Check.STRUCTURE)));
    }

    @Test
    void aFolderOfPeopleIsListedOnce() throws IOException {
        Path people = temp.resolve("people");
        List<String> lines = Files.readAllLines(ALIGNED.resolve("A.lst"));
        for (int i = 0; i < lines.size(); i++) {
            Path person = Files.createDirectories(people.resolve("person" + i / 3));
            Files.copy(ALIGNED.resolve(lines.get(i).split("\t", -1)[1]), person.resolve(i + ".jpg"));
        }
        Files.writeString(people.resolve("person1/notes.txt"), "none");
        FacePackReport report = assertSame(people, 5, _ -> {});
        assertThat(report.run().packed()).isEqualTo(lines.size());
    }

    @Test
    void tasksThatFailOnceDoNotShow() throws IOException {
        FacePackReport report = assertSame(list, 6, job -> {
            TaskContext task = TaskContext.get();
            if (task != null && task.partitionId() % 2 == 1 && task.attemptNumber() == 0) {
                throw new IllegalStateException("failed on purpose");
            }
        });
        assertThat(report.run().packed()).isPositive();
    }

    @Test
    void aRunThatFailsLeavesNothingButWhatMayBeResumed() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("many"));
        Path rec = folder.resolve("train.rec");
        SparkFacePack failing = many(list, 3, _ -> {
            if (TaskContext.get() != null) {
                throw new IllegalStateException("failed on purpose");
            }
        });
        assertThatThrownBy(() -> failing.writeTo(SparkRun.session(), rec)).hasStackTraceContaining("failed on purpose");
        assertThat(names(folder)).isEmpty();
        FacePackReport strict = many(list, 3, _ -> {}).errorLimit(0).writeTo(SparkRun.session(), rec);
        assertThat(strict.run().end()).isEqualTo(PackReport.End.ERROR_LIMIT);
        assertThat(names(folder)).containsExactly("train.rec.shards", "train.rejects.tsv");
        Files.writeString(list, "1\tmissing.jpg\t3\n");
        FacePackReport nothing = many(list, 3, _ -> {}).writeTo(SparkRun.session(), rec);
        assertThat(nothing.run().end()).isEqualTo(PackReport.End.NOTHING_PACKED);
        assertThat(names(folder)).containsExactly("train.rejects.tsv");
    }
}
