package io.cameo.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cameo.image.Image;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planes of KerasPersonLab's script, and the way back from ours. */
@Tag("backend")
class InstancePlaneTest {
    @ParameterizedTest
    @CsvSource({
        "edge, synth_edge, 31",
        "edge_huge, synth_edge_huge, 4",
        "person_keypoints_train2017, synth_train, 48",
        "person_keypoints_val2017, synth_val, 105"
    })
    void planesAreThoseOfTheScript(String source, String planes, int images) throws IOException {
        assertThat(compare(
                        Golden.json(Golden.DIRECTORY.resolve("annotations/" + source + ".json.gz")),
                        Golden.DIRECTORY.resolve("planes/" + planes)))
                .isEqualTo(images);
    }

    @Test
    void planesOfRealAnnotationsAreThoseOfTheScript() throws IOException {
        assertThat(compare(
                        Golden.json(Golden.shared("real/person_keypoints_val2017_subset.json")),
                        Golden.shared("planes/real_val2017_538")))
                .isEqualTo(538);
    }

    @Test
    void moreThan63PersonsAreRefusedByName() {
        Image target = Image.allocate(Arena.ofAuto(), 70, 1, PlaneFormat.STRICT.pixels());
        List<PersonMask> persons = columns(64);
        assertThatThrownBy(() -> new PlanePainter(PlaneFormat.STRICT).paint("crowded.jpg", persons, target))
                .isInstanceOf(BadMaskException.class)
                .hasMessage("more persons than a plane holds: image=crowded.jpg, persons=64, most=63, format=STRICT");
        InstancePlane fits = new PlanePainter(PlaneFormat.STRICT).paint("full.jpg", columns(63), target);
        assertThat(fits.highestIndex()).isEqualTo(63);
    }

    @Test
    void compatCountsOnFromZero() {
        Image target = Image.allocate(Arena.ofAuto(), 70, 1, PlaneFormat.COMPAT.pixels());
        InstancePlane plane = new PlanePainter(PlaneFormat.COMPAT).paint("crowded.jpg", columns(66), target);
        assertThat(plane.indexAt(62, 0)).isEqualTo(63);
        assertThat(plane.indexAt(63, 0)).isZero();
        assertThat(plane.indexAt(64, 0)).isEqualTo(1);
        assertThat(plane.instance(1).count()).isEqualTo(2);
    }

    /** The huge images in 16 bits: where nothing overflows, the same as the script's with the bits moved apart. */
    @Test
    void widePlanesHoldEveryPerson() throws IOException {
        JsonNode file = Golden.json(Golden.DIRECTORY.resolve("annotations/edge_huge.json.gz"));
        Map<Long, List<PersonMask>> annotations = annotations(file);
        for (JsonNode image : file.get("images")) {
            List<PersonMask> persons = annotations.get(image.get("id").longValue());
            Image target = target(image, PlaneFormat.WIDE);
            InstancePlane wide = new PlanePainter(PlaneFormat.WIDE).paint("wide", persons, target);
            InstancePlane narrow =
                    new PlanePainter(PlaneFormat.COMPAT).paint("narrow", persons, target(image, PlaneFormat.COMPAT));
            assertThat(wide.highestIndex()).isGreaterThan(200);
            for (int y = 0; y < target.heightPx(); y++) {
                for (int x = 0; x < target.widthPx(); x++) {
                    int sample = wide.sampleAt(x, y);
                    int folded = ((sample & 0xc000) >> 8) | (sample & 0x3f);
                    if (folded != narrow.sampleAt(x, y)) {
                        assertThat(folded).as("x %d y %d", x, y).isEqualTo(narrow.sampleAt(x, y));
                    }
                }
            }
            assertDecodes(wide, persons);
        }
    }

    @Test
    void gapsBetweenRowsAreLeftAlone() {
        for (PlaneFormat format : PlaneFormat.values()) {
            int size = format.pixels().bytesPerPixel();
            byte[] memory = new byte[3 * 100 * size];
            MemorySegment.ofArray(memory).fill((byte) 0x77);
            Image target = Image.wrap(MemorySegment.ofArray(memory), 70, 3, 100L * size, format.pixels());
            Rle all = Rle.of(3, 70, 0, 210);
            InstancePlane plane =
                    new PlanePainter(format).paint("gaps", List.of(new PersonMask(all, 1, false, 0)), target);
            assertThat(plane.unannotated().count()).isEqualTo(210);
            assertThat(plane.anybody().count()).isEqualTo(210);
            for (int i = 0; i < memory.length; i++) {
                if (i % (100 * size) >= 70 * size) {
                    assertThat(memory[i]).isEqualTo((byte) 0x77);
                }
            }
        }
    }

