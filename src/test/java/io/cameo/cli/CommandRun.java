package io.cameo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * One run of one command, as {@code Main} runs it, with what it wrote.
 *
 * @param code its exit code
 * @param bytes what it wrote to stdout
 * @param err what it wrote to stderr
 */
@SuppressWarnings("ArrayRecordComponent")
record CommandRun(int code, byte[] bytes, String err) {
    static CommandRun of(Function<Console, Object> command, String... args) {
        return of(command, false, args);
    }

    /** @param terminal whether stdout and stderr count as terminals */
    static CommandRun of(Function<Console, Object> command, boolean terminal, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream printer = new PrintStream(out, false, UTF_8);
        Console console = new Console(printer, new PrintStream(err, true, UTF_8), terminal, 80, terminal);
        Failures failures = new Failures(console.err(), () -> false);
        int code = new CommandLine(command.apply(console))
                .setOut(new PrintWriter(printer, true, UTF_8))
                .setErr(new PrintWriter(console.err(), true, UTF_8))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .execute(args);
        printer.flush();
        return new CommandRun(code, out.toByteArray(), err.toString(UTF_8));
    }

    String out() {
        return new String(bytes, UTF_8);
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(bytes);
    }
}
