package io.cameo.spark;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** A standalone master and its workers, of one core each, as processes of their own on the loopback interface. */
final class SparkCluster implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final Path folder;
    private final String classes;
    private final String address;
    private final List<Process> workers = new ArrayList<>();
    private final Process master;

    SparkCluster(Path folder, int workerCount) throws IOException {
        this.folder = folder;
        Path jars = Files.createDirectories(folder.resolve("home/jars"));
        List<String> folders = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.isDirectory(path)) {
                folders.add(path.toString());
            } else if (Files.exists(path)) {
                // Spark takes jars by their folder; a number keeps two of one name apart.
                Files.createSymbolicLink(jars.resolve(count(jars) + "-" + path.getFileName()), path);
            }
        }
        classes = String.join(File.pathSeparator, folders);
        int port = freePort();
        address = "spark://" + HOST + ":" + port;
        master = start(
                "org.apache.spark.deploy.master.Master", "--host", HOST, "--port", "" + port, "--webui-port", "0");
        for (int i = 0; i < workerCount; i++) {
            workers.add(start(
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    HOST,
                    "--webui-port",
                    "0",
                    "--cores",
                    "1",
                    "--memory",
                    "700m",
                    "--work-dir",
                    folder.resolve("work" + i).toString(),
                    address));
        }
    }

    private static int count(Path jars) {
        String[] names = jars.toFile().list();
        return names == null ? 0 : names.length;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process start(String main, String... arguments) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx256m"));
        command.addAll(opened());
        command.addAll(List.of("-cp", folder.resolve("home/jars") + "/*" + File.pathSeparator + classes, main));
        command.addAll(List.of(arguments));
        String log = main.substring(main.lastIndexOf('.') + 1) + workers.size() + ".log";
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME",
                        folder.resolve("home").toString(),
                        "SPARK_SCALA_VERSION",
                        "2.13",
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "SPARK_LOCAL_IP",
                        HOST));
        return builder.start();
    }

    /** What this JVM was given for Spark, for the others. */
    private static List<String> opened() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens=java.base"))
                .toList();
    }

    /** A session on this cluster, which begins when all workers are there. */
    SparkSession session() {
        return SparkSession.builder()
                .master(address)
                .appName("cameo cluster")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", HOST)
                .config("spark.driver.bindAddress", HOST)
                .config("spark.executor.memory", "512m")
                .config("spark.executor.cores", 1)
                .config("spark.executor.extraClassPath", classes)
                .config("spark.executor.extraJavaOptions", "--enable-native-access=ALL-UNNAMED")
                .config("spark.scheduler.minRegisteredResourcesRatio", 1.0)
                .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
                .config("spark.sql.shuffle.partitions", 6)
                .config("spark.sql.adaptive.enabled", false)
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .getOrCreate();
    }

    /** Ends a worker and the executors that it started, with no chance to say so. */
    void kill(int worker) throws InterruptedException {
        Process process = workers.get(worker);
        List<ProcessHandle> executors = process.descendants().toList();
        process.destroyForcibly().waitFor();
        executors.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() throws IOException {
        List<Process> all = new ArrayList<>(workers);
        all.add(master);
        for (Process process : all) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
