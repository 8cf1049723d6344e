package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.record.RecordFile;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at random moments of a pack: nothing looks finished, and resuming gives the undisturbed bytes. */
class PackKillTest {
    private static final Path IMAGES = Path.of("testdata/convert/images");
    private static final int LINES = 4_000;
    private static final long LONGEST_RUN_MS = 1_500;

    @TempDir
    Path temp;

    @Test
    void aFewKills() throws Exception {
        killAndResume(3, 20_261_121L);
    }

    @Test
    @Tag("crash")
    void hundredsOfKills() throws Exception {
        killAndResume(300, System.nanoTime());
    }

    private void killAndResume(int kills, long seed) throws Exception {
        Path list = list();
        Path straight = temp.resolve("straight.rec");
        Im2Rec.from(list, IMAGES).noErrorLimit().writeTo(straight);
        SplittableRandom random = new SplittableRandom(seed);
        Path rec = temp.resolve("killed.rec");
        boolean resume = false;
        int killed = 0;
        for (int runs = 0; killed < kills; runs++) {
            assertThat(runs)
                    .as("seed %d: runs end before they are killed", seed)
                    .isLessThan(20 * kills);
            long patienceMs = random.nextLong(100, LONGEST_RUN_MS);
            if (endsBefore(patienceMs, list, rec, resume)) {
                assertThat(rec)
                        .as("seed %d, said: %s", seed, Files.readString(temp.resolve("said.txt")))
                        .hasSameBinaryContentAs(straight);
                Files.delete(rec);
                resume = false;
            } else {
                killed++;
                assertFinishedFilesAreWhole(rec, straight, seed);
                resume = random.nextInt(4) > 0;
            }
        }
        PackReport report =
                Im2Rec.from(list, IMAGES).noErrorLimit().resume(true).writeTo(rec);
        assertThat(report.complete()).isTrue();
        assertThat(rec).as("seed %d", seed).hasSameBinaryContentAs(straight);
        assertThat(temp.resolve("killed.idx")).as("seed %d", seed).hasSameBinaryContentAs(temp.resolve("straight.idx"));
        assertThat(temp.resolve("killed.rejects.tsv")).hasSameBinaryContentAs(temp.resolve("straight.rejects.tsv"));
    }

    /** Whether the run ended by itself; if not, it is gone now. */
    private boolean endsBefore(long patienceMs, Path list, Path rec, boolean resume) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.cameo.cli.Main",
                "pack",
                list.toString(),
                IMAGES.toString(),
                "-o",
                rec.toString(),
                "--batch-size",
                "200",
                "--quiet"));
        if (resume) {
            command.add("--resume");
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("said.txt").toFile())
                .start();
        boolean ended = process.waitFor(patienceMs, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        if (ended) {
            // Some images of the list are bad, so a whole run exits with 1.
            assertThat(process.exitValue())
                    .as(Files.readString(temp.resolve("said.txt")))
                    .isEqualTo(1);
        }
        return ended;
    }

    /** The kill may have come after the last rename: then the file is the undisturbed one, and only then it may stand. */
    private static void assertFinishedFilesAreWhole(Path rec, Path straight, long seed) throws IOException {
        if (!Files.exists(rec)) {
            return;
        }
        assertThat(rec).as("seed %d", seed).hasSameBinaryContentAs(straight);
        try (RecordFile file = RecordFile.open(rec, null)) {
            RecordReader reader = file.reader();
            RecordView view = new RecordView();
            int records = 0;
            while (reader.next(view)) {
                records++;
            }
            assertThat(records).isGreaterThan(LINES / 2);
        }
        Files.delete(rec);
        Files.deleteIfExists(rec.resolveSibling("killed.idx"));
    }

    private Path list() throws IOException {
        String[] names = {"gray.jpg", "tall.jpg", "rgb.png", "truncated.jpg", "exif_6.jpg", "missing.jpg", "cmyk.jpg"};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            text.append(i)
                    .append("\t")
                    .append(i % 5)
                    .append('\t')
                    .append(names[i % names.length])
                    .append('\n');
        }
        return Files.writeString(temp.resolve("kill.lst"), text);
    }
}
