package io.cameo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {
    @TempDir
    private Path root;

    @BeforeEach
    void fill() throws IOException {
        write("b/10.png", "ten");
        write("b/2.png", "two");
        write("b.txt", "text");
        write("a/deep/er/x", "");
        Files.createDirectories(root.resolve("empty"));
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void listsFilesAndFoldersByCodePoint() throws IOException {
        try (FileTree tree = FileTree.open(root)) {
            assertThat(tree.files())
                    .containsExactly(
                            new TreeFile("a/deep/er/x", 0),
                            new TreeFile("b.txt", 4),
                            new TreeFile("b/10.png", 3),
                            new TreeFile("b/2.png", 3));
            assertThat(tree.folders()).containsExactly("a", "a/deep", "a/deep/er", "b", "empty");
            TreeFolder top = Objects.requireNonNull(tree.folder(""));
            assertThat(top.folders()).containsExactly("a", "b", "empty");
            assertThat(top.files()).containsExactly(new TreeFile("b.txt", 4));
            assertThat(Objects.requireNonNull(tree.folder("empty")).files()).isEmpty();
            assertThat(tree.folder("b.txt")).isNull();
            assertThat(tree.file("b/2.png")).isEqualTo(new TreeFile("b/2.png", 3));
            assertThat(tree.file("b")).isNull();
            assertThat(tree.problems()).isEmpty();
        }
    }

    @Test
    void unlistedItHasNoListsAndReadsWhatIsThere() throws IOException {
        try (FileTree tree = FileTree.openUnlisted(root);
                TreeReader reader = tree.reader()) {
            assertThat(tree.files()).isEmpty();
            assertThat(tree.folders()).isEmpty();
            assertThat(tree.folder("")).isEqualTo(new TreeFolder("", List.of(), List.of()));
            assertThat(reader.read(new TreeFile("b/10.png", 3)).toArray(ValueLayout.JAVA_BYTE))
                    .isEqualTo("ten".getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> reader.read(new TreeFile("b/10.png", 4)))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("changed its size");
        }
    }

    @Test
    void readsFilesOneAfterTheOther() throws IOException {
        write("large", "0123456789".repeat(20_000));
        try (FileTree tree = FileTree.open(root);
                TreeReader reader = tree.reader()) {
            for (TreeFile file : tree.files()) {
                byte[] bytes = reader.read(file).toArray(ValueLayout.JAVA_BYTE);
                assertThat(bytes).as(file.name()).isEqualTo(Files.readAllBytes(root.resolve(file.name())));
            }
        }
    }

    @Test
    void aFileThatNoImageCanBeIsRefusedBeforeItIsRead() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(root.resolve("huge.png").toFile(), "rw")) {
            file.setLength(5L << 30); // takes no room on disk
        }
        try (FileTree tree = FileTree.open(root);
                TreeReader reader = tree.reader()) {
            TreeFile huge = Objects.requireNonNull(tree.file("huge.png"));
            assertThatThrownBy(() -> reader.read(huge))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageStartingWith("file is too large: limit=1073741824, actual=5368709120: file=");
            TreeFile small = Objects.requireNonNull(tree.file("b/2.png"));
            assertThat(reader.read(small).byteSize()).isEqualTo(3);
        }
    }

    @Test
    void aFileOfAnotherSizeThanWasListedIsNamed() throws IOException {
        try (FileTree tree = FileTree.open(root);
                TreeReader reader = tree.reader()) {
            write("b/2.png", "t");
            write("b/10.png", "eleven");
            assertThatThrownBy(() -> reader.read(new TreeFile("b/2.png", 3)))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("expected=3, actual=1")
                    .hasMessageContaining("2.png");
            assertThatThrownBy(() -> reader.read(new TreeFile("b/10.png", 3)))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("expected=3, actual=6");
        }
    }

    @Test
    void linksAreFollowedButNotBack() throws IOException {
        Files.createSymbolicLink(root.resolve("a/other"), root.resolve("b"));
        Files.createSymbolicLink(root.resolve("a/deep/back"), root);
        Files.createSymbolicLink(root.resolve("gone"), root.resolve("nothing"));
        try (FileTree tree = FileTree.open(root)) {
            assertThat(tree.file("a/other/2.png")).isNotNull();
            assertThat(tree.problems())
                    .extracting(FileTree.Problem::name)
                    .containsExactlyInAnyOrder("a/deep/back", "gone");
        }
    }

    @Test
    void foldersThatNestWithoutEndAreAProblemAndNoOverflow() throws IOException {
        Path deep = Files.createDirectories(root.resolve("n/".repeat(100)));
        Files.writeString(deep.resolve("last.txt"), "read");
        Files.createDirectories(root.resolve("n/".repeat(130)));
        try (FileTree tree = FileTree.open(root)) {
            assertThat(tree.file("n/".repeat(100) + "last.txt")).isNotNull();
            assertThat(tree.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.name()).isEqualTo("n/".repeat(100) + "n");
                assertThat(problem.reason()).isEqualTo("folders nest too deeply: most=100");
            });
        }
    }

    @Test
    void whatIsNoFolderIsNoTree() {
        assertThatThrownBy(() -> FileTree.open(root.resolve("b.txt"))).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> FileTree.open(root.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFileKnowsItsFolder() {
        TreeFile file = new TreeFile("a/b/c.png", 1);
        assertThat(file.folder()).isEqualTo("a/b");
        assertThat(file.fileName()).isEqualTo("c.png");
        assertThat(new TreeFile("c.png", 1).folder()).isEmpty();
    }
}
