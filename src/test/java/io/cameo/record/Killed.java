package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code kill -9} of a {@link ReshapeChild}. */
final class Killed {
    private static final int PATIENCE_SECONDS = 60;

    private Killed() {}

    /**
     * Starts a child, waits until it has done its work at least once, then for a while, then kills it.
     *
     * @return what it said it had done, line by line
     */
    static List<String> after(long patienceMs, Path folder, String work) throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        Files.deleteIfExists(said);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReshapeChild.class.getName(),
                        work,
                        folder.toString())
                .redirectOutput(said.toFile())
                .redirectError(folder.resolve("complained.txt").toFile())
                .start();
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (Files.size(said) == 0 && process.isAlive() && System.nanoTime() < deadline) {
                Thread.sleep(1);
            }
            Thread.sleep(patienceMs);
            assertThat(process.isAlive())
                    .as(Files.readString(folder.resolve("complained.txt")))
                    .isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        String text = Files.readString(said);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** What stands under a finished name is one of the whole files, and its indexes, where they stand, are its own. */
    static void assertWholeOrAbsent(Path rec, List<Path> wholes) throws IOException {
        if (!Files.exists(rec)) {
            return;
        }
        byte[] bytes = Files.readAllBytes(rec);
        Path whole = null;
        for (Path candidate : wholes) {
            whole = java.util.Arrays.equals(bytes, Files.readAllBytes(candidate)) ? candidate : whole;
        }
        assertThat(whole).as("a record file that nobody meant to make").isNotNull();
        if (Files.exists(RecordIndex.besides(rec))) {
            assertThat(RecordIndex.besides(rec)).hasSameBinaryContentAs(RecordIndex.besides(whole));
        }
        if (Files.exists(CixFile.besides(rec))) {
            assertThat(CixFile.besides(rec)).hasSameBinaryContentAs(CixFile.besides(whole));
        }
    }
}
