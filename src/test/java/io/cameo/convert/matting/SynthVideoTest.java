package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.compute.SampleRandom;
import io.cameo.matte.AlphaBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SynthVideoTest {
    private static final Path CLIPS = Path.of("testdata/convert/matting/clips");

    @TempDir
    Path temp;

    @FunctionalInterface
    private interface Setting {
        void apply(SynthVideo job);
    }

    private VideoReport make(VideoLevel level, String out, Setting setting) throws IOException {
        try (SourceList who = SourceList.open(CLIPS.resolve("fgr.txt"), null);
                SourceList where = SourceList.open(CLIPS.resolve("bg"), null)) {
            SynthVideo job = SynthVideo.of(who, where, level).numbers(100, 16).frames(3);
            setting.apply(job);
            return job.writeTo(temp.resolve(out));
        }
    }

    private static SortedMap<String, Long> sums(Path folder) throws IOException {
        SortedMap<String, Long> sums = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                CRC32 sum = new CRC32();
                sum.update(Files.readAllBytes(file));
                sums.put(folder.relativize(file).toString(), sum.getValue());
            }
        }
        return sums;
    }

    @ParameterizedTest
    @EnumSource(VideoLevel.class)
    void everyVideoIsAsItsLevelDemands(VideoLevel level) throws IOException {
        VideoReport report = make(level, "made", job -> {});
        assertThat(report.videos()).isPositive();
        assertThat(report.nothing()).hasSize(16 - (int) report.videos());
        if (level != VideoLevel.EASY) {
            assertThat(report.nothing()).isNotEmpty();
        }
        Path made = temp.resolve("made");
        List<String> lines = Files.readAllLines(made.resolve("synth-" + level.word() + ".tsv"));
        assertThat(lines).hasSize(17);
        for (String line : lines.subList(1, lines.size())) {
            VideoRow row = VideoRow.parse(line);
            assertThat(row.line()).isEqualTo(line);
            Path frames = made.resolve("fgr/" + VideoOutput.name(row.number()));
            Path mattes = made.resolve("pha/" + VideoOutput.name(row.number()));
            if (row.fate() != VideoRow.Fate.MADE) {
                assertThat(frames).doesNotExist();
                assertThat(mattes).doesNotExist();
                continue;
            }
            assertThat(row.hidden()).isBetween(level.leastHidden(), level.mostHidden());
            assertThat(row.people())
                    .hasSizeBetween(2, level == VideoLevel.EASY ? 3 : 4)
                    .doesNotHaveDuplicates();
            for (int frame = 0; frame < 3; frame++) {
                assertThat(frames.resolve(VideoOutput.name(frame) + ".jpg")).isNotEmptyFile();
                try (Stream<Path> planes = Files.list(mattes.resolve(VideoOutput.name(frame)))) {
                    assertThat(planes.map(file -> file.getFileName().toString()).sorted())
                            .containsExactlyElementsOf(List.of("00.png", "01.png", "02.png", "03.png")
                                    .subList(0, row.people().size()));
                }
            }
        }
        try (Stream<Path> entries = Files.list(made)) {
            assertThat(entries.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("fgr", "pha", "synth-" + level.word() + ".tsv");
        }
    }

    @Test
    void workersDoNotMatterAndRunsGoOn() throws IOException {
        make(VideoLevel.MEDIUM, "one", job -> job.workers(1));
        make(VideoLevel.MEDIUM, "parts", job -> job.workers(2).numbers(100, 8));
        VideoReport report =
                make(VideoLevel.MEDIUM, "parts", job -> job.workers(2).resume(true));
        assertThat(report.kept()).isPositive();
        assertThat(sums(temp.resolve("parts"))).isEqualTo(sums(temp.resolve("one")));
    }

    @Test
    void levelsShareAFolderAndNothingIsOverwritten() throws IOException {
        make(VideoLevel.EASY, "all", job -> job.numbers(0, 2));
        SortedMap<String, Long> before = sums(temp.resolve("all"));
        assertThatThrownBy(() -> make(VideoLevel.EASY, "all", job -> job.numbers(5, 1)))
                .hasMessageStartingWith("the folder has videos of this level");
        assertThatThrownBy(() -> make(VideoLevel.HARD, "all", job -> job.numbers(1, 3)))
                .hasMessageStartingWith("the number is taken, and nothing is overwritten: folder=");
        assertThat(sums(temp.resolve("all"))).isEqualTo(before);
        make(VideoLevel.HARD, "all", job -> job.numbers(2, 3));
        assertThat(sums(temp.resolve("all"))).containsAllEntriesOf(before);
    }

    @Test
    void aClipThatCannotBeReadIsTold() throws IOException {
        Path set = temp.resolve("set");
        for (String clip : List.of("0000", "0001")) {
            Path frames = Files.createDirectories(set.resolve("fgr/" + clip));
            Path mattes = Files.createDirectories(set.resolve("pha/" + clip));
            Files.copy(CLIPS.resolve("fgr/" + clip + "/00000.jpg"), frames.resolve("0.jpg"));
            Files.write(mattes.resolve("0.png"), new byte[] {1, 2, 3});
        }
        try (SourceList who = SourceList.open(set, null);
                SourceList where = SourceList.open(CLIPS.resolve("bg"), null)) {
            VideoReport report =
                    SynthVideo.of(who, where, VideoLevel.EASY).numbers(0, 1).writeTo(temp.resolve("out"));
            assertThat(report.dropped()).containsEntry("bad", 1L);
            assertThat(report.problems()).hasSize(1);
            assertThat(report.problems().getFirst().name()).startsWith("fgr/000");
        }
    }

    @Test
    void peopleStandSideBySideOnTheGround() {
        SampleRandom random = new SampleRandom();
        List<AlphaBox> shapes = List.of(new AlphaBox(5, 5, 100, 200), new AlphaBox(0, 0, 50, 200));
        List<VideoPlan.Spot> spots = VideoPlan.spots(shapes, VideoLevel.EASY, 300, 1000, random);
        assertThat(spots).containsExactly(new VideoPlan.Spot(0, 600, 200, 400), new VideoPlan.Spot(200, 600, 100, 400));
        for (VideoPlan.Spot spot : VideoPlan.spots(shapes, VideoLevel.HARD, 300, 350, random)) {
            assertThat(spot.heightPx()).isBetween(280, 350);
            assertThat(spot.yPx() + spot.heightPx()).isEqualTo(350);
            assertThat(spot.xPx()).isBetween(0, 300 - spot.widthPx());
        }
    }
}
