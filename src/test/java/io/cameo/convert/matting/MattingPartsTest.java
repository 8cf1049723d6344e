package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.convert.PackReport;
import io.cameo.dataset.matting.ClipPlace;
import io.cameo.dataset.matting.MattingFrame;
import io.cameo.dataset.matting.MattingInstance;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingManifest;
import io.cameo.dataset.matting.MattingSplit;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is packed in parts is what is packed at once; Spark's tests hold every kind of tree against it. */
class MattingPartsTest {
    private static final Path TREE = Path.of("testdata/matting/tree/I-HIM-MINI");

    @TempDir
    private Path temp;

    private static TreeFile file(String name, long bytes) {
        return new TreeFile(name, bytes);
    }

    private static PackItem.Frame frame(long key, long imageBytes) {
        TreeFile image = file("images/" + key + ".jpg", imageBytes);
        MattingInstance person = new MattingInstance("0", file("alphas/" + key + "/0.png", 10), null, null);
        return new PackItem.Frame(
                new MattingSplit(MattingLayout.IMAGE_TRAIN, "", ""),
                Long.toString(key),
                image,
                new MattingFrame(Long.toString(key), image, List.of(person), null),
                new ClipPlace(key, key, 1, 0),
                null);
    }

    private static PackItem.Manifest manifest(long key) {
        return new PackItem.Manifest(
                key, new MattingManifest(MattingLayout.RGBA, null, key, false, List.of(), List.of()));
    }

    private static List<PackItem> read(MattingPackPart part) throws IOException {
        List<PackItem> items = new ArrayList<>();
        try (PlanFiles.Reader reader = new PlanFiles.Reader(part)) {
            for (PackItem item = reader.next(); item != null; item = reader.next()) {
                items.add(item);
            }
            assertThat(reader.next()).isNull();
        }
        return items;
    }

    @Test
    void aPlanComesBackAsItWasWhateverItsNames() throws IOException {
        String odd = "a b/\u00fc\u4eba\ud83d\ude00\nnew\tline/\ud800/" + "x".repeat(70_000);
        TreeFile first = file(odd, Long.MAX_VALUE >> 8);
        MattingFrame full = new MattingFrame(
                odd,
                file("", 0),
                List.of(
                        new MattingInstance(odd, file(odd, 1), file("m", 2), file("f", 3)),
                        new MattingInstance("", file("n", 4), null, null)),
                file("b", 5));
        MattingSplit split = new MattingSplit(MattingLayout.VIDEO, odd, "comp");
        List<PackItem> plan = List.of(
                new PackItem.Frame(split, odd, first, full, new ClipPlace(1L << 40, 1L << 41, 9, 8), odd),
                frame(7, 3),
                new PackItem.Bad(1L << 42, odd, "reason"),
                new PackItem.Files(4, List.of(first, file("b", 6))),
                new PackItem.Manifest(
                        5,
                        new MattingManifest(
                                MattingLayout.IMAGE_TEST, "masks", 2, true, List.of(first), List.of(odd, "e"))),
                manifest(6));
        List<MattingPackPart> parts = PlanFiles.write(plan, temp, 2);
        List<PackItem> again = new ArrayList<>();
        for (MattingPackPart part : parts) {
            again.addAll(read(part));
        }
        assertThat(again).isEqualTo(plan);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 99, 1_000_000})
    void partsAreOfEqualWeightAndTheRestIsBesides(int wanted) throws IOException {
        List<PackItem> plan = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            plan.add(frame(i, i < 50 ? 1_000 : 9_000_000));
        }
        plan.add(manifest(100));
        List<MattingPackPart> parts = PlanFiles.write(plan, temp, wanted);
        assertThat(parts).hasSizeBetween(2, wanted + 1);
        assertThat(parts.getLast())
                .isEqualTo(new MattingPackPart(parts.getLast().plan(), 1, false));
        assertThat(parts.subList(0, parts.size() - 1)).allMatch(MattingPackPart::images);
        assertThat(parts).extracting(MattingPackPart::items).doesNotContain(0L);
        assertThat(parts.stream().mapToLong(MattingPackPart::items).sum()).isEqualTo(101);
        if (wanted == 10) {
            assertThat(parts).extracting(MattingPackPart::items).startsWith(55L, 5L, 5L, 5L);
        }
    }

    @Test
    void partsAreJoinedToWhatOneRunWrites() throws IOException {
        PackReport expected;
        PackReport actual;
        try (FileTree files = FileTree.open(TREE);
                FileTree unlisted = FileTree.openUnlisted(TREE)) {
            expected = MattingPack.from(files).keepFiles(true).writeTo(temp.resolve("one.rec"));
            List<MattingPackShard> shards = new ArrayList<>();
            List<MattingPackPart> parts =
                    MattingPack.from(files).keepFiles(true).cut(temp, 3);
            for (MattingPackPart part : parts) {
                Path rec = temp.resolve("part" + shards.size() + ".rec");
                shards.add(MattingPack.from(unlisted).keepFiles(true).packPart(part, rec));
            }
            actual = MattingPack.from(unlisted).join(shards, temp.resolve("many.rec"));
            assertThatThrownBy(() -> MattingPack.from(unlisted).cut(temp, 3))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String ending : List.of(".rec", ".idx", ".cix")) {
            assertThat(temp.resolve("many" + ending)).hasSameBinaryContentAs(temp.resolve("one" + ending));
        }
        assertThat(actual.withWallNanos(0))
                .usingRecursiveComparison()
                .ignoringFields("rec", "stageNanos")
                .isEqualTo(expected.withWallNanos(0));
    }

    /** A machine that does not see the tree must not reject what others see. */
    @Test
    void aTreeThatIsNotThereIsNoTreeOfBadFiles() throws IOException {
        assertThatThrownBy(() -> FileTree.openUnlisted(temp.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        Path text = Files.writeString(temp.resolve("text"), "no archive");
        assertThatThrownBy(() -> FileTree.openUnlisted(text)).isInstanceOf(NotDirectoryException.class);
        try (FileTree tree = FileTree.openUnlisted(Path.of("testdata/archive/V-HIM-MINI.zip"))) {
            assertThat(tree.files()).isNotEmpty();
        }
    }

    @Test
    void aPlanThatIsCutOffEndsTheRun() throws IOException {
        List<MattingPackPart> parts = PlanFiles.write(List.of(frame(0, 1), frame(1, 1)), temp, 1);
        Path plan = Path.of(parts.getFirst().plan());
        byte[] bytes = Files.readAllBytes(plan);
        Files.write(plan, Arrays.copyOf(bytes, bytes.length - 3));
        assertThatThrownBy(() -> read(parts.getFirst())).isInstanceOf(IOException.class);
    }

    @Test
    void whyAFileCannotBeReadIsSaidWithoutWhereItsTreeStands() {
        assertThat(Stream.of(
                                new NoSuchFileException("/data/a.png"),
                                new AccessDeniedException("/data/a.png"),
                                new FileSystemException("/data/a.png", null, "Too many open files"),
                                new IOException("Input/output error"))
                        .map(Refusal::reason))
                .containsExactly(
                        "cannot be read: no such file",
                        "cannot be read: permission denied",
                        "cannot be read: Too many open files",
                        "cannot be read: Input/output error");
    }
}
