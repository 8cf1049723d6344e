package io.cameo.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceAlignerTest {
    private static final Path TESTDATA = Path.of("testdata", "face");

    /** Landmarks found in float32 and in double differ by less than a rounding of most weights. */
    @Test
    void cropsAreThoseOfTheClosedFormAndNearInsightFaces() {
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined()) {
            for (AlignGolden golden : AlignGolden.all()) {
                try (FaceAligner aligner = FaceAligner.to(golden.template())) {
                    Image src = golden.decode(codec).copy(arena);
                    byte[] crop = aligner.align(src, golden.landmarks()).toBytes();
                    byte[] original = OpenCvWarp.run(src, golden.transform().matrix(), golden.widthPx(), 112);
                    assertThat(AlignGolden.sha256(original)).isEqualTo(golden.cropHash());
                    assertThat(difference(crop, original)).as("%s", golden).isLessThanOrEqualTo(3);
                    double[] closed = SimilarityTransform.toTemplate(golden.landmarks(), golden.template())
                            .matrix();
                    assertThat(crop).isEqualTo(OpenCvWarp.run(src, closed, golden.widthPx(), 112));
                }
            }
        }
    }

    private static int difference(byte[] one, byte[] other) {
        int most = 0;
        for (int i = 0; i < one.length; i++) {
            most = Math.max(most, Math.abs(Byte.toUnsignedInt(one[i]) - Byte.toUnsignedInt(other[i])));
        }
        return most;
    }

    @Test
    void cropsAreReusedPerFormatAndEndWithTheAligner() {
        FaceAligner aligner = FaceAligner.to(FaceTemplate.ARC_FACE_112);
        Landmarks5 face = FaceTemplate.ARC_FACE_112.points();
        try (Arena arena = Arena.ofConfined()) {
            Image color = Image.allocate(arena, 40, 30, PixelFormat.BGR8);
            Image gray = Image.allocate(arena, 40, 30, PixelFormat.GRAY8);
            color.pixels().fill((byte) 90);
            Image crop = aligner.align(color, face);
            assertThat(crop.sample(39, 29, 2)).isEqualTo(90);
            assertThat(crop.sample(40, 29, 2)).isZero();
            assertThat(aligner.align(gray, face).format()).isEqualTo(PixelFormat.GRAY8);
            assertThat(aligner.align(color, face)).isSameAs(crop);
            Image wrong = Image.allocate(arena, 96, 112, PixelFormat.BGR8);
            assertThatThrownBy(() -> aligner.align(color, face, wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("96x112");
            Landmarks5 point = Landmarks5.ofPairs(new double[10]);
            assertThatThrownBy(() -> aligner.align(color, point)).isInstanceOf(IllegalArgumentException.class);
            aligner.close();
            aligner.close();
            assertThatThrownBy(() -> crop.sample(0, 0, 0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> aligner.align(color, face)).isInstanceOf(IllegalStateException.class);
        }
    }

    /** With the scalar twin: vectors are objects until the optimising compiler has seen the code. */
    @Test
    void nothingIsAllocatedPerFace() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Landmarks5 face = FaceTemplate.ARC_FACE_112.points();
        try (Arena arena = Arena.ofConfined();
                FaceAligner aligner = new FaceAligner(FaceTemplate.ARC_FACE_112, new WarpScalar())) {
            Image src = Image.allocate(arena, 60, 60, PixelFormat.BGR8);
            long faces = 200;
            long allocated = 0;
            for (int round = 0; round < 3; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < faces; i++) {
                    aligner.align(src, face);
                }
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(allocated / faces).isLessThan(64);
        }
    }

    @Test
    void theCropWithMarginIsInsightFaces() throws IOException {
        List<String> rows = Files.readAllLines(TESTDATA.resolve("margin.tsv"));
        assertThat(rows).hasSize(72);
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined()) {
            for (String row : rows) {
                String[] column = row.split("\t", -1);
                MemorySegment file = MemorySegment.ofArray(Files.readAllBytes(TESTDATA.resolve(column[0])));
                Image src = codec.decode(file, ColorMode.COLOR).copy(arena);
                int margin = Integer.parseInt(column[2]);
                String[] box = column[1].split(" ", -1);
                Image crop = column[1].equals("-")
                        ? MarginCrop.centre(src, margin)
                        : MarginCrop.around(
                                src,
                                Double.parseDouble(box[0]),
                                Double.parseDouble(box[1]),
                                Double.parseDouble(box[2]),
                                Double.parseDouble(box[3]),
                                margin);
                Image sized = MarginCrop.resized(crop, Integer.parseInt(column[3]), Integer.parseInt(column[4]), codec);
                assertThat(AlignGolden.sha256(sized.toBytes())).as(row).isEqualTo(column[5]);
            }
        }
    }

    @Test
    void aBoxOutsideTheImageIsRefused() {
        try (Arena arena = Arena.ofConfined()) {
            Image src = Image.allocate(arena, 100, 80, PixelFormat.BGR8);
            for (double[] box : new double[][] {
                {130, 10, 160, 20}, {-60, 10, -30, 20}, {10, 110, 20, 130}, {50, 50, 5, 60}, {Double.NaN, 0, 9, 9}
            }) {
                assertThatThrownBy(() -> MarginCrop.around(src, box[0], box[1], box[2], box[3], 44))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("box leaves nothing of the image: box=" + box[0]);
            }
            assertThatThrownBy(() -> MarginCrop.centre(src, -1)).isInstanceOf(IllegalArgumentException.class);
            Image pixel = Image.allocate(arena, 1, 1, PixelFormat.GRAY8);
            assertThat(MarginCrop.centre(pixel, MarginCrop.USUAL_MARGIN_PX)).hasToString("1x1 GRAY8");
        }
    }
}
