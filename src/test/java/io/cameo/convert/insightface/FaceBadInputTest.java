package io.cameo.convert.insightface;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.convert.PackReport;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.dataset.insightface.FaceWriteReport;
import io.cameo.face.DetectorKind;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.ImageHeader;
import io.cameo.image.ImageKind;
import io.cameo.lst.FaceTree;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of each kind of bad or odd input. A sound image stands before and behind it and is always packed. */
class FaceBadInputTest {
    private static final Path ODD = Path.of("testdata/image/src");
    private static final Path FACE = Path.of("testdata/dataset/insightface/img/0_00.jpg");
    private static final String GOOD = "1\tgood.jpg\t5";
    /** Of the odd images, 60x80 pixels as they are shown. */
    private static final double[] POINTS = {20, 45, 31, 23, 43, 20, 19, 30, 42, 41};

    /** A turned image is sampled on the other side of a pixel's middle: levels by which the crops of this one differ. */
    private static final int MOST_LEVELS = 8;

    @TempDir
    Path temp;

    private Path rec;

    /** What becomes of the one odd line. */
    enum Kind {
        PNG_NAMED_JPG(0, "png_as_jpg.jpg", landmarks(POINTS), ""),
        JPG_NAMED_PNG(0, "jpg_as_png.png", landmarks(POINTS), ""),
        RGBA(0, "rgba.png", landmarks(POINTS), ""),
        PALETTE(0, "palette.png", landmarks(POINTS), ""),
        GRAY(0, "gray.jpg", landmarks(POINTS), ""),
        GRAY_16_BITS(0, "gray16.png", landmarks(POINTS), ""),
        CMYK(0, "cmyk.jpg", landmarks(POINTS), ""),
        PROGRESSIVE(0, "progressive.jpg", landmarks(POINTS), ""),
        ZERO_BYTES(0, "zero.jpg", landmarks(POINTS), "file is empty"),
        ZERO_BYTES_ALIGNED(1, "zero.jpg", "", "file is empty"),
        NO_IMAGE(0, "text.jpg", landmarks(POINTS), "not a known image"),
        TRUNCATED(0, "truncated.jpg", landmarks(POINTS), "jpeg truncated"),
        TRUNCATED_ALIGNED(1, "truncated.jpg", "", "jpeg truncated"),
        ANOTHER_SIZE_ALIGNED(1, "gray.jpg", "", "aligned image has another size: expected=112x112, actual=60x80"),
        NO_FACE(0, "rgb.png", "", "no face found: detector=haar, image=60x80"),
        SOME_LANDMARKS_OUTSIDE(0, "rgb.png", landmarks(-30, 45, 31, -22, 43, 20, 19, 30, 42, 41), ""),
        ALL_LANDMARKS_OUTSIDE(
                0,
                "rgb.png",
                landmarks(120, 145, 131, 123, 143, 20, 19, 30, 42, 41),
                "no landmark lies in the image: image=60x80"),
        NAN_LANDMARKS(0, "rgb.png", landmarks(20, Double.NaN, 31, 23, 43, 20, 19, 30, 42, 41), "not a number"),
        INFINITE_LANDMARKS(
                0, "rgb.png", landmarks(20, Double.POSITIVE_INFINITY, 31, 23, 43, 20, 19, 30, 42, 41), "not a number"),
        SINGULAR_POINTS(0, "rgb.png", landmarks(9, 9, 9, 9, 9, 9, 9, 9, 9, 9), "points"),
        NINE_LANDMARKS(0, "rgb.png", "\t1\t1\t9\t9\t1\t2\t3\t4\t5\t6\t7\t8\t9", "not a line of a list"),
        MISSING_FILE(0, "none.jpg", landmarks(POINTS), "no such file"),
        TAB_IN_PATH(1, "a\tb.jpg", "", "not a line of a list");

        private final int aligned;
        private final String file;
        private final String behind;
        private final String reason;

        /** @param reason a part of it, or nothing if the image is packed */
        Kind(int aligned, String file, String behind, String reason) {
            this.aligned = aligned;
            this.file = file;
            this.behind = behind;
            this.reason = reason;
        }

