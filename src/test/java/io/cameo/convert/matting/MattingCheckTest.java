package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.archive.FileTree;
import io.cameo.convert.Found;
import io.cameo.convert.Severity;
import io.cameo.dataset.matting.MattingLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden trees: sound ones, and one for each fault. */
class MattingCheckTest {
    private static final Path GOLDEN = Path.of("testdata/matting");
    private static final Path BROKEN = GOLDEN.resolve("broken");
    private static final String CASES = """
        t01_no_alpha_dir,               NO_ALPHAS,            S/images/1.jpg,                      expected=S/alphas/1/*.png
        t02_size_mismatch,              ALPHA_SIZE,           S/alphas/0/1.png,                    'expected=64x48, actual=60x40'
        t03_alpha_rgba,                 ALPHA_COLOR,          S/alphas/0/0.png,                    stored=rgba
        t04_alpha_16bit,                ALPHA_16BIT,          S/alphas/0/0.png,                    ''
        t06_empty_alpha,                ALPHA_EMPTY,          S/alphas/0/1.png,                    ''
        t10_truncated_jpg,              IMAGE_BAD,            S/images/0.jpg,                      'jpeg truncated: no end-of-image marker, bytes=1231'
        v02_mask_extra,                 MASK_WITHOUT_ALPHA,   masks_matched_x/natural/a/01.png,    ''
        v03_mask_missing_inst,          ALPHA_WITHOUT_MASK,   alphas/natural/a/00.png,             ''
        w01_frame_without_alpha,        FRAME_WITHOUT_ALPHAS, S/pha/v0/00002,                      'mattes=8, frames=5'
        w02_instance_missing_one_frame, INSTANCE_MISSING,     S/pha/v0/00003,                      'instance=01, mattes=9, frames=5'
        w03_silent_shift,               INSTANCES_SHIFTED,    S/pha/v0,                            'mattes=8, frames=4, taken_for=2, instances={00,02} {01,02} {00,02} {00,01}'
        """;

    private static MattingCheckReport check(Path root) throws IOException {
        try (FileTree files = FileTree.open(root)) {
            return MattingCheck.of(files).clipFrames(3).workers(2).examples(100).run();
        }
    }

    private static List<MattingFinding> found(MattingCheckReport report, MattingFault fault) {
        Found<MattingFinding> found = report.found().get(fault);
        return found == null ? List.of() : found.examples();
    }

    private static String severities(MattingCheckReport report) {
        return report.count(Severity.ERROR) > 0 ? "error" : report.count(Severity.WARNING) > 0 ? "warn" : "ok";
    }

    @ParameterizedTest
    @CsvSource(textBlock = CASES)
    void findsTheFaultOfEachBrokenTree(String name, MattingFault fault, String path, String detail) throws IOException {
        MattingCheckReport report = check(BROKEN.resolve(name));
        assertThat(found(report, fault)).containsExactly(new MattingFinding(fault, path, detail));
        JsonNode expected = new ObjectMapper()
                .readTree(BROKEN.resolve("cases.json").toFile())
                .get(name);
        assertThat(expected.get("expect").textValue()).startsWith(severities(report));
        assertThat(expected.get("layout").textValue().replace('_', '-'))
                .isEqualTo(report.place().layout().word());
        assertThat(report.found().keySet())
                .filteredOn(other -> other.severity() == Severity.ERROR && other != fault)
                .isEmpty();
        assertThat(report.isSound()).isEqualTo(fault.severity() != Severity.ERROR);
    }

    @Test
    void everyCaseIsTested() throws IOException {
        JsonNode cases =
                new ObjectMapper().readTree(BROKEN.resolve("cases.json").toFile());
        assertThat(cases.fieldNames())
                .toIterable()
                .allMatch(name -> name.equals("t09_junk_files") || CASES.contains(name));
        assertThat(cases).hasSize(12);
    }

