package io.cameo.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.face.MtcnnDetector.Survivors;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the cascade against what the programs that it follows found in photographs. */
class MtcnnDetectorTest {
    /** The oracles print four digits, and sum in another order. The issue asks for 1 pixel. */
    private static final double PIXELS = 0.01;

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(file));
    }

    /** InsightFace's own class, run on the real MXNet. */
    private static JsonNode insightFace(String photograph) throws IOException {
        return json(Photographs.file("mtcnn_expected.json")).get(photograph);
    }

    private static void assertBoxes(List<Face> faces, JsonNode boxes) {
        assertThat(faces).hasSize(boxes.size());
        for (int i = 0; i < faces.size(); i++) {
            FaceBox box = faces.get(i).box();
            JsonNode row = boxes.get(i);
            assertThat(new double[] {box.x1(), box.y1(), box.x2(), box.y2()})
                    .containsExactly(
                            new double[] {
                                row.get(0).asDouble(),
                                row.get(1).asDouble(),
                                row.get(2).asDouble(),
                                row.get(3).asDouble()
                            },
                            within(PIXELS));
            assertThat(faces.get(i).score()).isCloseTo(row.get(4).asDouble(), within(1e-4));
        }
    }

    private static void assertPoints(List<Face> faces, JsonNode points, double tolerancePx) {
        for (int i = 0; i < faces.size(); i++) {
            Landmarks5 found = Objects.requireNonNull(faces.get(i).landmarks());
            for (int point = 0; point < 5; point++) {
                assertThat(found.x(point)).isCloseTo(points.get(i).get(point).asDouble(), within(tolerancePx));
                assertThat(found.y(point))
                        .isCloseTo(points.get(i).get(point + 5).asDouble(), within(tolerancePx));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kpzhang_test1.jpg", "kpzhang_test2.jpg"})
    void findsWhatInsightFaceFinds(String photograph) throws IOException {
        JsonNode golden = insightFace(photograph);
        try (Arena arena = Arena.ofConfined();
                MtcnnDetector detector = MtcnnDetector.open(Photographs.models(), MtcnnProfile.INSIGHTFACE)) {
            Image image = Photographs.image(photograph, arena);
            assertThat(Photographs.sha256(image))
                    .isEqualTo(golden.get("sha_bgr").asText());
            List<Face> faces = detector.detect(image);
            assertBoxes(faces, golden.get("plain").get("boxes"));
            assertPoints(faces, golden.get("plain").get("pts_x5y5"), PIXELS);
            assertTrace(detector, golden.get("trace"));
        }
    }

    /** Scales at which nothing passed are not in the trace. */
    private static void assertTrace(MtcnnDetector detector, JsonNode trace) {
        List<ProposalStage.Step> expected = new ArrayList<>();
        for (JsonNode row : trace) {
            if (row.size() == 5) {
                expected.add(new ProposalStage.Step(
                        row.get(0).asDouble(),
                        row.get(1).asInt(),
                        row.get(2).asInt(),
                        row.get(3).asInt(),
                        row.get(4).asInt()));
            }
        }
        assertThat(expected).hasSizeGreaterThan(5);
        assertThat(detector.steps().stream().filter(step -> step.passed() > 0)).isEqualTo(expected);
        int stages = trace.size() - 3;
        assertThat(detector.survivors())
                .isEqualTo(new Survivors(
                        trace.get(stages).get(1).asInt(),
                        trace.get(stages + 1).get(1).asInt(),
                        trace.get(stages + 2).get(1).asInt()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kpzhang_test1.jpg", "kpzhang_test2.jpg"})
    void placesPointsAsInsightFacePlacesThem(String photograph) throws IOException {
        JsonNode golden = insightFace(photograph).get("accurate");
        MtcnnProfile profile = MtcnnProfile.INSIGHTFACE.withAccurateLandmarks(true);
        try (Arena arena = Arena.ofConfined();
                MtcnnDetector detector = MtcnnDetector.open(Photographs.models(), profile)) {
            List<Face> faces = detector.detect(Photographs.image(photograph, arena));
            assertBoxes(faces, golden.get("boxes"));
            // Whole pixels, and the same ones.
            assertPoints(faces, golden.get("pts_x5y5"), 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"facenet", "facenet_loose", "facenet_pytorch"})
    void findsWhatTheOtherDialectsFind(String dialect) throws IOException {
        MtcnnProfile profile = switch (dialect) {
            case "facenet" -> MtcnnProfile.FACENET;
            case "facenet_loose" ->
                MtcnnProfile.FACENET.withThresholds(0.6, 0.7, 0.7).withPyramidFactor(0.709);
            default -> MtcnnProfile.FACENET_PYTORCH;
        };
        JsonNode photographs = json(Path.of("testdata", "face", "dialects.json"));
        try (Arena arena = Arena.ofConfined();
                MtcnnDetector detector = MtcnnDetector.open(Photographs.models(), profile)) {
            assertThat(detector.profile()).isEqualTo(profile);
            int seen = 0;
            for (String photograph : List.of("ipazc_ivan.jpg", "kpzhang_test1.jpg", "kpzhang_test2.jpg")) {
                Image image = Photographs.image(photograph, arena);
                JsonNode golden = photographs.get(photograph);
                assertThat(Photographs.sha256(image))
                        .isEqualTo(golden.get("sha_bgr").asText());
                List<Face> faces = detector.detect(image);
                assertBoxes(faces, golden.get(dialect).get("boxes"));
                assertPoints(faces, golden.get(dialect).get("points"), PIXELS);
                JsonNode counts = golden.get(dialect).get("counts");
                assertThat(detector.survivors())
                        .isEqualTo(new Survivors(
                                counts.get(0).asInt(),
                                counts.get(1).asInt(),
                                counts.get(2).asInt()));
                seen += faces.size();
            }
            assertThat(seen).isGreaterThanOrEqualTo(4);
        }
    }

    /** Tiles must answer as the whole would: a face is found at the same place wherever the tiles are cut. */
    @Test
    void seesNoSeamsBetweenTiles() throws IOException {
        int sidePx = 1100;
        DrawnFaces.Drawn drawn = new DrawnFaces(250).draw(8);
        try (Arena arena = Arena.ofConfined();
                MtcnnDetector detector = MtcnnDetector.open(Photographs.models(), MtcnnProfile.INSIGHTFACE)) {
            for (int x : new int[] {0, 180, 390, 395, 404, 600, sidePx - 250}) {
                int top = x / 2;
                Image canvas = Image.allocate(arena, sidePx, sidePx, PixelFormat.BGR8);
                canvas.pixels().fill((byte) 128);
                Image place = canvas.crop(x, top, 250, 250);
                for (int y = 0; y < 250; y++) {
                    MemorySegment.copy(drawn.image().pixels(), 750L * y, place.pixels(), y * place.strideBytes(), 750);
                }
                Face face = detector.detect(canvas).getFirst();
                Landmarks5 points = Objects.requireNonNull(face.landmarks());
                for (int i = 0; i < 5; i++) {
                    assertThat(points.x(i) - x).as("x %d", x).isCloseTo(drawn.landmarks()[2 * i], within(8.0));
                    assertThat(points.y(i) - top).as("x %d", x).isCloseTo(drawn.landmarks()[2 * i + 1], within(8.0));
                }
            }
        }
    }

    @Test
    void survivesAnyProfileOnNoise() throws IOException {
        byte[] noise = new byte[3 * 90 * 70];
        new Random(9).nextBytes(noise);
        Image image = Image.wrap(MemorySegment.ofArray(noise), 90, 70, 270, PixelFormat.BGR8);
        for (MtcnnProfile base :
                List.of(MtcnnProfile.INSIGHTFACE, MtcnnProfile.FACENET, MtcnnProfile.FACENET_PYTORCH)) {
            // Everything passes, so boxes of every shape reach every step, inside the image and outside.
            MtcnnProfile all = base.withThresholds(0, 0, 0).withMinFacePx(10).withAccurateLandmarks(true);
            try (MtcnnDetector detector = MtcnnDetector.open(Photographs.models(), all)) {
                assertThat(detector.detect(image)).as("%s", base).isNotEmpty();
            }
        }
    }

    @Test
    void refusesProfilesOutOfRange() {
        assertThatThrownBy(() -> MtcnnProfile.INSIGHTFACE.withPyramidFactor(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("out of range: pyramidFactor=1.0");
        assertThatThrownBy(() -> MtcnnProfile.INSIGHTFACE.withMinFacePx(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MtcnnProfile.INSIGHTFACE.withThresholds(0.6, 1.2, 0.8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("out of range: rThreshold=1.2");
    }
}
