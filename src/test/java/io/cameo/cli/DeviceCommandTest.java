package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.compute.CudaLibrary;
import io.cameo.compute.FaultyTwin;
import io.cameo.compute.Kernels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --device} as a user gives it. The twin, or one that fails on demand, is a GPU to processes of their own. */
class DeviceCommandTest {
    private static final Path SOURCES = Path.of("testdata/face").toAbsolutePath();
    private static final int REPEATS = 6;

    @TempDir
    Path temp;

    private Path list;

    @BeforeEach
    void setUp() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            for (String line : Files.readAllLines(SOURCES.resolve("align.lst"))) {
                String[] columns = line.split("\t", -1);
                if (columns.length < 17) {
                    continue;
                }
                columns[2] = Integer.toString(lines.size() / 3);
                lines.add(String.join("\t", columns));
            }
        }
        list = Files.write(temp.resolve("in.lst"), lines);
    }

    @Test
    void unknownDeviceIsWrongUsage() {
        Terminal terminal = new Terminal();
        assertThat(terminal.run("face", "pack", list.toString(), "-o", out("x"), "--device", "gpu"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("no such device: expected=auto, cpu, cuda or cuda:N, actual=gpu");
        assertThat(new Terminal().run("face", "pack", list.toString(), "-o", out("x"), "--device-batch", "0"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void missingGpuIsSaidBeforeAnythingIsWritten() throws Exception {
        assumeTrue(CudaLibrary.missing().isPresent(), "there is a GPU");
        Terminal terminal = new Terminal();
        String rec = out("cuda");
        assertThat(terminal.run("face", "pack", list.toString(), SOURCES.toString(), "-o", rec, "--device", "cuda"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("device is missing: device=cuda:0, reason=");
        try (var files = Files.list(Path.of(rec).getParent())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void autoWithoutGpuIsTheCpuWithoutAWord() throws Exception {
        assumeTrue(CudaLibrary.deviceMissing().isPresent(), "there is a GPU");
        Path loaded = temp.resolve("classes.txt");
        FaultyTwin.Ran ran = child(List.of("-Xlog:class+load:file=" + loaded), packing("auto"));
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).doesNotContain("cuda", "CPU");
        assertThat(Files.readString(loaded))
                .contains("io.cameo.compute.DeviceRun ")
                .doesNotContain("FaceGroupStage ", "DeviceLane ");
    }

    @Test
    void helpLoadsNoKernels() throws Exception {
        Path loaded = temp.resolve("classes.txt");
        for (List<String> help : List.of(List.of("--help"), List.of("face", "pack", "--help"))) {
            FaultyTwin.Ran ran = child(List.of("-Dcameo.cuda.library=host", "-Xlog:class+load:file=" + loaded), help);
            assertThat(ran.code()).isZero();
            assertThat(Files.readString(loaded)).contains("io.cameo.cli.Main ").doesNotContain("compute.CudaLibrary");
        }
    }

    @Test
    void cudaGivesTheSameFileAndSaysWhatItDid() throws Exception {
        Kernels.host();
        Path expected = cpu();
        FaultyTwin.Ran ran = child(List.of("-Dcameo.cuda.library=host"), packing("cuda", "--device-batch", "16"));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains(" computed with cuda:0 (host), ");
        assertThat(rec("cuda")).hasSameBinaryContentAs(expected);
        FaultyTwin.Ran second = child(List.of("-Dcameo.cuda.library=host"), packing("cuda:1"));
        assertThat(second.code()).isEqualTo(ExitCode.USAGE);
        assertThat(second.err()).contains("no such device: device=cuda:1, expected<cuda:1");
    }

    @Test
    void jpegsDecodedByTheKernelGiveTheSameFile() throws Exception {
        Kernels.host();
        Path expected = cpu();
        List<String> host = List.of("-Dcameo.cuda.library=host");
        FaultyTwin.Ran ran = child(host, packing("cuda", "--device-decode", "kernel", "--json"));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(rec("cuda")).hasSameBinaryContentAs(expected);
        JsonNode device = new ObjectMapper().readTree(ran.out()).get("device");
        assertThat(device.get("images_decoded_on_device").asLong()).isPositive();
        FaultyTwin.Ran missing = child(host, packing("cuda:0", "--device-decode", "nvjpeg"));
        assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("decoder is missing: decoder=nvjpeg, reason=");
        FaultyTwin.Ran unnamed = child(host, packing("auto", "--device-decode", "nvjpeg"));
        assertThat(unnamed.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unnamed.err()).contains("decoder is not exact, so its device must be named");
        FaultyTwin.Ran unknown = child(host, packing("auto", "--device-decode", "gpu"));
        assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err()).contains("no such decoder: expected=cpu, kernel or nvjpeg, actual=gpu");
    }

    /** A backend that is forced, and missing, is the user's to mend. */
    @Test
    void forcedBackendThatIsMissingIsWrongUsage() throws Exception {
        FaultyTwin.Ran ran =
                child(List.of("-Dcameo.backend=cuda", "-Dcameo.cuda.library=/no/such/library.so"), packing("cpu"));
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("forced backend is missing: property=cameo.backend, value=cuda, reason=library");
    }

    @ParameterizedTest
    @CsvSource({"lost, 2", "lost, 9", "memory, 3", "memory, 8"})
    void deviceThatFailsWhileItDecodesLosesNothing(String kind, int after) throws Exception {
        Path library = FaultyTwin.make(temp);
        Path expected = cpu();
        List<String> args = packing("cuda", "--device-batch", "8", "--workers", "2", "--device-decode", "kernel");
        FaultyTwin.Ran ran = FaultyTwin.run(library, kind, after, temp, Main.class, args);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(rec("cuda")).hasSameBinaryContentAs(expected);
    }

    @ParameterizedTest
    @CsvSource({"lost, 0", "lost, 12", "memory, 2", "memory, 3"})
    void failingDeviceIsGivenUpOnceAndTheFileIsTheSame(String kind, int after) throws Exception {
        Path library = FaultyTwin.make(temp);
        Path expected = cpu();
        FaultyTwin.Ran ran = FaultyTwin.run(
                library,
                kind,
                after,
                temp,
                Main.class,
                packing("cuda", "--device-batch", "8", "--workers", "2", "--json"));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err())
                .startsWith("cameo: the GPU failed, the CPU goes on")
                .contains("function=cameo_");
        assertThat(rec("cuda")).hasSameBinaryContentAs(expected);
        JsonNode device = new ObjectMapper().readTree(ran.out()).get("device");
        assertThat(device.get("failure").asText()).contains("function=cameo_");
        assertThat(device.get("images_on_device").asLong()
                        + device.get("images_on_cpu").asLong())
                .isEqualTo(Files.readAllLines(list).size());
        assertThat(device.get("images_on_cpu").asLong()).isPositive();
        if (kind.equals("lost") && after == 12) {
            assertThat(device.get("images_on_device").asLong()).isPositive();
        }
    }

    /** The reference, computed without any of it. */
    private Path cpu() {
        Terminal terminal = new Terminal();
        assertThat(terminal.run(packing("cpu").toArray(String[]::new))).isZero();
        return rec("cpu");
    }

    private List<String> packing(String device, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "face",
                "pack",
                list.toString(),
                SOURCES.toString(),
                "-o",
                rec(device).toString()));
        args.addAll(List.of("--device", device, "--no-progress"));
        args.addAll(List.of(more));
        return args;
    }

    private String out(String name) {
        return rec(name).toString();
    }

    private Path rec(String device) {
        try {
            return Files.createDirectories(temp.resolve(device.replace(':', '-')))
                    .resolve("faces.rec");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private FaultyTwin.Ran child(List<String> options, List<String> args) throws Exception {
        return FaultyTwin.run(Map.of(), options, temp, Main.class, args);
    }
}
