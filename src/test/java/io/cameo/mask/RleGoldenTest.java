package io.cameo.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every vector that pycocotools 2.0.11 left us. */
class RleGoldenTest {
    @Test
    @Tag("backend")
    void fuzzPolygonsAreThoseOfThePolygonFill() throws IOException {
        List<JsonNode> lines = Golden.lines(Golden.DIRECTORY.resolve("mask_api/frpoly_fuzz.jsonl.gz"));
        assertThat(lines).hasSize(3_000);
        PolygonFill fill = new PolygonFill();
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = lines.get(i);
            int height = line.get("h").intValue();
            int width = line.get("w").intValue();
            Rle mask = fill.fill(Golden.doubles(line.get("xy")), height, width);
            assertThat(mask.runs()).as("line %d", i).isEqualTo(Golden.ints(line.get("runs")));
            assertThat(mask.counts())
                    .as("line %d", i)
                    .isEqualTo(line.get("counts").textValue());
            assertThat(Rle.parse(height, width, mask.counts())).isEqualTo(mask);
            assertThat(mask.area()).isEqualTo(line.get("area").longValue());
            assertBox(mask, line.get("bbox"), "line " + i);
            assertThat(Golden.sha256(mask.decode(MaskOrder.ROW_MAJOR)))
                    .as("line %d", i)
                    .isEqualTo(line.get("sha256_rowmajor").textValue());
        }
    }

    @Test
    void codecVectorsAreTheSameBothWays() throws IOException {
        JsonNode vectors = Golden.json(Golden.DIRECTORY.resolve("mask_api/codec.json"));
        assertThat(vectors).hasSize(220);
        for (JsonNode vector : vectors) {
            int[] runs = Golden.ints(vector.get("runs"));
            String counts = vector.get("counts").textValue();
            assertThat(RleString.encode(runs)).isEqualTo(counts);
            assertThat(RleString.decode(counts)).isEqualTo(runs);
        }
    }

    @ParameterizedTest
    @Tag("backend")
    @CsvSource({"edge, synth_edge, 748", "edge_huge, synth_edge_huge, 1068"})
    void edgeAnnotationsAreThoseOfAnnToRle(String source, String name, int annotations) throws IOException {
        assertThat(compare(annotationsFile(source), Golden.DIRECTORY.resolve("ann/" + name + ".jsonl.gz")))
                .isEqualTo(annotations);
    }

    @ParameterizedTest
    @Tag("backend")
    @CsvSource({"person_keypoints_train2017, synth_train, 401", "person_keypoints_val2017, synth_val, 400"})
    void drawnAnnotationsAreThoseOfAnnToRle(String source, String name, int annotations) throws IOException {
        assertThat(compare(annotationsFile(source), Golden.DIRECTORY.resolve("ann/" + name + ".jsonl.gz")))
                .isEqualTo(annotations);
    }

    @Test
    void realAnnotationsAreThoseOfAnnToRle() throws IOException {
        assertThat(compare(
                        Golden.shared("real/person_keypoints_val2017_subset.json"),
                        Golden.shared("ann/real_val2017_538.jsonl.gz")))
                .isEqualTo(2_213);
    }

    @Test
    void realResultsAreTheSameMasks() throws IOException {
        List<JsonNode> lines = Golden.lines(Golden.shared("ann/maskonly_fakesegm100.jsonl.gz"));
        assertThat(lines).hasSize(734);
        for (JsonNode line : lines) {
            Rle mask = Golden.rle(line, 0, 0);
            assertThat(mask.runs()).isEqualTo(Golden.ints(line.get("runs")));
            assertThat(mask.counts()).isEqualTo(line.get("counts").textValue());
            assertThat(mask.area()).isEqualTo(line.get("rle_area").longValue());
            assertBox(mask, line.get("rle_bbox"), line.get("i").asText());
            assertThat(Golden.sha256(mask.decode(MaskOrder.ROW_MAJOR)))
                    .isEqualTo(line.get("mask_sha256_rowmajor").textValue());
        }
    }

    /** Where pycocotools raises or leaves memory undefined we refuse; what it accepts is the same. */
    @Test
    void oddSegmentationsAreRefusedOrTheSame() throws IOException {
        JsonNode results = Golden.json(Golden.DIRECTORY.resolve("mask_api/errors_result.json"));
        assertThat(results).hasSize(13);
        int same = 0;
        for (JsonNode result : results) {
            JsonNode segmentation = result.get("segmentation");
            int height = result.get("h").intValue();
            int width = result.get("w").intValue();
            String sum = result.get("annToMask").path("sum").asText();
            boolean sound = result.get("annToMask").isObject()
                    && !sum.startsWith("undefined")
                    && !result.get("desc").textValue().equals("float counts");
            if (sound) {
                same++;
                Rle mask = Golden.rle(segmentation, height, width);
                assertThat(mask.counts())
                        .isEqualTo(result.get("annToRLE").get("counts").textValue());
                assertThat(mask.area()).isEqualTo(Long.parseLong(sum));
            } else {
                assertThatThrownBy(() -> Golden.rle(segmentation, height, width))
                        .as(result.get("desc").textValue())
                        .isInstanceOf(BadMaskException.class)
                        .hasMessageMatching("[a-z ]+(: [a-z_]+=[^,]+(, [a-z_>]+=[^,]+)*|: .*)");
            }
        }
        assertThat(same).isEqualTo(2);
    }

    private static Path annotationsFile(String name) {
        return Golden.DIRECTORY.resolve("annotations/" + name + ".json.gz");
    }

    /** Compares every line of the golden file and returns how many there were. */
    private static int compare(Path annotations, Path golden) throws IOException {
        JsonNode file = Golden.json(annotations);
        Map<Long, JsonNode> segmentations = new HashMap<>();
        file.get("annotations")
                .forEach(annotation ->
                        segmentations.put(annotation.get("id").longValue(), annotation.get("segmentation")));
        List<JsonNode> lines = Golden.lines(golden);
        for (JsonNode line : lines) {
            long id = line.get("ann_id").longValue();
            int height = line.get("size").get(0).intValue();
            int width = line.get("size").get(1).intValue();
            Rle mask = Golden.rle(segmentations.get(id), height, width);
            assertThat(mask.counts())
                    .as("annotation %d", id)
                    .isEqualTo(line.get("counts").textValue());
            assertThat(mask.sharedRuns()).hasSize(line.get("runs_n").intValue());
            assertThat(mask.area()).isEqualTo(line.get("rle_area").longValue());
            assertBox(mask, line.get("rle_bbox"), "annotation " + id);
            assertMasks(mask, line, id);
        }
        return lines.size();
    }

    private static void assertMasks(Rle mask, JsonNode line, long id) {
        int height = mask.heightPx();
        int width = mask.widthPx();
        byte[] rows = mask.decode(MaskOrder.ROW_MAJOR);
        byte[] columns = mask.decode(MaskOrder.COLUMN_MAJOR);
        assertThat(Golden.sha256(rows))
                .as("annotation %d", id)
                .isEqualTo(line.get("mask_sha256_rowmajor").textValue());
        assertThat(Golden.sha256(columns))
                .as("annotation %d", id)
                .isEqualTo(line.get("mask_sha256_colmajor").textValue());
        Rle fromRows = Rle.encode(MaskOrder.ROW_MAJOR, MemorySegment.ofArray(rows), 0, height, width);
        Rle fromColumns = Rle.encode(MaskOrder.COLUMN_MAJOR, MemorySegment.ofArray(columns), 0, height, width);
        assertThat(fromRows).as("annotation %d", id).isEqualTo(fromColumns);
        assertThat(fromRows.decode(MaskOrder.COLUMN_MAJOR)).isEqualTo(columns);
        assertThat(BitMask.of(mask).toRle()).isEqualTo(fromRows);
        assertThat(BitMask.of(mask).bounds()).isEqualTo(fromRows.bounds());
    }

    private static void assertBox(Rle mask, JsonNode box, String name) {
        PixelBox bounds = mask.bounds();
        assertThat(new double[] {bounds.xPx(), bounds.yPx(), bounds.widthPx(), bounds.heightPx()})
                .as(name)
                .isEqualTo(Golden.doubles(box));
    }
}
