package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code coco decode} of records whose keys are no longer the ids of their images, and of one image's twice. */
class CocoMergedTest {
    private static final String IMAGES = "testdata/convert/coco/edge";

    @TempDir
    private Path folder;

    private Path rec = Path.of("");
    private Path merged = Path.of("");

    @BeforeEach
    void merge() throws IOException {
        Path json = folder.resolve("edge.json");
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(Path.of("testdata/mask/annotations/edge.json.gz")))) {
            Files.copy(in, json);
        }
        rec = folder.resolve("edge.rec");
        merged = folder.resolve("merged.rec");
        run(ExitCode.FINE, "coco", "encode", json, IMAGES, rec, "--compat");
        run(ExitCode.FINE, "merge", rec, rec, "-o", merged);
    }

    private static Terminal run(int code, Object... words) {
        Terminal terminal = new Terminal();
        String[] texts = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
        assertThat(terminal.run(texts)).as(terminal.err()).isEqualTo(code);
        return terminal;
    }

    @Test
    void theSecondOfAnImageIsNamedAndReplacesNothing() throws IOException {
        run(ExitCode.FINE, "coco", "decode", rec, folder.resolve("one"), "--to", "json");
        for (int workers = 1; workers <= 3; workers += 2) {
            Path out = folder.resolve("two" + workers);
            Terminal terminal =
                    run(ExitCode.BAD_DATA, "coco", "decode", merged, out, "--to", "json,png", "--workers", workers);
            assertThat(terminal.out()).startsWith("31 images of 62, ");
            assertThat(terminal.err())
                    .contains("cameo: an earlier record is of the same image: image_id=1, image=31\n")
                    .contains("and 11 more");
            assertThat(out.resolve("annotations.json"))
                    .hasSameBinaryContentAs(folder.resolve("one").resolve("annotations.json"));
        }
    }

    @Test
    void idsAreThoseOfImagesNotOfKeys() throws IOException {
        for (int id : new int[] {1, 36}) {
            Path out = folder.resolve("id" + id);
            run(ExitCode.FINE, "coco", "decode", merged, out, "--to", "json", "--id", id);
            JsonNode images = new ObjectMapper()
                    .readTree(out.resolve("annotations.json").toFile())
                    .get("images");
            assertThat(images.size()).isEqualTo(1);
            assertThat(images.get(0).get("id").intValue()).isEqualTo(id);
        }
        Terminal none = run(ExitCode.BAD_DATA, "coco", "decode", merged, folder.resolve("none"), "--id", 61);
        assertThat(none.err()).contains("no such image: image=61");
    }

    @Test
    void hdf5IsReadUnderBothOfItsEndings() {
        Path json = folder.resolve("edge.json");
        Path hdf5 = folder.resolve("edge.hdf5");
        run(ExitCode.FINE, "coco", "encode", json, IMAGES, hdf5, "--compat");
        Terminal decoded = run(ExitCode.FINE, "coco", "decode", hdf5, folder.resolve("h"), "--to", "json");
        assertThat(decoded.out()).startsWith("31 images of 31, ");
    }
}
