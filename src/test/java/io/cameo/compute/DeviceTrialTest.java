package io.cameo.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code auto} takes, by clocks that the test sets. */
class DeviceTrialTest {
    private static final int IMAGES = 64;

    @ParameterizedTest
    @CsvSource({
        "100, 50, 'took cuda:0 (X): a worker does 20,000,000 images/s with it, 10,000,000 on the CPU alone'",
        "50, 100, 'took the CPU: a worker does 20,000,000 images/s on it, 10,000,000 with cuda:0 (X)'",
        "70, 70, 'took the CPU: a worker does 14,285,714 images/s on it, 14,285,714 with cuda:0 (X)'"
    })
    void takesTheFasterAndOfEqualsTheCpu(long cpuNanos, long deviceNanos, String text) {
        DeviceTrial trial = new DeviceTrial();
        DeviceTrial.@Nullable Choice made = null;
        int groups = 0;
        int there = 0;
        while (made == null && groups < 100) {
            boolean device = trial.takesDevice(groups);
            there += device ? 1 : 0;
            // The first of each way is slow, as first ones are.
            long each = groups < 2 ? 1_000_000 : device ? deviceNanos : cpuNanos;
            made = trial.note(device, groups, IMAGES, each * IMAGES);
            groups++;
        }
        DeviceTrial.Choice choice = Objects.requireNonNull(made);
        assertThat(choice).isEqualTo(trial.choice());
        assertThat(choice.text("cuda:0 (X)")).isEqualTo(text);
        assertThat(groups).isEqualTo(2 * (DeviceTrial.WARM_UPS + DeviceTrial.TIMED_GROUPS));
        assertThat(there).isEqualTo(groups / 2);
        for (int later = 0; later < 5; later++) {
            assertThat(trial.takesDevice(later)).isEqualTo(choice.device());
            assertThat(trial.note(!choice.device(), later, IMAGES, 1)).isNull();
        }
    }

    /** One way is never always the first: what a machine does meanwhile falls on both. */
    @Test
    void waysTakeTurnsAtBeingFirst() {
        DeviceTrial trial = new DeviceTrial();
        StringBuilder ways = new StringBuilder();
        for (int group = 0; group < 10; group++) {
            ways.append(trial.takesDevice(group) ? 'D' : 'C');
        }
        assertThat(ways).hasToString("CDCDDCCDDC");
    }

    /** Rates are of images, not of groups: the last group of a run may be small, and one of nothing says nothing. */
    @Test
    void groupsCountByTheirImages() {
        DeviceTrial trial = new DeviceTrial();
        for (int i = 0; i < 20; i++) {
            assertThat(trial.note(true, 5, 0, 1)).isNull();
        }
        for (int i = 0; i < DeviceTrial.TIMED_GROUPS; i++) {
            trial.note(true, 5, i == 0 ? 1_000 : 1, i == 0 ? 10_000 : 100);
        }
        DeviceTrial.@Nullable Choice choice = null;
        for (int i = 0; i < DeviceTrial.TIMED_GROUPS; i++) {
            choice = trial.note(false, 5, 10, 10 * 20);
        }
        assertThat(Objects.requireNonNull(choice).device()).isTrue();
    }
}
