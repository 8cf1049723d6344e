package io.cameo.matte;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MatteMetricsTest {
    /** The file states none; these are doubles printed in full, and gradients are taken in single precision here. */
    private static final double TOLERANCE_PERCENT = 1e-4;

    private static final Set<Metric> ALL = EnumSet.allOf(Metric.class);

    private final MatteMetrics metrics = new MatteMetrics();

    @Test
    void numbersOfImagesAreThoseOfTheReference() throws IOException {
        JsonNode images = Golden.json("metrics.json").get("image");
        assertThat(images).hasSize(4);
        for (Map.Entry<String, JsonNode> entry : images.properties()) {
            Image truth = Golden.read("images/truth/" + entry.getKey());
            Image predicted = Golden.read("images/predicted/" + entry.getKey());
            Image trimap = Golden.blank(truth);
            new Trimaps().evaluation(truth, trimap);
            JsonNode std = entry.getValue().get("std");
            MatteScore score = metrics.score(predicted, truth, trimap, ALL, Scale.STANDARD);
            near(score.mad(), std, "MAD_x1e3");
            near(score.mse(), std, "MSE_x1e3");
            near(score.sad(), std, "SAD_/1e3");
            near(score.grad(), std, "Grad_/1e3_replicate_perplane_norm");
            assertThat(score.conn()).isCloseTo(std.get("Conn_/1e3").asDouble(), within(1e-12));
            near(score.mad(Region.FOREGROUND), std, "MAD_fg_x1e3");
            near(score.mad(Region.UNKNOWN), std, "MAD_unk_x1e3");
            near(score.mad(Region.BACKGROUND), std, "MAD_bg_x1e3");
            assertThat(score.regions().get(Region.FOREGROUND).pixels())
                    .isEqualTo(std.get("px_fg").asLong());
            assertThat(score.regions().get(Region.UNKNOWN).pixels())
                    .isEqualTo(std.get("px_unk").asLong());
            assertThat(score.regions().get(Region.BACKGROUND).pixels())
                    .isEqualTo(std.get("px_bg").asLong());
            JsonNode code = entry.getValue().get("maggie_code");
            MatteScore maggie = metrics.score(predicted, truth, trimap, ALL, Scale.MAGGIE);
            near(maggie.mad(), code, "MAD");
            near(maggie.mse(), code, "MSE");
            near(maggie.sad(), code, "SAD");
            near(maggie.grad(), code, "Grad_zero_pad_1e-6");
            near(maggie.conn(), code, "Conn");
            near(maggie.mad(Region.FOREGROUND), code, "MAD_fg");
            near(maggie.mad(Region.UNKNOWN), code, "MAD_unk");
            near(maggie.mad(Region.BACKGROUND), code, "MAD_bg");
        }
    }

    @Test
    void numbersOfTheClipAreThoseOfTheReference() throws IOException {
        for (int instance = 0; instance < 3; instance++) {
            JsonNode expected = Golden.json("metrics.json").get("video").get("inst0" + instance);
            double standard = 0;
            double squares = 0;
            for (int frame = 1; frame < 5; frame++) {
                Image truth = clip("truth", frame, instance);
                double change = metrics.changes(
                        clip("predicted", frame - 1, instance),
                        clip("predicted", frame, instance),
                        clip("truth", frame - 1, instance),
                        truth);
                standard += Scale.STANDARD.dtSsd(change, (long) truth.widthPx() * truth.heightPx()) / 4;
                squares += change;
            }
            near(standard, expected, "dtSSD_RVM_mean_x1e2");
            near(Scale.MAGGIE.dtSsd(squares, 1), expected, "dtSSD_maggie_code_one_window");
        }
    }

    private static Image clip(String side, int frame, int instance) throws IOException {
        return Golden.read("clips/" + side + "/00000/0000" + frame + "/0" + instance + ".png");
    }

    private static void near(double actual, JsonNode node, String name) {
        assertThat(actual).as(name).isCloseTo(node.get(name).asDouble(), withinPercentage(TOLERANCE_PERCENT));
    }

    @Test
    void mattesOfAnImageAreCountedAsTheReferenceDoes() throws IOException {
        JsonNode images = Golden.json("metrics.json").get("consistency_train");
        assertThat(images).hasSize(4);
        for (JsonNode image : images) {
            String stem = image.get("image").asText().replaceAll(".*/|\\.jpg", "");
            List<Image> mattes = new ArrayList<>();
            for (int i = 0; i < image.get("area_px_gt127").size(); i++) {
                mattes.add(Golden.read("sums/" + stem + "/" + i + ".png"));
            }
            MatteQuality quality = MatteQuality.of(mattes);
            assertThat(quality.mostSum()).isEqualTo(image.get("max_sum_alpha").asInt());
            assertThat(quality.crowdedPixels()).isZero();
            for (int i = 0; i < mattes.size(); i++) {
                MatteQuality.Plane plane = quality.mattes().get(i);
                assertThat(plane.areaPx())
                        .isEqualTo(image.get("area_px_gt127").get(i).asLong());
                assertThat(plane.softPx())
                        .isEqualTo(image.get("soft_px_1_254").get(i).asLong());
                assertThat(plane.isEmpty()).isFalse();
            }
            assertThat(MatteQuality.overlap(mattes.getFirst(), mattes.getFirst()))
                    .isGreaterThan(0.7);
            mattes.add(mattes.getFirst());
            MatteQuality doubled = MatteQuality.of(mattes);
            assertThat(doubled.mostSum()).isEqualTo(510);
            assertThat(doubled.crowdedPixels()).isPositive();
        }
    }

    @Test
    void depthsDoNotMatter() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 20; i++) {
            Image truth = Golden.drawn(random, 1 + random.nextInt(90), 1 + random.nextInt(40), PixelFormat.GRAY8);
            Image predicted = Golden.drawn(random, truth.widthPx(), truth.heightPx(), PixelFormat.GRAY8);
            Image trimap = Golden.blank(truth);
            new Trimaps().evaluation(truth, trimap);
            MatteScore narrow = metrics.score(predicted, truth, trimap, ALL, Scale.STANDARD);
            Arena arena = Arena.ofAuto();
            Image wideTruth = Planes.widened(truth, arena);
            Image wideTrimap = Golden.blank(truth);
            new Trimaps().evaluation(wideTruth, wideTrimap);
            assertThat(wideTrimap.toBytes()).isEqualTo(trimap.toBytes());
            MatteScore mixed = metrics.score(predicted, wideTruth, trimap, ALL, Scale.STANDARD);
            MatteScore wide = metrics.score(Planes.widened(predicted, arena), wideTruth, trimap, ALL, Scale.STANDARD);
            assertThat(mixed).isEqualTo(wide);
            assertThat(wide.mad()).isCloseTo(narrow.mad(), withinPercentage(1e-10));
            assertThat(wide.mse(Region.UNKNOWN)).isCloseTo(narrow.mse(Region.UNKNOWN), withinPercentage(1e-10));
            assertThat(wide.conn()).isCloseTo(narrow.conn(), withinPercentage(1e-9));
            assertThat(wide.grad()).isCloseTo(narrow.grad(), withinPercentage(1e-3));
            double before = metrics.changes(predicted, truth, truth, predicted);
            assertThat(metrics.changes(predicted, wideTruth, truth, predicted))
                    .isCloseTo(before, withinPercentage(1e-10));
        }
    }

    @Test
    void equalMattesHaveNoErrorAndFlatOnesNoGradient() {
        SplittableRandom random = new SplittableRandom(5);
        Image matte = Golden.drawn(random, 50, 40, PixelFormat.GRAY8);
        for (Scale scale : Scale.values()) {
            MatteScore same = metrics.score(matte, matte, null, ALL, scale);
            assertThat(same.mad() + same.mse() + same.sad() + same.grad() + same.conn())
                    .isZero();
            assertThat(same.mad(Region.UNKNOWN)).isNaN();
            Image flat = Golden.blank(matte);
            assertThat(metrics.score(flat, flat, null, ALL, scale).grad()).isZero();
        }
        assertThat(metrics.score(matte, matte, null, Set.of(Metric.MAD), Scale.STANDARD)
                        .conn())
                .isNaN();
        Image other = Image.allocate(Arena.ofAuto(), 51, 40, PixelFormat.GRAY8);
        assertThatThrownBy(() -> metrics.score(other, matte, null, ALL, Scale.STANDARD))
                .hasMessage("sizes differ: left=51x40 GRAY8, right=50x40 GRAY8");
    }

    @Test
    void nearlyTransparentAndNearlyOpaqueAreClampedAsMaggieDoes() {
        for (PixelFormat format : List.of(PixelFormat.GRAY8, PixelFormat.GRAY16)) {
            int unit = format == PixelFormat.GRAY8 ? 255 : 65535;
            int step = unit / 255;
            Image image = Image.allocate(Arena.ofAuto(), 6, 1, format);
            int[] samples = {0, step, step + 1, unit - step - 1, unit - step, unit};
            int[] clamped = {0, 0, step + 1, unit - step - 1, unit, unit};
            for (int x = 0; x < samples.length; x++) {
                Golden.set(image, x, 0, samples[x]);
            }
            MatteMetrics.clamp(image, image);
            for (int x = 0; x < samples.length; x++) {
                assertThat(image.sample(x, 0, 0)).isEqualTo(clamped[x]);
            }
        }
    }
}
