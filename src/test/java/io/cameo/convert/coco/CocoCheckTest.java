package io.cameo.convert.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.coco.CocoCategories;
import io.cameo.image.ImageHeader;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fault is found, counted and named; what is counted is what numpy counts. */
class CocoCheckTest {
    private static final Path PEOPLE = Path.of("testdata/dataset/coco/people.json");
    private static final Path ERRORS = Path.of("testdata/dataset/coco/errors.json");
    private static final Path PICTURES = Path.of("testdata/image/src");
    private static final String SQUARE = "\"segmentation\":[[2,2,12,2,12,12,2,12]]";
    private static final String NOSE = "{\"id\":1,\"name\":\"person\",\"keypoints\":[\"nose\"]}";

    @TempDir
    Path folder = Path.of("");

    private final List<String> images = new ArrayList<>();
    private final List<String> annotations = new ArrayList<>();

    private void image(long id, String name, int widthPx, int heightPx) {
        images.add("{\"id\":" + id + ",\"file_name\":\"" + name + "\",\"width\":" + widthPx + ",\"height\":" + heightPx
                + "}");
    }

    /** The annotation's id is that of its image, times 10. */
    private void annotation(long imageId, String more) {
        annotations.add("{\"id\":" + 10 * imageId + ",\"image_id\":" + imageId + ",\"category_id\":1," + more + "}");
    }

    private Path write() throws IOException {
        return Files.writeString(
                folder.resolve("a.json"),
                "{\"images\":[" + String.join(",", images) + "],\"annotations\":[" + String.join(",", annotations)
                        + "],\"categories\":[" + NOSE + "]}");
    }

    private static CocoFinding only(CocoCheckReport report, CocoFault fault) {
        CocoCheckReport.Found found = Objects.requireNonNull(report.found().get(fault), fault.name());
        assertThat(found.count()).as(fault.name()).isEqualTo(1);
        return found.examples().getFirst();
    }

    @Test
    void everyFaultOfAnAnnotationIsNamed() throws IOException {
        Map<Integer, CocoFault> expected = Map.ofEntries(
                Map.entry(1, CocoFault.ANNOTATION_BAD),
                Map.entry(2, CocoFault.SEGMENTATION_MISSING),
                Map.entry(3, CocoFault.SEGMENTATION_BAD),
                Map.entry(4, CocoFault.MASK_SIZE),
                Map.entry(5, CocoFault.KEYPOINTS_LENGTH),
                Map.entry(6, CocoFault.AREA_ZERO),
                Map.entry(7, CocoFault.AREA_OFF),
                Map.entry(8, CocoFault.MASK_EMPTY),
                Map.entry(9, CocoFault.BOX_OUTSIDE),
                Map.entry(10, CocoFault.BOX_OFF),
                Map.entry(11, CocoFault.CROWD_POLYGON),
                Map.entry(12, CocoFault.KEYPOINTS_COUNT));
        for (int id = 1; id <= 13; id++) {
            image(id, id + ".jpg", 60, 50);
        }
        annotation(1, "\"area\":NaN," + SQUARE);
        annotation(2, "\"area\":100,\"segmentation\":[]");
        annotation(3, "\"area\":100,\"segmentation\":{\"size\":[50,60],\"counts\":[10,20]}");
        annotation(4, "\"area\":100,\"segmentation\":{\"size\":[60,50],\"counts\":[10,100,2890]}");
        annotation(5, "\"area\":100,\"keypoints\":[1,1,2,0,0,0],\"num_keypoints\":1," + SQUARE);
        annotation(6, "\"area\":0");
        annotation(7, "\"area\":1000," + SQUARE);
        annotation(8, "\"area\":0.5,\"segmentation\":[[100,100,110,100,110,110]]");
        annotation(9, "\"area\":100,\"bbox\":[2,2,80,10]," + SQUARE);
        annotation(10, "\"area\":100,\"bbox\":[2,2,30,10]," + SQUARE);
        annotation(11, "\"area\":100,\"iscrowd\":1," + SQUARE);
        annotation(12, "\"area\":100,\"keypoints\":[1,1,2],\"num_keypoints\":0," + SQUARE);
        annotation(13, "\"area\":100,\"bbox\":[2,2,10,10],\"keypoints\":[1,1,2],\"num_keypoints\":1," + SQUARE);
        CocoCheckReport report = CocoCheck.of(write()).run();
        assertThat(report.found()).containsOnlyKeys(expected.values().toArray(new CocoFault[0]));
        expected.forEach((id, fault) -> {
            CocoFinding finding = only(report, fault);
            assertThat(finding.imageId()).as(fault.name()).isEqualTo((long) id);
            assertThat(finding.annotationId()).as(fault.name()).isEqualTo(10L * id);
        });
        assertThat(only(report, CocoFault.ANNOTATION_BAD).detail())
                .startsWith("area is not a finite number: found=NaN, annotation=10, line=1, column=");
        assertThat(only(report, CocoFault.AREA_OFF).detail()).isEqualTo("area=1000.0, mask=100");
        assertThat(report.errors()).isEqualTo(4);
        assertThat(report.remarks()).isEqualTo(8);
        assertThat(report.isSound()).isFalse();
        assertThat(report.images()).isEqualTo(13);
        assertThat(report.annotations()).isEqualTo(13);
    }

