package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.archive.FileTree;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.matte.Metric;
import io.cameo.matte.Region;
import io.cameo.matte.Scale;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MattingScoreTest {
    private static final Path DATA = Path.of("testdata/matte");

    @TempDir
    Path temp;

    @FunctionalInterface
    private interface Setting {
        void apply(MattingScore job) throws IOException;
    }

    private static MattingScoreReport score(Path predicted, Path truth, Setting setting) throws IOException {
        try (FileTree p = FileTree.open(predicted);
                FileTree g = FileTree.open(truth)) {
            MattingScore job = MattingScore.of(p, g);
            setting.apply(job);
            return job.run();
        }
    }

    @Test
    void imagesAndTheirMissingMattes() throws IOException {
        MattingScoreReport report = score(DATA.resolve("images/predicted"), DATA.resolve("images/truth"), job -> {});
        assertThat(report.rows())
                .extracting(ImageRow::name)
                .containsExactly(
                        "comp/000000", "comp/000007", "natural/Pexels_easy_photo-1095657", "natural/google_hard_0a1b");
        assertThat(report.truthMattes()).isEqualTo(10);
        assertThat(report.mean().mattes()).isEqualTo(7);
        assertThat(report.isComplete()).isFalse();
        assertThat(report.findings())
                .containsExactly(
                        new ScoreFinding(ScoreFault.MISSING, "comp/000007/00.png", ""),
                        new ScoreFinding(ScoreFault.MISSING, "comp/000007/01.png", ""),
                        new ScoreFinding(ScoreFault.MISSING, "natural/google_hard_0a1b/04.png", ""));
        JsonNode golden = new ObjectMapper()
                .readTree(DATA.resolve("metrics.json").toFile())
                .get("image");
        int seen = 0;
        for (ImageRow row : report.rows()) {
            for (MatteRow matte : row.mattes()) {
                JsonNode expected = golden.path(matte.name()).path("std");
                if (!expected.isMissingNode()) {
                    seen++;
                    assertThat(matte.score().mad())
                            .isCloseTo(expected.get("MAD_x1e3").asDouble(), within(1e-9));
                    assertThat(matte.score().conn())
                            .isCloseTo(expected.get("Conn_/1e3").asDouble(), within(1e-9));
                }
            }
        }
        assertThat(seen).isEqualTo(4);
        assertThat(report.mean().regions().get(Region.BACKGROUND))
                .isEqualTo(new MeanScore.RegionMean(1_902_949, 0, 0, 0));
    }

    @Test
    void clipsAreTheSameForAnyNumberOfWorkers() throws IOException {
        JsonNode golden = new ObjectMapper()
                .readTree(DATA.resolve("metrics.json").toFile())
                .get("video");
        Map<String, Double> known = null;
        for (int workers : new int[] {1, 3}) {
            MattingScoreReport report = score(
                    DATA.resolve("clips/predicted"),
                    DATA.resolve("clips/truth"),
                    job -> job.video(true).workers(workers).metrics(EnumSet.of(Metric.DTSSD, Metric.IMQ)));
            assertThat(report.isComplete()).isTrue();
            ImageRow clip = report.rows().getFirst();
            assertThat(clip.name()).isEqualTo("00000");
            assertThat(clip.frames()).isEqualTo(5);
            for (int i = 0; i < 3; i++) {
                assertThat(clip.dtSsd().get("0" + i + ".png"))
                        .isCloseTo(
                                golden.get("inst0" + i)
                                        .get("dtSSD_RVM_mean_x1e2")
                                        .asDouble(),
                                within(1e-9));
            }
            assertThat(clip.mean().of(Metric.CONN)).isNaN();
            assertThat(report.matches().found()).isEqualTo(15);
            assertThat(known == null ? clip.dtSsd() : known).isEqualTo(clip.dtSsd());
            known = clip.dtSsd();
        }
    }

    @Test
    void faultsAreNamedAndTheOthersScored() throws IOException {
        Path truth = temp.resolve("truth");
        Path predicted = temp.resolve("predicted");
        for (String name : List.of("a/good", "a/colour", "a/rgba", "a/size", "a/deep", "a/broken", "a/gray")) {
            write(truth.resolve(name + ".png"), PixelFormat.GRAY8, 20, 255, 255, 255);
        }
        write(predicted.resolve("a/good.png"), PixelFormat.GRAY8, 20, 255, 255, 255);
        write(predicted.resolve("a/colour.png"), PixelFormat.BGR8, 20, 255, 0, 255);
        write(predicted.resolve("a/gray.png"), PixelFormat.BGR8, 20, 255, 255, 255);
        write(predicted.resolve("a/rgba.png"), PixelFormat.BGRA8, 20, 255, 255, 255);
        write(predicted.resolve("a/size.png"), PixelFormat.GRAY8, 21, 255, 255, 255);
        write(predicted.resolve("a/deep.png"), PixelFormat.GRAY16, 20, 65535, 65535, 65535);
        write(predicted.resolve("a/extra.png"), PixelFormat.GRAY8, 20, 255, 255, 255);
        write(predicted.resolve("a/.hidden.png"), PixelFormat.GRAY8, 20, 255, 255, 255);
        Files.write(predicted.resolve("a/broken.png"), new byte[] {1, 2, 3});
        MattingScoreReport report = score(predicted, truth, job -> job.scale(Scale.MAGGIE));
        assertThat(report.rows().getFirst().mattes())
                .extracting(MatteRow::name)
                .containsExactly("a/deep.png", "a/good.png", "a/gray.png");
        assertThat(report.mean().of(Metric.SAD)).isZero();
        assertThat(report.findings())
                .extracting(ScoreFinding::fault, ScoreFinding::name)
                .containsExactlyInAnyOrder(
                        tuple(ScoreFault.UNREADABLE, "a/broken.png"),
                        tuple(ScoreFault.CHANNELS, "a/colour.png"),
                        tuple(ScoreFault.CHANNELS, "a/rgba.png"),
                        tuple(ScoreFault.SIZE, "a/size.png"),
                        tuple(ScoreFault.EXTRA, "a/extra.png"));
        assertThat(report.findings())
                .contains(new ScoreFinding(ScoreFault.SIZE, "a/size.png", "expected=20x20, actual=21x20"))
                .contains(new ScoreFinding(
                        ScoreFault.CHANNELS, "a/rgba.png", "has an alpha channel of its own: channels=4 (RGBA)"));
        assertThatThrownBy(() -> score(predicted, Files.createDirectory(temp.resolve("empty")), job -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no mattes: tree=");
    }

    @Test
    void givenTrimapsAndSingleMattes() throws IOException {
        Path truth = temp.resolve("truth");
        Path predicted = temp.resolve("predicted");
        Path trimaps = temp.resolve("trimaps");
        for (int frame = 0; frame < 3; frame++) {
            write(truth.resolve("clip/0" + frame + ".png"), PixelFormat.GRAY8, 20, 255, 255, 255);
            write(predicted.resolve("clip/0" + frame + ".png"), PixelFormat.GRAY8, 20, 0, 0, 0);
            if (frame > 0) {
                write(trimaps.resolve("clip/0" + frame + ".png"), PixelFormat.GRAY8, 20, 128, 128, 128);
            }
        }
        try (FileTree given = FileTree.open(trimaps)) {
            MattingScoreReport images =
                    score(predicted, truth, job -> job.single(true).trimaps(given));
            assertThat(images.rows()).extracting(ImageRow::name).containsExactly("clip/00", "clip/01", "clip/02");
            assertThat(images.findings()).containsExactly(new ScoreFinding(ScoreFault.TRIMAP, "clip/00.png", ""));
            MeanScore.RegionMean unknown = images.mean().regions().get(Region.UNKNOWN);
            assertThat(unknown).isEqualTo(new MeanScore.RegionMean(800, 1000, 1000, 0.4));
        }
        MattingScoreReport clips =
                score(predicted, truth, job -> job.single(true).video(true));
        assertThat(clips.rows()).extracting(ImageRow::name).containsExactly("clip");
        assertThat(clips.rows().getFirst().dtSsd()).isEqualTo(Map.of("", 0.0));
        assertThat(clips.mean().of(Metric.MAD)).isEqualTo(1000);
    }

    private static void write(Path file, PixelFormat format, int width, int first, int second, int third)
            throws IOException {
        Files.createDirectories(file.getParent());
        int[] samples = {first, second, third, 255};
        try (Arena arena = Arena.ofConfined();
                ImageCodec codec = ImageCodec.create()) {
            Image image = Image.allocate(arena, width, 20, format);
            for (int i = 0; i < width * 20 * format.channels(); i++) {
                int sample = samples[i % format.channels()];
                if (format.bytesPerSample() == 1) {
                    image.pixels().set(ValueLayout.JAVA_BYTE, i, (byte) sample);
                } else {
                    image.pixels().set(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * i, (short) sample);
                }
            }
            Files.write(file, codec.encode(image, Encoding.PNG, 3).toArray(ValueLayout.JAVA_BYTE));
        }
    }
}
