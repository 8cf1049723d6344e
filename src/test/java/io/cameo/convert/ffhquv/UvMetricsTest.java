package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.numpy.NpyFile;
import io.cameo.table.ColumnKind;
import io.cameo.table.Query;
import io.cameo.table.Table;
import io.cameo.texture.BsProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of the golden maps beside those of OpenCV and numpy. */
class UvMetricsTest {
    private static final Path GOLDEN = Path.of("testdata/convert/ffhquv");
    private static final Path RELEASE = GOLDEN.resolve("release/dataset");
    /** The sums here are of single precision, the oracle's of double: seen are 1e-6. */
    private static final Offset<Double> CLOSE = within(1e-5);

    @TempDir
    Path temp;

    private static JsonNode golden() throws IOException {
        return new ObjectMapper().readTree(GOLDEN.resolve("metrics.json").toFile());
    }

    private static UvMetricsReport measure(String set) throws IOException {
        try (UvTree tree = UvTree.open(List.of(RELEASE.resolve(set)));
                NpyFile rows = NpyFile.open(GOLDEN.resolve("embeddings.npy"))) {
            UvMetrics metrics = UvMetrics.of(tree, UvMetrics.setOf(tree))
                    .mask("face", GOLDEN.resolve("face.png"))
                    .workers(2);
            if (set.equals("ffhq-uv")) {
                metrics.embeddings(rows, null);
            }
            return metrics.run();
        }
    }

    @Test
    void bsErrorsAreThoseOfOpenCv() throws IOException {
        for (String set : List.of("ffhq-uv", "ffhq-uv-interpolate")) {
            UvMetricsReport report = measure(set);
            JsonNode expected = golden().get("sets").get(set);
            double[] full = report.numbers("bs_full").orElseThrow();
            double[] face = report.numbers("bs_face").orElseThrow();
            assertThat(report.rows()).hasSize(expected.get("full").size());
            for (int i = 0; i < full.length; i++) {
                String id = report.rows().get(i).id();
                assertThat(full[i])
                        .as(id)
                        .isCloseTo(expected.get("full").get(id).doubleValue(), CLOSE);
                assertThat(face[i])
                        .as(id)
                        .isCloseTo(expected.get("face").get(id).doubleValue(), CLOSE);
            }
            Figures figures = Figures.of(full);
            JsonNode of = expected.get("figures");
            assertThat(figures.mean()).isCloseTo(of.get("mean").doubleValue(), CLOSE);
            assertThat(figures.deviation()).isCloseTo(of.get("std").doubleValue(), CLOSE);
            assertThat(figures.median()).isCloseTo(of.get("median").doubleValue(), CLOSE);
            assertThat(figures.p95()).isCloseTo(of.get("p95").doubleValue(), CLOSE);
            assertThat(figures.least()).isCloseTo(of.get("least").doubleValue(), CLOSE);
            assertThat(figures.most()).isCloseTo(of.get("most").doubleValue(), CLOSE);
        }
    }

    @Test
    void embeddingsAreSpreadAsNumpySays() throws IOException {
        UvMetricsReport report = measure("ffhq-uv");
        JsonNode expected = golden().get("ids");
        IdSpread spread = Objects.requireNonNull(report.spread());
        assertThat(spread.cosineMean()).isCloseTo(expected.get("cosine_mean").doubleValue(), within(1e-12));
        assertThat(spread.cosineStd()).isCloseTo(expected.get("cosine_std").doubleValue(), within(1e-12));
        assertThat(spread.totalStd()).isCloseTo(expected.get("total_std").doubleValue(), within(1e-12));
        double[] cosines = report.numbers("id_cosine").orElseThrow();
        for (int i = 0; i < cosines.length; i++) {
            assertThat(cosines[i]).isCloseTo(expected.get("cosines").get(i).doubleValue(), within(1e-12));
        }
    }

    @Test
    void embeddingsOfOtherIdsAreRefusedUnlessNamed() throws IOException {
        try (UvTree tree = UvTree.open(List.of(RELEASE.resolve("ffhq-uv-interpolate")));
                NpyFile rows = NpyFile.open(GOLDEN.resolve("embeddings.npy"))) {
            UvMetrics metrics = UvMetrics.of(tree, UvSet.INTERPOLATE);
            assertThatThrownBy(() -> metrics.embeddings(rows, null).run())
                    .hasMessage("embeddings are not those of the maps: rows=8, ids=4");
            List<String> ids = List.of("000003", "000009", "000000", "1", "2", "3", "4", "5");
            UvMetricsReport report =
                    UvMetrics.of(tree, UvSet.INTERPOLATE).embeddings(rows, ids).run();
            double[] cosines = report.numbers("id_cosine").orElseThrow();
            JsonNode expected = golden().get("ids").get("cosines");
            assertThat(cosines[0]).isCloseTo(expected.get(2).doubleValue(), within(1e-12));
            assertThat(cosines[1]).isNaN();
            assertThat(cosines[3]).isCloseTo(expected.get(0).doubleValue(), within(1e-12));
            assertThatThrownBy(() -> UvMetrics.of(tree, UvSet.INTERPOLATE)
                            .embeddings(rows, List.of("1", "1", "2", "3", "4", "5", "6", "7"))
                            .run())
                    .hasMessage("id has two embeddings: id=1");
        }
    }

