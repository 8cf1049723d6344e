package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A record file that is cut while something works on it: whatever that is, the process lives, says which file it was, and
 * leaves no result that looks finished.
 */
class CutFileTest {
    private static final int RECORDS = 1_200;
    private static final int PATIENCE_SECONDS = 240;
    private static final List<String> OPERATIONS = List.of(
            "verify-FRAMES",
            "verify-INDEX",
            "verify-SUMS",
            "verify-DECODE",
            "repair",
            "index",
            "unpack",
            "sheet",
            "page",
            "merge",
            "filter",
            "dedupe",
            "shuffle",
            "shuffle-buckets",
            "split",
            "append",
            "get",
            "walk",
            "partition",
            "info",
            "cix-filter",
            "cix-shuffle",
            "cix-verify");

    @TempDir
    Path temp;

    @Test
    void everyOperationSurvivesAndNamesTheFile() throws Exception {
        survive(1, List.of());
    }

    /** The compiler decides which instruction reads the page that is gone, and so what the JVM makes of it. */
    @Test
    @Tag("crash")
    void compiledCodeSurvivesToo() throws Exception {
        survive(12, List.of());
        survive(12, List.of("-Dcameo.backend=scalar"));
        survive(6, List.of("-XX:-TieredCompilation"));
    }

    private void survive(int warmUps, List<String> options) throws Exception {
        Path whole = writeRecords(temp.resolve("whole.rec"));
        Path folder = Files.createTempDirectory(temp, "run");
        Path said = folder.resolve("said.txt");
        Process child = new ProcessBuilder(Stream.of(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "--add-modules=jdk.incubator.vector",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-XX:-CreateCoredumpOnCrash"),
                                options,
                                List.of(
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        CutFileChild.class.getName(),
                                        whole.toString(),
                                        folder.toString(),
                                        Integer.toString(warmUps)))
                        .flatMap(List::stream)
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        child.destroyForcibly().waitFor();
        List<String> lines = Files.readAllLines(said);
        assertThat(ended).as("%s", lines).isTrue();
        assertThat(child.exitValue()).as("%s", lines).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("hs_err"));
        }
        for (String operation : OPERATIONS) {
            String file = folder.resolve(operation.startsWith("cix-") ? "in.cix" : "in.rec")
                    .toString();
            assertThat(lines)
                    .as("%s, %d warm-ups, %s", operation, warmUps, options)
                    .contains(operation + "\texit=1\tcut=true\tround=" + warmUps)
                    .noneMatch(line -> line.startsWith(operation + "\tleft="))
                    .anyMatch(line -> line.startsWith(operation + "\tcameo: ") && line.contains("file=" + file));
        }
    }

    private static Path writeRecords(Path rec) throws IOException {
        if (Files.exists(rec)) {
            return rec;
        }
        try (RecordWriter writer = RecordWriter.create(rec);
                ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined()) {
            SplittableRandom random = new SplittableRandom(20_270_218L);
            Image image = Image.allocate(arena, 40, 40, PixelFormat.BGR8);
            for (int i = 0; i < RECORDS; i++) {
                if (i % 10 != 1) { // each tenth is a duplicate
                    byte[] noise = new byte[(int) image.pixels().byteSize()];
                    random.nextBytes(noise);
                    image.pixels().copyFrom(MemorySegment.ofArray(noise));
                }
                Encoding encoding = i / 2 % 2 == 0 ? Encoding.JPEG : Encoding.PNG;
                byte[] bytes = codec.encode(image, encoding, encoding == Encoding.JPEG ? 90 : 1)
                        .toArray(ValueLayout.JAVA_BYTE);
                writer.write(i, IrHeader.scalar(i % 7, i), MemorySegment.ofArray(bytes));
            }
            writer.commit();
        }
        return rec;
    }
}
