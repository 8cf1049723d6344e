package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.archive.FileTree;
import io.cameo.convert.PackReport;
import io.cameo.convert.matting.MattingPack;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.matte.PlaneEffort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packing images and mattes on many machines gives what packing them on one gives, to the byte. */
@Tag("spark")
class SparkMattingPackTest {
    private static final Path TREES = Path.of("testdata/matting/tree");
    private static final Path BROKEN = Path.of("testdata/matting/broken");

    @TempDir
    private Path temp;

    /** Packs twice and compares all that was written and told. */
    private PackReport assertSame(Path tree, int tasks, SparkMattingPack.Settings settings) throws IOException {
        PackReport expected = onOne(tree, settings);
        PackReport actual = many(tree, tasks, settings).writeTo(SparkRun.session(), target("many"));
        assertSame(actual, expected, tasks);
        return actual;
    }

    private PackReport onOne(Path tree, SparkMattingPack.Settings settings) throws IOException {
        try (FileTree files = FileTree.open(tree)) {
            MattingPack single = MattingPack.from(files);
            settings.applyTo(single);
            return single.noErrorLimit().writeTo(target("one"));
        }
    }

    private Path target(String folder) throws IOException {
        return Files.createDirectories(temp.resolve(folder)).resolve("a.rec");
    }

    private static void assertSame(PackReport actual, PackReport expected, int tasks) throws IOException {
        Path one = expected.rec().resolveSibling("");
        Path many = actual.rec().resolveSibling("");
        assertThat(names(many)).as("files of %d tasks", tasks).isEqualTo(names(one));
        for (String name : names(one)) {
            assertThat(many.resolve(name)).as("%s of %d tasks", name, tasks).hasSameBinaryContentAs(one.resolve(name));
        }
        assertThat(numbers(actual)).isEqualTo(numbers(expected));
        assertThat(actual.end()).isEqualTo(expected.end());
    }

    private static SparkMattingPack many(Path tree, int tasks, SparkMattingPack.Settings settings) {
        return SparkMattingPack.from(tree).settings(settings).tasks(tasks).errorLimit(1000);
    }

