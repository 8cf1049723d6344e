package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What is said in the help of each command fits into the usual terminal, so that no single word is left on a line. */
class HelpTest {
    private static final int WIDTH_COLUMNS = 80;

    static Stream<Commands.Entry> commands() {
        return Commands.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void noLineIsWrapped(Commands.Entry entry) {
        Console console = new Terminal().console();
        UsageMessageSpec usage =
                new CommandLine(entry.create().apply(console)).getCommandSpec().usageMessage();
        List<String> lines = Stream.of(usage.description(), usage.footer())
                .flatMap(Stream::of)
                .toList();
        assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(line).hasSizeLessThan(WIDTH_COLUMNS));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void saysWhatTheExitCodeMeansAndGivesAnExample(Commands.Entry entry) {
        Terminal terminal = new Terminal();
        assertThat(terminal.run((entry.name() + " --help").split(" ", -1))).isZero();
        assertThat(terminal.out()).contains("Example", "  cameo " + entry.name(), "Exit code: 0");
    }
}
