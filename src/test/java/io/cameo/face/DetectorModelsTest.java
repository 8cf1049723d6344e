package io.cameo.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorModelsTest {
    @TempDir
    Path folder = Path.of("");

    private DetectorModels models() {
        return DetectorModels.in(folder);
    }

    @Test
    void saysWhichModelIsMissingAndWhereItIsPublished() {
        assertThatThrownBy(() -> DetectorKind.MTCNN.open(models()))
                .isInstanceOf(MissingModelException.class)
                .hasMessage("no MTCNN model: det1.caffemodel not found in " + folder
                        + "\n  It is published (MIT) at github.com/kpzhang93/MTCNN_face_detection_alignment,"
                        + " code/codes/MTCNNv2/model."
                        + "\n  Give its folder with --models DIR, or use --detector haar (no model needed,"
                        + " approximate).");
        assertThatThrownBy(() -> DetectorKind.YUNET.open(models()))
                .isInstanceOf(MissingModelException.class)
                .hasMessageStartingWith("no YuNet model: face_detection_yunet_2023mar.onnx not found in " + folder
                        + "\n  It is published (MIT) at github.com/opencv/opencv_zoo,")
                .hasMessageContaining("yunet_s_640_640.onnx");
        assertThat(DetectorModels.usual().folder()).isEqualTo(Path.of("models"));
        assertThatThrownBy(() -> DetectorKind.MTCNN.open(DetectorModels.in(folder.resolve("none"))))
                .isInstanceOf(MissingModelException.class);
    }

    @Test
    void haarNeedsNone() throws IOException {
        try (FaceDetector detector = DetectorKind.HAAR.open(models())) {
            assertThat(detector.name()).isEqualTo("haar");
        }
    }

    @Test
    void kindsHaveNames() {
        assertThat(DetectorKind.of("mtcnn")).isEqualTo(DetectorKind.MTCNN);
        assertThat(DetectorKind.of("YuNet")).isEqualTo(DetectorKind.YUNET);
        assertThatThrownBy(() -> DetectorKind.of("dlib"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such detector: name=dlib, known=mtcnn yunet haar");
    }

    @Test
    void looksInTheFolderAndInTheOneNamedAfterTheModel() throws IOException {
        byte[] wrong = {1, 2, 3};
        Files.createDirectory(folder.resolve("mtcnn"));
        Files.write(folder.resolve("mtcnn").resolve("det1.caffemodel"), wrong);
        assertThatThrownBy(() -> DetectorKind.MTCNN.open(models()))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("file=" + folder.resolve("mtcnn").resolve("det1.caffemodel"));
        Files.write(folder.resolve("det1.caffemodel"), wrong);
        assertThatThrownBy(() -> DetectorKind.MTCNN.open(models()))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("file=" + folder.resolve("det1.caffemodel"));
    }

    @Test
    void refusesFilesThatAreNotWhatWasPublished() throws IOException {
        Path det1 = folder.resolve("det1.caffemodel");
        Files.write(det1, new byte[0]);
        assertThatThrownBy(() -> DetectorKind.MTCNN.open(models()))
                .isInstanceOf(CorruptDataException.class)
                .hasMessage("not a MTCNN model, bytes=0: file=" + det1 + ", offset=0");
        Files.write(det1, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> DetectorKind.MTCNN.open(models()))
                .isInstanceOf(CorruptDataException.class)
                .hasMessage("not the published det1.caffemodel, bytes=3,"
                        + " expected sha256=d6085e7f48ba7e6b6f1b58964595f6bce5b97bcc4866751f7b4bdc98f920c096,"
                        + " actual=039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81: file="
                        + det1 + ", offset=0");
        Path yunet = folder.resolve("face_detection_yunet_2023mar.onnx");
        Files.writeString(
                yunet, "version https://git-lfs.github.com/spec/v1\noid sha256:8f2383\n", StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> DetectorKind.YUNET.open(models()))
                .isInstanceOf(CorruptDataException.class)
                .hasMessage("a pointer of git-lfs instead of the YuNet model, bytes=61: file=" + yunet + ", offset=0");
    }

    /** Under a name whose bytes are not known, OpenCV itself must find out. */
    @Test
    void refusesWhatOpencvCannotLoad() throws IOException {
        Path yunet = folder.resolve("yunet_n_640_640.onnx");
        for (byte[] bytes : new byte[][] {{1}, "not a network at all".getBytes(StandardCharsets.US_ASCII)}) {
            Files.write(yunet, bytes);
            assertThatThrownBy(() -> DetectorKind.YUNET.open(models()))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageStartingWith("not a model that opencv can load, ")
                    .hasMessageEndingWith("file=" + yunet + ", offset=0");
        }
    }

    @Test
    void aDamagedNetworkIsRefusedOrRunsButNeverMore() throws IOException {
        DetectorModels.Model good = Photographs.models().read(ModelFile.YUNET);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Path yunet = folder.resolve("yunet_n_640_640.onnx");
        int refused = 0;
        for (int i = 0; i < 40; i++) {
            byte[] bytes = good.bytes().clone();
            if (i % 2 == 0) {
                bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1));
            } else {
                // Behind the weights stands the graph.
                bytes[bytes.length - 1 - random.nextInt(bytes.length / 8)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(yunet, bytes);
            try (FaceDetector detector = DetectorKind.YUNET.open(models())) {
                assertThat(detector.detect(new DrawnFaces(64).draw(i).image()))
                        .as("seed %d", seed)
                        .isNotNull();
            } catch (CorruptDataException expected) {
                assertThat(expected.file()).isEqualTo(yunet);
                refused++;
            }
        }
        assertThat(refused).as("seed %d", seed).isGreaterThanOrEqualTo(10);
    }

    @Test
    void oneFlippedBitOfACascadeIsFound() throws IOException {
        DetectorModels.Model good = Photographs.models().read(ModelFile.DET1);
        byte[] bytes = good.bytes().clone();
        bytes[bytes.length / 2] ^= 1;
        Files.write(folder.resolve("det1.caffemodel"), bytes);
        assertThatThrownBy(() -> DetectorKind.MTCNN.open(models()))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageStartingWith("not the published det1.caffemodel, bytes=28163, expected sha256=d6085e7f");
    }

    /** Should the sums ever be loosened: weights of another architecture do not load as this one. */
    @Test
    void weightsOfAnotherNetworkAreRefused() throws IOException {
        DetectorModels.Model other = Photographs.models().read(ModelFile.DET2);
        OpenCvFaces.require();
        assertThatThrownBy(() -> {
                    try (CaffeNet net = new CaffeNet(MtcnnArchitecture.landmarks(), other);
                            Batch batch = new Batch(1, 15, 24)) {
                        net.run(batch.first(1));
                    }
                })
                .isInstanceOf(RuntimeException.class);
    }
}
