package io.cameo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items that a worker gets several at a time come out one by one, as if it had got one at a time. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipelineGroupsTest {
    private static final int ITEMS = 1_000;

    private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 5_000})
    void orderOutputsAndRejectsAreThoseOfOneByOne(int size) throws IOException {
        for (int workers = 1; workers <= 4; workers++) {
            for (long limit : new long[] {0, 6, Pipeline.UNLIMITED}) {
                Outcome single = run(0, workers, limit).outcome();
                Run grouped = run(size, workers, limit);
                assertThat(grouped.delivered())
                        .as("size=%d workers=%d limit=%d", size, workers, limit)
                        .isEqualTo(run(0, workers, limit).delivered());
                assertThat(grouped.outcome().accepted()).isEqualTo(single.accepted());
                assertThat(grouped.outcome().rejected()).isEqualTo(single.rejected());
                assertThat(grouped.outcome().limitExceeded()).isEqualTo(single.limitExceeded());
            }
        }
        assertThat(sizes).allMatch(seen -> seen >= 1 && seen <= size);
        assertThat(sizes).anyMatch(seen -> seen == Math.min(size, ITEMS) || seen == 1024);
    }

    @Test
    void limitInBytesHoldsGroupsBackButNeverStopsThem() throws IOException {
        Trial trial = trial(16, 3, Pipeline.UNLIMITED);
        var setup = trial.setup;
        trial.setup = builder -> setup.apply(builder).window(40).byteLimit(10, out -> 3);
        Outcome outcome = trial.run();
        trial.checkPrefix(ITEMS);
        assertThat(outcome.complete()).isTrue();
    }

    @Test
    void cancelLeavesABeginningOfTheSource() throws IOException {
        Trial trial = trial(10, 2, Pipeline.UNLIMITED);
        trial.onDeliver = item -> {
            if (item == 333) {
                trial.cancel();
            }
        };
        Outcome outcome = trial.run();
        assertThat(outcome.cancelled()).isTrue();
        trial.checkPrefix(trial.delivered.size());
        assertThat(trial.delivered).hasSizeBetween(334, ITEMS - 1);
    }

    @Test
    void failureInAGroupEndsTheRun() {
        Trial trial = trial(10, 2, Pipeline.UNLIMITED);
        trial.work = item -> {
            if (item == 500) {
                throw new IOException("disk is gone");
            }
        };
        assertThatThrownBy(trial::run).isInstanceOf(IOException.class).hasMessage("disk is gone");
        assertThat(trial.delivered).hasSizeLessThanOrEqualTo(500);
    }

    private record Run(Outcome outcome, List<Long> delivered) {}

    private Run run(int size, int workers, long limit) throws IOException {
        Trial trial = trial(size, workers, limit);
        return new Run(trial.run(), trial.delivered);
    }

    /** @param size 0 for one by one */
    private Trial trial(int size, int workers, long limit) {
        Trial trial = new Trial(ITEMS);
        trial.workers = workers;
        trial.work = item -> {
            if (item % 31 == 30) {
                throw new RejectedItemException("bad: item=" + item);
            }
        };
        trial.setup = builder -> {
            Pipeline.Builder<Long, Resource, Resource> limited =
                    builder.errorLimit(limit).window(size == 10 ? 64 : 1024);
            return size == 0 ? limited : limited.groups(size, (group, scratch) -> all(trial, group, scratch));
        };
        return trial;
    }

    private void all(Trial trial, Group<? extends Long, ? extends Resource> group, Resource scratch)
            throws IOException {
        assertThat(scratch.isMine()).isTrue();
        sizes.add(group.size());
        for (int i = group.size() - 1; i >= 0; i--) {
            assertThat(group.rejection(i)).isNull();
            try {
                trial.work.at(group.item(i));
                group.out(i).value = Trial.valueOf(group.item(i));
            } catch (RejectedItemException bad) {
                group.reject(i, bad.reason());
                assertThat(group.rejection(i)).isEqualTo(bad.reason());
            }
        }
        assertThatThrownBy(() -> group.item(group.size())).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