        private String line() {
            return aligned + "\t" + file + "\t6" + behind;
        }
    }

    @BeforeEach
    void setUp() throws IOException {
        rec = temp.resolve("train.rec");
        Files.copy(FACE, temp.resolve("good.jpg"));
    }

    @ParameterizedTest
    @EnumSource
    void outcomeOfEveryKind(Kind kind) throws IOException {
        if (Files.exists(ODD.resolve(kind.file))) {
            Files.copy(ODD.resolve(kind.file), temp.resolve(kind.file));
        }
        boolean packed = kind.reason.isEmpty();
        PackReport report = pack(GOOD, kind.line(), GOOD).run();
        assertThat(report.complete()).isTrue();
        assertThat(report.packed()).isEqualTo(packed ? 3 : 2);
        Path rejects = temp.resolve("train.rejects.tsv");
        if (packed) {
            assertThat(rejects).doesNotExist();
            List<byte[]> stored = payloads();
            assertThat(ImageKind.of(MemorySegment.ofArray(stored.get(1)))).isEqualTo(ImageKind.JPEG);
            assertThat(ImageHeader.of(MemorySegment.ofArray(stored.get(1))).widthPx())
                    .isEqualTo(112);
        } else {
            assertThat(Files.readAllLines(rejects)).hasSize(2).last().asString().containsIgnoringCase(kind.reason);
        }
        assertThat(payloads().getFirst()).isEqualTo(Files.readAllBytes(FACE));
        assertThat(payloads().getLast()).isEqualTo(Files.readAllBytes(FACE));
    }

    /** Landmarks are of the image as it is shown, so that the crop of a turned file is that of the plain one. */
    @ParameterizedTest
    @CsvSource({"3", "6", "8"})
    void exifRotationIsAppliedBeforeLandmarks(int orientation) throws IOException {
        double[] turned = POINTS.clone();
        for (int i = 0; i < 5; i++) {
            double x = POINTS[i];
            double y = POINTS[5 + i];
            turned[i] = orientation == 3 ? 79 - x : orientation == 6 ? 59 - y : y;
            turned[5 + i] = orientation == 3 ? 59 - y : orientation == 6 ? x : 79 - x;
        }
        for (String name : List.of("exif_1.jpg", "exif_" + orientation + ".jpg")) {
            Files.copy(ODD.resolve(name), temp.resolve(name));
        }
        PackReport report = pack(
                        "0\texif_1.jpg\t0" + landmarks(POINTS),
                        "0\texif_" + orientation + ".jpg\t0" + landmarks(turned))
                .run();
        assertThat(report.packed()).isEqualTo(2);
        assertThat(mostLevels(pixels(0), pixels(1))).isLessThanOrEqualTo(MOST_LEVELS);
    }

    /** Aligned files are stored as they are: readers that decode as OpenCV does turn them. */
    @Test
    void alignedFilesKeepTheirBytesWhateverTheirKind() throws IOException {
        byte[] plain = Files.readAllBytes(FACE);
        byte[] exif = {
            -1, -31, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6,
            0, 0, 0, 0, 0, 0, 0
        };
        ByteBuffer turned = ByteBuffer.allocate(plain.length + exif.length).order(ByteOrder.BIG_ENDIAN);
        turned.put(plain, 0, 2).put(exif).put(plain, 2, plain.length - 2);
        Files.write(temp.resolve("exif.jpg"), turned.array());
        try (ImageCodec codec = ImageCodec.create()) {
            Image gray = codec.decode(MemorySegment.ofArray(plain), ColorMode.GRAY);
            Files.write(
                    temp.resolve("png.jpg"), codec.encode(gray, Encoding.PNG, 3).toArray(ValueLayout.JAVA_BYTE));
        }
        FacePackReport report = pack("1\texif.jpg\t0", "1\tpng.jpg\t1");
        assertThat(report.origins().passedThrough()).isEqualTo(2);
        assertThat(payloads().get(0)).isEqualTo(turned.array());
        assertThat(payloads().get(1)).isEqualTo(Files.readAllBytes(temp.resolve("png.jpg")));
    }

