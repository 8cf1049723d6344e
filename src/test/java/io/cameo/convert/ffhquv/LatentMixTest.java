package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.dataset.ffhquv.FaceLatent;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvMetaEntry;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvReader;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.numpy.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what numpy computed: not a bit differs. */
class LatentMixTest {
    private static final Path RELEASE = Path.of("testdata/convert/ffhquv/release");

    static FaceLatent read(UvTree tree, UvReader reader, UvSet set, String id, UvPart part) throws IOException {
        UvSample sample = Objects.requireNonNull(tree.sample(set, id));
        UvFile file = Objects.requireNonNull(sample.file(part));
        return FaceLatent.read(file.path(), reader.read(file));
    }

    private static UvMetaEntry meta(UvTree tree, UvSet set, String id) throws IOException {
        return Objects.requireNonNull(Objects.requireNonNull(tree.meta(set)).get(id));
    }

    private static float[] condition(FaceLatent latent) {
        return Objects.requireNonNull(latent.condition());
    }

    @ParameterizedTest
    @CsvSource({"0.25, 0.25", "0.50, 0.5"})
    void isWhatNumpyComputes(String name, double t) throws IOException {
        float[] expected = new float[FaceLatent.LENGTH];
        try (UvTree tree = UvTree.open(List.of(RELEASE));
                UvReader reader = tree.reader();
                NpyFile golden =
                        NpyFile.open(Path.of("testdata/ffhquv/lerp/lerp_000001_000007_front_t" + name + ".npy"))) {
            golden.readRow(0, expected, 0);
            FaceLatent a = read(tree, reader, UvSet.FFHQ_UV, "000001", UvPart.FRONT);
            FaceLatent b = read(tree, reader, UvSet.FFHQ_UV, "000007", UvPart.FRONT);
            assertThat(LatentMix.mix(a, b, t).w()).containsExactly(expected);
        }
    }

    /** The pairs that the released layout's synthetic interpolations were made of. */
    @ParameterizedTest
    @CsvSource({
        "000000, 000001, 000007, 0.5",
        "000001, 000001, 000007, 0.25",
        "000002, 000000, 000005, 0.5",
        "000003, 000000, 000005, 0.75"
    })
    void isWhatTheInterpolatedSetHasInEveryView(String id, String first, String second, double t) throws IOException {
        try (UvTree tree = UvTree.open(List.of(RELEASE));
                UvReader reader = tree.reader()) {
            for (UvPart view : List.of(UvPart.FRONT, UvPart.LEFT, UvPart.RIGHT)) {
                FaceLatent a = read(tree, reader, UvSet.FFHQ_UV, first, view);
                FaceLatent b = read(tree, reader, UvSet.FFHQ_UV, second, view);
                FaceLatent expected = read(tree, reader, UvSet.INTERPOLATE, id, view);
                assertThat(LatentMix.mix(a, b, t).w()).containsExactly(expected.w());
            }
            UvMetaEntry a = meta(tree, UvSet.FFHQ_UV, first);
            UvMetaEntry b = meta(tree, UvSet.FFHQ_UV, second);
            UvMetaEntry between = meta(tree, UvSet.INTERPOLATE, id);
            assertThat(LatentMix.mix(Objects.requireNonNull(a.age()), Objects.requireNonNull(b.age()), t))
                    .isEqualTo(between.age());
            assertThat(LatentMix.mix(Objects.requireNonNull(a.beard()), Objects.requireNonNull(b.beard()), t))
                    .isEqualTo(between.beard());
        }
    }

    @Test
    void equalValuesAndCategoriesAreTakenOver() {
        float[] a = new float[FaceLatent.CONDITION_LENGTH];
        float[] b = new float[FaceLatent.CONDITION_LENGTH];
        a[11] = 30;
        b[11] = 30;
        b[9] = 1;
        a[10] = 1;
        a[15] = 20;
        b[15] = 40;
        float[] w = new float[FaceLatent.LENGTH];
        FaceLatent of = new FaceLatent(w, a);
        FaceLatent to = new FaceLatent(w, b);

        float[] near = condition(LatentMix.mix(of, to, 0.3));
        float[] far = condition(LatentMix.mix(of, to, 0.7));
        assertThat(new float[] {near[11], near[9], near[10], near[15]})
                .containsExactly(30, 0, 1, 0.7f * 20 + 0.3f * 40);
        assertThat(new float[] {far[11], far[9], far[10]}).containsExactly(30, 1, 0);
        assertThat(condition(LatentMix.mix(of, to, 0.5))[9]).isZero();
        assertThat(LatentMix.mix(of, new FaceLatent(w, null), 0.5).condition()).isNull();
    }
}
