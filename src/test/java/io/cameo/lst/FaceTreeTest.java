package io.cameo.lst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.lst.FaceTree.Identity;
import io.cameo.lst.FaceTree.LeftOut;
import io.cameo.lst.FaceTree.Options;
import io.cameo.lst.FaceTree.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceTreeTest {
    @TempDir
    Path root;

    private final List<LeftOut> leftOut = new ArrayList<>();

    private void make(String... files) throws IOException {
        for (String file : files) {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "x");
        }
    }

    private List<Identity> scan(Options options) throws IOException {
        leftOut.clear();
        List<Identity> identities = new ArrayList<>();
        FaceTree tree = FaceTree.open(root, options, leftOut::add);
        for (Identity identity = tree.next(); identity != null; identity = tree.next()) {
            identities.add(identity);
        }
        assertThat(tree.identities()).isEqualTo(identities.size());
        assertThat(tree.images())
                .isEqualTo(identities.stream().mapToInt(i -> i.images().size()).sum());
        assertThat(tree.imagesLeftOut())
                .isEqualTo(leftOut.stream().mapToInt(LeftOut::images).sum());
        return identities;
    }

    @Test
    void listsPeopleInOrderWithEveryImageExtension() throws IOException {
        make("b/2.JPG", "b/1.jpeg", "B/x.png", "a/10.webp", "a/9.bmp", "a/note.txt", "a/deep/z.jpg", "loose.jpg");
        assertThat(scan(Options.of(1)))
                .containsExactly(
                        new Identity(0, "B", List.of("B/x.png")),
                        new Identity(1, "a", List.of("a/10.webp", "a/9.bmp")),
                        new Identity(2, "b", List.of("b/1.jpeg", "b/2.JPG")));
        assertThat(leftOut).containsExactly(new LeftOut("loose.jpg", "image lies in no identity's folder", 1));
    }

    @Test
    void identitiesWithTooFewImagesTakeNoLabel() throws IOException {
        make("a/1.jpg", "b/1.jpg", "b/2.jpg", "c/readme", "d/in/1.jpg");
        assertThat(scan(Options.of(2))).containsExactly(new Identity(0, "b", List.of("b/1.jpg", "b/2.jpg")));
        assertThat(leftOut)
                .containsExactly(
                        new LeftOut("a", "identity has too few images: expected>=2, actual=1", 1),
                        new LeftOut("c", "identity has no images", 0),
                        new LeftOut("d", "identity has no images, but folders: folders=1", 0));
    }

    @Test
    void compatGivesTheAnswerOfDir2lst() throws IOException {
        make("a/1.jpg", "a/2.png", "a/3.JPG", "a/4.jpeg", "b/1.jpg", "b/2.Png", "c/1.jpg", "c/2.jpg", "c/3.bmp");
        assertThat(scan(Options.COMPAT))
                .containsExactly(
                        new Identity(0, "a", List.of("a/1.jpg", "a/2.png")),
                        new Identity(1, "c", List.of("c/1.jpg", "c/2.jpg")));
        assertThat(leftOut).containsExactly(new LeftOut("b", "identity has too few images: expected>=2, actual=1", 1));
    }

    @Test
    void theOtherShapesAreFoundWhereTheirImagesLie() throws IOException {
        make("p/v1/1.jpg", "p/v2/1.jpg", "p/0.jpg", "q/v1/1.jpg");
        assertThat(scan(new Options(FaceTree.EXTENSIONS, 1, Shape.NESTED, false)))
                .containsExactly(
                        new Identity(0, "p", List.of("p/0.jpg", "p/v1/1.jpg", "p/v2/1.jpg")),
                        new Identity(1, "q", List.of("q/v1/1.jpg")));
        assertThat(scan(new Options(FaceTree.EXTENSIONS, 1, Shape.PREFIXED, false)))
                .containsExactly(
                        new Identity(0, "p/v1", List.of("p/v1/1.jpg")),
                        new Identity(1, "p/v2", List.of("p/v2/1.jpg")),
                        new Identity(2, "q/v1", List.of("q/v1/1.jpg")));
        assertThat(leftOut).containsExactly(new LeftOut("p/0.jpg", "image lies in no identity's folder", 1));
    }

    @Test
    void whatNoListCanHoldIsLeftOutAndSaid() throws IOException {
        make("tab\there/1.jpg", "a/x\ty.jpg", "a/ space.jpg", " b/1.jpg");
        Files.createSymbolicLink(root.resolve("a/gone.jpg"), root.resolve("nowhere"));
        assertThat(scan(Options.of(1)))
                .containsExactly(
                        new Identity(0, " b", List.of(" b/1.jpg")), new Identity(1, "a", List.of("a/ space.jpg")));
        assertThat(leftOut)
                .containsExactlyInAnyOrder(
                        new LeftOut("tab\there", "path contains a TAB, which a list cannot hold", 0),
                        new LeftOut("a/x\ty.jpg", "path contains a TAB, which a list cannot hold", 1),
                        new LeftOut("a/gone.jpg", "cannot be reached: it does not exist, or is a broken link", 1));
    }

    @Test
    void sortsByCodePoint() throws IOException {
        make("\uFFFCa/1.jpg", "\uD83D\uDE00/1.jpg", "é/1.jpg", "z/1.jpg");
        assertThat(scan(Options.of(1)).stream().map(Identity::folder))
                .containsExactly("z", "é", "\uFFFCa", "\uD83D\uDE00");
    }

    @Test
    void anEmptyOrMissingRootIsNoSurprise() throws IOException {
        assertThat(scan(Options.of(1))).isEmpty();
        assertThatThrownBy(() -> FaceTree.open(root.resolve("no"), Options.of(1), leftOut::add))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Options.of(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
