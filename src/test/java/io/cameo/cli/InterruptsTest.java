package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class InterruptsTest {
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void cancelsTheCommandAndWaitsForItToTidyUp(String signal, int status) throws IOException, InterruptedException {
        Process process = child("cancellable");
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("working");
            kill(process, signal);
            assertThat(lines.readLine()).isEqualTo("tidied up");
            assertThat(lines.readLine()).isNull();
        }
        assertThat(process.waitFor()).isEqualTo(status);
    }

    @Test
    void endsAtOnceWhereNothingCanBeCancelled() throws IOException, InterruptedException {
        Process process = child("deaf");
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("working");
            kill(process, "INT");
            assertThat(lines.readLine()).isNull();
        }
        assertThat(process.waitFor()).isEqualTo(ExitCode.INTERRUPTED);
    }

    @Test
    void leavesAnOrdinaryEndAlone() throws IOException, InterruptedException {
        Process process = child("short");
        assertThat(process.inputReader().readLine()).isEqualTo("working");
        assertThat(process.waitFor()).isEqualTo(7);
    }

    /** Whether a process lets a signal come through; as far as can be told. */
    private static boolean heeds(Process process, String signal) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!signal.equals("INT") || !Files.isReadable(status)) {
            return true;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        boolean heeded = (Long.parseUnsignedLong(ignored.substring(7).strip(), 16) >> 1 & 1) == 0;
        if (!heeded) {
            process.destroyForcibly();
        }
        return heeded;
    }

    private static Process child(String manner) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        manner)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void kill(Process process, String signal) throws IOException, InterruptedException {
        // Who runs in the background of a shell script is started with SIGINT ignored, and so are its children.
        assumeTrue(heeds(process, signal), "SIG" + signal + " is ignored here, as in the background of a script");
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Behaves as {@link Main} does around a command. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws InterruptedException {
            Interrupts.listen();
            CountDownLatch cancelled = new CountDownLatch(1);
            switch (args[0]) {
                case "cancellable" -> {
                    try (var registration = Interrupts.onInterrupt(cancelled::countDown)) {
                        System.out.println("working");
                        cancelled.await();
                        // Long enough for a process that does not wait to be gone.
                        TimeUnit.MILLISECONDS.sleep(200);
                        System.out.println("tidied up");
                        assertThat(registration).isNotNull();
                    }
                }
                case "deaf" -> {
                    Interrupts.onInterrupt(() -> System.out.println("called after its close"))
                            .close();
                    System.out.println("working");
                    cancelled.await();
                }
                default -> System.out.println("working");
            }
            Interrupts.commandEnded();
            System.exit(7);
        }
    }
}
