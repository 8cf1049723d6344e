package io.cameo.dataset.insightface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cameo.numpy.FloatRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CleaningTest {
    private static final Path GOLDEN = Path.of("testdata/dataset/cleaning");

    @Test
    void agreesWithScikitLearn() throws IOException {
        List<String[]> lines = Files.readAllLines(GOLDEN.resolve("cleaning.tsv")).stream()
                .map(line -> line.split("\t", -1))
                .toList();
        int[] labels =
                lines.stream().mapToInt(line -> Integer.parseInt(line[0])).toArray();
        try (Embeddings embeddings = Embeddings.open(GOLDEN.resolve("cleaning.npy"))) {
            CleaningPlan byCentre = CleaningByCentre.plan(embeddings, labels, CleaningByCentre.THRESHOLD);
            CleaningPlan byCluster = CleaningByCluster.plan(embeddings, labels, CleaningByCluster.EPS);
            float[] cosines = CleaningByCentre.centreCosines(embeddings, labels);
            int keptByCentre = 0;
            int keptByCluster = 0;
            for (int i = 0; i < labels.length; i++) {
                double cosine = Double.parseDouble(lines.get(i)[1]);
                assertThat(cosines[i]).isCloseTo((float) cosine, within(1e-6f));
                assertThat(byCentre.keeps(i)).as("image %d", i).isEqualTo(cosine >= 0.6);
                assertThat(byCentre.decision(i).value()).isEqualTo(cosines[i]);
                assertThat(byCluster.decision(i))
                        .isEqualTo(new CleaningPlan.Decision(
                                i, labels[i], lines.get(i)[3].equals("1"), Integer.parseInt(lines.get(i)[2])));
                keptByCentre += byCentre.keeps(i) ? 1 : 0;
                keptByCluster += byCluster.keeps(i) ? 1 : 0;
            }
            assertThat(byCentre.summary().keptImages()).isEqualTo(keptByCentre);
            assertThat(byCluster.summary().keptImages())
                    .isEqualTo(keptByCluster)
                    .isBetween(50, labels.length - 50);
            assertThat(byCluster.summary().images()).isEqualTo(labels.length);
            assertThat(byCluster.summary().identities())
                    .isEqualTo((int) Arrays.stream(labels).distinct().count());
            assertThat(byCluster.summary().lostIdentities()).isPositive();
            assertThat(byCluster.summary().touchedIdentities())
                    .isGreaterThan(byCluster.summary().lostIdentities());
        }
    }

    @Test
    void firstOfEqualClustersStays() {
        double[][] points = {{0}, {5}, {9}, {9.1}, {5.1}, {0.1}, {7}, {20}};
        int[] clusters = CleaningByCluster.clusters(points, points.length, 0.5);
        assertThat(clusters).containsExactly(0, 1, 2, 2, 1, 0, -1, -1);
        assertThat(CleaningByCluster.largest(clusters)).isZero();
        assertThat(CleaningByCluster.largest(new int[] {-1, -1})).isEqualTo(-1);
        assertThat(CleaningByCluster.largest(new int[] {0, 0, 1, 1, 1})).isEqualTo(1);
    }

    @Test
    void chainsAreOneClusterAndEpsItselfIsNear() {
        double[][] points = {{0}, {3}, {1}, {2}, {4.5}};
        assertThat(CleaningByCluster.clusters(points, 5, 1)).containsExactly(0, 0, 0, 0, -1);
        assertThat(CleaningByCluster.clusters(points, 4, 0.99)).containsExactly(-1, -1, -1, -1);
        assertThat(CleaningByCluster.clusters(points, 0, 1)).isEmpty();
    }

    @Test
    void findsPeopleOfTwoSets() {
        Random random = new Random(3);
        int dimensions = 37;
        float[] known = new float[200 * dimensions];
        float[] candidates = new float[100 * dimensions];
        for (int i = 0; i < known.length; i++) {
            known[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < candidates.length; i++) {
            // Every second is somebody that is known, drawn a little differently.
            boolean shared = i / dimensions % 2 == 0;
            candidates[i] = (float) ((shared ? known[i] * 4 : 0) + random.nextGaussian());
        }
        EmbeddingCentres a = centres(candidates, dimensions, 1000);
        EmbeddingCentres b = centres(known, dimensions, 0);
        List<EmbeddingOverlap.Match> matches = EmbeddingOverlap.find(a, b, 0.8);
        assertThat(matches).hasSize(50);
        assertThat(matches).allSatisfy(match -> {
            assertThat(match.knownLabel()).isEqualTo(match.label() - 1000);
            assertThat(match.cosine())
                    .isCloseTo(slowCosine(a.centre(match.label() - 1000), b.centre(match.knownLabel())), within(1e-5));
        });
        assertThat(EmbeddingOverlap.find(a, b, -1)).hasSize(100);
        assertThat(EmbeddingOverlap.find(a, b, 1.1)).isEmpty();
        assertThatThrownBy(() -> EmbeddingOverlap.find(a, centres(new float[8], 4, 0), 0.3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void centresAreOfUnitLengthAndOnePerLabel() {
        float[] rows = {3, 0, 0, 5, 0, 0, 7, 7, -2, 0};
        EmbeddingCentres centres =
                EmbeddingCentres.of(Embeddings.of(FloatRows.of(rows, 2)), new int[] {9, 9, -4, 9, 5});
        assertThat(centres.identities()).isEqualTo(3);
        assertThat(new int[] {centres.label(0), centres.label(1), centres.label(2)})
                .containsExactly(-4, 5, 9);
        assertThat(centres.centre(0)).containsExactly(0, 0);
        assertThat(centres.centre(1)).containsExactly(-1, 0);
        float half = (float) Math.sqrt(0.5);
        assertThat(centres.centre(2)[0]).isCloseTo(half, within(1e-6f));
        assertThat(centres.centre(2)[1]).isCloseTo(half, within(1e-6f));
    }

    @Test
    void refusesWhatDoesNotFit() {
        Embeddings embeddings = Embeddings.of(FloatRows.of(new float[] {1, 2, Float.POSITIVE_INFINITY, 4}, 2));
        assertThatThrownBy(() -> CleaningByCentre.plan(embeddings, new int[3], 0.6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels do not fit the embeddings: labels=3, embeddings=2");
        assertThatThrownBy(() -> CleaningByCentre.plan(embeddings, new int[2], 0.6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("embedding is not finite: image=1");
        assertThatThrownBy(() -> Embeddings.open(Path.of("testdata/numpy/vector_i4.npy")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dimensions=1, expected=2");
    }

    @Test
    void nothingIsNothing() {
        Embeddings none = Embeddings.of(FloatRows.of(new float[0], 2));
        assertThat(CleaningByCentre.plan(none, new int[0], 0.6).summary())
                .isEqualTo(new CleaningPlan.Summary(0, 0, 0, 0, 0));
        assertThat(CleaningByCluster.plan(none, new int[0], 0.6).images()).isZero();
        assertThat(EmbeddingCentres.of(none, new int[0]).identities()).isZero();
    }

    private static EmbeddingCentres centres(float[] rows, int dimensions, int firstLabel) {
        int[] labels = new int[rows.length / dimensions];
        Arrays.setAll(labels, i -> firstLabel + i);
        return EmbeddingCentres.of(Embeddings.of(FloatRows.of(rows, dimensions)), labels);
    }

    private static double slowCosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
