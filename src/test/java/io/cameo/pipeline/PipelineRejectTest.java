package io.cameo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipelineRejectTest {
    private static final int ITEMS = 600;
    private static final long SEED = 20_240_131;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 28, 29, 30, Pipeline.UNLIMITED})
    void everyNumberOfWorkersStopsAtTheSameItem(long errorLimit) throws IOException {
        boolean[] bad = thirtyBad();
        List<Long> expected = new ArrayList<>();
        long rejects = 0;
        for (int i = 0; i < ITEMS && rejects <= errorLimit; i++) {
            expected.add(bad[i] ? -1L - i : i);
            rejects += bad[i] ? 1 : 0;
        }
        for (int workers = 1; workers <= 8; workers++) {
            Trial trial = new Trial(ITEMS);
            trial.workers = workers;
            trial.setup = builder -> builder.errorLimit(errorLimit);
            trial.work = item -> {
                PipelineTest.pause(item, 60);
                if (bad[(int) item]) {
                    throw new RejectedItemException("bad: item=" + item);
                }
            };
            Outcome outcome = trial.run();
            assertThat(trial.delivered).as("workers=%d seed=%d", workers, SEED).isEqualTo(expected);
            assertThat(outcome.rejected()).isEqualTo(rejects);
            assertThat(outcome.accepted()).isEqualTo(expected.size() - rejects);
            assertThat(outcome.limitExceeded()).isEqualTo(rejects > errorLimit);
            assertThat(outcome.complete()).isEqualTo(rejects <= errorLimit);
            assertThat(outcome.cancelled()).isFalse();
        }
    }

    @Test
    void theLastItemMayBeTheOneTooMany() throws IOException {
        Trial trial = new Trial(10);
        trial.work = item -> {
            if (item == 9) {
                throw new RejectedItemException("bad: item=" + item);
            }
        };
        Outcome outcome = trial.run();
        trial.checkPrefix(10);
        assertThat(outcome.limitExceeded()).isTrue();
        assertThat(outcome.accepted()).isEqualTo(9);
    }

    @Test
    void unorderedCountsTheSame() throws IOException {
        boolean[] bad = thirtyBad();
        for (long errorLimit : new long[] {29, 30}) {
            Trial trial = new Trial(ITEMS);
            trial.workers = 4;
            trial.setup = builder -> builder.unordered().errorLimit(errorLimit);
            trial.work = item -> {
                if (bad[(int) item]) {
                    throw new RejectedItemException("bad: item=" + item, new IOException("why"));
                }
            };
            Outcome outcome = trial.run();
            assertThat(outcome.rejected()).isEqualTo(30);
            assertThat(outcome.limitExceeded()).isEqualTo(errorLimit == 29);
            assertThat(trial.delivered).doesNotHaveDuplicates();
        }
    }

    @Test
    void aSinkThatIgnoresRejectsStillHasThemCounted() throws IOException {
        int[] pulled = {0};
        Outcome outcome = Pipeline.<Integer, Object, Object>builder(
                        "ignore", Object::new, Object::new, (item, scratch, out) -> {
                            throw new RejectedItemException("no");
                        })
                .errorLimit(7)
                .build()
                .run(() -> pulled[0] < 7 ? pulled[0]++ : null, (sequence, item, out) -> {});
        assertThat(outcome.rejected()).isEqualTo(7);
        assertThat(outcome.complete()).isTrue();
    }

    private static boolean[] thirtyBad() {
        boolean[] bad = new boolean[ITEMS];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int made = 0; made < 30; ) {
            int place = random.nextInt(ITEMS);
            made += bad[place] ? 0 : 1;
            bad[place] = true;
        }
        return bad;
    }
}
