package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.dataset.insightface.FaceRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cameo face list}, {@code align} and {@code pack} as a user types them. */
class FaceCommandsTest {
    private static final Path SOURCES = Path.of("testdata/face");
    private static final Path CROPS = Path.of("testdata/dataset/insightface");
    private static final String ALIGN_LIST = SOURCES.resolve("align.lst").toString();

    @TempDir
    Path temp;

    @Test
    void familyShowsItsCommands() {
        Ran run = run("face");
        assertThat(run.code()).isEqualTo(ExitCode.FINE);
        assertThat(run.out())
                .contains("list ")
                .contains("align ")
                .contains("pack ")
                .doesNotContain("shuffle");
        assertThat(run().out()).contains("\n  face ").doesNotContain("face pack");
        assertThat(run("face", "pakc").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void listsAFolderAsDir2lstDoes() throws IOException {
        Path people = people("b/2.png", "b/1.JPEG", "a/1.jpg", "c/readme.txt");
        Path list = temp.resolve("out.lst");
        Ran run = run("face", "list", people.toString(), "-o", list.toString());
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA); // c has no images
        assertThat(run.err()).contains("left out: c: identity has no images");
        assertThat(Files.readAllLines(list))
                .containsExactly(
                        "1\t" + people + "/a/1.jpg\t0",
                        "1\t" + people + "/b/1.JPEG\t1",
                        "1\t" + people + "/b/2.png\t1");
        Path compat = temp.resolve("compat.lst");
        run("face", "list", people.toString(), "-o", compat.toString(), "--compat", "--min-images", "1");
        assertThat(Files.readAllLines(compat)).hasSize(2).noneMatch(line -> line.contains("JPEG"));
    }

    @Test
    void packsByTheLandmarksOfTheList() throws IOException {
        Path rec = temp.resolve("faces.rec");
        Ran run = run("face", "pack", ALIGN_LIST, SOURCES.toString(), "-o", rec.toString());
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.out()).contains("3 rejected").contains("13 aligned by the list's landmarks");
        try (FaceRecords faces = FaceRecords.open(rec)) {
            assertThat(faces.images()).isEqualTo(13);
        }
        Ran json = run("face", "pack", ALIGN_LIST, SOURCES.toString(), "-o", rec.toString(), "--json", "--layout", "C");
        assertThat(json.out()).contains("\"made\" : 13").contains("\"identity_records\" : 0");
    }

    @Test
    void alignsIntoAFolderThatPacksToTheSameRecords() throws IOException {
        Path crops = temp.resolve("crops");
        Ran run = run("face", "align", ALIGN_LIST, crops.toString(), "--root", SOURCES.toString());
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(crops.resolve("src/03.png.jpg")).exists();
        assertThat(Files.readAllLines(crops.resolve("crops.lst"))).hasSize(13).allMatch(line -> line.startsWith("1\t"));
        Path fromCrops = temp.resolve("crops.rec");
        Path fromSources = temp.resolve("sources.rec");
        String list = crops.resolve("crops.lst").toString();
        assertThat(run("face", "pack", list, crops.toString(), "-o", fromCrops.toString(), "--layout", "C")
                        .code())
                .isEqualTo(ExitCode.FINE);
        String sources = crops.resolve("sources.lst").toString();
        assertThat(run("face", "pack", sources, SOURCES.toString(), "-o", fromSources.toString(), "--layout", "C")
                        .code())
                .isEqualTo(ExitCode.FINE);
        assertThat(fromCrops).hasSameBinaryContentAs(fromSources);
    }

    @Test
    void folderThatIsNotAlignedNeedsADetector() throws IOException {
        Path people = people("a/1.jpg");
        Ran run = run("face", "align", people.toString(), temp.resolve("out").toString());
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--detector");
        Ran same = run("face", "align", people.toString(), people.toString(), "--detector", "haar");
        assertThat(same.code()).isEqualTo(ExitCode.USAGE);
    }

    /** Crops are images in folders as well: a deeper scan would take them for another person. */
    @Test
    void cropsDoNotGoAmongImagesThatAreLookedForInDepth() throws IOException {
        Path people = people("a/1.jpg");
        String inside = people.resolve("z").toString();
        Ran deep = run("face", "align", people.toString(), inside, "--detector", "haar", "--shape", "nested");
        assertThat(deep.code()).isEqualTo(ExitCode.USAGE);
        assertThat(deep.err()).contains("name a folder outside");
        assertThat(people.resolve("z")).doesNotExist();
        Ran flat = run("face", "align", people.toString(), inside, "--no-face", "centre-crop");
        assertThat(flat.out()).contains("1 listed, 1 made");
    }

    @Test
    void namesOfWhatIsLeftOutDoNotSteerTheTerminal() throws IOException {
        Path people = people("a/1.jpg", "a/2\n3.jpg");
        Ran run = run(
                "face", "list", people.toString(), "-o", temp.resolve("x.lst").toString());
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err()).contains("left out: a/2?3.jpg: ");
    }

    @Test
    void propertyOfAnotherSetIsNotReplacedWithoutAWord() throws IOException {
        String one = people("a/1.jpg").toString();
        String first = temp.resolve("a.rec").toString();
        assertThat(run("face", "pack", one, "-o", first).err()).doesNotContain("property");
        people("b/1.jpg");
        Ran other = run("face", "pack", one, "-o", temp.resolve("b.rec").toString());
        assertThat(other.err()).contains("property was that of another set");
        assertThat(run("face", "pack", one, "-o", first).err()).doesNotContain("property");
    }

    @Test
    void missingModelSaysWhereItIsPublished() throws IOException {
        Path people = people("a/1.jpg");
        Path rec = temp.resolve("out.rec");
        Ran run = run(
                "face",
                "pack",
                people.toString(),
                "-o",
                rec.toString(),
                "--detector",
                "mtcnn",
                "--models",
                temp.resolve("none").toString());
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("no MTCNN model")
                .contains("MIT")
                .contains("\n  Give its folder with --models DIR");
        assertThat(rec).doesNotExist();
    }

    @Test
    void listOfPairsIsRefused() throws IOException {
        Path pairs = Files.write(temp.resolve("pairs.txt"), List.of("10 300", "Ada_L 1 2", "Ada_L 1 Bob_K 2"));
        Ran run = run(
                "face", "pack", pairs.toString(), "-o", temp.resolve("x.rec").toString());
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err()).contains("list of pairs");
    }

    @Test
    void sizesWithoutTemplateAreRefused() {
        Ran run = run("face", "pack", ALIGN_LIST, "-o", temp.resolve("x.rec").toString(), "--size", "100x90");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("face", "pack", ALIGN_LIST, "-o", "x.rec", "--size", "big")
                        .err())
                .contains("height x width");
    }

    private Path people(String... files) throws IOException {
        Path people = temp.resolve("people");
        for (String name : files) {
            Path file = people.resolve(name);
            Files.createDirectories(file.getParent());
            Files.copy(CROPS.resolve("img/0_00.jpg"), file);
        }
        return people;
    }

    private record Ran(int code, String out, String err) {}

    private static Ran run(String... args) {
        Terminal terminal = new Terminal();
        int code = terminal.run(args);
        return new Ran(code, terminal.out(), terminal.err());
    }
}
