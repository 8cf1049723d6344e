package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.archive.FileTree;
import io.cameo.convert.PackReport;
import io.cameo.image.Encoding;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that nobody tidied up. */
class MattingPackHostileTest {
    @TempDir
    Path temp;

    private PackReport pack(String tree, UnaryOperator<MattingPack> how) throws IOException {
        try (FileTree files = FileTree.open(temp.resolve(tree))) {
            return how.apply(MattingPack.from(files).noErrorLimit()).writeTo(temp.resolve("a.rec"));
        }
    }

    private MattingUnpackReport unpack() throws IOException {
        return MattingUnpack.from(temp.resolve("a.rec")).to(temp.resolve("again"));
    }

    private List<String> rejects() throws IOException {
        List<String> lines = Files.readAllLines(temp.resolve("a.rejects.tsv"));
        return lines.subList(1, lines.size());
    }

    @Test
    void aPersonWhoseFileIsNotThereIsNotForgotten() throws IOException {
        new DrawnTree(temp.resolve("in"))
                .jpegs("images/0.jpg", "images/1.jpg", "images/2.jpg")
                .mattes("alphas/0/0.png", "alphas/1/0.png", "alphas/2/0.png");
        Files.createSymbolicLink(temp.resolve("in/alphas/1/1.png"), Path.of("gone.png"));
        Files.createSymbolicLink(temp.resolve("in/images/3.jpg"), Path.of("gone.jpg"));
        Files.createSymbolicLink(temp.resolve("in/alphas/2/1.png"), Path.of("0.png"));

        PackReport report = pack("in", job -> job.keepFiles(true));
        assertThat(report.packed()).isEqualTo(2);
        assertThat(rejects())
                .containsExactly(
                        "1\timages/1.jpg\tfolder or file cannot be listed: path=alphas/1/1.png, link leads to nothing",
                        "3\timages/3.jpg\tfolder or file cannot be listed: path=images/3.jpg, link leads to nothing");
        assertThat(report.rejected()).isEqualTo(2);
        assertThat(unpack().exactFiles()).isEqualTo(5);
        assertThat(temp.resolve("again/alphas/2/1.png")).hasSameBinaryContentAs(temp.resolve("in/alphas/2/0.png"));
    }

    @Test
    void namesComeBackAsTheyAreOrAreRefusedWhenPacked() throws IOException {
        DrawnTree tree = new DrawnTree(temp.resolve("in"));
        for (String name :
                List.of("a b", "\u00fc\u4eba\ud83d\ude00", "new\nline", "-x", "%s\"'$HOME", "x".repeat(200))) {
            tree.jpegs("images/" + name + ".jpg").mattes("alphas/" + name + "/1 x.png");
        }
        assertThat(pack("in", job -> job.keepFiles(true)).packed()).isEqualTo(6);
        assertThat(unpack().isSound()).isTrue();
        assertThat(Trees.contents(temp.resolve("again")))
                .containsExactlyInAnyOrderEntriesOf(Trees.contents(temp.resolve("in")));

        tree.jpegs("images/b\\c.jpg").mattes("alphas/b\\c/0.png").file("loose\\file", new byte[1]);
        Files.createDirectories(temp.resolve("in/empty\\folder"));
        PackReport report = pack("in", job -> job.keepFiles(true));
        assertThat(report.packed()).isEqualTo(6);
        assertThat(rejects()).hasSize(3).allMatch(line -> line.contains("name would not be unpacked everywhere"));
        assertThat(MattingUnpack.from(temp.resolve("a.rec"))
                        .intoExisting(true)
                        .to(temp.resolve("again"))
                        .lost())
                .isZero();
    }

    @Test
    void oneStrayFileDoesNotMakeAWholeTreeBad() throws IOException {
        new DrawnTree(temp.resolve("in")).jpegs("images/0.jpg").mattes("alphas/0/0.png");
        Files.createSymbolicLink(temp.resolve("in/stray"), Path.of("gone"));
        PackReport report = pack("in", job -> job);
        assertThat(report.end()).isEqualTo(PackReport.End.COMPLETE);
        assertThat(report.packed()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(1);
    }

    @Test
    void sizesThatRecordsCannotHaveAreRejectedAndTheLeastOneIsNot() throws IOException {
        int[] widths = {1, 65_535, 65_536};
        DrawnTree tree = new DrawnTree(temp.resolve("in"));
        for (int width : widths) {
            byte[] gray = DrawnTree.encoded(PixelFormat.GRAY8, Encoding.PNG, width, 1, i -> i + 7);
            tree.file("fgr/" + width + ".png", gray).file("pha/" + width + ".png", gray);
        }
        PackReport report = pack("in", job -> job);
        assertThat(report.packed()).isEqualTo(2);
        assertThat(rejects())
                .containsExactly("2\tfgr/65536.png\tmatte is cut off, damaged or none: path=pha/65536.png,"
                        + " too large for a record: side=65536, most=65535");
        assertThat(unpack().encodedFiles()).isEqualTo(2);
    }

    @Test
    void aFolderWhoseNameHasTwoLinesCanBeGoneOnWith() throws IOException {
        new DrawnTree(temp.resolve("two\nlines"))
                .jpegs("images/0.jpg", "images/1.jpg")
                .mattes("alphas/0/0.png")
                .file("alphas/1/0.png", new byte[] {1});
        PackReport stopped =
                pack("two\nlines", job -> job.errorLimit(0).batchSize(1).workers(1));
        assertThat(stopped.end()).isEqualTo(PackReport.End.ERROR_LIMIT);
        PackReport resumed = pack("two\nlines", job -> job.resume(true));
        assertThat(resumed.resumedAt()).isPositive();
        assertThat(resumed.packed()).isEqualTo(1);
    }
}
