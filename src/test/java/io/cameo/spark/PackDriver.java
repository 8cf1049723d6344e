package io.cameo.spark;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;

/** A process that packs a list with Spark and takes its time, so that it can be killed. */
final class PackDriver {
    static final int TASKS = 6;
    static final int QUICK_TASKS = 3;

    private PackDriver() {}

    /**
     * Packs.
     *
     * @param args list, root, output
     */
    public static void main(String[] args) throws IOException {
        try (SparkMaster master = SparkMaster.connect(
                "local[2]", Map.of("spark.driver.host", "127.0.0.1", "spark.driver.bindAddress", "127.0.0.1"))) {
            SparkPack job = SparkPack.from(Path.of(args[0]), Path.of(args[1]))
                    .settings(settings -> {
                        SparkPackTest.shrink(settings);
                        TaskContext task = TaskContext.get();
                        if (task != null && task.partitionId() >= QUICK_TASKS) {
                            sleep();
                        }
                    })
                    .tasks(TASKS)
                    .errorLimit(1000);
            master.pack(job, Path.of(args[2]));
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(120_000);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts one and waits until it has done what it does quickly. */
    static Process start(Path list, Path root, Path rec) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens=java.base"))
                .forEach(command::add);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                PackDriver.class.getName(),
                list.toString(),
                root.toString(),
                rec.toString()));
        Path log = rec.resolveSibling("driver.log");
        Process driver = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Path shards = rec.resolveSibling(rec.getFileName() + ".shards");
        for (int waited = 0; marks(shards).size() < QUICK_TASKS; waited++) {
            if (waited == 900 || !driver.isAlive()) {
                driver.destroyForcibly();
                throw new IOException("driver did not come so far: " + Files.readString(log));
            }
            Thread.sleep(100);
        }
        return driver;
    }

    /** Folders of attempts that are done. */
    static List<Path> marks(Path shards) {
        List<Path> found = new ArrayList<>();
        for (File run : children(shards.toFile())) {
            for (File attempt : children(run)) {
                if (new File(attempt, "shard.journal").exists()) {
                    found.add(attempt.toPath());
                }
            }
        }
        found.sort(null);
        return found;
    }

    private static File[] children(File folder) {
        File[] files = folder.listFiles();
        return files == null ? new File[0] : files;
    }
}
