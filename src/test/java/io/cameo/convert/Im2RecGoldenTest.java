package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Transforms;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option set that the real im2rec.py was run with, packed again and compared to the byte. */
class Im2RecGoldenTest {
    private static final Path DATA = Path.of("testdata/convert");
    private static final Path IMAGES = DATA.resolve("images");

    @TempDir
    Path temp;

    record Case(String name, UnaryOperator<Im2Rec> options) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("default", UnaryOperator.identity()),
                new Case("t2", job -> job.workers(2)),
                new Case("passthru", job -> job.passThrough(true)),
                new Case("q50", job -> job.quality(50)),
                new Case("gray", job -> job.color(ColorMode.GRAY)),
                new Case("unchanged", job -> job.color(ColorMode.UNCHANGED)),
                new Case("png", job -> job.encoding(Encoding.PNG)),
                new Case("resize48", job -> job.transform(Transforms.resizeShort(48))),
                new Case(
                        "crop_resize32",
                        job -> job.transform(Transforms.centerSquareCrop(), Transforms.resizeShort(32))),
                new Case("multi_nopack", job -> job.passThrough(true)),
                new Case("multi_pack", job -> job.passThrough(true).packLabels(true)));
    }

    @Test
    void everyGoldenIsCompared() throws IOException {
        try (Stream<Path> files = Files.list(DATA.resolve("im2rec"))) {
            List<String> goldens = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".rec"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList();
            assertThat(cases().stream().map(Case::name).sorted().toList()).isEqualTo(goldens);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void packsWhatIm2recPacked(Case golden) throws IOException {
        Path rec = temp.resolve(golden.name() + ".rec");
        Path list = DATA.resolve("im2rec").resolve(golden.name() + ".lst");
        PackReport report = golden.options().apply(Im2Rec.from(list, IMAGES)).writeTo(rec);
        assertThat(report.complete()).isTrue();
        assertThat(report.rejected()).isZero();
        assertThat(rec).hasSameBinaryContentAs(DATA.resolve("im2rec").resolve(golden.name() + ".rec"));
        assertThat(temp.resolve(golden.name() + ".idx"))
                .hasSameBinaryContentAs(DATA.resolve("im2rec").resolve(golden.name() + ".idx"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anyNumberOfWorkersGivesTheSameBytes(Case golden) throws IOException {
        Path list = DATA.resolve("im2rec").resolve(golden.name() + ".lst");
        byte[][] results = new byte[3][];
        for (int i = 0; i < results.length; i++) {
            Path rec = temp.resolve(i + ".rec");
            golden.options().apply(Im2Rec.from(list, IMAGES)).workers(1 + 2 * i).writeTo(rec);
            results[i] = Files.readAllBytes(rec);
        }
        assertThat(results[1]).isEqualTo(results[0]);
        assertThat(results[2]).isEqualTo(results[0]);
    }

    @Test
    void theManifestAgreesWithWhatWeWrote() throws IOException {
        JsonNode manifest = new ObjectMapper()
                .readTree(DATA.resolve("im2rec/manifest.json").toFile())
                .get("multi_pack.rec")
                .get("records");
        Path rec = temp.resolve("m.rec");
        Im2Rec.from(DATA.resolve("im2rec/multi_pack.lst"), IMAGES)
                .passThrough(true)
                .packLabels(true)
                .writeTo(rec);
        try (RecordFile file = RecordFile.open(rec)) {
            assertThat(file.size()).isEqualTo(manifest.size());
            for (int i = 0; i < file.size(); i++) {
                JsonNode expected = manifest.get(i);
                assertThat(file.at(i).header().flag())
                        .isEqualTo(expected.get("flag").asInt());
                float[] labels = file.at(i).header().labels();
                JsonNode wanted = expected.get("label");
                float[] truth = wanted.isArray() ? new float[wanted.size()] : new float[] {(float) wanted.asDouble()};
                for (int k = 0; wanted.isArray() && k < truth.length; k++) {
                    truth[k] = (float) wanted.get(k).asDouble();
                }
                assertThat(Arrays.equals(labels, truth)).isTrue();
            }
        }
    }
}
