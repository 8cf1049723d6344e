package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.ffhquv.FaceLight;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.texture.Deep3dLight;
import io.cameo.texture.DprLight;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UvLightsTest {
    private static final Path PROJECT = Path.of("testdata/convert/ffhquv/release/dataset_project");

    @TempDir
    Path temp;

    @Test
    void readsBothKindsAndKeepsThemApart() throws IOException {
        DrawnRelease release = new DrawnRelease(temp);
        float[] gamma = new float[27];
        gamma[3] = 1;
        Path coeffs = release.write("01223_final_coeffs.pt", DrawnRelease.coeffs(gamma));
        UvLights lights = UvLights.read(List.of(PROJECT.resolve("lights.zip"), coeffs));
        assertThat(lights.faults()).isEmpty();
        assertThat(lights.kinds()).containsExactly(NamedLight.Kind.DPR, NamedLight.Kind.GAMMA);
        UvLights deep = lights.only(NamedLight.Kind.GAMMA);
        assertThat(deep.lights())
                .extracting(NamedLight::name)
                .containsExactly("01223 front", "01223 left", "01223 right");
        assertThat(deep.lights().getFirst().numbers()).isEqualTo(gamma);
        assertThat(lights.only(NamedLight.Kind.DPR).lights()).hasSize(7);
        assertThatThrownBy(() -> lights.writeSheet(temp.resolve("a.png"), 9))
                .hasMessage("lights of both kinds, which are not comparable: take one, --kind dpr or gamma");
        assertThat(deep.writeSheet(temp.resolve("a.png"), 2)).isEqualTo(2);
    }

    @Test
    void saysWhereMostLightComesFrom() {
        float[] above = {1, 0, 0.5f, 0, 0, 0, 0, 0, 0};
        assertThat(UvLights.direction(new NamedLight("a", new DprLight(above)))).endsWith(" 90 up");
        float[] left = {1, 0, 0, -0.5f, 0, 0, 0, 0, 0};
        assertThat(UvLights.direction(new NamedLight("a", new DprLight(left)))).isEqualTo("90 left 0 up");
        float[] front = {1, -0.5f, 0, 0, 0, 0, 0.3f, 0, 0.2f};
        assertThat(new NamedLight("a", new DprLight(front)).azimuthDegrees()).isZero();
        float[] gamma = new float[27];
        gamma[3] = -0.4f; // of -X
        gamma[10] = 0.4f; // of -Y
        assertThat(UvLights.direction(new NamedLight("a", new Deep3dLight(gamma))))
                .isEqualTo("90 right 45 down");
    }

    @Test
    void ballsAreBrightWhereTheLightComesFrom() throws IOException {
        float[] left = {1, 0, 0, -0.5f, 0, 0, 0, 0, 0};
        Path npy = new DrawnRelease(temp).write("lights/00001.npy", new FaceLight(left).toNpy());
        Path png = temp.resolve("sheet.png");
        UvLights.read(List.of(npy)).writeSheet(png, 10);
        try (ImageCodec codec = ImageCodec.create()) {
            Image sheet = codec.decode(MemorySegment.ofArray(Files.readAllBytes(png)), ColorMode.COLOR);
            int middle = 96 + 85;
            assertThat(sheet.sample(32 + 20, middle, 1)).isGreaterThan(240);
            assertThat(sheet.sample(32 + 150, middle, 1)).isLessThan(40);
            assertThat(sheet.sample(32 + 4, middle, 1)).isEqualTo(0xe9); // paper
        }
    }

    @Test
    void faultsBelowAFolderDoNotStopTheRest() throws IOException {
        DrawnRelease release = new DrawnRelease(temp);
        Path bad = release.write("lights/00001.npy", new byte[40]);
        release.write("lights/00002.npy", new FaceLight(new float[9]).toNpy());
        UvLights lights = UvLights.read(List.of(temp));
        assertThat(lights.faults()).extracting(UvMetricsReport.Fault::id).containsExactly("00001");
        assertThat(lights.lights()).extracting(NamedLight::name).containsExactly("00002");
        assertThatThrownBy(() -> UvLights.read(List.of(bad))).isInstanceOf(CorruptDataException.class);
        Path text = release.write("a.txt", new byte[1]);
        assertThatThrownBy(() -> UvLights.read(List.of(text)))
                .hasMessageStartingWith("neither .npy nor .pt, nor a folder, an archive or records");
    }
}
