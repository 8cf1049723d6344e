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
                        .filteredOn(entry -> Commands.familyOf(entry.name()).isEmpty())
                        .allSatisfy(entry -> assertThat(help)
                                .containsPattern("(?m)^  " + entry.name() + " +\\S+")
                                .contains(entry.group() + ":")))
                .containsPattern("(?m)^  face +\\S+")
                .doesNotContainPattern("(?m)^  bin ");
        assertThat(terminal.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    static Stream<String> commands() {
        return Commands.ALL.stream().map(Commands.Entry::name);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithAnExample(String name) {
        assertThat(terminal.run((name + " --help").split(" ", -1))).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).startsWith("Usage: cameo " + name).contains("  cameo " + name);
        assertThat(terminal.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandRefusesAnUnknownOption(String name) {
        assertThat(terminal.run((name + " --no-such-option").split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err())
                .startsWith("cameo " + name + ": ")
                .contains("--no-such-option")
                .endsWith("Try 'cameo " + name + " --help'." + System.lineSeparator());
    }

    static Stream<String> families() {
        return Commands.FAMILIES.stream().map(Commands.Family::name);
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyFamilyShowsItsMembers(String name) {
        assertThat(terminal.run(name.split(" ", -1))).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out())
                .startsWith("Usage: cameo " + name)
                .contains("cameo " + name + " COMMAND --help")
                .satisfies(help -> assertThat(Commands.ALL)
                        .filteredOn(entry -> entry.name().startsWith(name + " "))
                        .isNotEmpty()
                        .allSatisfy(entry -> {
                            String word =
                                    entry.name().substring(name.length() + 1).split(" ", -1)[0];
                            assertThat(help).containsPattern("(?m)^  " + word + " +\\S+");
                        }))
                .doesNotContainPattern("(?m)^  doctor ");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        assertThat(terminal.run("docter")).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err())
                .isEqualToNormalizingNewlines(
                        "cameo: no such command: docter\nDid you mean 'doctor'?\nTry 'cameo --help'.\n");
    }

    @Test
    void suggestsTheCommandOfAFamilyThatWasMeant() {
        assertThat(terminal.run("coco", "chek")).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err())
                .isEqualToNormalizingNewlines(
                        "cameo coco: no such command: chek\nDid you mean 'check'?\nTry 'cameo coco --help'.\n");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "matting check . --workers 100000000",
                "zip check x.zip --num-thread 1025",
                "verify x.rec --workers 2000000000",
                "bench x.rec --threads 1,5000"
            })
    void threadsBeyondAllReasonAreRefused(String line) {
        assertThat(terminal.run(line.split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("--workers takes 1024 at most: ").doesNotContain("\tat ");
    }

    @Test
    void colorsOnlyWhenAsked() {
        Terminal colored = new Terminal(true);
        assertThat(colored.run("--help")).isEqualTo(ExitCode.FINE);
        assertThat(colored.out()).contains(ESCAPE);
    }
}