    /** Identities are exact in the {@code .ids}, and the report says how many labels the records round. */
    @Test
    void labelsBelowZeroAndBeyondFloat32AreKept() throws IOException {
        FacePackReport report = pack("1\tgood.jpg\t-1", "1\tgood.jpg\t17186135", "1\tgood.jpg\t17186136", GOOD);
        FaceWriteReport written = Objects.requireNonNull(report.written());
        assertThat(written.identities()).isEqualTo(4);
        assertThat(written.roundedLabels()).isEqualTo(1);
        assertThat(written.classes()).isEqualTo(17186137);
        try (FaceRecords faces = FaceRecords.open(rec)) {
            assertThat(IntStream.range(0, faces.images()).mapToDouble(faces::label))
                    .containsExactly(-1.0, 17186135.0, 17186136.0, 5.0);
            RecordView view = new RecordView();
            faces.read(1, view);
            assertThat(view.label(0)).isEqualTo(17186136f);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.0", "one", "9223372036854775808", "''"})
    void labelThatIsNoWholeNumberIsABadLine(String label) throws IOException {
        PackReport report = pack(GOOD, "1\tgood.jpg\t" + label, GOOD, GOOD).run();
        assertThat(report.packed()).isEqualTo(3);
        assertThat(Files.readAllLines(temp.resolve("train.rejects.tsv")).getLast())
                .contains("in.lst:2")
                .contains("not a line of a list");
    }

    /** A list cannot hold such a path: of a folder it is left out, which is said. */
    @Test
    void pathOfAFolderWithATabIsLeftOut() throws IOException {
        Path person = Files.createDirectories(temp.resolve("people/ada"));
        Files.copy(FACE, person.resolve("1.jpg"));
        Files.copy(FACE, person.resolve("a\tb.jpg"));
        List<FaceTree.LeftOut> leftOut = new ArrayList<>();
        FacePackReport report =
                FacePack.from(temp.resolve("people")).leftOut(leftOut::add).writeTo(rec);
        assertThat(report.run().packed()).isEqualTo(1);
        assertThat(leftOut).singleElement().satisfies(one -> {
            assertThat(one.path()).isEqualTo("ada/a\tb.jpg");
            assertThat(one.reason()).contains("TAB");
        });
    }

    private FacePackReport pack(String... lines) throws IOException {
        Path list = Files.write(temp.resolve("in.lst"), List.of(lines));
        return FacePack.from(list)
                .root(temp)
                .settings(FaceSettings.USUAL.withDetector(DetectorKind.HAAR, temp))
                .noErrorLimit()
                .writeTo(rec);
    }

    private static String landmarks(double... columns) {
        return "\t1\t1\t50\t50\t"
                + Arrays.stream(columns)
                        .mapToObj(value -> Double.isFinite(value)
                                ? Double.toString(value)
                                : Double.toString(value).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining("\t"));
    }

    private List<byte[]> payloads() throws IOException {
        List<byte[]> all = new ArrayList<>();
        try (FaceRecords faces = FaceRecords.open(rec)) {
            RecordView view = new RecordView();
            for (int i = 0; i < faces.images(); i++) {
                faces.read(i, view);
                all.add(view.payload().toArray(ValueLayout.JAVA_BYTE));
            }
        }
        return all;
    }

    private byte[] pixels(int image) throws IOException {
        try (ImageCodec codec = ImageCodec.create()) {
            return codec.decode(MemorySegment.ofArray(payloads().get(image)), ColorMode.COLOR)
                    .toBytes();
        }
    }

    private static int mostLevels(byte[] a, byte[] b) {
        assertThat(a).hasSameSizeAs(b);
        return IntStream.range(0, a.length)
                .map(i -> Math.abs(Byte.toUnsignedInt(a[i]) - Byte.toUnsignedInt(b[i])))
                .max()
                .orElseThrow();
    }
}
