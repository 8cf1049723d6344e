package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ProgressOptionTest {
    @Command(name = "work")
    private static final class Work {
        @Mixin
        private final ProgressOption progress = new ProgressOption();
    }

    @ParameterizedTest
    @CsvSource({"'', true", "--progress, true", "--no-progress, false"})
    void isOnUnlessToldOtherwise(String given, boolean on) {
        Work work = new Work();
        new CommandLine(work).parseArgs(given.isEmpty() ? new String[0] : new String[] {given});
        assertThat(work.progress.isOn()).isEqualTo(on);
    }
}
