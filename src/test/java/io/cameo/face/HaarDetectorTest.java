package io.cameo.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.image.Image;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HaarDetectorTest {
    /** Drawn with glasses, hats, beards and turned heads; the cascades know frontal faces only. */
    private static final int PEOPLE = 60;

    @Test
    void findsMostDrawnFacesAndTheirEyes() throws IOException {
        int found = 0;
        int withEyes = 0;
        double error = 0;
        DrawnFaces people = new DrawnFaces(250);
        try (HaarDetector detector = HaarDetector.open()) {
            for (int i = 0; i < PEOPLE; i++) {
                DrawnFaces.Drawn drawn = people.draw(i);
                for (Face face : FaceChoice.best(detector.detect(drawn.image()), 250, 250).stream()
                        .toList()) {
                    found++;
                    Landmarks5 points = face.landmarks();
                    assertThat(face.isApproximate()).isTrue();
                    if (points != null) {
                        assertThat(face.landmarkKind()).isEqualTo(LandmarkKind.FROM_EYES);
                        withEyes++;
                        error += drawn.error(points, 2);
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(PEOPLE * 3 / 4);
        assertThat(withEyes).isGreaterThan(found * 3 / 4);
        // In distances of the eyes.
        assertThat(error / withEyes).isLessThan(0.04);
    }

    @Test
    void findsTheSameFaceInALargeDrawing() throws IOException {
        try (HaarDetector detector = HaarDetector.open()) {
            DrawnFaces.Drawn large = new DrawnFaces(1500).draw(8);
            Face face = detector.detect(large.image()).getFirst();
            assertThat(large.error(Objects.requireNonNull(face.landmarks()), 2)).isLessThan(0.06);
        }
    }

    @Test
    void findsTheFacesOfPhotographs() throws IOException {
        try (Arena arena = Arena.ofConfined();
                HaarDetector detector = HaarDetector.open()) {
            Image two = Photographs.image("kpzhang_test1.jpg", arena);
            assertThat(detector.detect(two)).hasSize(2);
            List<Face> one = detector.detect(Photographs.image("ipazc_ivan.jpg", arena));
            assertThat(one).hasSize(1);
            Landmarks5 points = Objects.requireNonNull(one.getFirst().landmarks());
            // What the cascade of networks finds: see testdata/face/dialects.json.
            assertThat(Math.hypot(points.x(0) - 291, points.y(0) - 117)).isLessThan(3);
            assertThat(Math.hypot(points.x(1) - 314, points.y(1) - 115)).isLessThan(3);
        }
    }
}
