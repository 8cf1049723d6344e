package io.cameo.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program in a process of its own to which the twin for the host is the GPU: a sound one, or one that fails on demand,
 * made of {@code native/check/fault.c} by the C compiler of the machine.
 */
public final class FaultyTwin {
    private static final Path COMPILER = Path.of("/usr/bin/cc");
    private static final int PATIENCE_SECONDS = 120;

    private FaultyTwin() {}

    /**
     * What became of a process.
     *
     * @param err without what the JVM says of incubator modules
     */
    public record Ran(int code, String out, String err) {}

    /** Makes the library that fails; the test is skipped where that cannot be. */
    public static Path make(Path folder) throws IOException, InterruptedException {
        Path twin = Path.of(Kernels.host().toString()).toAbsolutePath();
        Path library = folder.resolve("libfault.so");
        assumeTrue(Files.isExecutable(COMPILER), "no C compiler to make a library that fails with: " + COMPILER);
        Process process = new ProcessBuilder(
                        COMPILER.toString(),
                        "-shared",
                        "-fPIC",
                        "native/check/fault.c",
                        "-o",
                        library.toString(),
                        "-Wl,--no-as-needed",
                        twin.toString(),
                        "-Wl,-rpath," + twin.getParent())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return library;
    }

    /**
     * Runs a program on a library that fails.
     *
     * @param kind what fails, as {@code fault.c} has it
     * @param after how many calls succeed
     */
    public static Ran run(Path library, String kind, int after, Path folder, Class<?> main, List<String> args)
            throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("CAMEO_FAULT", kind, "CAMEO_FAULT_AFTER", Integer.toString(after));
        return run(environment, List.of("-D" + CudaLibrary.PROPERTY + "=" + library), folder, main, args);
    }

    /** Runs a program. */
    public static Ran run(
            Map<String, String> environment, List<String> options, Path folder, Class<?> main, List<String> args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(args);
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        String warnings = "WARNING: Using incubator modules: jdk.incubator.vector\n";
        String complaints = Files.readString(err).replace(warnings, "");
        assertThat(ended).as(complaints).isTrue();
        return new Ran(process.exitValue(), Files.readString(out), complaints);
    }
}
