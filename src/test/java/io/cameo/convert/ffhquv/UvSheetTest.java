package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UvSheetTest {
    private static final Path GOLDEN = Path.of("testdata/convert/ffhquv");
    /** Where the first tile begins on a contact sheet. */
    private static final int LEFT_PX = 32;

    private static final int TOP_PX = 96;

    @TempDir
    Path temp;

    private static int rgb(Image image, int x, int y) {
        return image.sample(x, y, 2) << 16 | image.sample(x, y, 1) << 8 | image.sample(x, y, 0);
    }

    @Test
    void showsMapsAsTheyAreAndTheirAsymmetryInColours() throws IOException {
        Path png = temp.resolve("sheet.png");
        try (UvTree tree = UvTree.open(List.of(GOLDEN.resolve("release")));
                ImageCodec codec = ImageCodec.create()) {
            UvSheetReport report = UvSheet.of(tree, UvSet.FFHQ_UV)
                    .ids(List.of("000002", "000000", "123456"))
                    .thumbPx(256)
                    .scale(80)
                    .writeTo(png);
            assertThat(report.missing()).containsExactly("123456");
            assertThat(report.shown()).isEqualTo(2);
            assertThat(report.all()).isEqualTo(8);
            assertThat(report.isSound()).isFalse();
            assertThat(report.outputBytes()).isEqualTo(Files.size(png));
            Image sheet = codec.decode(MemorySegment.ofArray(Files.readAllBytes(png)), ColorMode.COLOR);
            int heat = LEFT_PX + 256 + 8;
            assertThat(rgb(sheet, heat + 128, TOP_PX + 250)).isLessThan(HeatRamp.rgb(0.1)); // the axis
            assertThat(rgb(sheet, heat, TOP_PX + 250)).isEqualTo(rgb(sheet, heat + 255, TOP_PX + 250));
            assertThat(rgb(sheet, heat, TOP_PX + 250)).isGreaterThan(HeatRamp.rgb(0.9));
        }
    }

    @Test
    void oneScaleHoldsForAllAndFaultsAreShown() throws IOException {
        Path png = temp.resolve("sheet.png");
        try (UvTree tree = UvTree.open(List.of(GOLDEN.resolve("release")))) {
            assertThat(UvSheet.of(tree, UvSet.FFHQ_UV).writeTo(png).scale()).isEqualTo(80);
            UvSheetReport calm =
                    UvSheet.of(tree, UvSet.FFHQ_UV).ids(List.of("000000")).writeTo(png);
            assertThat(calm.scale()).isEqualTo(2);
            assertThat(calm.isSound()).isTrue();
            UvSheetReport few =
                    UvSheet.of(tree, UvSet.FFHQ_UV).limit(3).columns(1).writeTo(png);
            assertThat(few.shown()).isEqualTo(3);
        }
        try (UvTree tree = UvTree.open(List.of(GOLDEN.resolve("broken")))) {
            UvSheetReport report = UvSheet.of(tree, UvSet.FFHQ_UV).writeTo(png);
            assertThat(report.faults()).extracting(UvMetricsReport.Fault::id).containsExactly("000000", "000004");
        }
    }

    @Test
    void refusesWhatIsOutOfRange() throws IOException {
        try (UvTree tree = UvTree.open(List.of(GOLDEN.resolve("release")))) {
            UvSheet sheet = UvSheet.of(tree, UvSet.PROJECT);
            assertThatThrownBy(() -> sheet.limit(0)).hasMessage("limit out of range: limit=0, allowed=1..500");
            assertThatThrownBy(() -> sheet.columns(13)).hasMessage("columns out of range: columns=13, allowed=1..12");
            assertThatThrownBy(() -> sheet.thumbPx(10)).hasMessage("thumb out of range: thumb=10, allowed=160..1024");
            assertThatThrownBy(() -> sheet.scale(0)).hasMessageStartingWith("scale out of range");
            assertThatThrownBy(() -> sheet.writeTo(temp.resolve("a.png")))
                    .hasMessage("set has no maps: set=dataset_project");
        }
    }

    @Test
    void theRampGrowsEvenlyInLightness() {
        double[] lightness = IntStream.rangeClosed(0, 255)
                .mapToDouble(i -> lightness(HeatRamp.rgb(i / 255.0)))
                .toArray();
        double step = (lightness[255] - lightness[0]) / 255;
        assertThat(step).isBetween(0.003, 0.0035);
        for (int i = 1; i < lightness.length; i++) {
            // Samples are whole numbers, so steps cannot be exact.
            assertThat(lightness[i] - lightness[i - 1]).as("step " + i).isBetween(-0.001, 3 * step);
            assertThat(lightness[i]).isBetween(lightness[0] + i * step - 0.004, lightness[0] + i * step + 0.004);
        }
        assertThat(HeatRamp.rgb(-1)).isEqualTo(HeatRamp.rgb(0));
        assertThat(HeatRamp.rgb(9)).isEqualTo(HeatRamp.rgb(1));
    }

    /** L of OKLab. */
    private static double lightness(int rgb) {
        double red = linear(rgb >> 16 & 255);
        double green = linear(rgb >> 8 & 255);
        double blue = linear(rgb & 255);
        return 0.2104542553 * Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
                + 0.7936177850 * Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
                - 0.0040720468 * Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    }

    private static double linear(int sample) {
        double value = sample / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
