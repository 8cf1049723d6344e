package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cameo.compute.Backend;
import io.cameo.compute.CudaLibrary;
import io.cameo.compute.Lanes;
import io.cameo.image.JpegLibrary;
import io.cameo.image.NvJpeg;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    private final Terminal terminal = new Terminal();

    @Test
    void showsWhatThisMachineOffers() {
        assertThat(terminal.run("doctor")).isEqualTo(ExitCode.FINE);
        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out())
                .contains(System.getProperty("java.home"))
                .contains("✓ file names   UTF-8")
                .contains(Lanes.vectorBits() + "-bit vectors")
                .contains(Backend.CUDA
                        .missing()
                        .map(reason -> "– cuda         not available  (" + reason + ")")
                        .orElse("✓ cuda "))
                .contains("✓ opencv       4.13.0");
    }

    @Test
    void saysTheSameToMachines() throws IOException {
        assertThat(terminal.run("doctor", "--json")).isEqualTo(ExitCode.FINE);
        Map<String, String> values = flatten(terminal.out());
        assertThat(values)
                .containsEntry("/java/jdk/note", System.getProperty("java.home"))
                .containsEntry("/machine/file_names/value", "UTF-8")
                .containsEntry("/backends/scalar/state", "good")
                .containsEntry("/backends/cuda/state", Backend.CUDA.missing().isPresent() ? "absent" : "good")
                .containsEntry("/native_libraries/opencv/state", "good");
        String active = Backend.active().name().toLowerCase(Locale.ROOT);
        assertThat(values).containsEntry("/backends/" + active + "/note", "active");
    }

    @Test
    void saysWhichLibraryDecodesBatches() {
        assertThat(terminal.run("doctor")).isEqualTo(ExitCode.FINE);
        boolean turbo = JpegLibrary.active() == JpegLibrary.TURBO;
        assertThat(terminal.out())
                .contains("✓ jpeg         loaded by " + (turbo ? "turbojpeg" : "opencv"))
                .contains(JpegLibrary.TURBO
                        .missing()
                        .map(reason -> "– turbojpeg    not available  (" + reason)
                        .orElse("✓ turbojpeg    "));
        assertThat(NativeLibraries.noTurbojpeg("libturbojpeg is not installed"))
                .isEqualTo(Finding.absent(
                        "turbojpeg",
                        "not available",
                        "libturbojpeg is not installed; not needed: OpenCV brings its own"));
    }

    @Test
    void saysWhatThereIsOfAGpuAndWhatToDo() {
        assertThat(terminal.run("doctor")).isEqualTo(ExitCode.FINE);
        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out())
                .contains("Devices\n")
                .contains(CudaLibrary.hostMissing()
                        .map(reason -> "– kernels      not available  (" + reason)
                        .orElse("✓ kernels      built"))
                .contains(CudaLibrary.deviceMissing()
                        .map(reason -> "– gpu          not available  (" + reason + ")")
                        .orElse("✓ gpu          cuda:0 "))
                .contains(NvJpeg.missing()
                        .map(reason -> "– nvjpeg       not available  (")
                        .orElse("✓ nvjpeg       "));
        assertThat(Gpu.noNvjpeg("there is no GPU").note())
                .isEqualTo("there is no GPU; not needed: the CPU decodes and encodes");
        assertThat(Gpu.kernels(Optional.of("this build has none")))
                .isEqualTo(Finding.absent(
                        "kernels", "not available", "this build has none; not needed: Java computes the same"));
    }

    @Test
    void warnsOfFileNamesThatAreNotUtf8() {
        assertThat(Machine.fileNames("ANSI_X3.4-1968").state()).isEqualTo(Finding.State.BAD);
    }

    private static Map<String, String> flatten(String json) throws IOException {
        Map<String, String> values = new TreeMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    values.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
                }
            }
        }
        return values;
    }
}
