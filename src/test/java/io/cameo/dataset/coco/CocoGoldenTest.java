package io.cameo.dataset.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.mask.BadMaskException;
import io.cameo.mask.PolygonFill;
import io.cameo.mask.Rle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every annotation as another JSON library reads it, and as pycocotools 2.0.11 rasterises it. */
class CocoGoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "edge, synth_edge, 748",
        "edge_huge, synth_edge_huge, 1068",
        "person_keypoints_train2017, synth_train, 401",
        "person_keypoints_val2017, synth_val, 400"
    })
    void drawnAnnotations(String source, String name, int annotations) throws IOException {
        Path lines = Path.of("testdata/mask/ann", name + ".jsonl.gz");
        assertThat(compare(CocoTexts.golden(source + ".json", folder), lines)).isEqualTo(annotations);
    }

    @Test
    void realAnnotations() throws IOException {
        assertThat(compare(
                        shared("real/person_keypoints_val2017_subset.json"), shared("ann/real_val2017_538.jsonl.gz")))
                .isEqualTo(2_213);
    }

    @Test
    void realResults() throws IOException {
        Path path = shared("real/instances_val2014_fakesegm100_results.json");
        List<JsonNode> lines = lines(shared("ann/maskonly_fakesegm100.jsonl.gz"));
        JsonNode entries = JSON.readTree(path.toFile());
        PolygonFill fill = new PolygonFill();
        try (CocoFile file = CocoFile.open(path)) {
            assertThat(file.isResults()).isTrue();
            assertThat(file.images()).isEqualTo(99);
            List<CocoAnnotation> all = CocoTexts.readAll(file);
            assertThat(all).hasSize(734);
            for (CocoAnnotation result : all) {
                JsonNode line = lines.get((int) result.id() - 1);
                JsonNode entry = entries.get((int) result.id() - 1);
                assertThat(result.imageId()).isEqualTo(entry.get("image_id").longValue());
                assertThat(result.categoryId())
                        .isEqualTo(entry.get("category_id").longValue());
                assertThat(result.score()).isEqualTo(entry.get("score").doubleValue());
                assertThat(rle(result, fill, 0, 0).counts())
                        .isEqualTo(line.get("counts").textValue());
                assertThat(result.area()).isEqualTo(line.get("rle_area").doubleValue());
                assertThat(result.box()).isEqualTo(doubles(line.get("rle_bbox")));
            }
        }
    }

    /** What pycocotools refuses or leaves undefined is refused for that annotation alone, when read or when rasterised. */
    @Test
    void oddSegmentations() throws IOException {
        PolygonFill fill = new PolygonFill();
        int good = 0;
        try (CocoFile file = CocoFile.open(CocoTexts.golden("errors.json", folder));
                CocoReader reader = file.reader()) {
            assertThat(file.images()).isEqualTo(13);
            for (int i = 0; i < file.images(); i++) {
                int position = i;
                // 6: a second part of four numbers; 11: a mask of another size than its image.
                if (file.image(i).id() == 6 || file.image(i).id() == 11) {
                    good++;
                    assertThat(rle(reader.read(i).getFirst(), fill, 50, 60).area())
                            .isEqualTo(file.image(i).id() == 6 ? 28 : 600);
                } else {
                    assertThatThrownBy(() -> rle(reader.read(position).getFirst(), fill, 50, 60))
                            .isInstanceOfAny(BadAnnotationException.class, BadMaskException.class);
                }
            }
        }
        assertThat(good).isEqualTo(2);
    }

    /** Compares every annotation, and with the golden lines what becomes of it; returns how many there were. */
    private static int compare(Path path, Path golden) throws IOException {
        JsonNode whole = JSON.readTree(path.toFile());
        Map<Long, JsonNode> lines = new HashMap<>();
        lines(golden).forEach(line -> lines.put(line.get("ann_id").longValue(), line));
        Map<Long, JsonNode> entries = new HashMap<>();
        whole.get("annotations").forEach(entry -> entries.put(entry.get("id").longValue(), entry));
        PolygonFill fill = new PolygonFill();
        int count = 0;
        try (CocoFile file = CocoFile.open(path);
                CocoReader reader = file.reader()) {
            assertThat(file.images()).isEqualTo(whole.get("images").size());
            assertThat(file.annotations()).isEqualTo(whole.get("annotations").size());
            for (int i = 0; i < file.images(); i++) {
                CocoImage image = file.image(i);
                assertImage(image, whole.get("images").get(i));
                assertThat(file.positionOf(image.id())).isEqualTo(i);
                for (CocoAnnotation annotation : reader.read(i)) {
                    assertThat(annotation.imageId()).isEqualTo(image.id());
                    assertAnnotation(annotation, Objects.requireNonNull(entries.get(annotation.id())));
                    JsonNode line = Objects.requireNonNull(lines.get(annotation.id()));
                    Rle mask = rle(annotation, fill, image.heightPx(), image.widthPx());
                    assertThat(mask.counts())
                            .as("annotation %d", annotation.id())
                            .isEqualTo(line.get("counts").textValue());
                    assertThat(mask.area()).isEqualTo(line.get("rle_area").longValue());
                    count++;
                }
            }
        }
        return count;
    }

    private static void assertImage(CocoImage image, JsonNode entry) {
        assertThat(image)
                .isEqualTo(new CocoImage(
                        entry.get("id").longValue(),
                        entry.get("file_name").textValue(),
                        entry.get("height").intValue(),
                        entry.get("width").intValue()));
    }

    private static void assertAnnotation(CocoAnnotation annotation, JsonNode entry) {
        assertThat(annotation.categoryId()).isEqualTo(entry.get("category_id").longValue());
        assertThat(annotation.crowd()).isEqualTo(entry.get("iscrowd").intValue() == 1);
        assertThat(annotation.area()).isEqualTo(entry.get("area").doubleValue());
        assertThat(annotation.box()).isEqualTo(doubles(entry.get("bbox")));
        assertThat(annotation.numKeypoints())
                .isEqualTo(entry.get("num_keypoints").intValue());
        assertThat(annotation.keypoints()).isEqualTo(doubles(entry.get("keypoints")));
        boolean whole = true;
        for (JsonNode number : entry.get("keypoints")) {
            whole &= number.isIntegralNumber();
        }
        assertThat(annotation.wholeKeypoints()).isEqualTo(whole);
        assertThat(annotation.score()).isNaN();
    }

    private static Rle rle(CocoAnnotation annotation, PolygonFill fill, int heightPx, int widthPx) {
        Segmentation segmentation = annotation.segmentation();
        if (segmentation == null) {
            throw new AssertionError("no segmentation: annotation=" + annotation.id());
        }
        return segmentation.toRle(fill, heightPx, widthPx);
    }

    private static double[] doubles(JsonNode array) {
        double[] out = new double[array.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = array.get(i).doubleValue();
        }
        return out;
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : in.lines().toList()) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        }
    }

    private static Path shared(String name) {
        Path file = Path.of("../shared/golden/coco").resolve(name);
        Assumptions.assumeTrue(Files.exists(file), () -> "not in this checkout: " + file);
        return file;
    }
}
