package io.cameo.dataset.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UvValuesTest {
    private static final Path DATA = Path.of("testdata/ffhquv");
    private static final Path NAME = Path.of("named.in.messages");

    @Test
    void givesMetaFilesBack() throws IOException {
        byte[] released = Files.readAllBytes(DATA.resolve("json/ffhq-uv.json"));
        UvMeta meta = UvMeta.read(NAME, released);
        assertThat(meta.entries()).hasSize(8);
        assertThat(meta.oddities()).isEmpty();
        UvMetaEntry fourth = Objects.requireNonNull(meta.get("000004"));
        assertThat(fourth.beard()).isEqualTo(0.07500000000000001);
        assertThat(fourth.age()).isEqualTo(45.0);
        assertThat(fourth.gender()).isEqualTo(1);
        assertThat(fourth.index()).isEqualTo(new FfhqIndex(FfhqIndex.Form.TEXT, "00055"));
        assertThat(fourth.index().number()).isEqualTo(55);
        assertThat(fourth.index().id()).isEqualTo("00055");
        assertThat(Objects.requireNonNull(meta.get("000006")).index()).isEqualTo(FfhqIndex.NULL);
        assertThat(meta.get("000008")).isNull();
        assertThat(meta.toJson()).isEqualTo(released);
        byte[] interpolated = Files.readAllBytes(DATA.resolve("json/interpolate.json"));
        UvMeta second = UvMeta.read(NAME, interpolated);
        assertThat(second.entries()).allMatch(entry -> entry.index().equals(FfhqIndex.ABSENT));
        assertThat(UvMeta.of(second.entries()).toJson()).isEqualTo(interpolated);
    }

    @Test
    void keepsWhatIsWrongInMetaFiles() throws IOException {
        byte[] bytes = Files.readAllBytes(DATA.resolve("broken/meta-info.json"));
        UvMeta meta = UvMeta.read(NAME, bytes);
        assertThat(meta.toJson()).isEqualTo(bytes);
        assertThat(Objects.requireNonNull(meta.get("000001")).beard()).isNull();
        assertThat(Objects.requireNonNull(meta.get("000003")).gender()).isEqualTo(2);
        assertThat(Objects.requireNonNull(meta.get("000005")).index().number()).isEqualTo(70_000);
        assertThat(Objects.requireNonNull(meta.get("000005")).index().id()).isNull();
        assertThat(Objects.requireNonNull(meta.get("00008")).index())
                .isEqualTo(new FfhqIndex(FfhqIndex.Form.NUMBER, "12"));
        UvMeta odd = UvMeta.read(NAME, ascii("""
            {"a": {"Age": "old", "Beard": NaN, "Gender": 0.5, "Index-in-FFHQ": [1, 2], "Eyes": {"b": 1}}, "a": {}}\
            """));
        assertThat(odd.entries()).hasSize(2);
        assertThat(Objects.requireNonNull(odd.entries().get(0).beard())).isNaN();
        assertThat(odd.get("a")).isEqualTo(new UvMetaEntry("a", null, null, null, FfhqIndex.ABSENT));
        assertThat(odd.oddities())
                .extracting(UvMeta.Oddity::reason)
                .containsExactly(
                        "value is of another kind: field=Age, kind=VALUE_STRING",
                        "value is of another kind: field=Gender, kind=VALUE_NUMBER_FLOAT",
                        "value is of another kind: field=Index-in-FFHQ, kind=START_ARRAY",
                        "field is not known: field=Eyes");
        for (String broken : List.of("", "[]", "{\"a\": 1}", "{\"a\": {", "{} {}", "{\"a\": {\"Age\": 1e}}")) {
            assertThatThrownBy(() -> UvMeta.read(NAME, ascii(broken)))
                    .as(broken)
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("file=named.in.messages");
        }
    }

    @Test
    void writesNumbersAsPythonDoes() {
        assertThat(List.of(
                        0.0,
                        -0.0,
                        33.0,
                        0.07500000000000001,
                        1e-4,
                        1.5e-4,
                        9.9e-5,
                        1e16,
                        123456789012345.6,
                        9999999999999998.0,
                        2e23,
                        1.7976931348623157e308,
                        Double.MIN_VALUE,
                        -1e-7,
                        0.1))
                .extracting(PythonJson::number)
                .containsExactly(
                        "0.0",
                        "-0.0",
                        "33.0",
                        "0.07500000000000001",
                        "0.0001",
                        "0.00015",
                        "9.9e-05",
                        "1e+16",
                        "123456789012345.6",
                        "9999999999999998.0",
                        "2e+23",
                        "1.7976931348623157e+308",
                        "5e-324",
                        "-1e-07",
                        "0.1");
        assertThat(PythonJson.text("a\"\\\n\u00e9\u0001")).isEqualTo("\"a\\\"\\\\\\n\\u00e9\\u0001\"");
    }

    @Test
    void facesSayWhatTheAttributesSay() throws IOException {
        try (UvTree tree = UvTree.open(List.of(DATA.resolve("project")));
                UvReader reader = tree.reader()) {
            assertThat(tree.samples(UvSet.PROJECT)).hasSize(7);
            for (UvSample sample : tree.samples(UvSet.PROJECT)) {
                byte[] json = bytes(reader, sample, UvPart.ATTRIBUTES);
                FaceAttributes attributes = FaceAttributes.read(NAME, json);
                assertThat(attributes.toJson()).isEqualTo(json);
                MsFace face = MsFace.read(NAME, MemorySegment.ofArray(bytes(reader, sample, UvPart.MS_FACE)));
                assertThat(face.attributes()).as(sample.id()).isEqualTo(attributes);
                byte[] npy = bytes(reader, sample, UvPart.LIGHT);
                FaceLight light = FaceLight.read(NAME, MemorySegment.ofArray(npy));
                assertThat(light.coefficients()).hasSize(9).doesNotContain(0);
                assertThat(light.toNpy()).isEqualTo(npy);
            }
            byte[] pickle = bytes(reader, Objects.requireNonNull(tree.sample(UvSet.PROJECT, "00007")), UvPart.MS_FACE);
            MsFace face = MsFace.read(NAME, MemorySegment.ofArray(pickle));
            assertThat(face.text("face_id")).isEqualTo("00000000-0000-4000-8000-000000000001");
            assertThat(face.number("face_rectangle.width")).isEqualTo(554.0);
            assertThat(face.text("face_attributes.exposure.exposure_level")).isEqualTo("goodExposure");
            assertThat(face.truth("face_attributes.hair.invisible")).isFalse();
            assertThat(face.text("face_attributes.mask")).isNull();
            assertThat(face.number("face_attributes.age.years")).isNull();
            assertThat(new String(face.toJson(), StandardCharsets.US_ASCII))
                    .startsWith("{\n    \"face_id\": \"00000000-")
                    .contains("\"hair_color\": [\n                {\n                    \"color\": \"brown\"")
                    .contains("\"accessories\": []")
                    .endsWith("\n}");
            refusesDamage(pickle);
        }
    }

    private static void refusesDamage(byte[] pickle) {
        for (int length = 0; length < pickle.length; length++) {
            byte[] cut = Arrays.copyOf(pickle, length);
            assertThatThrownBy(() -> MsFace.read(NAME, MemorySegment.ofArray(cut)))
                    .isInstanceOf(CorruptDataException.class);
        }
        int refused = 0;
        for (int bit = 0; bit < pickle.length * 8; bit++) {
            pickle[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                MsFace.read(NAME, MemorySegment.ofArray(pickle)).toJson();
            } catch (CorruptDataException expected) {
                refused++;
            }
            pickle[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(refused).isGreaterThan(5_000);
    }

    @Test
    void membersMayStandByValue() {
        String models = "cazure.cognitiveservices.vision.face.models.";
        String gender = models + "_face_client_enums\nGlassesType\nX\n\0\0\0SunGlasses\u0085R";
        String text = models + "_models_py3\nDetectedFace\n)\u0081}X\1\0\0\0g" + gender + "sb.";
        MsFace face = MsFace.read(NAME, MemorySegment.ofArray(text.getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(face.text("g")).isEqualTo("sunGlasses");
        for (String other : List.of("cos\nsystem\n.", "cbuiltins\ngetattr\n(cos\nsystem\ntR.", "N.", "}.")) {
            assertThatThrownBy(
                            () -> MsFace.read(NAME, MemorySegment.ofArray(other.getBytes(StandardCharsets.ISO_8859_1))))
                    .isInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void refusesOtherAttributes() {
        String fields =
                "\"Age\": 1, \"Baldness\": 0, \"Beard\": 0, \"Expression\": 0, \"Glasses\": 0, \"Pitch\": 0, \"Yaw\":"
                        + " 0";
        for (String json : List.of(
                "{" + fields + "}",
                "{" + fields + ", \"Gender\": 0.5}",
                "{" + fields + ", \"Gender\": null}",
                "{" + fields + ", \"Gender\": 1, \"Hair\": 1}",
                "{" + fields + ", \"Gender\": 1} 2",
                "{" + fields,
                "[]")) {
            assertThatThrownBy(() -> FaceAttributes.read(NAME, ascii(json)))
                    .as(json)
                    .isInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void readsLatentsAndWritesThem() throws IOException {
        FaceLatent front = latent("pt/000000_front_latent.pt");
        FaceLatent left = latent("pt/000000_left_latent.pt");
        float[] condition = Objects.requireNonNull(front.condition());
        assertThat(condition[FaceCondition.LIGHT.index()]).isEqualTo(1);
        assertThat(condition[FaceCondition.BALDNESS.index()]).isEqualTo(1);
        assertThat(condition[FaceCondition.AGE.index()]).isEqualTo(23);
        assertThat(Objects.requireNonNull(left.condition())[FaceCondition.YAW.index()])
                .isEqualTo(FaceView.LEFT.yawDegrees());
        assertThat(Arrays.mismatch(front.w(), left.w()))
                .isBetween(0, (FaceCondition.YAW.lastLayer() + 1) * FaceLatent.LAYER_LENGTH - 1);
        assertThat(latent("pt/00007.pt").condition()).isNull();
        FaceLatent again = FaceLatent.read(NAME, MemorySegment.ofArray(front.toPt()));
        assertThat(again.w()).isEqualTo(front.w());
        assertThat(again.condition()).isEqualTo(condition);
        FaceLatent bare = FaceLatent.read(NAME, MemorySegment.ofArray(new FaceLatent(front.w(), null).toPt()));
        assertThat(bare.condition()).isNull();
        assertThat(front.firstNotFinite()).isEqualTo(-1);
        front.w()[7] = Float.NaN;
        assertThat(front.firstNotFinite()).isEqualTo(7);
        assertThatThrownBy(() -> latent("broken/000002_front_latent.pt"))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("expected=[1, 18, 512] <f4, actual=[1, 16, 512] <f4");
        assertThatThrownBy(() -> new FaceLatent(new float[3], null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsCoefficients() throws IOException {
        byte[] pt = Files.readAllBytes(Path.of("testdata/torch/coeffs.pt"));
        Map<FaceView, FaceCoeffs> views = FaceCoeffs.read(NAME, MemorySegment.ofArray(pt));
        FaceCoeffs left = Objects.requireNonNull(views.get(FaceView.LEFT));
        assertThat(left.identity()).hasSize(532).startsWith(0, 1);
        assertThat(left.expression()).hasSize(45).startsWith(532);
        assertThat(left.texture()).hasSize(439).startsWith(577);
        assertThat(left.angle()).containsExactly(1016, 1017, 1018);
        assertThat(left.translation()).containsExactly(1046, 1047, 1048);
        assertThat(Objects.requireNonNull(views.get(FaceView.FRONT)).gamma())
                .hasSize(27)
                .startsWith(1, 2);
        assertThatThrownBy(() ->
                        FaceCoeffs.read(NAME, MemorySegment.ofArray(Files.readAllBytes(DATA.resolve("pt/00007.pt")))))
                .hasMessageContaining("torch file lacks a tensor: key=front/id");
    }

    private static FaceLatent latent(String name) throws IOException {
        return FaceLatent.read(DATA.resolve(name), MemorySegment.ofArray(Files.readAllBytes(DATA.resolve(name))));
    }

    private static byte[] bytes(UvReader reader, UvSample sample, UvPart part) throws IOException {
        return reader.read(Objects.requireNonNull(sample.file(part))).toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
