package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.MappedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailuresTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    static Stream<Arguments> sentences() {
        CorruptDataException corrupt = new CorruptDataException(Path.of("a.rec"), 12, "record magic mismatch");
        String corruptLine = "cameo: record magic mismatch: file=a.rec, offset=12";
        return Stream.of(
                arguments(corrupt, corruptLine),
                arguments(new ExecutionException(corrupt), corruptLine),
                arguments(new CompletionException(corrupt), corruptLine),
                arguments(new AccessDeniedException("x"), "cameo: no permission: x"),
                arguments(new FileAlreadyExistsException("x"), "cameo: already exists: x"),
                arguments(new FileSystemException("x", null, "Is a directory"), "cameo: is a directory: x"),
                arguments(new IOException("Is a directory"), "cameo: is a directory"),
                arguments(new IOException("EOF reached"), "cameo: EOF reached"),
                arguments(new IOException(), "cameo: IOException"),
                arguments(
                        new UncheckedIOException(new IOException("No space left on device")),
                        "cameo: no space left on device"));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void saysBadDataInOneLine(Exception thrown, String line) {
        assertThat(run(thrown, false)).isEqualTo(ExitCode.BAD_DATA);
        assertThat(said()).isEqualToNormalizingNewlines(line + "\n");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(new NoSuchFileException("a b.lst"), "cameo: no such file: a b.lst"),
                arguments(new NoSuchFileException("no/such/a.rec.partial"), "cameo: no such folder: no/such"),
                arguments(new NotDirectoryException("x"), "cameo: not a folder: x"),
                arguments(
                        new InputFile.NotAFileException(Path.of("x"), "is a folder, not a file"),
                        "cameo: is a folder, not a file: x"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void takesAFileThatIsNotThereForTheUsersMistake(Exception thrown, String line) {
        assertThat(run(thrown, false)).isEqualTo(ExitCode.USAGE);
        assertThat(said()).isEqualToNormalizingNewlines(line + "\n");
    }

    @Test
    void whatCouldSteerATerminalIsNotPrinted() {
        assertThat(run(new CorruptDataException(Path.of("a.rec"), 12, "no record: key=\033[31m"), false))
                .isEqualTo(ExitCode.BAD_DATA);
        assertThat(said()).startsWith("cameo: no record: key=?[31m: file=a.rec");
    }

    @Test
    void showsWhereItAroseWhenAsked() {
        assertThat(run(new AccessDeniedException("x"), true)).isEqualTo(ExitCode.BAD_DATA);
        assertThat(said()).startsWith("cameo: no permission: x").contains("at io.cameo.cli.FailuresTest");
    }

    @Test
    void namesAFileThatReallyIsMissing() throws IOException {
        Path missing = Path.of("no such folder", "train.rec");
        assertThat(new CommandLine(new Broken(() -> MappedFile.open(missing).close()))
                        .setExecutionExceptionHandler(failures(false))
                        .execute())
                .isEqualTo(ExitCode.USAGE);
        assertThat(said()).isEqualToNormalizingNewlines("cameo: no such folder: no such folder\n");
    }

    @Test
    void takesOurArgumentErrorsForTheUsers() {
        assertThat(run(new IllegalArgumentException("quality out of range: value=101"), false))
                .isEqualTo(ExitCode.USAGE);
        assertThat(said())
                .isEqualToNormalizingNewlines("broken: quality out of range: value=101\nTry 'broken --help'.\n");
    }

    @Test
    void takesEveryOtherErrorForOurs() {
        RuntimeException foreign = new IllegalArgumentException("from a library");
        foreign.setStackTrace(new StackTraceElement[] {new StackTraceElement("java.util.Some", "m", "Some.java", 1)});
        assertThat(run(foreign, false)).isEqualTo(ExitCode.INTERNAL_ERROR);
        assertThat(said()).contains("at java.util.Some.m(Some.java:1)").contains("Please report it");

        assertThat(run(new IllegalStateException("why"), false)).isEqualTo(ExitCode.INTERNAL_ERROR);
        assertThat(said()).contains("IllegalStateException: why");
    }

    @Test
    void saysNothingWhenTheReaderLeft() {
        assertThat(run(new StandardOutput.ReaderLeftException(new IOException("Broken pipe")), true))
                .isEqualTo(ExitCode.READER_LEFT);
        assertThat(said()).isEmpty();
    }

    private int run(Exception thrown, boolean traced) {
        return new CommandLine(new Broken(() -> {
                    throw thrown;
                }))
                .setExecutionExceptionHandler(failures(traced))
                .execute();
    }

    private Failures failures(boolean traced) {
        return new Failures(new PrintStream(err, true, StandardCharsets.UTF_8), () -> traced);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private interface Work {
        void run() throws Exception;
    }

    @Command(name = "broken")
    private record Broken(Work work) implements java.util.concurrent.Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            work.run();
            return ExitCode.FINE;
        }
    }
}
