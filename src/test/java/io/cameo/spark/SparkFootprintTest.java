package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What jobs take of a machine and what they leave on it. */
@Tag("spark")
@Timeout(180)
class SparkFootprintTest {
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final Path IMAGES = Path.of("testdata/convert/images");
    private static final ConcurrentSkipListSet<Integer> THREADS = new ConcurrentSkipListSet<>();

    @TempDir
    private Path temp;

    private Path list() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add(i + "\t1\tbmp.bmp");
        }
        return Files.write(temp.resolve("some.lst"), lines);
    }

    /** Tasks of one core each, two at a time: one worker each, whatever the machine has; and OpenCV once in the process. */
    @Test
    void aTaskHasOnePipelineAndTheProcessOneLibrary() throws IOException {
        THREADS.clear();
        SparkPack.from(list(), IMAGES)
                .settings(job -> job.transform((image, _, _) -> {
                    THREADS.add(workers());
                    return image;
                }))
                .tasks(10)
                .writeTo(SparkRun.session(), temp.resolve("some.rec"));
        assertThat(THREADS.first()).isPositive();
        assertThat(THREADS.last()).isLessThanOrEqualTo(2);
        assertThat(workers()).isZero();
        assumeTrue(Files.exists(MAPS), "no /proc/self/maps");
        try (Stream<String> maps = Files.lines(MAPS)) {
            assertThat(maps.filter(line -> line.contains("/libopencv_core.so"))
                            .map(line -> line.substring(line.indexOf('/')))
                            .collect(Collectors.toSet()))
                    .hasSize(1);
        }
    }

    private static int workers() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cameo-pack-"))
                .count();
    }

    /** A process of its own, whose folder for temporary files is empty when it ends, Spark's own included. */
    @Test
    void nothingIsLeftBehind() throws IOException, InterruptedException {
        Path list = list();
        Path own = Files.createDirectory(temp.resolve("tmp"));
        Path out = Files.createDirectory(temp.resolve("out"));
        run(
                own,
                "pack",
                list.toString(),
                IMAGES.toString(),
                "-o",
                out.resolve("some.rec").toString());
        run(
                own,
                "shuffle",
                out.resolve("some.rec").toString(),
                "-o",
                out.resolve("shuffled.rec").toString());
        assertThat(own).isEmptyDirectory();
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "some.rec", "some.idx", "some.cix", "shuffled.rec", "shuffled.idx", "shuffled.cix");
        }
    }

    private static void run(Path folder, String... job) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens=java.base"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx800m", "-Djava.io.tmpdir=" + folder, "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.cameo.cli.Main", "spark"));
        command.addAll(List.of(job));
        command.addAll(List.of("--master", "local[2]", "--conf", "spark.driver.host=127.0.0.1", "--tasks", "5"));
        Path log = folder.resolveSibling(job[0] + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("SPARK_LOCAL_IP", "127.0.0.1"));
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
}
