package io.cameo.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

/** Landmarks are computed by iteration; the pixels are drawn through the inverse. Both must agree below a pixel. */
class FacePlanTest {
    private static final int SIZE = 250;

    @Test
    void landmarksInvertTheMapThatPixelsAreDrawnBy() {
        Canvas canvas = new Canvas(SIZE, SIZE);
        HeadMap map = new HeadMap(SIZE * SIZE);
        float[] xy = new float[10];
        for (int i = 0; i < 60; i++) {
            Person person = new Person(3, i);
            Shot shot = new Shot(person, i, SIZE);
            Skull skull = new Skull(person);
            FacePlan plan = new FacePlan(person, shot, skull);
            map.map(shot.pose, skull, canvas);
            plan.landmarks(xy);
            float[] s = {-plan.eyeX, plan.eyeX, plan.noseS, -plan.mouthHalf, plan.mouthHalf};
            float corner = plan.mouthY + plan.cornerDrop;
            float[] t = {0, 0, plan.noseT, corner, corner};
            // The map bends between pixels by far less than a twentieth of one.
            float tolerance = 0.05f / shot.pose.scalePx;
            for (int point = 0; point < 5; point++) {
                float x = xy[2 * point];
                float y = xy[2 * point + 1];
                assertThat(between(map.s, x, y))
                        .as("s of point %d, person %d", point, i)
                        .isCloseTo(s[point], offset(tolerance));
                assertThat(between(map.t, x, y))
                        .as("t of point %d, person %d", point, i)
                        .isCloseTo(t[point], offset(tolerance));
                assertThat(between(map.reach, x, y))
                        .as("reach of point %d, person %d", point, i)
                        .isLessThan(0.95f);
            }
        }
    }

    private static float between(float[] plane, float x, float y) {
        int at = ((int) y) * SIZE + (int) x;
        float fx = x - (int) x;
        float fy = y - (int) y;
        float above = plane[at] * (1 - fx) + plane[at + 1] * fx;
        float below = plane[at + SIZE] * (1 - fx) + plane[at + SIZE + 1] * fx;
        return above * (1 - fy) + below * fy;
    }
}
