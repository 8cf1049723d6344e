package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Batches know what their time was spent on, if that was asked for. */
class LoadStepTest {
    private static final Path REC = Path.of("testdata/convert/im2rec/default.rec");

    @Test
    void aStepThatIsTakenTakesTimeAndOthersNone() throws IOException {
        long begin = System.nanoTime();
        long[] nanos = new long[LoadStep.COUNT];
        try (Loader loader = builder()
                .normalize(127.5f, 127.5f)
                .batch(4, TensorLayout.NCHW, TensorType.FLOAT32)
                .timed()
                .open()) {
            for (Batch batch : loader.epoch(0)) {
                for (LoadStep step : LoadStep.values()) {
                    nanos[step.place] += batch.nanos(step);
                }
            }
        }
        long all = System.nanoTime() - begin;
        assertThat(nanos[LoadStep.READ.place]).isPositive();
        assertThat(nanos[LoadStep.DECODE.place]).isPositive();
        assertThat(nanos[LoadStep.AUGMENT.place]).isZero();
        assertThat(nanos[LoadStep.PACK.place]).isPositive();
        assertThat(nanos[0] + nanos[1] + nanos[2] + nanos[3]).isLessThanOrEqualTo(all);
    }

    @Test
    void pixelsThatAreDecodedToWhereTheyBelongAreNotPacked() throws IOException {
        try (Loader loader = builder().timed().open()) {
            Batch batch = loader.epoch(0).iterator().next();
            assertThat(batch.nanos(LoadStep.DECODE)).isPositive();
            assertThat(batch.nanos(LoadStep.PACK)).isZero();
        }
    }

    @Test
    void augmentationCounts() throws IOException {
        try (Loader loader = builder().augment(Augments.randomMirror()).timed().open()) {
            assertThat(loader.epoch(0).iterator().next().nanos(LoadStep.AUGMENT))
                    .isPositive();
        }
    }

    @Test
    void nobodyLooksAtTheClockUnasked() throws IOException {
        try (Loader loader = builder().open()) {
            Batch batch = loader.epoch(0).iterator().next();
            for (LoadStep step : LoadStep.values()) {
                assertThat(batch.nanos(step)).as(step.name()).isZero();
            }
        }
    }

    private static LoaderBuilder builder() {
        return Loader.of(REC).onError(ErrorPolicy.SKIP).workers(1);
    }
}
