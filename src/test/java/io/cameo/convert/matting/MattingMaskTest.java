package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cameo.archive.FileTree;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingTree;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.mask.MaskOrder;
import io.cameo.mask.Rle;
import io.cameo.matte.CoarseMask;
import io.cameo.matte.MaskMatching;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MattingMaskTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 20;

    @TempDir
    Path temp;

    private Path tree = Path.of("");

    @FunctionalInterface
    private interface Setting {
        void apply(MattingMask job);
    }

    /** One picture with two people next to each other, and one with a third. */
    @BeforeEach
    void draw() throws IOException {
        tree = temp.resolve("tree");
        write("images/comp/7.jpg", plane(0, 0, 0));
        write("images/comp/12.jpg", plane(0, 0, 0));
        write("alphas/comp/7/00.png", plane(0, 20, 200));
        write("alphas/comp/7/03.png", plane(20, 40, 100));
        write("alphas/comp/12/01.png", plane(10, 30, 255));
    }

    private static Image plane(int from, int to, int sample) {
        Image plane = Image.allocate(Arena.ofAuto(), WIDTH, HEIGHT, PixelFormat.GRAY8);
        if (to > from) {
            for (int y = 0; y < HEIGHT; y++) {
                plane.pixels().asSlice((long) y * WIDTH + from, to - from).fill((byte) sample);
            }
        }
        return plane;
    }

    private void write(String name, Image plane) throws IOException {
        Path file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new MattePng().encode(plane).toArray(ValueLayout.JAVA_BYTE));
    }

    @Test
    void aMatteInAnAlphaChannelIsNamedAndGetsNoMask() throws IOException {
        byte[] clear =
                DrawnTree.encoded(PixelFormat.BGRA8, Encoding.PNG, WIDTH, HEIGHT, i -> i % 4 == 3 ? i % 256 : 255);
        byte[] opaque = DrawnTree.encoded(PixelFormat.BGRA8, Encoding.PNG, WIDTH, HEIGHT, i -> 255);
        Files.write(tree.resolve("alphas/comp/7/00.png"), clear);
        Files.write(tree.resolve("alphas/comp/12/01.png"), opaque);
        MaskReport report = make("out", job -> {});
        assertThat(report.problems())
                .containsExactly(new SynthProblem("alphas/comp/7/00.png", "matte stands in an alpha channel"));
        assertThat(report.isSound()).isFalse();
        assertThat(temp.resolve("out/masks/comp/7/00.png")).doesNotExist();
        assertThat(report.written()).isEqualTo(2);
        assertThat(read("out/masks/comp/12/01.png").pixels().toArray(ValueLayout.JAVA_BYTE))
                .containsOnly(255);
    }

    private MaskReport make(String out, Setting setting) throws IOException {
        try (FileTree files = FileTree.open(tree)) {
            MattingTree mattes =
                    MattingTree.of(files, MattingLayout.recognise(files).of(MattingLayout.IMAGE_TEST), "");
            MattingMask job = MattingMask.of(mattes).workers(2);
            setting.apply(job);
            return job.writeTo(temp.resolve(out));
        }
    }

    private Image read(String name) throws IOException {
        try (ImageCodec codec = ImageCodec.create()) {
            byte[] file = Files.readAllBytes(temp.resolve(name));
            return codec.decode(MemorySegment.ofArray(file), ColorMode.UNCHANGED)
                    .copy(Arena.ofAuto());
        }
    }

    /** A result with a mask over some columns. */
    private static String result(int image, int from, int to, double score) {
        byte[] mask = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (i % WIDTH >= from && i % WIDTH < to ? 1 : 0);
        }
        Rle rle = Rle.encode(MaskOrder.ROW_MAJOR, MemorySegment.ofArray(mask), 0, HEIGHT, WIDTH);
        return "{\"image_id\":" + image + ",\"category_id\":1,\"score\":" + score + ",\"segmentation\":{\"size\":["
                + HEIGHT + "," + WIDTH + "],\"counts\":\""
                + rle.counts().replace("\\", "\\\\") + "\"}}";
    }

    @Test
    void sharpMasksOfMattes() throws IOException {
        MaskReport report = make("out", job -> {});
        assertThat(report.written()).isEqualTo(3);
        assertThat(read("out/masks/comp/7/00.png").toBytes())
                .isEqualTo(plane(0, 20, 255).toBytes());
        assertThat(read("out/masks/comp/7/03.png").toBytes())
                .isEqualTo(plane(0, 0, 0).toBytes());
        make("lower", job -> job.above(99).name("low"));
        assertThat(read("lower/low/comp/7/03.png").toBytes())
                .isEqualTo(plane(20, 40, 255).toBytes());
        assertThatThrownBy(() -> make("out", job -> {})).hasMessageStartingWith("masks are there already");
        assertThatThrownBy(() -> make("out", job -> job.name("a/b"))).hasMessage("not the name of a folder: name=a/b");
    }

    @Test
    void coarseMasksAreThoseOfTheirRecipes() throws IOException {
        make("one", job -> job.coarse(true, 3).workers(1));
        make("two", job -> job.coarse(true, 3));
        String recipes = Files.readString(temp.resolve("one/masks" + MattingMask.RECIPES));
        assertThat(Files.readString(temp.resolve("two/masks" + MattingMask.RECIPES)))
                .isEqualTo(recipes);
        String line = recipes.lines()
                .filter(one -> one.startsWith("images/comp/7.jpg\t"))
                .findFirst()
                .orElseThrow();
        List<Image> planes = List.of(plane(0, 20, 200), plane(20, 40, 100));
        try (CoarseMask coarse = CoarseMask.create()) {
            coarse.apply(CoarseMask.Recipe.parse(line.substring(line.indexOf('\t') + 1)), planes);
        }
        assertThat(read("one/masks/comp/7/00.png").toBytes())
                .isEqualTo(planes.get(0).toBytes());
        assertThat(read("two/masks/comp/7/03.png").toBytes())
                .isEqualTo(planes.get(1).toBytes());
    }

    @Test
    void resultsAreMatchedByNumber() throws IOException {
        Path json = temp.resolve("results.json");
        Files.writeString(
                json,
                "["
                        + String.join(
                                ",",
                                result(7, 0, 19, 0.9),
                                result(7, 21, 40, 0.6),
                                result(7, 20, 31, 0.9),
                                result(12, 10, 30, 0.7),
                                result(99, 0, 40, 0.9))
                        + "]");
        try (Detections found = CocoDetections.open(json, null, CocoDetections.Filter.USUAL)) {
            MaskReport report =
                    make("out", job -> job.name("masks_matched_x").detections(found, MaskMatching.Rule.GREEDY, 0.7));
            assertThat(report.matched()).isEqualTo(2);
            assertThat(report.unused()).isEqualTo(1);
            assertThat(report.overlap()).isCloseTo((0.95 + 1) / 2, within(1e-6));
            assertThat(report.unmatched()).containsExactly("alphas/comp/7/03.png");
            assertThat(report.unseen()).isEmpty();
        }
        assertThat(read("out/masks_matched_x/comp/7/00.png").toBytes())
                .isEqualTo(plane(0, 19, 255).toBytes());
        assertThat(temp.resolve("out/masks_matched_x/comp/7/03.png")).doesNotExist();
        assertThat(temp.resolve("out/masks_matched_x/comp/12/01.png")).exists();
        try (Detections all = CocoDetections.open(json, null, new CocoDetections.Filter(1, 0.5, 0.02))) {
            assertThat(make("all", job -> job.detections(all, MaskMatching.Rule.ONE_TO_ONE, 0.7))
                            .matched())
                    .isEqualTo(3);
        }
    }

    @Test
    void annotationsTellTheNamesOfIds() throws IOException {
        Path images = temp.resolve("images.json");
        Files.writeString(images, """
            {"images": [{"id": 501, "file_name": "comp/7.jpg", "height": 20, "width": 40},
                        {"id": 502, "file_name": "comp/12.jpg", "height": 20, "width": 40}],
             "annotations": [], "categories": [{"id": 1, "name": "person"}]}
            """);
        Path json = temp.resolve("results.json");
        Files.writeString(json, "[" + result(502, 10, 30, 0.9) + "," + result(501, 20, 40, 0.8) + "]");
        try (Detections found = CocoDetections.open(json, images, CocoDetections.Filter.USUAL)) {
            MaskReport report = make(
                    "out",
                    job -> job.detections(found, MaskMatching.Rule.GREEDY, 0.7).fill(true));
            assertThat(report.matched()).isEqualTo(2);
            assertThat(report.filled()).isEqualTo(1);
            assertThat(report.written()).isEqualTo(3);
        }
        assertThat(read("out/masks/comp/7/03.png").toBytes())
                .isEqualTo(plane(20, 40, 255).toBytes());
        assertThat(temp.resolve("out/masks/comp/7/00.png")).exists();
        assertThat(Files.readString(temp.resolve("out/masks" + MattingMask.RECIPES))
                        .lines())
                .hasSize(1);
    }

    @Test
    void foldersOfPngs() throws IOException {
        Path masks = temp.resolve("masks");
        for (String name : List.of("comp/7/00.png", "comp/7/01.png")) {
            Files.createDirectories(masks.resolve(name).getParent());
        }
        MattePng png = new MattePng();
        Files.write(
                masks.resolve("comp/7/00.png"), png.encode(plane(0, 40, 255)).toArray(ValueLayout.JAVA_BYTE));
        Files.write(masks.resolve("comp/7/01.png"), png.encode(plane(1, 1, 0)).toArray(ValueLayout.JAVA_BYTE));
        try (Detections found = PngDetections.open(masks, 0.02)) {
            MaskReport greedy = make("greedy", job -> job.detections(found, MaskMatching.Rule.GREEDY, 0.4));
            assertThat(greedy.matched()).isEqualTo(2);
            assertThat(greedy.shared()).isEqualTo(1);
            assertThat(greedy.unseen()).containsExactly("images/comp/12.jpg");
            MaskReport single = make("single", job -> job.detections(found, MaskMatching.Rule.ONE_TO_ONE, 0.4));
            assertThat(single.matched()).isEqualTo(1);
            assertThat(single.shared()).isZero();
        }
    }

    @Test
    void masksOfAnotherSizeAreTold() throws IOException {
        Path json = temp.resolve("results.json");
        String wrong = result(7, 0, 20, 0.9).replace("[20,40]", "[40,20]");
        Files.writeString(json, "[" + wrong + "]");
        try (Detections found = CocoDetections.open(json, null, CocoDetections.Filter.USUAL)) {
            MaskReport report = make("out", job -> job.detections(found, MaskMatching.Rule.GREEDY, 0.7));
            assertThat(report.isSound()).isFalse();
            assertThat(report.problems().getFirst().reason()).startsWith("mask has another size: id=1");
        }
    }
}