    @Test
    void theTableCarriesTheProfileOfEachFigure() throws IOException {
        UvMetricsReport report = measure("ffhq-uv");
        Path file = temp.resolve("a.tbl");
        report.writeTable(file);
        try (Table table = Table.open(file)) {
            assertThat(table.columns().getFirst().name()).isEqualTo("id");
            assertThat(table.columns().getFirst().kind()).isEqualTo(ColumnKind.WORD);
            assertThat(BsProfile.parse(table.column("bs_full").about())).isEqualTo(BsProfile.FULL);
            assertThat(BsProfile.parse(table.column("bs_face").about())).isEqualTo(BsProfile.FULL.over("face"));
            assertThat(table.column("skin_l").about()).contains("region=face");
            assertThat(table.note("set")).isEqualTo("ffhq-uv");
            assertThat(table.column("ffhq_index").isMissing(6)).isTrue();
            assertThat(table.column("ffhq_index").whole(0)).isEqualTo(1223);
            assertThat(Query.of("gender = female and bs_full < 1", table).rows())
                    .hasSize(2);
            assertThat(UvFigures.of(table)).isEqualTo(UvFigures.of(report));
        }
    }

    @Test
    void comparedAreProfilesAndGenders() throws IOException {
        UvFigures figures = UvFigures.of(measure("ffhq-uv"));
        assertThat(figures.errors())
                .containsOnlyKeys(
                        BsProfile.FULL.text(), BsProfile.FULL.over("face").text());
        assertThat(figures.gender()).isEqualTo(Map.of("female", 3L, "male", 5L));
        assertThat(figures.numbers()).containsKeys("age", "skin_ita (face)").doesNotContainKey("ffhq_index");
        assertThat(figures.maps()).isEqualTo(8);
        assertThat(figures.totalStd()).isBetween(0.1, 1.0);
        UvFigures other = UvFigures.of(measure("ffhq-uv-interpolate"));
        assertThat(other.totalStd()).isNaN();
    }

    @Test
    void aMapThatCannotBeMeasuredHasARowWithoutFigures() throws IOException {
        try (UvTree tree = UvTree.open(List.of(GOLDEN.resolve("broken")))) {
            UvMetricsReport report = UvMetrics.of(tree, UvSet.FFHQ_UV)
                    .mask("face", GOLDEN.resolve("face.png"))
                    .run();
            assertThat(report.faults())
                    .extracting(fault -> fault.id() + " " + fault.reason().replaceAll(":.*", ""))
                    .containsExactly(
                            "000000 png truncated",
                            "000001 mask has another size than the map",
                            "000004 png chunk checksum mismatch");
            assertThat(report.isComplete()).isFalse();
            double[] full = report.numbers("bs_full").orElseThrow();
            assertThat(full).hasSize(7);
            assertThat(full[0]).isNaN();
            assertThat(full[6]).isEqualTo(full[5]);
            assertThat(report.numbers("age").orElseThrow()[6]).isNaN();
        }
    }

    @Test
    void theValidAreaIsThatOfTheMasks() throws IOException {
        DrawnRelease release = new DrawnRelease(temp);
        byte[] map = DrawnRelease.png(16, 1, false);
        release.write("unwrap/01223/01223_final_uv.png", map);
        release.write("unwrap/01224/01224_final_uv.png", map);
        release.write("unwrap/01223/01223_final_remap_masks.png", DrawnRelease.png(16, 2, true));
        try (UvTree tree = UvTree.open(List.of(temp))) {
            UvMetricsReport report = UvMetrics.of(tree, UvSet.PROJECT).run();
            double[] ratio = report.numbers("valid_ratio").orElseThrow();
            double[] left = report.numbers("valid_left").orElseThrow();
            assertThat(ratio[0]).isBetween(0.8, 0.95); // seven of eight
            assertThat(left[0]).isBetween(0.4, 0.6);
            assertThat(report.numbers("coverage").orElseThrow()[0]).isEqualTo(1);
            assertThat(ratio[1]).isNaN();
        }
    }

    @Test
    void refusesWhatIsNoRegionAndSetsThatAreNotClear() throws IOException {
        try (UvTree tree = UvTree.open(List.of(RELEASE))) {
            assertThatThrownBy(() -> UvMetrics.setOf(tree))
                    .hasMessage("more than one set has maps, say which with --set: ffhq-uv, ffhq-uv-interpolate");
            UvMetrics metrics = UvMetrics.of(tree, UvSet.FFHQ_UV);
            Path png = GOLDEN.resolve("face.png");
            assertThatThrownBy(() -> metrics.mask("full", png)).hasMessageStartingWith("not a name for a region");
            assertThatThrownBy(() -> metrics.mask("Face", png)).hasMessageStartingWith("not a name for a region");
            metrics.mask("face", png);
            assertThatThrownBy(() -> metrics.mask("face", png)).hasMessage("region has two masks: region=face");
            assertThatThrownBy(() -> UvMetrics.of(tree, UvSet.PROJECT).run())
                    .hasMessage("set has no maps: set=dataset_project");
        }
        Files.createDirectories(temp.resolve("none"));
        try (UvTree tree = UvTree.open(List.of(temp))) {
            assertThatThrownBy(() -> UvMetrics.setOf(tree)).hasMessageStartingWith("no maps: ");
        }
    }
}