    @Test
    void wrongSizesAndPixelsAreRefused() {
        Image target = Image.allocate(Arena.ofAuto(), 4, 3, PlaneFormat.STRICT.pixels());
        List<PersonMask> turned = List.of(new PersonMask(Rle.of(4, 3, 12), 1, false, 1));
        assertThatThrownBy(() -> new PlanePainter(PlaneFormat.STRICT).paint("a.jpg", turned, target))
                .isInstanceOf(BadMaskException.class)
                .hasMessage("mask does not fit the image: image=a.jpg, annotation=0, mask=3x4, expected=4x3");
        assertThatThrownBy(() -> InstancePlane.wrap(target, PlaneFormat.WIDE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("plane has other pixels: pixels=GRAY8, expected=GRAY16, format=WIDE");
        InstancePlane plane = InstancePlane.wrap(target, PlaneFormat.STRICT);
        assertThatThrownBy(() -> plane.instance(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> plane.instance(64)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static int compare(JsonNode file, Path planes) throws IOException {
        Map<Long, List<PersonMask>> annotations = annotations(file);
        PlanePainter strict = new PlanePainter(PlaneFormat.STRICT);
        PlanePainter compat = new PlanePainter(PlaneFormat.COMPAT);
        int images = 0;
        for (JsonNode image : file.get("images")) {
            long id = image.get("id").longValue();
            Path golden = planes.resolve(id + ".u8.gz");
            List<PersonMask> persons = annotations.get(id);
            if (persons == null) {
                assertThat(golden).doesNotExist();
                continue;
            }
            images++;
            boolean fits = persons.stream().filter(PersonMask::isPerson).count() <= 63;
            InstancePlane plane =
                    (fits ? strict : compat).paint(Long.toString(id), persons, target(image, PlaneFormat.STRICT));
            assertThat(plane.image().toBytes()).as("image %d", id).isEqualTo(Golden.unzip(golden));
            if (fits) {
                assertDecodes(plane, persons);
            }
        }
        try (var files = Files.list(planes)) {
            assertThat(files.count()).isEqualTo(images);
        }
        return images;
    }

    /** Every plane and every instance, against masks that are put together from runs alone. */
    private static void assertDecodes(InstancePlane plane, List<PersonMask> persons) {
        int height = plane.image().heightPx();
        int width = plane.image().widthPx();
        BitMask taken = new BitMask(height, width);
        BitMask unannotated = new BitMask(height, width);
        BitMask crowd = new BitMask(height, width);
        List<BitMask> visible = new ArrayList<>();
        for (PersonMask person : persons) {
            BitMask mask = BitMask.of(person.mask());
            if (person.isPerson()) {
                visible.add(mask.copy().andNot(taken));
                taken.or(mask);
            } else if (person.counts()) {
                crowd.or(mask);
            }
            if (person.isUnannotated()) {
                unannotated.or(mask);
            }
        }
        while (!visible.isEmpty() && visible.getLast().firstSet() < 0) {
            visible.removeLast();
        }
        assertThat(plane.highestIndex()).isEqualTo(visible.size());
        assertThat(plane.instances()).isEqualTo(visible);
        assertThat(plane.unannotated()).isEqualTo(unannotated);
        assertThat(plane.crowd()).isEqualTo(crowd);
        assertThat(plane.anybody()).isEqualTo(taken.or(crowd));
    }

    private static Map<Long, List<PersonMask>> annotations(JsonNode file) {
        Map<Long, JsonNode> images = new HashMap<>();
        file.get("images").forEach(image -> images.put(image.get("id").longValue(), image));
        Map<Long, List<PersonMask>> out = new HashMap<>();
        for (JsonNode annotation : file.get("annotations")) {
            long id = annotation.get("image_id").longValue();
            JsonNode image = images.get(id);
            Rle mask = Golden.rle(
                    annotation.get("segmentation"),
                    image.get("height").intValue(),
                    image.get("width").intValue());
            out.computeIfAbsent(id, key -> new ArrayList<>())
                    .add(new PersonMask(
                            mask,
                            annotation.get("area").doubleValue(),
                            annotation.get("iscrowd").intValue() == 1,
                            annotation.get("num_keypoints").intValue()));
        }
        return out;
    }

    private static Image target(JsonNode image, PlaneFormat format) {
        return Image.allocate(
                Arena.ofAuto(),
                image.get("width").intValue(),
                image.get("height").intValue(),
                format.pixels());
    }

    private static List<PersonMask> columns(int persons) {
        List<PersonMask> out = new ArrayList<>();
        for (int i = 0; i < persons; i++) {
            out.add(new PersonMask(Rle.of(1, 70, i, 1, 69 - i), 1, false, 1));
        }
        return out;
    }
}
