package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.dataset.matting.MattingRecords;
import io.cameo.dataset.verification.VerificationSet;
import io.cameo.image.ImageHeader;
import io.cameo.image.ImageKind;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of {@code cameo demo} sees. */
class DemoCommandTest {
    @TempDir
    Path temp;

    private CommandRun demo(Path folder, String... options) {
        String[] args = new String[options.length + 1];
        args[0] = folder.toString();
        System.arraycopy(options, 0, args, 1, options.length);
        return CommandRun.of(DemoCommand::new, args);
    }

    @Test
    void showsFacesFromPortraitToTrainingSet() throws IOException {
        Path folder = temp.resolve("demo");
        CommandRun run = demo(folder, "--identities", "4", "--shots", "4", "--mattes", "6");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("16 portraits of 4 people who do not exist", "16 of 16 found by key")
                .contains("16 faces turned upright by their landmarks", "4 people found in it, 16 faces")
                .contains("both classes in each of 10 folds", "contact-sheet.png")
                .contains("10 people cut out with soft edges, 5 places", "nothing that a training run would fail at")
                .contains(" the same to the last bit", "guesses at 1/6 of the size: MAD ", "mattes.png")
                .doesNotContain("NOT");
        try (FaceRecords faces = FaceRecords.open(folder.resolve("people.rec"))) {
            assertThat(faces.layout()).isEqualTo(FaceLayout.A);
            assertThat(faces.identities()).isEqualTo(4);
            assertThat(faces.images()).isEqualTo(16);
            ImageHeader crop = ImageHeader.of(faces.at(0).payload());
            assertThat(crop.widthPx()).isEqualTo(112);
            assertThat(crop.heightPx()).isEqualTo(112);
        }
        try (VerificationSet set = VerificationSet.open(folder.resolve("people.bin"))) {
            assertThat(set.pairs()).isEqualTo(40);
        }
        ImageHeader sheet =
                ImageHeader.of(MemorySegment.ofArray(Files.readAllBytes(folder.resolve("contact-sheet.png"))));
        assertThat(sheet.kind()).isEqualTo(ImageKind.PNG);
        assertThat(sheet.widthPx()).isGreaterThan(1000);

        try (MattingRecords records = MattingRecords.open(folder.resolve("mattes.rec"));
                MattingRecords.Reader reader = records.reader()) {
            assertThat(records.size()).isEqualTo(6);
            assertThat(reader.at(0).instances()).isBetween(1, 5);
        }
        ImageHeader mattes = ImageHeader.of(MemorySegment.ofArray(Files.readAllBytes(folder.resolve("mattes.png"))));
        assertThat(mattes.widthPx()).isEqualTo(2 * 32 + 2 * (4 * 246 - 6) + 14);

        CommandRun again =
                demo(folder, "--identities", "1", "--shots", "1", "--scenes", "1", "--mattes", "2", "--quiet");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out().lines().map(String::strip))
                .containsExactly(
                        folder.resolve("contact-sheet.png").toString(),
                        folder.resolve("scenes.html").toString(),
                        folder.resolve("mattes.png").toString());
        try (MattingRecords records = MattingRecords.open(folder.resolve("mattes.rec"))) {
            assertThat(records.size()).isEqualTo(2);
        }
    }

    @Test
    void takesNobodysFolder() throws IOException {
        Path mine = Files.createDirectories(temp.resolve("mine"));
        Files.writeString(mine.resolve("thesis.txt"), "all of it");
        CommandRun run = demo(mine, "--identities", "1", "--shots", "1");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("not empty and not of an earlier demo");
        assertThat(mine.toFile().list()).containsExactly("thesis.txt");
        assertThat(demo(temp.resolve("x"), "--shots", "0").code()).isEqualTo(ExitCode.USAGE);
        assertThat(demo(temp.resolve("x"), "--mattes", "-1").code()).isEqualTo(ExitCode.USAGE);
    }
}