    @Test
    void everyFaultOfAFileIsNamed() throws IOException {
        Files.copy(PICTURES.resolve("rgb420_q90.jpg"), folder.resolve("good.jpg"));
        Files.copy(PICTURES.resolve("exif_6.jpg"), folder.resolve("turned.jpg"));
        byte[] good = Files.readAllBytes(folder.resolve("good.jpg"));
        Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(good, good.length / 2));
        ImageHeader header = ImageHeader.of(MemorySegment.ofArray(good));
        int width = header.widthPx();
        int height = header.heightPx();
        image(1, "good.jpg", width, height);
        image(2, "turned.jpg", width, height);
        image(3, "cut.jpg", width, height);
        image(4, "none.jpg", width, height);
        image(5, "good.jpg", width + 1, height);
        image(6, "empty.jpg", width, height);
        for (int id = 1; id <= 5; id++) {
            annotation(id, "\"area\":100," + SQUARE);
        }
        CocoCheckReport report = CocoCheck.of(write()).images(folder).run();
        assertThat(only(report, CocoFault.IMAGE_TURNED).detail()).isEqualTo("orientation=6, file_name=turned.jpg");
        assertThat(only(report, CocoFault.IMAGE_BAD).imageId()).isEqualTo(3);
        assertThat(only(report, CocoFault.IMAGE_MISSING).detail()).isEqualTo("file_name=none.jpg");
        assertThat(only(report, CocoFault.IMAGE_SIZE).detail())
                .isEqualTo("expected=" + (width + 1) + "x" + height + ", actual=" + width + "x" + height
                        + ", file_name=good.jpg");
        assertThat(report.found()).hasSize(4);
        assertThat(report.soundFiles()).isEqualTo(1);
        CocoCheckReport all =
                CocoCheck.of(write()).images(folder).emptyToo(true).run();
        assertThat(all.found().get(CocoFault.IMAGE_MISSING))
                .satisfies(found -> assertThat(found.count()).isEqualTo(2));
    }

    @Test
    void oddLinksAreRemarks() throws IOException {
        image(1, "1.jpg", 60, 50);
        image(1, "2.jpg", 60, 50);
        annotation(1, "\"area\":100," + SQUARE);
        annotation(1, "\"area\":100," + SQUARE);
        annotation(9, "\"area\":100," + SQUARE);
        annotations.add(annotations
                .getFirst()
                .replace("\"id\":10", "\"id\":11")
                .replace("\"category_id\":1", "\"category_id\":5"));
        CocoCheckReport report = CocoCheck.of(write()).run();
        assertThat(report.found())
                .containsOnlyKeys(
                        CocoFault.IMAGE_TWICE,
                        CocoFault.ANNOTATION_TWICE,
                        CocoFault.ANNOTATION_STRAY,
                        CocoFault.CATEGORY_UNKNOWN);
        assertThat(only(report, CocoFault.ANNOTATION_STRAY).annotationId()).isEqualTo(90);
        assertThat(only(report, CocoFault.IMAGE_TWICE).imageId()).isEqualTo(1);
        assertThat(report.isSound()).isTrue();
        assertThat(report.remarks()).isEqualTo(4);
    }

    @Test
    void morePersonsThanFitAreNamedAndExamplesAreLimited() throws IOException {
        for (int id = 1; id <= 3; id++) {
            image(id, id + ".jpg", 60, 50);
            for (int i = 0; i < 62 + id; i++) {
                annotations.add("{\"id\":" + (1_000 * id + i) + ",\"image_id\":" + id
                        + ",\"category_id\":1,\"area\":100," + SQUARE + "}");
            }
            annotations.add("{\"id\":" + (1_000 * id + 900) + ",\"image_id\":" + id
                    + ",\"category_id\":1,\"iscrowd\":1,\"area\":0}");
        }
        for (int workers : new int[] {1, 3}) {
            CocoCheckReport report =
                    CocoCheck.of(write()).examples(1).workers(workers).run();
            assertThat(report.found().get(CocoFault.TOO_MANY_PERSONS))
                    .isEqualTo(new CocoCheckReport.Found(
                            2,
                            List.of(new CocoFinding(
                                    CocoFault.TOO_MANY_PERSONS, 2L, null, "persons=64, most=63, file_name=2.jpg"))));
            assertThat(report.errors()).isEqualTo(2);
        }
    }

    @Test
    void annotationsThatDifferInKeyPointsAreAnError() throws IOException {
        image(1, "1.jpg", 60, 50);
        annotation(1, "\"area\":100," + SQUARE);
        annotation(1, "\"area\":100,\"keypoints\":[1,1,2],\"num_keypoints\":1," + SQUARE);
        annotations.replaceAll(text -> text.replace("\"id\":10", "\"id\":" + annotations.indexOf(text)));
        assertThat(CocoCheck.of(write()).run().found())
                .as("none and one go together")
                .isEmpty();
        annotation(1, "\"area\":0,\"keypoints\":[1,1,2,1,1,2],\"num_keypoints\":2");
        CocoCheckReport report = CocoCheck.of(write()).run();
        assertThat(only(report, CocoFault.KEYPOINTS_MIXED).detail()).isEqualTo("most=2, file_name=1.jpg");
        assertThat(report.errors()).isEqualTo(1);
    }

    @Test
    void resultsNameNoImageFiles() throws IOException {
        for (String results : List.of("[]", "[{\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3,4],\"score\":0.5}]")) {
            Path json = Files.writeString(folder.resolve("results.json"), results);
            assertThat(CocoCheck.of(json).run().found()).isEmpty();
            assertThatThrownBy(() -> CocoCheck.of(json).images(folder).run())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("names no image files");
        }
    }

    @Test
    void arraysAreNoImagesHereEither() throws IOException {
        Files.copy(Path.of("testdata/numpy/c_f4.npy"), folder.resolve("a.npy"));
        image(1, "a.npy", 60, 50);
        annotation(1, "\"area\":100," + SQUARE);
        CocoCheckReport report = CocoCheck.of(write()).images(folder).run();
        assertThat(only(report, CocoFault.IMAGE_BAD).detail()).contains("whose size can be told: kind=NPY");
    }

    @Test
    void goldenFilesAreWhatTheyAre() throws IOException {
        assertThat(CocoCheck.of(PEOPLE).run().found()).isEmpty();
        CocoCheckReport errors = CocoCheck.of(ERRORS).run();
        assertThat(errors.errors()).isEqualTo(12);
        // What pycocotools accepts, and what it accepts though the size is another one.
        assertThat(errors.found().get(CocoFault.MASK_SIZE))
                .satisfies(found -> assertThat(found.count()).isEqualTo(1));
        assertThatThrownBy(() -> CocoCheck.of(PEOPLE)
                        .categories(CocoCategories.of(List.of("dog")))
                        .run())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CocoCheck.of(PICTURES.resolve("exif_6.jpg")).run())
                .isInstanceOf(CorruptDataException.class);
    }

    @Test
    void aCancelledCheckSaysSo() throws IOException {
        CocoCheck check = CocoCheck.of(PEOPLE);
        check.cancel();
        assertThat(check.run().cancelled()).isTrue();
        CocoCount count = new CocoCount(PEOPLE, CocoCategories.ALL, Progress.NONE);
        count.cancel();
        assertThatThrownBy(count::run).isInstanceOf(CancellationException.class);
    }

    /** The expected numbers are numpy's; the percentile is its {@code inverted_cdf}. */
    @Test
    void countsAreThoseOfNumpy() throws IOException {
        CocoStats stats = new CocoCount(PEOPLE, CocoCategories.ALL, Progress.NONE).run();
        assertThat(stats.perImage()).isEqualTo(new Spread(11, 40 / 11.0, 4, 6, 6));
        assertThat(stats.vertices()).isEqualTo(new Spread(32, 45.6875, 46, 76, 108));
        assertThat(stats.forms()).isEqualTo(new CocoStats.Forms(32, 17, 4, 8, 0));
        assertThat(List.of(stats.images(), stats.imagesWithAnnotations(), stats.imagesWithInstances()))
                .containsExactly(12, 11, 10);
        assertThat(List.of(stats.annotations(), stats.instances(), stats.crowds()))
                .containsExactly(44L, 40L, 4L);
        assertThat(List.of(stats.withKeypoints(), stats.keypoints(), stats.areaZero(), stats.bad()))
                .containsExactly(30L, 251L, 0L, 0L);
        assertThat(stats.categories()).containsExactly(new CocoStats.Category(1, "person", 44));
        CocoStats errors = new CocoCount(ERRORS, CocoCategories.ALL, Progress.NONE).run();
        assertThat(errors.bad()).isEqualTo(2);
        assertThat(errors.annotations()).isEqualTo(13);
        assertThat(errors.instances() + errors.crowds()).isEqualTo(11);
    }

    @Test
    void spreadsOfFewAreRight() {
        Spread.Builder none = new Spread.Builder();
        assertThat(none.build()).isEqualTo(new Spread(0, 0, 0, 0, 0));
        none.add(3);
        assertThat(none.build()).isEqualTo(new Spread(1, 3, 3, 3, 3));
        none.add(6);
        assertThat(none.build()).isEqualTo(new Spread(2, 4.5, 4.5, 6, 6));
        for (int i = 0; i < 8; i++) {
            none.add(1);
        }
        assertThat(none.build()).isEqualTo(new Spread(10, 1.7, 1, 3, 6));
    }
}
