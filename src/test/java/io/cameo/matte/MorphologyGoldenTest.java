package io.cameo.matte;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Trimaps, transition maps and coarse masks against cv2, pixel for pixel. */
class MorphologyGoldenTest {
    @Test
    void ellipsesAreThoseOfOpencv() throws IOException {
        JsonNode ellipses = Golden.json("morphology.json").get("ellipse");
        assertThat(ellipses).hasSize(33);
        ellipses.properties().forEach(entry -> {
            int size = Integer.parseInt(entry.getKey());
            List<StructuringElement.Row> rows = StructuringElement.ellipse(size).rows();
            for (int y = 0; y < size; y++) {
                StringBuilder text = new StringBuilder();
                for (int x = 0; x < size; x++) {
                    int dx = x - size / 2;
                    text.append(dx >= rows.get(y).left() && dx <= rows.get(y).right() ? 1 : 0);
                }
                assertThat(text.toString())
                        .as("size %d, row %d", size, y)
                        .isEqualTo(entry.getValue().get(y).asText());
            }
        });
    }

    @Test
    void everyCaseIsEqual() throws IOException {
        JsonNode cases = Golden.json("morphology.json").get("cases");
        Map<String, Integer> seen = new TreeMap<>();
        Trimaps trimaps = new Trimaps();
        try (CoarseMask coarse = CoarseMask.create()) {
            for (JsonNode one : cases) {
                Image plane = Golden.read("planes/" + one.get("plane").asText() + ".png");
                Image out = Golden.blank(plane);
                String op = one.get("op").asText();
                int k = one.path("k").asInt();
                int n = one.path("n").asInt();
                switch (op) {
                    case "evaluation" -> trimaps.evaluation(plane, out);
                    case "notebook" -> trimaps.notebook(plane, out);
                    case "transition" -> trimaps.transition(plane, k, n, out);
                    case "motion" -> trimaps.motion(List.of(Golden.read("planes/soft.png")), List.of(plane), k, n, out);
                    case "binarized" -> {
                        out = plane;
                        coarse.apply(binarized(one), List.of(out));
                    }
                    case "downup" -> {
                        out = plane;
                        Image mask = Golden.blank(plane);
                        new BitRows().atLeast(plane, 128).paint(mask, 255, 0);
                        out = mask;
                        coarse.apply(new CoarseMask.Recipe(List.of(new CoarseStep.DownUp(0))), List.of(out));
                    }
                    default -> throw new AssertionError(op);
                }
                assertThat(Golden.sha256(out))
                        .as(one.toString())
                        .isEqualTo(one.get("sha256").asText());
                seen.merge(op, 1, Integer::sum);
            }
        }
        assertThat(seen)
                .containsKeys("evaluation", "notebook", "transition", "motion", "binarized", "downup")
                .hasSize(6);
        assertThat(cases.size()).isGreaterThan(500);
    }

    private static CoarseMask.Recipe binarized(JsonNode one) {
        return new CoarseMask.Recipe(List.of(new CoarseStep.Binarize(
                0,
                one.get("threshold").asDouble(),
                CoarseStep.Order.valueOf(one.get("order").asText().toUpperCase(Locale.ROOT)),
                one.get("k").asInt(),
                one.get("n").asInt())));
    }

    @Test
    void firstFrameMovesEverywhere() {
        Image matte = Image.allocate(Arena.ofAuto(), 70, 5, PixelFormat.GRAY8);
        Image map = Golden.blank(matte);
        new Trimaps().motion(List.of(), List.of(matte), 3, 3, map);
        assertThat(map.toBytes()).containsOnly(1);
        new Trimaps().motion(List.of(matte), List.of(matte), 3, 3, map);
        assertThat(map.toBytes()).containsOnly(0);
    }

    @Test
    void usualTrimapsAreRead() throws IOException {
        Image matte = Golden.read("planes/soft.png");
        Image trimap = Golden.blank(matte);
        new Trimaps().evaluation(matte, trimap);
        Image usual = Golden.blank(matte);
        for (int y = 0; y < matte.heightPx(); y++) {
            for (int x = 0; x < matte.widthPx(); x++) {
                Golden.set(usual, x, y, new int[] {0, 128, 255}[trimap.sample(x, y, 0)]);
            }
        }
        Image read = Golden.blank(matte);
        Trimaps.read(usual, read);
        assertThat(read.toBytes()).isEqualTo(trimap.toBytes());
        Trimaps.read(trimap, read);
        assertThat(read.toBytes()).isEqualTo(trimap.toBytes());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Image matte = Image.allocate(Arena.ofAuto(), 4, 4, PixelFormat.GRAY8);
        Image other = Image.allocate(Arena.ofAuto(), 5, 4, PixelFormat.GRAY8);
        Image colour = Image.allocate(Arena.ofAuto(), 4, 4, PixelFormat.BGRA8);
        Trimaps trimaps = new Trimaps();
        assertThatThrownBy(() -> trimaps.evaluation(matte, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sizes differ: left=4x4 GRAY8, right=5x4 GRAY8");
        assertThatThrownBy(() -> trimaps.evaluation(colour, matte))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a plane of one channel: image=4x4 BGRA8");
        assertThatThrownBy(() -> trimaps.transition(matte, 3, 0, matte)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trimaps.transition(matte, 0, 1, matte)).isInstanceOf(IllegalArgumentException.class);
    }
}
