package io.cameo.dataset.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An annotation file in parts says what the whole one says. */
class CocoSlicesTest {
    private static final String DOG = "{\"id\":18,\"name\":\"dog\",\"keypoints\":[\"nose\"],\"skeleton\":[[1,1]]}";

    @TempDir
    Path folder = Path.of("");

    private int indexes;

    private Path newIndex() {
        return folder.resolve("index" + indexes++);
    }

    /** Asserts that parts hold, one behind the other, the images of a file that count. */
    private void assertSame(Path json, CocoCategories categories, boolean all, int wanted) throws IOException {
        try (CocoFile whole = CocoFile.open(json, categories);
                CocoReader reader = whole.reader()) {
            List<CocoSlice> slices = CocoSlices.write(whole, all, newIndex(), wanted);
            int position = 0;
            for (CocoSlice slice : slices) {
                assertThat(slice.images()).isPositive();
                try (CocoFile part = CocoSlices.open(json, slice);
                        CocoReader partReader = part.reader()) {
                    assertThat(part.images()).isEqualTo(slice.images());
                    assertThat(part.categories()).isEqualTo(whole.categories());
                    assertThat(part.sizeBytes()).isEqualTo(whole.sizeBytes());
                    assertThat(part.crc32c()).isEqualTo(whole.crc32c());
                    assertThat(part.isResults()).isEqualTo(whole.isResults());
                    for (int i = 0; i < part.images(); i++) {
                        position = counting(whole, position, all);
                        assertThat(part.image(i)).isEqualTo(whole.image(position));
                        assertThat(part.positionOf(part.image(i).id())).isEqualTo(i);
                        assertSame(partReader, i, reader, position);
                        position++;
                    }
                }
            }
            assertThat(counting(whole, position, all)).isEqualTo(whole.images());
            assertThat(slices).hasSizeLessThanOrEqualTo(wanted);
        }
    }

    /** The first image from there that counts. */
    private static int counting(CocoFile file, int position, boolean all) {
        int next = position;
        while (next < file.images() && !all && file.annotations(next) == 0) {
            next++;
        }
        return next;
    }

    private static void assertSame(CocoReader part, int at, CocoReader whole, int position) throws IOException {
        Throwable expected = catchThrowable(() -> whole.read(position));
        if (expected == null) {
            assertThat(part.read(at))
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .isEqualTo(whole.read(position));
        } else {
            assertThatThrownBy(() -> part.read(at)).hasSameClassAs(expected).hasMessage(expected.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 1000})
    void partsOfAGoldenFileAreTheWhole(int wanted) throws IOException {
        Path json = CocoTexts.golden("person_keypoints_val2017.json", folder);
        assertSame(json, CocoCategories.ALL, false, wanted);
        assertSame(json, CocoCategories.ALL, true, wanted);
    }

    /** Duplicates, strays, bad annotations far from the start, names of any letters, a mark at the beginning. */
    @Test
    void partsOfDrawnFilesAreTheWhole() throws IOException {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Path json = Files.writeString(folder.resolve("drawn.json"), drawn(random));
            int wanted = 1 + random.nextInt(30);
            try {
                assertSame(json, CocoCategories.ALL, random.nextBoolean(), wanted);
                assertSame(json, CocoCategories.of(List.of("dog")), random.nextBoolean(), wanted);
            } catch (AssertionError failure) {
                throw new AssertionError("seed=" + seed, failure);
            }
        }
    }

    private static String drawn(Random random) {
        int count = random.nextInt(40);
        List<String> images = new ArrayList<>();
        List<String> annotations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = random.nextInt(5) == 0 ? "Straße/日\\ud800" + i : "" + i;
            images.add(CocoTexts.image(random.nextInt(count) - 5L).replace(".jpg", name + ".jpg"));
        }
        for (int i = 0; i < 3 * count; i++) {
            String text = CocoTexts.annotation(random.nextInt(4 * count), random.nextInt(count) - 5L, 25);
            String padding = "\n".repeat(random.nextInt(3)) + " ".repeat(random.nextInt(3000));
            annotations.add(
                    switch (random.nextInt(6)) {
                        case 0 -> text.replace("25.0", "\n \"ä\"");
                        case 1 -> text.replace("\"category_id\":1", "\"category_id\":18");
                        case 2 -> text.replace("{", "{\"more\":\"" + padding.strip() + "ä日\",\r\n");
                        default -> text.replace(",", "," + padding);
                    });
        }
        String mark = random.nextBoolean() ? "\uFEFF" : "";
        return mark + CocoTexts.file(images, annotations).replace(CocoTexts.PERSON, CocoTexts.PERSON + "," + DOG);
    }

    @Test
    void resultsAndNothingHavePartsToo() throws IOException {
        Path results = Files.writeString(
                folder.resolve("r.json"),
                "[{\"image_id\":4,\"category_id\":1,\"bbox\":[1,2,3,4],\"score\":0.5},"
                        + "{\"image_id\":9,\"category_id\":1,\"bbox\":[1,2,3,4],\"score\":0.5}]");
        assertSame(results, CocoCategories.ALL, false, 2);
        Path empty = Files.writeString(folder.resolve("e.json"), "{\"images\":[" + CocoTexts.image(1) + "]}");
        try (CocoFile file = CocoFile.open(empty)) {
            assertThat(CocoSlices.write(file, false, newIndex(), 4)).isEmpty();
            assertThat(CocoSlices.write(file, true, newIndex(), 4)).hasSize(1);
        }
    }

    @Test
    void aFileThatChangedIsNoticed() throws IOException {
        String text = CocoTexts.file(List.of(CocoTexts.image(1)), List.of(CocoTexts.annotation(1, 1, 25)));
        Path json = Files.writeString(folder.resolve("a.json"), text);
        CocoSlice slice;
        try (CocoFile file = CocoFile.open(json)) {
            slice = CocoSlices.write(file, false, newIndex(), 1).getFirst();
        }
        Files.writeString(json, text + "\n");
        assertThatThrownBy(() -> CocoSlices.open(json, slice))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("file changed after it was looked through: expected_size=" + text.length())
                .hasMessageContaining("a.json");
        Files.writeString(json, text.replace("\"id\":1,\"image_id\"", "\"id\":2,\"image_id\""));
        try (CocoFile part = CocoSlices.open(json, slice);
                CocoReader reader = part.reader()) {
            assertThatThrownBy(() -> reader.read(0))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("expected_id=1");
        }
    }
}
