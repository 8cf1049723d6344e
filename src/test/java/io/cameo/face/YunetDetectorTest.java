package io.cameo.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.image.Image;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class YunetDetectorTest {
    /** Where two different networks put a point, in distances of the eyes. */
    private static final double AGREEMENT = 0.2;

    @Test
    void agreesWithTheCascadeOnPhotographs() throws IOException {
        try (Arena arena = Arena.ofConfined();
                YunetDetector detector = YunetDetector.open(Photographs.models(), YunetSettings.DEFAULTS);
                MtcnnDetector cascade = MtcnnDetector.open(Photographs.models(), MtcnnProfile.INSIGHTFACE)) {
            for (String name : List.of("kpzhang_test1.jpg", "kpzhang_test2.jpg", "ipazc_ivan.jpg")) {
                Image image = Photographs.image(name, arena);
                List<Face> faces = detector.detect(image);
                List<Face> expected = cascade.detect(image);
                assertThat(faces).as(name).hasSameSizeAs(expected);
                for (Face face : expected) {
                    assertThat(faces)
                            .as(name)
                            .anySatisfy(other -> assertThat(apart(face, other)).isLessThan(AGREEMENT));
                }
            }
        }
    }

    /** The furthest of the five points, which also shows that both order them alike. */
    private static double apart(Face face, Face other) {
        Landmarks5 a = Objects.requireNonNull(face.landmarks());
        Landmarks5 b = Objects.requireNonNull(other.landmarks());
        double furthest = 0;
        for (int i = 0; i < 5; i++) {
            furthest = Math.max(furthest, Math.hypot(a.x(i) - b.x(i), a.y(i) - b.y(i)));
        }
        return furthest / Math.hypot(a.x(1) - a.x(0), a.y(1) - a.y(0));
    }

    @Test
    void scalesBackWhatItFindsInLargeImages() throws IOException {
        try (YunetDetector detector = YunetDetector.open(Photographs.models(), YunetSettings.DEFAULTS)) {
            for (int sizePx : new int[] {640, 1000, 2000}) {
                DrawnFaces.Drawn drawn = new DrawnFaces(sizePx).draw(8);
                Face face = detector.detect(drawn.image()).getFirst();
                assertThat(drawn.error(Objects.requireNonNull(face.landmarks()), 5))
                        .as("side %d", sizePx)
                        .isLessThan(AGREEMENT);
            }
        }
    }

    /** At 4096 pixels the face is far larger than any that the network knows. */
    @Test
    void looksAgainAtSmallerSizes() throws IOException {
        YunetSettings settings = YunetSettings.DEFAULTS.withLongestSidePx(4096);
        try (YunetDetector detector = YunetDetector.open(Photographs.models(), settings)) {
            DrawnFaces.Drawn drawn = new DrawnFaces(2400).draw(8);
            Face face = detector.detect(drawn.image()).getFirst();
            assertThat(drawn.error(Objects.requireNonNull(face.landmarks()), 5)).isLessThan(AGREEMENT);
        }
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> YunetSettings.DEFAULTS.withScoreThreshold(1.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("out of range: scoreThreshold=1.1");
        assertThatThrownBy(() -> YunetSettings.DEFAULTS.withLongestSidePx(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new YunetSettings(0.9, Double.NaN, 10, 640))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
