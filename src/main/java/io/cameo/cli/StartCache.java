package io.cameo.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The last step of the build: makes the JVM's ahead-of-time cache from a {@link TrainingRun}, and leaves the stamp by
 * which the launcher knows how fresh the build is and which JDK made the cache.
 *
 * <p>A cache that cannot be made costs some start time and nothing else, so the build goes on without.
 */
final class StartCache {
    /** The cache, from the project's root. */
    static final String CACHE = "target/cameo.aot";

    private static final String STAMP = "target/cameo.built";
    private static final String JAR = "target/cameo.jar";
    private static final String JVM_OPTIONS = "src/main/launcher/jvm.options";
    private static final long TIMEOUT_SECONDS = 120;

    private StartCache() {}

    /** What the build runs, with the project's root and the time when it began ({@code 2026-11-21T10:00:00Z}). */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path home = Path.of(args[0]);
        Path cache = home.resolve(CACHE);
        Files.deleteIfExists(cache);
        Optional<String> failure = make(home, cache);
        if (failure.isPresent()) {
            Files.deleteIfExists(cache);
            System.err.println("cameo: no start cache, so commands start a little slower: " + failure.get());
        }
        Path stamp = home.resolve(STAMP);
        Files.writeString(stamp, System.getProperty("java.home") + System.lineSeparator());
        // Sources that change while the build runs must count as newer than it.
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.parse(args[1])));
    }

    private static Optional<String> make(Path home, Path cache) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("cameo-training");
        try {
            Path said = folder.resolve("said.txt");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "@" + home.resolve(JVM_OPTIONS),
                            "-Dcameo.home=" + home,
                            "-XX:AOTCacheOutput=" + cache,
                            "-cp",
                            home.resolve(JAR).toString(),
                            TrainingRun.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                return Optional.of("training run timed out: limit_s=" + TIMEOUT_SECONDS);
            }
            if (process.exitValue() != 0 || !Files.exists(cache)) {
                return Optional.of("training run failed: status=" + process.exitValue() + ", said="
                        + Files.readString(said, StandardCharsets.UTF_8).strip());
            }
            return Optional.empty();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted((a, b) -> b.compareTo(a)).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
