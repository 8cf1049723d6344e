package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
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
