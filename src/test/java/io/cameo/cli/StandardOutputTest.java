package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
    private static final String LINE = "a line of no interest";

    @Test
    void writesUtf8AndEveryByte() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream printer = StandardOutput.printer(bytes, false);
        printer.print("é✓");
        printer.write(0xff);
        assertThat(bytes.size()).isZero();
        printer.flush();
        byte[] expected = {(byte) 0xc3, (byte) 0xa9, (byte) 0xe2, (byte) 0x9c, (byte) 0x93, (byte) 0xff};
        assertThat(bytes.toByteArray()).isEqualTo(expected);
    }

    @Test
    void showsLinesAtOnceOnATerminal() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StandardOutput.printer(bytes, true).println(LINE);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).startsWith(LINE);
    }

    @Test
    void stopsTheCommandWhenTheReaderLeft() {
        PrintStream printer = StandardOutput.printer(failing("Broken pipe"), false);
        assertThatThrownBy(() -> printLinesTo(printer)).isInstanceOf(StandardOutput.ReaderLeftException.class);
    }

    @Test
    void doesNotTakeAFullDiskForSuccess() {
        PrintStream printer = StandardOutput.printer(failing("No space left on device"), false);
        assertThatThrownBy(() -> printLinesTo(printer))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot write to standard output: No space left on device");
    }

    private static void printLinesTo(PrintStream printer) {
        for (int line = 0; line < 10_000; line++) {
            printer.println(LINE);
        }
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
