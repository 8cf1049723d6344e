package io.cameo.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.face.Suppression.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SuppressionTest {
    private final Candidates boxes = new Candidates();
    private final Suppression suppression = new Suppression();

    private void add(double x1, double y1, double x2, double y2, double score) {
        int index = boxes.add();
        boxes.set(index, Candidates.X1, x1);
        boxes.set(index, Candidates.Y1, y1);
        boxes.set(index, Candidates.X2, x2);
        boxes.set(index, Candidates.Y2, y2);
        boxes.set(index, Candidates.SCORE, score);
    }

    private List<Double> lefts() {
        List<Double> lefts = new ArrayList<>();
        for (int i = 0; i < boxes.count(); i++) {
            lefts.add(boxes.get(i, Candidates.X1));
        }
        return lefts;
    }

    @Test
    void keepsTheSurestOfThoseThatOverlapMoreThanTheThreshold() {
        add(0, 0, 9, 9, 0.7);
        add(1, 0, 10, 9, 0.9);
        add(50, 0, 59, 9, 0.8);
        suppression.apply(boxes, 0.7, Measure.UNION, 1, false);
        assertThat(lefts()).containsExactly(1.0, 50.0);
    }

    @Test
    void anOverlapOfJustTheThresholdStays() {
        // Ten columns each, five of them shared: 5 / 15 of the union, 5 / 10 of the smaller.
        add(0, 0, 9, 9, 0.9);
        add(5, 0, 14, 9, 0.8);
        suppression.apply(boxes, 0.5, Measure.MIN, 1, false);
        assertThat(boxes.count()).isEqualTo(2);
        suppression.apply(boxes, 0.49, Measure.UNION, 1, false);
        assertThat(boxes.count()).isEqualTo(2);
        suppression.apply(boxes, 0.49, Measure.MIN, 1, false);
        assertThat(boxes.count()).isEqualTo(1);
    }

    @Test
    void countsTheLastPixelOnlyWhereTold() {
        // With it 11 and 6 wide: 6 / 11; without, 10 and 5 wide: 5 / 10.
        add(0, 0, 10, 0.5, 0.9);
        add(0, 0, 5, 0.5, 0.8);
        suppression.apply(boxes, 0.52, Measure.UNION, 0, false);
        assertThat(boxes.count()).isEqualTo(2);
        suppression.apply(boxes, 0.52, Measure.UNION, 1, false);
        assertThat(boxes.count()).isEqualTo(1);
    }

    @Test
    void ordersEqualsAsTold() {
        add(1, 0, 2, 1, 0.5);
        add(11, 0, 12, 1, 0.5);
        add(21, 0, 22, 1, 0.5);
        suppression.apply(boxes, 0.5, Measure.UNION, 1, true);
        assertThat(lefts()).containsExactly(1.0, 11.0, 21.0);
        suppression.apply(boxes, 0.5, Measure.UNION, 1, false);
        assertThat(lefts()).containsExactly(21.0, 11.0, 1.0);
    }

    @Test
    void whatStaysHasNoOverlapsAndDescends() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            boxes.clear();
            int count = random.nextInt(200);
            for (int i = 0; i < count; i++) {
                double x = random.nextInt(60);
                double y = random.nextInt(60);
                add(x, y, x + random.nextInt(30), y + random.nextInt(30), random.nextFloat());
            }
            suppression.apply(boxes, 0.3, Measure.UNION, 1, false);
            assertThat(boxes.count()).as("seed %d", seed).isLessThanOrEqualTo(count);
            assertThat(count == 0 || boxes.count() > 0).as("seed %d", seed).isTrue();
            for (int i = 1; i < boxes.count(); i++) {
                assertThat(boxes.get(i, Candidates.SCORE))
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(boxes.get(i - 1, Candidates.SCORE));
            }
            int left = boxes.count();
            suppression.apply(boxes, 0.3, Measure.UNION, 1, false);
            assertThat(boxes.count()).as("seed %d", seed).isEqualTo(left);
        }
    }

    @Test
    void candidatesGrowAndForget() {
        Candidates all = new Candidates();
        all.keep(new int[0], 0);
        assertThat(all.add()).isZero();
        for (int i = 1; i < 1000; i++) {
            all.set(all.add(), Candidates.SCORE, i);
        }
        all.keep(new int[] {999, 3}, 2);
        assertThat(all.count()).isEqualTo(2);
        assertThat(all.get(0, Candidates.SCORE)).isEqualTo(999);
        assertThat(all.get(1, Candidates.SCORE)).isEqualTo(3);
        Candidates twice = new Candidates();
        for (int i = 0; i < 100; i++) {
            twice.addAll(all);
        }
        assertThat(twice.count()).isEqualTo(200);
        assertThat(twice.get(199, Candidates.SCORE)).isEqualTo(3);
        // A new candidate brings nothing along from the one that was there before.
        all.clear();
        assertThat(all.get(all.add(), Candidates.SCORE)).isZero();
    }
}
