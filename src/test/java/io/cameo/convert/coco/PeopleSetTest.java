package io.cameo.convert.coco;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleSetTest {
    private static final PeopleSet SET = new PeopleSet(9, 200, 150, 3);

    @TempDir
    Path folder;

    @Test
    void anyNumberOfWorkersDrawsTheSameFiles() throws IOException {
        SET.drawInto(folder.resolve("one"), 1, Progress.NONE);
        SET.drawInto(folder.resolve("three"), 3, Progress.NONE);
        List<String> files = new ArrayList<>(
                IntStream.rangeClosed(1, SET.scenes()).mapToObj(PeopleSet::path).toList());
        files.add(PeopleSet.ANNOTATIONS);
        for (String file : files) {
            assertThat(folder.resolve("three").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("one").resolve(file));
        }
        assertThat(folder.resolve("one")).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void writesALegalAnnotationFile() throws IOException {
        PeopleSet.Drawn drawn = SET.drawInto(folder, Progress.NONE);
        JsonNode root = new ObjectMapper()
                .readTree(folder.resolve(PeopleSet.ANNOTATIONS).toFile());
        assertThat(root.fieldNames())
                .toIterable()
                .containsExactly("info", "licenses", "images", "annotations", "categories");
        JsonNode person = root.get("categories").get(0);
        assertThat(person.get("keypoints")).hasSize(17);
        assertThat(person.get("skeleton")).hasSize(19);
        assertThat(root.get("images")).hasSize(SET.scenes());
        assertThat(drawn.images()).isEqualTo(SET.scenes());
        assertThat(drawn.annotations()).isEqualTo(root.get("annotations").size());
        Set<Integer> withPeople = new HashSet<>();
        int id = 0;
        for (JsonNode annotation : root.get("annotations")) {
            assertThat(annotation.get("id").asInt()).isEqualTo(++id);
            assertThat(annotation.get("category_id").asInt())
                    .isEqualTo(person.get("id").asInt());
            assertThat(annotation.get("keypoints")).hasSize(51).allMatch(JsonNode::isInt);
            assertThat(annotation.get("bbox")).hasSize(4);
            assertThat(annotation.get("area").asDouble()).isPositive();
            boolean crowd = annotation.get("iscrowd").asInt() == 1;
            assertThat(annotation.get("segmentation").isObject()).isEqualTo(crowd);
            withPeople.add(annotation.get("image_id").asInt());
        }
        assertThat(withPeople).hasSize(SET.scenes());
    }

    @Test
    void imagesHaveTheSizeThatTheFileStates() throws IOException {
        PeopleSet.Drawn drawn = SET.drawInto(folder, Progress.NONE);
        long bytes = 0;
        try (ImageCodec codec = ImageCodec.create()) {
            for (int id = 1; id <= SET.scenes(); id++) {
                Path file = folder.resolve(PeopleSet.path(id));
                assertThat(file).hasFileName(String.format(Locale.ROOT, "%012d.jpg", id));
                bytes += Files.size(file);
                Image image = codec.decode(MemorySegment.ofArray(Files.readAllBytes(file)), ColorMode.COLOR);
                assertThat(image.widthPx()).isEqualTo(SET.widthPx());
                assertThat(image.heightPx()).isEqualTo(SET.heightPx());
            }
        }
        assertThat(drawn.bytes()).isEqualTo(bytes);
    }
}