    private static List<Long> numbers(PackReport report) {
        return List.of(report.listed(), report.packed(), report.rejected(), report.resumedAt(), report.sizeBytes());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** A copy with what nobody tidied up: damage, a link to nothing, a name that no record may have, loose files. */
    private Path untidy(String name) throws IOException {
        Path tree = copy(TREES.resolve(name), temp.resolve("untidy"));
        Files.write(files(tree.resolve("images"), ".jpg").getFirst(), new byte[] {9});
        Path matte = files(tree.resolve("alphas"), ".png").getLast();
        Files.write(matte, new byte[] {1, 2, 3});
        Files.createSymbolicLink(matte.resolveSibling("more.png"), Path.of("gone.png"));
        Files.createSymbolicLink(tree.resolve("stray"), Path.of("gone"));
        Files.createDirectories(tree.resolve("empty/inner"));
        Files.createFile(tree.resolve("nothing.txt"));
        Files.write(tree.resolve("loose\\file"), new byte[3]);
        for (int i = 0; i < 600; i++) {
            Files.writeString(tree.resolve("note" + i + ".txt"), "note " + i);
        }
        return tree;
    }

    private static Path copy(Path from, Path to) throws IOException {
        for (Path file : files(from, "")) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.resolveSibling(""));
            Files.copy(file, target);
        }
        return to;
    }

    private static List<Path> files(Path tree, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"I-HIM-MINI", "HIM-MINI", "V-HIM-MINI"})
    void anyNumberOfTasksGivesTheSameFiles(String name) throws IOException {
        for (int tasks : new int[] {1, 3, 20}) {
            assertThat(assertSame(TREES.resolve(name), tasks, _ -> {}).packed())
                    .isEqualTo(name.startsWith("V") ? 5 : 4);
        }
        assertThat(names(temp.resolve("many"))).containsExactly("a.cix", "a.idx", "a.rec");
    }

    @ParameterizedTest
    @ValueSource(strings = {"I-HIM-MINI", "HIM-MINI"})
    void rejectsAndWhatBelongsToNoImageComeOutInTheirPlaces(String name) throws IOException {
        Path tree = untidy(name);
        for (int tasks : new int[] {1, 2, 7}) {
            PackReport report = assertSame(
                    tree, tasks, job -> job.keepFiles(true).withFgBg(true).effort(PlaneEffort.SMALL));
            assertThat(report.rejected()).isEqualTo(4);
            assertThat(report.packed()).isEqualTo(2);
        }
        assertSame(tree, 5, _ -> {});
        assertThat(names(temp.resolve("many"))).containsExactly("a.cix", "a.idx", "a.rec", "a.rejects.tsv");
    }

    /** A task that begins within a video knows its first frame. */
    @Test
    void framesOfAVideoThatIsCutKnowItsSize() throws IOException {
        Path tree = copy(TREES.resolve("V-HIM-MINI"), temp.resolve("video"));
        Path images = copy(TREES.resolve("I-HIM-MINI"), temp.resolve("images"));
        List<Path> frames = files(tree, ".jpg");
        Files.write(frames.get(3), Files.readAllBytes(files(images, ".jpg").getFirst()));
        for (int tasks : new int[] {2, 3, 20}) {
            assertThat(assertSame(tree, tasks, _ -> {}).rejected()).isEqualTo(1);
        }
        assertThat(temp.resolve("many/a.rejects.tsv")).content().contains("frames of one video differ in size");
    }

    @Test
    void videosWithFaultsAndLayoutsSplitsAndMasksThatAreToldComeOut() throws IOException {
        for (String name :
                List.of("w01_frame_without_alpha", "w03_silent_shift", "t03_alpha_rgba", "t04_alpha_16bit")) {
            assertSame(BROKEN.resolve(name), 3, _ -> {});
        }
        assertThat(assertSame(
                                TREES.resolve("HIM-MINI"),
                                3,
                                job -> job.layout(MattingLayout.IMAGE_TEST)
                                        .split("comp")
                                        .masks("masks_r50_fpn_3x")
                                        .keepFiles(true))
                        .packed())
                .isEqualTo(2);
        assertSame(TREES.resolve("V-HIM-MINI"), 3, job -> job.masks(""));
    }

    @Test
    void anArchiveInPartsIsReadAsItIs() throws IOException {
        for (int tasks : new int[] {1, 4}) {
            Path archive = Path.of("testdata/archive/V-HIM-MINI.zip");
            assertThat(assertSame(archive, tasks, job -> job.keepFiles(true)).packed())
                    .isEqualTo(5);
        }
    }

    @Test
    void aFileThatGoesWhileItIsPackedIsNamedTheSame() throws IOException {
        Path tree = copy(TREES.resolve("I-HIM-MINI"), temp.resolve("tree"));
        Path image = tree.resolve("images/2.jpg");
        byte[] bytes = Files.readAllBytes(image);
        String path = image.toString();
        SparkMattingPack.Settings deleting = _ -> {
            if (TaskContext.get() == null) {
                delete(path); // when the tree was listed
            }
        };
        Path relative = Path.of("").toAbsolutePath().relativize(tree);
        PackReport expected = onOne(relative, deleting);
        Files.write(image, bytes);
        PackReport actual = many(relative, 3, deleting).writeTo(SparkRun.session(), target("many"));
        assertSame(actual, expected, 3);
        assertThat(temp.resolve("many/a.rejects.tsv"))
                .content()
                .contains("path=images/2.jpg, cannot be read: no such file\n");
    }

    private static void delete(String file) {
        try {
            Files.delete(Path.of(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void tasksThatFailOnceDoNotShow() throws IOException {
        Path tree = untidy("I-HIM-MINI");
        PackReport report = assertSame(tree, 6, job -> {
            job.keepFiles(true);
            TaskContext task = TaskContext.get();
            if (task != null && task.partitionId() % 2 == 1 && task.attemptNumber() == 0) {
                throw new IllegalStateException("failed on purpose");
            }
        });
        assertThat(report.packed()).isPositive();
    }

    @Test
    void aRunThatFailsLeavesNothing() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("many"));
        Path rec = folder.resolve("a.rec");
        SparkMattingPack failing = many(TREES.resolve("I-HIM-MINI"), 3, _ -> {
            if (TaskContext.get() != null) {
                throw new IllegalStateException("failed on purpose");
            }
        });
        assertThatThrownBy(() -> failing.writeTo(SparkRun.session(), rec)).hasStackTraceContaining("failed on purpose");
        assertThatThrownBy(() -> many(TREES, 3, _ -> {}).writeTo(SparkRun.session(), rec))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(names(folder)).isEmpty();
    }

    @Test
    void whereMoreIsBadThanToleratedOrEverythingOnlyTheListIsMade() throws IOException {
        Path tree = untidy("I-HIM-MINI");
        Path folder = Files.createDirectory(temp.resolve("strict"));
        PackReport strict = many(tree, 3, _ -> {}).errorLimit(2).writeTo(SparkRun.session(), folder.resolve("a.rec"));
        assertThat(strict.end()).isEqualTo(PackReport.End.ERROR_LIMIT);
        assertThat(names(folder)).containsExactly("a.rec.shards", "a.rejects.tsv");
        PackReport resumed =
                many(tree, 3, _ -> {}).errorLimit(3).resume(true).writeTo(SparkRun.session(), folder.resolve("a.rec"));
        assertThat(resumed.complete()).isTrue();
        assertThat(resumed.resumedAt()).isEqualTo(strict.listed());
        assertThat(names(folder)).containsExactly("a.cix", "a.idx", "a.rec", "a.rejects.tsv");
        for (Path image : files(tree, ".jpg")) {
            Files.write(image, new byte[] {9});
        }
        PackReport nothing = assertSame(tree, 3, job -> job.keepFiles(true));
        assertThat(nothing.end()).isEqualTo(PackReport.End.NOTHING_PACKED);
        assertThat(names(temp.resolve("many"))).containsExactly("a.rejects.tsv");
    }
}