    @Test
    void junkIsIgnoredWhereLoadersIgnoreIt() throws IOException {
        MattingCheckReport report = check(BROKEN.resolve("t09_junk_files"));
        assertThat(report.isSound()).isTrue();
        assertThat(MattingFault.JUNK.severity()).isEqualTo(Severity.NOTE);
        assertThat(report.found()).containsOnlyKeys(MattingFault.SUM_ABOVE, MattingFault.JUNK);
        assertThat(found(report, MattingFault.JUNK))
                .extracting(MattingFinding::path)
                .containsExactlyInAnyOrder("S/alphas/0/.DS_Store", "S/images/Thumbs.db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"I-HIM-MINI", "HIM-MINI", "V-HIM-MINI"})
    void soundTreesHaveNoErrors(String name) throws IOException {
        MattingCheckReport report = check(GOLDEN.resolve("tree").resolve(name));
        assertThat(report.isSound()).as(report.found().toString()).isTrue();
        assertThat(report.cancelled()).isFalse();
        long bytes = 0;
        try (FileTree files = FileTree.open(report.path())) {
            for (var file : files.files()) {
                boolean read = !file.name().startsWith("fg/")
                        && !file.name().startsWith("bg/")
                        && !file.name().startsWith("masks_r50");
                bytes += read ? file.sizeBytes() : 0;
            }
        }
        assertThat(report.counts().bytes()).isEqualTo(bytes);
    }

    @Test
    void countsWhatThereIs() throws IOException {
        MattingCheckReport train = check(GOLDEN.resolve("tree/I-HIM-MINI"));
        assertThat(train.counts().samples()).isEqualTo(4);
        assertThat(train.counts().mattes()).isEqualTo(11);
        assertThat(train.sizes()).containsExactly(Map.entry("709x472", 3L), Map.entry("455x525", 1L));
        assertThat(train.instances()).containsExactly(Map.entry(2, 2L), Map.entry(3, 1L), Map.entry(4, 1L));
        assertThat(found(train, MattingFault.UNPADDED))
                .containsExactly(new MattingFinding(MattingFault.UNPADDED, "images", "order=10 before 2"));
        MattingCheckReport video = check(GOLDEN.resolve("tree/V-HIM-MINI"));
        assertThat(video.frames()).containsExactly(Map.entry(5, 1L));
        assertThat(video.counts().masks()).isEqualTo(15);
        assertThat(video.levels()).isEmpty();
        assertThat(check(GOLDEN.resolve("tree/V-HIM-MINI/comp_easy")).levels()).containsExactly(Map.entry("easy", 1L));
    }

    @Test
    void saysWhatATestRunWouldNotSee() throws IOException {
        MattingCheckReport report = check(GOLDEN.resolve("tree/HIM-MINI"));
        assertThat(report.masks()).isEqualTo("masks_matched_r50_fpn_3x");
        assertThat(report.counts().seenSamples()).isEqualTo(3);
        assertThat(report.counts().samples()).isEqualTo(4);
        assertThat(report.counts().seenMattes()).isEqualTo(7);
        assertThat(report.counts().mattes()).isEqualTo(10);
        assertThat(found(report, MattingFault.IMAGE_WITHOUT_MASKS))
                .extracting(MattingFinding::path)
                .containsExactly("images/comp/000007.jpg");
        assertThat(found(report, MattingFault.ALPHA_WITHOUT_MASK))
                .extracting(MattingFinding::path)
                .containsExactly("alphas/natural/google_hard_0a1b/04.png");
        assertThat(Objects.requireNonNull(report.found().get(MattingFault.ID_GAP))
                        .count())
                .isPositive();
    }

    @Test
    void masksOfADetectorHaveOtherNumbers() throws IOException {
        try (FileTree files = FileTree.open(GOLDEN.resolve("tree/HIM-MINI"))) {
            MattingCheckReport report = MattingCheck.of(files)
                    .layout(MattingLayout.IMAGE_TEST)
                    .split("natural")
                    .masks("masks_r50_fpn_3x")
                    .run();
            assertThat(found(report, MattingFault.MASK_WITHOUT_ALPHA))
                    .extracting(MattingFinding::path)
                    .containsExactly(
                            "masks_r50_fpn_3x/natural/google_hard_0a1b/00.png",
                            "masks_r50_fpn_3x/natural/google_hard_0a1b/01.png");
        }
    }

    @Test
    void asksWhichLayoutIsMeant() throws IOException {
        try (FileTree files = FileTree.open(GOLDEN.resolve("tree"))) {
            assertThatThrownBy(() -> MattingCheck.of(files).run())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("more than one layout found, say which: layout=image-train (I-HIM-MINI)");
            assertThat(MattingCheck.of(files)
                            .layout(MattingLayout.VIDEO)
                            .clipFrames(3)
                            .run()
                            .isSound())
                    .isTrue();
        }
    }

    @Test
    void aStoppedCheckSaysSo() throws IOException {
        try (FileTree files = FileTree.open(GOLDEN.resolve("tree/I-HIM-MINI"))) {
            MattingCheck check = MattingCheck.of(files);
            check.cancel();
            MattingCheckReport report = check.run();
            assertThat(report.cancelled()).isTrue();
            assertThat(report.counts().images()).isZero();
        }
    }

    @Test
    void theResultIsTheSameForAnyNumberOfWorkers() throws IOException {
        try (FileTree files = FileTree.open(GOLDEN.resolve("tree/HIM-MINI"))) {
            MattingCheckReport one = MattingCheck.of(files).workers(1).run();
            MattingCheckReport three = MattingCheck.of(files).workers(3).run();
            assertThat(three.found()).isEqualTo(one.found());
            assertThat(three.sizes()).isEqualTo(one.sizes());
            assertThat(Files.isDirectory(one.path())).isTrue();
        }
    }
}
