package io.cameo.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code cameo doctor} says of the Java and the machine it runs on. */
final class Machine {
    private static final long KIB = 1024;
    private static final double GIB = 1L << 30;

    private Machine() {}

    static List<Finding> java() {
        String jdk = System.getProperty("java.version") + " " + System.getProperty("java.vendor");
        return List.of(Finding.good("jdk", jdk, System.getProperty("java.home", "")), startCache());
    }

    static List<Finding> hardware() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
        int cores = Runtime.getRuntime().availableProcessors();
        return List.of(
                Finding.good("system", system),
                Finding.good("cpu", cores + (cores == 1 ? " core" : " cores"), cpuModel()),
                memory(),
                fileNames(System.getProperty("sun.jnu.encoding", "unknown")),
                freeSpace(Path.of("").toAbsolutePath()));
    }

    /** Java turns file names into bytes by this encoding; with any other than UTF-8 some files cannot be opened. */
    static Finding fileNames(String encoding) {
        return encoding.equals("UTF-8")
                ? Finding.good("file names", encoding)
                : Finding.bad("file names", encoding, "names beyond it cannot be opened: set LC_ALL=C.UTF-8");
    }

    private static Finding startCache() {
        Path cache = Path.of(System.getProperty("cameo.home", ""), StartCache.CACHE);
        if (!Files.exists(cache)) {
            return Finding.absent("start cache", "none", "commands start a little slower");
        }
        // The JVM maps the file if, and only if, it accepted it.
        boolean mapped = linesOf("/proc/self/maps").stream().anyMatch(line -> line.endsWith(cache.toString()));
        return mapped
                ? Finding.good("start cache", "in use")
                : Finding.absent("start cache", "not in use", "made by another JDK: start ./cameo, or build again");
    }

    /** Empty where the system does not say. */
    static String cpuModel() {
        return linesOf("/proc/cpuinfo").stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static Finding memory() {
        Optional<Long> total = meminfoBytes("MemTotal:");
        Optional<Long> available = meminfoBytes("MemAvailable:");
        String heap = "heap up to " + gib(Runtime.getRuntime().maxMemory());
        return total.isEmpty()
                ? Finding.good("memory", heap)
                : Finding.good("memory", gib(total.get()), gib(available.orElse(0L)) + " available, " + heap);
    }

    private static Optional<Long> meminfoBytes(String key) {
        return linesOf("/proc/meminfo").stream()
                .filter(line -> line.startsWith(key))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .findFirst();
    }

    private static Finding freeSpace(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return Finding.good("free space", gib(store.getUsableSpace()), "in " + folder);
        } catch (IOException failure) {
            return Finding.absent("free space", "unknown", String.valueOf(failure.getMessage()));
        }
    }

    /** Empty where the system has no such file, as anything but Linux. */
    private static List<String> linesOf(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException notLinux) {
            return List.of();
        }
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
    }
}
