package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private static final String ESCAPE = "\u001b";

    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "-h"})
    void showsEveryCommandInTheHelp(String option) {
        String[] args = option.isEmpty() ? new String[0] : new String[] {option};
        assertThat(terminal.run(args)).isEqualTo(ExitCode.FINE);
        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out())
                .startsWith("Usage: cameo ")
                .contains("Examples:")
                .doesNotContain(ESCAPE)
                .satisfies(help -> assertThat(Commands.ALL)
                        .isNotEmpty()
                        .allSatisfy(entry -> assertThat(help)
                                .containsPattern("(?m)^  " + shownAs(entry) + " +\\S+")
                                .contains(headingOf(entry) + ":")));
        assertThat(terminal.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    private static String shownAs(Commands.Entry entry) {
        return Commands.familyOf(entry.name()).map(Commands.Family::name).orElse(entry.name());
    }

    private static String headingOf(Commands.Entry entry) {
        return Commands.familyOf(entry.name()).map(Commands.Family::group).orElse(entry.group());
    }

    /** The words of a command, and an option. */
    private static String[] line(String name, String option) {
        return (name + " " + option).split(" ", -1);
    }

    static Stream<String> commands() {
        return Commands.ALL.stream().map(Commands.Entry::name);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithAnExample(String name) {
        assertThat(terminal.run(line(name, "--help"))).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).startsWith("Usage: cameo " + name).contains("  cameo " + name);
        assertThat(terminal.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandRefusesAnUnknownOption(String name) {
        assertThat(terminal.run(line(name, "--no-such-option"))).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err())
                .startsWith("cameo " + name + ": ")
                .contains("--no-such-option")
                .endsWith("Try 'cameo " + name + " --help'." + System.lineSeparator());
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        assertThat(terminal.run("docter")).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err())
                .isEqualToNormalizingNewlines(
                        "cameo: no such command: docter\nDid you mean 'doctor'?\nTry 'cameo --help'.\n");
    }

    @Test
    void suggestsTheOptionThatWasMeant() {
        assertThat(terminal.run("doctor", "--jsno")).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("Did you mean '--json'?");
    }

    @Test
    void takesGlobalOptionsBeforeAndAfterTheCommand() {
        assertThat(terminal.run("--trace", "doctor", "--json")).isEqualTo(ExitCode.FINE);
        assertThat(terminal.run("doctor", "--trace", "--json")).isEqualTo(ExitCode.FINE);
    }

    @Test
    void saysItsVersion() {
        assertThat(terminal.run("--version")).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).matches("cameo \\S+\\R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "doctor --help", "doctor"})
    void endsQuietlyWhenTheReaderOfItsOutputLeft(String line) {
        OutputStream left = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Console console = new Console(
                StandardOutput.printer(left, false), terminal.console().err(), false, 80);
        assertThat(Main.run(console, line.split(" ", -1))).isEqualTo(ExitCode.READER_LEFT);
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void colorsOnlyWhenAsked() {
        Terminal colored = new Terminal(true);
        assertThat(colored.run("--help")).isEqualTo(ExitCode.FINE);
        assertThat(colored.out()).contains(ESCAPE);
    }
}
