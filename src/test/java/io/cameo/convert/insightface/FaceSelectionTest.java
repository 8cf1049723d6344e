package io.cameo.convert.insightface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.dataset.insightface.FaceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Subsets and splits. */
class FaceSelectionTest {
    private static final long[] LABELS = {4, 4, -1, 9, 9, 9, 4, (1L << 24) + 1, 9, 2};

    @TempDir
    Path temp;

    private Path out = Path.of("");

    private Path in(FaceLayout layout) throws IOException {
        out = temp.resolve("out.rec");
        return MadeSets.write(temp.resolve("in.rec"), layout, 1, LABELS);
    }

    @ParameterizedTest
    @EnumSource(FaceLayout.class)
    void everyConditionCounts(FaceLayout layout) throws IOException {
        Path in = in(layout);
        FaceSubset chosen = FaceSubset.of(in).identities(IdentityChoice.parse("9,2-4,-1,16777216-16777299,77"));
        chosen.to(out);
        assertThat(MadeSets.images(out)).isEqualTo(MadeSets.images(in));
        assertThat(chosen.absent()).containsExactly("label 77");
        FaceSubset.of(in).identities(IdentityChoice.parse("2-4")).to(out);
        assertThat(MadeSets.labels(out)).containsExactly(4.0, 4.0, 4.0, 2.0);
        FaceSubset.of(in).images(2, 3).to(out);
        assertThat(MadeSets.labels(out)).containsExactly(4.0, 4.0, 4.0);
        FaceSubset.of(in).images(0, 1).renumber(true).to(out);
        assertThat(MadeSets.labels(out)).containsExactly(0.0, 2.0, 1.0);
        assertThat(Files.readAllLines(temp.resolve("out.labels.tsv")))
                .containsExactly("# input\told\tnew", "0\t-1\t0", "0\t2\t1", "0\t16777217\t2");
        int first = layout.firstKey();
        FaceSubset keyed =
                FaceSubset.of(in).keys(Set.of(Integer.toString(first + 3), Integer.toString(first + 7), "5000"));
        keyed.to(out);
        assertThat(MadeSets.labels(out)).containsExactly(9.0, 16777217.0);
        assertThat(keyed.absent()).containsExactly("key 5000");
    }

    @Test
    void sampleIsDrawnBySeed() throws IOException {
        Path in = in(FaceLayout.C);
        Set<List<MadeSets.Image>> drawn = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            FaceSubset.of(in).perIdentity(2, seed).to(out);
            List<MadeSets.Image> sample = MadeSets.images(out);
            assertThat(sample).hasSize(7).isSubsetOf(MadeSets.images(in));
            FaceSubset.of(in).perIdentity(2, seed).to(out);
            assertThat(MadeSets.images(out)).isEqualTo(sample);
            FaceSubset.of(in).perIdentity(2, seed).invert(true).to(out);
            assertThat(MadeSets.images(out)).hasSize(3).doesNotContainAnyElementsOf(sample);
            drawn.add(sample);
        }
        assertThat(drawn).hasSizeGreaterThan(5);
    }

    @Test
    void choicesThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> IdentityChoice.parse("3,x")).hasMessageContaining("item=x");
        assertThatThrownBy(() -> IdentityChoice.parse("5-3")).hasMessageContaining("ends before it begins");
        assertThatThrownBy(() -> IdentityChoice.parse(" , ")).hasMessageContaining("no label is named");
        assertThatThrownBy(() -> IdentityChoice.parse("1.5")).hasMessageContaining("item=1.5");
        FaceSubset subset = FaceSubset.of(temp);
        assertThatThrownBy(() -> subset.images(3, 2)).hasMessageContaining("least=3, most=2");
        assertThatThrownBy(() -> subset.perIdentity(0, 1)).hasMessageContaining("images=0");
        FaceSplit split = FaceSplit.of(temp);
        assertThatThrownBy(() -> split.ratios(List.of(0.5, 0.4), List.of("a", "b")))
                .hasMessageContaining("add up to 1");
        assertThatThrownBy(() -> split.ratios(List.of(0.5, 0.5), List.of("a", "a")))
                .hasMessageContaining("name of its own");
        assertThatThrownBy(() -> split.ratios(List.of(0.5, 0.5), List.of("a", "../b")))
                .hasMessageContaining("name=../b");
        assertThatThrownBy(() -> split.parts(0)).hasMessageContaining("actual=0");
    }

    @ParameterizedTest
    @EnumSource(FaceLayout.class)
    void nobodyIsInTwoParts(FaceLayout layout) throws IOException {
        long[] labels = LongStream.range(0, 400).map(i -> i * 7919 % 101 * 3).toArray();
        Path in = MadeSets.write(temp.resolve("in.rec"), layout, 1, labels);
        FaceCopyReport report = FaceSplit.of(in)
                .ratios(List.of(0.6, 0.3, 0.1), List.of("train", "val", "test"))
                .seed(5)
                .to(temp.resolve("p"));
        List<MadeSets.Image> all = new ArrayList<>();
        Set<Double> people = new HashSet<>();
        List<Integer> sizes = new ArrayList<>();
        for (String name : List.of("train", "val", "test")) {
            List<MadeSets.Image> part = MadeSets.images(temp.resolve("p_" + name + ".rec"));
            Set<Double> here =
                    new HashSet<>(part.stream().map(MadeSets.Image::label).toList());
            assertThat(people).doesNotContainAnyElementsOf(here);
            people.addAll(here);
            sizes.add(here.size());
            all.addAll(part);
        }
        assertThat(sizes).containsExactly(61, 30, 10);
        assertThat(all).containsExactlyInAnyOrderElementsOf(MadeSets.images(in));
        assertThat(report.outputs())
                .extracting(FaceCopyReport.Output::identities)
                .isEqualTo(sizes);
    }

    @Test
    void partsOfASplitCanBeNumberedByThemselves() throws IOException {
        Path in = in(FaceLayout.A);
        FaceSplit.of(in).parts(2).renumber(true).to(temp.resolve("p"));
        for (String name : List.of("p_000", "p_001")) {
            List<Double> labels = MadeSets.labels(temp.resolve(name + ".rec"));
            assertThat(new HashSet<>(labels)).contains(0.0).allMatch(label -> label < 3);
            assertThat(temp.resolve(name + ".labels.tsv")).exists();
        }
    }

    @Test
    void samePersonGoesTheSameWayInALargerSet() throws IOException {
        Path small = MadeSets.write(
                temp.resolve("a.rec"), FaceLayout.C, 1, LongStream.range(0, 50).toArray());
        Path large = MadeSets.write(
                temp.resolve("b.rec"),
                FaceLayout.A,
                1,
                LongStream.range(0, 50).flatMap(i -> LongStream.of(i, i)).toArray());
        FaceSplit.of(small).seed(9).to(temp.resolve("a"));
        FaceSplit.of(large).seed(9).to(temp.resolve("b"));
        assertThat(new HashSet<>(MadeSets.labels(temp.resolve("a_val.rec"))))
                .hasSize(5)
                .isEqualTo(new HashSet<>(MadeSets.labels(temp.resolve("b_val.rec"))));
    }
}
