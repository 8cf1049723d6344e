package io.cameo.convert.insightface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.cameo.convert.insightface.FaceCopyReport.Dropped;
import io.cameo.dataset.insightface.FaceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merging and cleaning by embeddings: directions in a plane, so that a cosine is that of an angle. */
class FaceEmbeddingEditTest {
    private static final double COS_50 = Math.cos(Math.toRadians(50));

    @TempDir
    Path temp;

    private Path a = Path.of("");
    private Path b = Path.of("");
    private List<Path> embeddings = List.of();

    /** People at 0; at 40 and 180; at 80 and 270: each of the first of a set 40 degrees from the one before. */
    private FaceMerge threeSets() throws IOException {
        a = MadeSets.write(temp.resolve("a.rec"), FaceLayout.C, 1, 7, 7);
        b = MadeSets.write(temp.resolve("b.rec"), FaceLayout.A, 2, 5, 3, 5);
        Path c = MadeSets.write(temp.resolve("c.rec"), FaceLayout.B, 3, 1, 2);
        embeddings = List.of(
                MadeSets.embeddings(temp.resolve("a.npy"), -5, 5),
                MadeSets.embeddings(temp.resolve("b.npy"), 30, 180, 50),
                MadeSets.embeddings(temp.resolve("c.npy"), 80, 270));
        return FaceMerge.of(List.of(a, b, c)).embeddings(embeddings);
    }

    @Test
    void whoeverAnEarlierSetKeepsIsLeftOut() throws IOException {
        Path out = temp.resolve("out.rec");
        FaceCopyReport report = threeSets().withoutSame(COS_50).to(out);
        assertThat(report.dropped()).hasSize(1);
        Dropped dropped = report.dropped().getFirst();
        assertThat(dropped.input()).isEqualTo(1);
        assertThat(dropped.label()).isEqualTo(5);
        assertThat(dropped.images()).isEqualTo(2);
        assertThat(dropped.otherInput()).isZero();
        assertThat(dropped.otherLabel()).isEqualTo(7);
        assertThat(dropped.cosine()).isCloseTo(Math.cos(Math.toRadians(40)), offset(1e-6));
        assertThat(MadeSets.labels(out))
                .as("80 degrees is near 40, but that one was left out")
                .containsExactly(0.0, 0.0, 1.0, 2.0, 3.0);
        assertThat(MadeSets.payloads(out).get(2)).isEqualTo(MadeSets.hex(MadeSets.payload(2, 1)));
        assertThat(Files.readAllLines(temp.resolve("out.labels.tsv")))
                .containsExactly("# input\told\tnew", "0\t7\t0", "1\t3\t1", "2\t1\t2", "2\t2\t3");
    }

    @Test
    void testSetIsExcludedFromAllSets() throws IOException {
        Path out = temp.resolve("out.rec");
        Path test = MadeSets.embeddings(temp.resolve("test.npy"), 10, 265);
        FaceCopyReport report =
                threeSets().without(test, Math.cos(Math.toRadians(15))).to(out);
        assertThat(report.dropped()).extracting(Dropped::input).containsExactly(0, 2);
        assertThat(report.dropped()).extracting(Dropped::otherLabel).containsExactly(0.0, 1.0);
        assertThat(report.dropped()).extracting(Dropped::otherInput).containsOnly(FaceOverlap.EXCLUDED);
        assertThat(MadeSets.labels(out)).containsExactly(1.0, 0.0, 1.0, 2.0);
        FaceCopyReport both = threeSets()
                .without(test, Math.cos(Math.toRadians(15)))
                .withoutSame(COS_50)
                .keepLabels(true)
                .dryRun(true)
                .to(temp.resolve("dry.rec"));
        assertThat(both.dropped()).extracting(Dropped::label).containsExactly(7.0, 1.0, 2.0);
        assertThat(temp.resolve("dry.rec")).doesNotExist();
    }

    @Test
    void embeddingsMustFit() throws IOException {
        FaceMerge merge = threeSets();
        assertThatThrownBy(() -> merge.embeddings(embeddings.subList(0, 2)))
                .hasMessageContaining("sets=3, embeddings=2");
        FaceMerge none = FaceMerge.of(List.of(a, b)).withoutSame(0.3);
        assertThatThrownBy(() -> none.to(temp.resolve("out.rec"))).hasMessageContaining("embeddings are needed");
        FaceMerge swapped = FaceMerge.of(List.of(a, b))
                .embeddings(List.of(embeddings.get(1), embeddings.get(0)))
                .withoutSame(0.3);
        assertThatThrownBy(() -> swapped.to(temp.resolve("out.rec")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rows=3")
                .hasMessageContaining("images=2");
    }

    @Test
    void cleaningDropsWhoIsFarFromTheCentre() throws IOException {
        Path in = MadeSets.write(temp.resolve("in.rec"), FaceLayout.A, 1, 0, 0, 0, 0, 4, 4, 9);
        Path npy = MadeSets.embeddings(temp.resolve("in.npy"), 0, 5, -5, 170, 20, 25, 300);
        Path out = temp.resolve("out.rec");
        Path decisions = temp.resolve("decisions.tsv");
        FaceCopyReport dry =
                FaceClean.of(in, npy).decisions(decisions).dryRun(true).to(out);
        assertThat(out).doesNotExist();
        assertThat(dry.outputs().getFirst().images()).isEqualTo(6);
        List<String> lines = Files.readAllLines(decisions);
        assertThat(lines).hasSize(8);
        assertThat(lines.get(1)).startsWith("0\t0\t").endsWith("\t1");
        assertThat(lines.get(4)).startsWith("3\t0\t-0.9").endsWith("\t0");
        FaceClean.of(in, npy).to(out);
        assertThat(MadeSets.labels(out)).containsExactly(0.0, 0.0, 0.0, 4.0, 4.0, 9.0);
        FaceClean.of(in, npy).minImages(2).renumber(true).to(out);
        assertThat(MadeSets.labels(out)).containsExactly(0.0, 0.0, 0.0, 1.0, 1.0);
    }

    @Test
    void cleaningByClustersDropsTheLonely() throws IOException {
        Path in = MadeSets.write(temp.resolve("in.rec"), FaceLayout.C, 1, 0, 8, 0, 0, 0, 8);
        Path npy = MadeSets.embeddings(temp.resolve("in.npy"), 0, 0, 100, 105, 110, 90);
        Path out = temp.resolve("out.rec");
        FaceClean.of(in, npy).rule(FaceClean.Rule.DBSCAN, 0.2).to(out);
        assertThat(MadeSets.labels(out)).containsExactly(0.0, 0.0, 0.0);
        assertThat(MadeSets.payloads(out))
                .containsExactly(
                        MadeSets.hex(MadeSets.payload(1, 2)),
                        MadeSets.hex(MadeSets.payload(1, 3)),
                        MadeSets.hex(MadeSets.payload(1, 4)));
    }
}
