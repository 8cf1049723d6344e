package io.cameo.lst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTreeTest {
    @TempDir
    Path root;

    private void touch(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private ImageTree walk(boolean recursive) throws IOException {
        return ImageTree.walk(root, recursive, FileExtensions.DEFAULT);
    }

    private static List<String> paths(ImageTree tree) {
        return IntStream.range(0, tree.size()).mapToObj(tree::path).toList();
    }

    @Test
    void sortsByCodePointAndNotByUtf16() throws IOException {
        // U+1F600 is greater than U+FF5E, but its UTF-16 units are smaller.
        touch("\uff5e.jpg", "\ud83d\ude00.jpg", "a.jpg", "B.jpg", "\ue000/x.jpg", "\ud83d\ude00d/x.jpg", "a/x.jpg");
        assertThat(paths(walk(true)))
                .containsExactly(
                        "B.jpg",
                        "a.jpg",
                        "\uff5e.jpg",
                        "\ud83d\ude00.jpg",
                        "a/x.jpg",
                        "\ue000/x.jpg",
                        "\ud83d\ude00d/x.jpg");
    }

    @Test
    void sortsSubfoldersBeforeTheirSiblingsAsNamesAndNotAsPaths() throws IOException {
        // As paths "a-b/x" sorts before "a/x"; as names "a" comes before "a-b".
        touch("a/x.jpg", "a-b/x.jpg", "a/sub/x.jpg", "a!/x.jpg");
        assertThat(paths(walk(true))).containsExactly("a/x.jpg", "a/sub/x.jpg", "a!/x.jpg", "a-b/x.jpg");
    }

    @Test
    void givesLabelsOnlyToFoldersWithImages() throws IOException {
        touch("empty/readme.txt", "p/inner/1.jpg", "q/1.jpg", "q/2.jpg");
        ImageTree tree = walk(true);
        assertThat(tree.labels()).containsExactly(new ImageTree.Label(0, "p/inner", 1), new ImageTree.Label(1, "q", 2));
        assertThat(tree.label(0)).isZero();
        assertThat(tree.label(2)).isEqualTo(1);
        assertThat(tree.otherExtensions()).containsEntry(".txt", 1);
    }

    @Test
    void looksOnlyIntoTheRootUnlessToldOtherwise() throws IOException {
        touch("b.jpg", "a.PNG", "sub/1.jpg", "folder.jpg/1.jpg", ".jpg", "..jpg", "jpg", ".hidden.jpg");
        ImageTree tree = walk(false);
        assertThat(paths(tree)).containsExactly(".hidden.jpg", "a.PNG", "b.jpg");
        assertThat(tree.foldersNotEntered()).isEqualTo(2);
        assertThat(tree.labels()).containsExactly(new ImageTree.Label(0, ".", 3));
    }

    @Test
    void followsLinksAndStopsWhereTheyLeadBack() throws IOException {
        touch("a/1.jpg", "b/2.jpg");
        Files.createSymbolicLink(root.resolve("a/up"), root);
        Files.createSymbolicLink(root.resolve("b/toA"), root.resolve("a"));
        Files.createSymbolicLink(root.resolve("b/self"), Path.of("."));
        Files.createSymbolicLink(root.resolve("file.jpg"), root.resolve("a/1.jpg"));
        ImageTree tree = walk(true);
        assertThat(paths(tree)).containsExactly("file.jpg", "a/1.jpg", "b/2.jpg", "b/toA/1.jpg");
        assertThat(tree.problems())
                .containsExactlyInAnyOrder(
                        new ImageTree.Problem("a/up", "link leads back to folder ., not followed", false),
                        new ImageTree.Problem("b/self", "link leads back to folder b, not followed", false),
                        new ImageTree.Problem("b/toA/up", "link leads back to folder ., not followed", false));
    }

    @Test
    void reportsBrokenLinksThatMayHideImages() throws IOException {
        touch("a.jpg");
        Files.createSymbolicLink(root.resolve("person7"), root.resolve("nowhere"));
        Files.createSymbolicLink(root.resolve("gone.jpg"), root.resolve("nowhere"));
        Files.createSymbolicLink(root.resolve("gone.txt"), root.resolve("nowhere"));
        ImageTree tree = walk(true);
        assertThat(paths(tree)).containsExactly("a.jpg");
        String reason = "cannot be reached: it does not exist, or is a broken link";
        assertThat(tree.problems())
                .containsExactlyInAnyOrder(
                        new ImageTree.Problem("gone.jpg", reason, true),
                        new ImageTree.Problem("person7", reason, true));
        assertThat(walk(false).problems()).extracting(ImageTree.Problem::path).containsExactly("gone.jpg");
    }

    @Test
    void leavesOutNamesThatAListCannotHold() throws IOException {
        touch("a.jpg", "t\tab.jpg", "line\nbreak.jpg", " lead.jpg", "sub/ lead.jpg", "only\t/x.jpg");
        ImageTree tree = walk(true);
        assertThat(paths(tree)).containsExactly("a.jpg", "sub/ lead.jpg");
        assertThat(tree.labels()).hasSize(2);
        assertThat(tree.problems())
                .extracting(ImageTree.Problem::path)
                .containsExactly(" lead.jpg", "line\nbreak.jpg", "t\tab.jpg", "only\t/x.jpg");
        assertThat(tree.problems()).allMatch(ImageTree.Problem::filesLost);
    }

    @Test
    void reportsFoldersThatCannotBeRead() throws IOException {
        touch("a/1.jpg", "locked/2.jpg");
        Path locked = root.resolve("locked");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        try {
            assumeThat(Files.isReadable(locked)).as("root reads everything").isFalse();
            ImageTree tree = walk(true);
            assertThat(paths(tree)).containsExactly("a/1.jpg");
            assertThat(tree.problems())
                    .containsExactly(new ImageTree.Problem("locked", "folder cannot be read: permission denied", true));
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void refusesARootThatIsNoFolder() throws IOException {
        touch("a.jpg");
        assertThatThrownBy(() -> ImageTree.walk(root.resolve("a.jpg"), true, FileExtensions.DEFAULT))
                .isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> ImageTree.walk(root.resolve("none"), true, FileExtensions.DEFAULT))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void listsThousandsOfFilesInOneFolder() throws IOException {
        for (int i = 0; i < 5_000; i++) {
            Files.createFile(root.resolve(i + ".jpg"));
        }
        ImageTree tree = walk(true);
        assertThat(tree.size()).isEqualTo(5_000);
        assertThat(paths(tree)).isSorted().startsWith("0.jpg", "1.jpg", "10.jpg", "100.jpg");
    }

    @Test
    void extensionsAreCutAsPythonCutsThem() {
        assertThat(FileExtensions.extensionOf("a.b.JPG")).isEqualTo(".jpg");
        assertThat(FileExtensions.extensionOf(".jpg")).isEmpty();
        assertThat(FileExtensions.extensionOf("...jpg")).isEmpty();
        assertThat(FileExtensions.extensionOf("..a.jpg")).isEqualTo(".jpg");
        assertThat(FileExtensions.extensionOf("a.")).isEqualTo(".");
        assertThat(FileExtensions.extensionOf("noext")).isEmpty();
        assertThat(FileExtensions.of(List.of("JPG", ".Png")).accepted()).containsExactlyInAnyOrder(".jpg", ".png");
        assertThat(FileExtensions.exactly(List.of(".JPG", "png")).matches("a.jpg"))
                .isFalse();
        for (String wrong : List.of("", ".", "a/b")) {
            assertThatThrownBy(() -> FileExtensions.of(List.of(wrong))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> FileExtensions.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
