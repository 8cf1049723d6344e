package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.image.ImageHeader;
import io.cameo.image.ImageKind;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of {@code cameo matting show} sees. */
class MattingShowCommandTest {
    private static final String TREE = "testdata/matting/tree/";

    @TempDir
    Path temp;

    private static CommandRun show(String... args) {
        return CommandRun.of(MattingShowCommand::new, args);
    }

    private static ImageHeader header(Path png) throws IOException {
        ImageHeader header = ImageHeader.of(MemorySegment.ofArray(Files.readAllBytes(png)));
        assertThat(header.kind()).isEqualTo(ImageKind.PNG);
        return header;
    }

    @Test
    void drawsAFolderAnArchiveAndARecordFile() throws IOException {
        Path him = temp.resolve("him.png");
        CommandRun run = show(TREE + "HIM-MINI", "-o", him.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith(him + "  4 of 4 images  ");
        assertThat(run.err())
                .contains("2 faults of what is shown:", "images/comp/000007.jpg: image to test on has no masks");
        assertThat(header(him).widthPx()).isEqualTo(2 * 32 + 5 * (288 + 6) - 6);

        Path zip = temp.resolve("zip.png");
        run = show("testdata/archive/V-HIM-MINI.zip", "-o", zip.toString(), "--quiet");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(header(zip).widthPx()).isEqualTo(header(him).widthPx());

        Path rec = temp.resolve("i.rec");
        assertThat(CommandRun.of(MattingPackCommand::new, TREE + "I-HIM-MINI", rec.toString(), "--quiet")
                        .code())
                .isZero();
        run = show(rec.toString(), "--limit", "2", "--columns", "2", "--thumb", "96", "--random");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("2 of 4 images");
        assertThat(header(temp.resolve("i.show.png")).widthPx()).isEqualTo(2 * 32 + 2 * (4 * 102 - 6) + 14);
    }

    @Test
    void framesOfAVideo() throws IOException {
        Path png = temp.resolve("clip.png");
        CommandRun run = show(TREE + "V-HIM-MINI", "--clip", "00000", "--limit", "3", "-o", png.toString(), "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("\"of\" : \"frame\"", "\"all\" : 5", "\"shown\" : 3", "\"cancelled\" : false")
                .contains("\"code\" : \"alpha_faint\"", "\"severity\" : \"note\"");
        assertThat(header(png).widthPx()).isEqualTo(2 * 32 + 3 * (288 + 14) - 14);
    }

    @Test
    void errorsOfWhatIsShownAndMissingNamesAreExitCodeOne() {
        String png = temp.resolve("x.png").toString();
        CommandRun run = show("testdata/matting/broken/w03_silent_shift", "--clip", "v0", "-o", png, "--json");
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.out()).contains("\"code\" : \"instances_shifted\"", "\"severity\" : \"error\"");
        assertThat(run.err()).contains("and the counts hide it (mattes=8, frames=4");
        run = show(TREE + "I-HIM-MINI", "--sample", "10,11", "-o", png);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.out()).contains("1 of 4 images");
        assertThat(run.err()).isEqualTo("cameo: not there: sample=11\n");
    }

    @Test
    void refusesWhatItCannotDo() throws IOException {
        String png = temp.resolve("x.png").toString();
        String tree = TREE + "I-HIM-MINI";
        Path rec = Files.copy(Path.of("testdata/record/parts.rec"), temp.resolve("parts.rec"));
        String[][] wrong = {
            {"--seed goes with --random", tree, "-o", png, "--seed", "3"},
            {"--clip names a video already", tree, "-o", png, "--clip", "0", "--sample", "0"},
            {"limit out of range: limit=0", tree, "-o", png, "--limit", "0"},
            {"columns out of range: columns=-1", tree, "-o", png, "--columns", "-1"},
            {"thumb out of range: thumb=5000", tree, "-o", png, "--thumb", "5000"},
            {"no such split: split=x", tree, "-o", png, "--split", "x"},
            {"no such file: none.rec", "none.rec", "-o", png},
            {"is not a regular file: /dev/null", "/dev/null", "-o", png},
            {"no matting data found", temp.toString(), "-o", png},
            {
                "the folder of the output does not exist",
                tree,
                "-o",
                temp.resolve("no/x.png").toString()
            },
            {"no matting data found: file=" + rec + ", records=", rec.toString(), "-o", png},
            {"go with a folder or an archive", rec.toString(), "-o", png, "--split", "x"},
            {"the output would replace a record file", rec.toString(), "-o", rec.toString()}
        };
        for (String[] line : wrong) {
            CommandRun run = show(Arrays.copyOfRange(line, 1, line.length));
            assertThat(run.code()).as(line[0] + run.err()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains(line[0]);
        }
        assertThat(temp.resolve("x.png")).doesNotExist();
    }

    @Test
    void aSheetReplacesNoImageOfItsTree() throws IOException {
        Path tree = temp.resolve("tree");
        for (String name : List.of("images/0.jpg", "alphas/0/0.png", "alphas/0/1.png")) {
            Path file = tree.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.copy(Path.of(TREE + "I-HIM-MINI").resolve(name), file);
        }
        for (String name : List.of("images/0.jpg", "alphas/0/1.png")) {
            byte[] before = Files.readAllBytes(tree.resolve(name));
            CommandRun run = show(tree.toString(), "-o", tree.resolve(name).toString());
            assertThat(run.code()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("the output would replace a file of the data");
            assertThat(Files.readAllBytes(tree.resolve(name))).isEqualTo(before);
        }
        String inside = tree.resolve("sheet.png").toString();
        assertThat(show(tree.toString(), "-o", inside).code()).isZero();
        assertThat(show(tree.toString(), "-o", inside).code()).isZero();
    }
}
