package io.cameo.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.translate.TranslateException;
import ai.onnxruntime.OrtException;
import io.cameo.loader.MadeRecords;
import io.cameo.loader.onnx.OnnxEnvironment;
import io.cameo.loader.onnx.OnnxModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples do what they say. */
class ExamplesTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    @Test
    void onnxFacesRunsAModel() throws IOException, OrtException {
        Path rec = MadeRecords.write(folder.resolve("a.rec"), 0, 40);
        Path model = folder.resolve("means.onnx");
        assertThat(OnnxEnvironment.get().getVersion()).isNotEmpty();
        Files.write(model, OnnxModel.means(OnnxModel.FLOAT, 3, MadeRecords.HEIGHT_PX, MadeRecords.WIDTH_PX));
        OnnxFaces.run(model, rec, out);
        String[] lines = said.toString(StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSize(7);
        assertThat(lines[4]).matches("key 4  label 1  3 numbers, norm \\d\\.\\d{4}");
        assertThat(lines[5]).matches("40 faces in .* faces/s");
        assertThat(lines[6]).matches("last record: key 39  norm \\d\\.\\d{4}");
        MadeRecords.assertNothingLeft(folder);
    }

    @Test
    void djlFacesDrawsEverySample() throws IOException, TranslateException {
        Path rec = MadeRecords.write(folder.resolve("a.rec"), 0, 40);
        DjlFaces.run(rec, out);
        String[] lines = said.toString(StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSize(5);
        assertThat(lines[0]).isEqualTo("engine OnnxRuntime");
        assertThat(lines[1]).matches("training part +36 samples  first batch \\(32, 3, 112, 112\\)  mean .*");
        assertThat(lines[2]).matches("validation part +4 samples  first batch \\(4, 3, 112, 112\\)  mean .*");
        assertThat(lines[3]).matches("epoch 0 +40 samples  first batch \\(32, 3, 12, 18\\)  mean .*");
        assertThat(lines[4].replaceAll("epoch . | [\\d,]+ samples/s", ""))
                .isEqualTo(lines[3].replaceAll("epoch . | [\\d,]+ samples/s", ""));
        MadeRecords.assertNothingLeft(folder);
    }
}
