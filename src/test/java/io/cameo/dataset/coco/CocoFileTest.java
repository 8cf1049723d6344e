package io.cameo.dataset.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What annotation files say, whatever the order in which they say it. */
class CocoFileTest {
    @TempDir
    Path folder = Path.of("");

    private CocoFile open(String text) throws IOException {
        return CocoFile.open(Files.writeString(folder.resolve("a.json"), text));
    }

    private static List<Long> ids(CocoFile file, int position) throws IOException {
        try (CocoReader reader = file.reader()) {
            return reader.read(position).stream().map(CocoAnnotation::id).toList();
        }
    }

    @Test
    void annotationsMayStandBeforeImages() throws IOException {
        String annotations = "[" + CocoTexts.annotation(7, 2, 1) + "," + CocoTexts.annotation(8, 1, 1) + ","
                + CocoTexts.annotation(9, 2, 1) + "]";
        String images = "[" + CocoTexts.image(1) + "," + CocoTexts.image(2) + "," + CocoTexts.image(3) + "]";
        try (CocoFile file = open("\uFEFF { \"info\" : { \"x\":[{}] }, \"annotations\":" + annotations
                + ",\n\"licenses\":[],\"images\":" + images + "}\n")) {
            assertThat(file.images()).isEqualTo(3);
            assertThat(file.image(1)).isEqualTo(new CocoImage(2, "2.jpg", 10, 20));
            assertThat(file.annotations()).isEqualTo(3);
            assertThat(file.annotations(2)).isZero();
            assertThat(ids(file, 0)).containsExactly(8L);
            assertThat(ids(file, 1)).containsExactly(7L, 9L);
            assertThat(file.annotationId(1, 1)).isEqualTo(9);
            assertThat(file.positionOf(3)).isEqualTo(2);
            assertThat(file.positionOf(4)).isEqualTo(-1);
            assertThat(file.categories()).isEmpty();
            assertThat(file.isResults()).isFalse();
            assertThatThrownBy(() -> file.annotations(3)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> file.annotationId(0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void everyFieldArrives() throws IOException {
        String image = "{\"width\":20.0,\"height\":10,\"file_name\":\"Stra\\u00dfe/日本.jpg\",\"id\":-5,\"flickr\":{}}";
        String annotation = "{\"keypoints\":[1,2,2, 3,4,0],\"num_keypoints\":1,\"bbox\":[0.5,1,2e0,3],\"area\":12.25,"
                + "\"iscrowd\":1,\"image_id\":-5,\"category_id\":18,\"id\":9007199254740993,"
                + "\"segmentation\":{\"size\":[10,20],\"counts\":[5.0,195]},\"extra\":[[{\"a\":null}]]}";
        String category = "{\"supercategory\":\"animal\",\"id\":18,\"name\":\"dog\",\"keypoints\":[\"nose\",\"tail\"],"
                + "\"skeleton\":[[1,2]]}";
        try (CocoFile file = open("{\"images\":[" + image + "],\"annotations\":[" + annotation + "],\"categories\":["
                        + category + "]}");
                CocoReader reader = file.reader()) {
            assertThat(file.image(0)).isEqualTo(new CocoImage(-5, "Straße/日本.jpg", 10, 20));
            assertThat(file.categories())
                    .containsExactly(
                            new CocoCategory(18, "dog", List.of("nose", "tail"), List.of(new CocoCategory.Bone(1, 2))));
            CocoAnnotation read = reader.read(0, 0);
            assertThat(read.id()).isEqualTo(9_007_199_254_740_993L);
            assertThat(read.crowd()).isTrue();
            assertThat(read.area()).isEqualTo(12.25);
            assertThat(read.box()).containsExactly(0.5, 1, 2, 3);
            assertThat(read.numKeypoints()).isEqualTo(1);
            assertThat(read.keypoints()).containsExactly(1, 2, 2, 3, 4, 0);
            assertThat(read.wholeKeypoints()).isTrue();
            assertThat(read.segmentation()).isInstanceOfSatisfying(Segmentation.Runs.class, runs -> {
                assertThat(runs.ownHeightPx()).isEqualTo(10);
                assertThat(runs.ownWidthPx()).isEqualTo(20);
                assertThat(runs.counts()).containsExactly(5, 195);
            });
        }
    }

    @Test
    void absentAndNullFieldsHaveTheirOwnValues() throws IOException {
        String none = CocoTexts.annotation(1, 1, "\"area\":3");
        String nulls = CocoTexts.annotation(
                2,
                1,
                "\"area\":3,\"bbox\":null,\"keypoints\":null,\"segmentation\":null,\"iscrowd\":null,"
                        + "\"num_keypoints\":null");
        String empty = CocoTexts.annotation(
                3, 1, "\"area\":3,\"keypoints\":[],\"segmentation\":[],\"iscrowd\":false,\"bbox\":[]");
        String floats = CocoTexts.annotation(4, 1, "\"area\":3,\"keypoints\":[1,2.0,2]");
        try (CocoFile file = open(CocoTexts.file(List.of(CocoTexts.image(1)), List.of(none, nulls, empty, floats)))) {
            List<CocoAnnotation> all = CocoTexts.readAll(file);
            assertThat(all.subList(0, 3)).allSatisfy(annotation -> {
                assertThat(annotation.box()).isNull();
                assertThat(annotation.keypoints()).isEmpty();
                assertThat(annotation.numKeypoints()).isEqualTo(-1);
                assertThat(annotation.crowd()).isFalse();
                assertThat(annotation.wholeKeypoints()).isTrue();
            });
            assertThat(all.get(0).segmentation()).isNull();
            assertThat(all.get(1).segmentation()).isNull();
            assertThat(all.get(2).segmentation()).isEqualTo(new Segmentation.Polygons(List.of()));
            assertThat(all.get(3).wholeKeypoints()).isFalse();
        }
    }

    /** pycocotools: {@code imgs} is a dict of the last entries; {@code imgToAnns} keeps all, {@code loadAnns} finds the last. */
    @Test
    void ofDuplicatesTheLastSpeaksInThePlaceOfTheFirst() throws IOException {
        List<String> images = List.of(
                CocoTexts.image(5), CocoTexts.image(6), CocoTexts.image(5).replace("5.jpg", "late.jpg"));
        List<String> annotations = List.of(
                CocoTexts.annotation(1, 5, 1),
                CocoTexts.annotation(2, 6, 2),
                CocoTexts.annotation(1, 6, 3),
                CocoTexts.annotation(1, 6, 4),
                CocoTexts.annotation(3, 99, 5));
        try (CocoFile file = open(CocoTexts.file(images, annotations));
                CocoReader reader = file.reader()) {
            assertThat(file.images()).isEqualTo(2);
            assertThat(file.image(0).fileName()).isEqualTo("late.jpg");
            assertThat(file.annotations()).isEqualTo(4);
            assertThat(reader.read(0)).extracting(CocoAnnotation::area).containsExactly(4.0);
            assertThat(reader.read(1)).extracting(CocoAnnotation::area).containsExactly(2.0, 4.0, 4.0);
            assertThat(file.oddities()).isEqualTo(new CocoOddities(ids(5L), ids(1L, 1L), ids(3L), ids()));
        }
    }

    private static CocoOddities.Ids ids(Long... first) {
        return new CocoOddities.Ids(first.length, List.of(first));
    }

    @Test
    void categoriesAreChosenByNameOrId() throws IOException {
        String dog = CocoTexts.annotation(2, 1, 1).replace("\"category_id\":1", "\"category_id\":18");
        String foreign = CocoTexts.annotation(3, 1, 1).replace("\"category_id\":1", "\"category_id\":77");
        Path path = Files.writeString(
                folder.resolve("b.json"),
                CocoTexts.file(List.of(CocoTexts.image(1)), List.of(CocoTexts.annotation(1, 1, 1), dog, foreign))
                        .replace(CocoTexts.PERSON, CocoTexts.PERSON + ",{\"id\":18,\"name\":\"dog\"}"));
        assertThat(chosen(path)).containsExactly(1L, 2L, 3L);
        assertThat(chosen(path, "dog")).containsExactly(2L);
        assertThat(chosen(path, "1")).containsExactly(1L);
        assertThat(chosen(path, "18", "person")).containsExactly(1L, 2L);
        assertThatThrownBy(() -> chosen(path, "cat"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such category: category=cat, known=person|dog");
        assertThatThrownBy(() -> chosen(path, "77")).isInstanceOf(IllegalArgumentException.class);
        try (CocoFile file = CocoFile.open(path)) {
            assertThat(file.oddities().unknownCategories()).isEqualTo(ids(3L));
        }
    }

    private static List<Long> chosen(Path path, String... categories) throws IOException {
        try (CocoFile file = CocoFile.open(path, CocoCategories.of(List.of(categories)))) {
            assertThat(file.annotations()).isEqualTo(file.annotations(0));
            return ids(file, 0);
        }
    }

    @Test
    void resultsAreFilledInAsLoadResDoes() throws IOException {
        String head = "{\"image_id\":42,\"category_id\":18,\"score\":0.25,";
        String other = "{\"image_id\":7,\"category_id\":18,\"score\":0.5,";
        try (CocoFile file = open("[" + head + "\"bbox\":[1,2,3.5,4]}," + other + "\"bbox\":[0,0,1,1]}]")) {
            assertThat(file.image(0)).isEqualTo(new CocoImage(42, "", 0, 0));
            assertThat(file.image(1)).isEqualTo(new CocoImage(7, "", 0, 0));
            CocoAnnotation box = CocoTexts.readAll(file).getFirst();
            assertThat(box.id()).isEqualTo(1);
            assertThat(box.score()).isEqualTo(0.25);
            assertThat(box.area()).isEqualTo(14);
            assertThat(box.segmentation())
                    .isInstanceOfSatisfying(
                            Segmentation.Polygons.class,
                            polygons -> assertThat(polygons.parts().getFirst())
                                    .containsExactly(1, 2, 1, 6, 4.5, 6, 4.5, 2));
        }
        // An empty box at first means masks.
        String mask = "\"bbox\":[],\"segmentation\":{\"size\":[4,5],\"counts\":[5,2,13]}}";
        try (CocoFile file = open("[" + head + mask + "]")) {
            CocoAnnotation first = CocoTexts.readAll(file).getFirst();
            assertThat(first.area()).isEqualTo(2);
            assertThat(first.box()).containsExactly(1, 1, 1, 2);
        }
        try (CocoFile file = open("[" + head + "\"keypoints\":[4,9,1, 0,3,1, 2,5,1]}]")) {
            CocoAnnotation first = CocoTexts.readAll(file).getFirst();
            assertThat(first.area()).isEqualTo(24);
            assertThat(first.box()).containsExactly(0, 3, 4, 6);
        }
        try (CocoFile file = open("[]")) {
            assertThat(file.images()).isZero();
        }
    }

    /** The parser of the JDK is the specification of numbers. */
    @Test
    void numbersAreExact() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        StringBuilder list = new StringBuilder("0,0,2.2250738585072012e-308,9007199254740993,1.7976931348623157E308");
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            list.append(',').append(Double.isFinite(value) ? Double.toString(value) : "-0.0");
            list.append(',').append(random.nextInt(100_000)).append('.').append(random.nextLong(1L << 60));
        }
        try (CocoFile file = open(CocoTexts.file(
                List.of(CocoTexts.image(1)),
                List.of(CocoTexts.annotation(1, 1, "\"area\":1,\"segmentation\":[[" + list + "]]"))))) {
            String[] texts = list.toString().split(",", -1);
            assertThat(CocoTexts.readAll(file).getFirst().segmentation())
                    .isInstanceOfSatisfying(Segmentation.Polygons.class, polygons -> {
                        double[] read = polygons.parts().getFirst();
                        assertThat(read).as("seed %d", seed).hasSameSizeAs(texts);
                        for (int i = 0; i < read.length; i++) {
                            assertThat(read[i]).as("seed %d", seed).isEqualTo(Double.parseDouble(texts[i]));
                        }
                    });
        }
    }

    /** What annotations say is not kept: opening allocates less than half of the file, whatever then is garbage again. */
    @Test
    void memoryIsBoundedForManyImages() throws IOException {
        int images = 100_000;
        int annotations = 20_000;
        Path path = folder.resolve("many.json");
        String fat = "\"area\":1,\"segmentation\":[[" + "101.25,".repeat(600) + "1]]";
        try (BufferedWriter out = Files.newBufferedWriter(path, StandardCharsets.US_ASCII)) {
            out.write("{\"images\":[" + CocoTexts.image(0));
            for (int i = 1; i < images; i++) {
                out.write("," + CocoTexts.image(i));
            }
            out.write("],\"annotations\":[" + CocoTexts.annotation(0, 0, fat));
            for (int i = 1; i < annotations; i++) {
                out.write("," + CocoTexts.annotation(i, i * 5L, fat));
            }
            out.write("]}");
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try (CocoFile file = CocoFile.open(path);
                CocoReader reader = file.reader()) {
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(Files.size(path) / 2);
            assertThat(file.images()).isEqualTo(images);
            assertThat(file.annotations()).isEqualTo(annotations);
            assertThat(reader.read(99_995))
                    .singleElement()
                    .satisfies(last -> assertThat(last.id()).isEqualTo(19_999));
        }
    }

    @Test
    void onlyFilesAreOpened() {
        assertThatThrownBy(() -> CocoFile.open(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("is a folder");
        assertThatThrownBy(() -> CocoFile.open(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
