package io.cameo.dataset.coco;

import static io.cameo.dataset.coco.PersonLabImages.GOLDEN;
import static io.cameo.dataset.coco.PersonLabImages.assertSame;
import static io.cameo.dataset.coco.PersonLabImages.drawn;
import static io.cameo.dataset.coco.PersonLabImages.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.CorruptDataException;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonLabWriterTest {
    private static final Path SHARED = Path.of("../shared/golden/coco/h5");

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 64, 256, 257, 1000, 20_000})
    void whatIsWrittenIsReadBack(int images) throws IOException {
        Map<String, PersonLabImage> expected = new TreeMap<>();
        SplittableRandom random = new SplittableRandom(images);
        Path h5 = temp.resolve("a.h5");
        try (PersonLabWriter writer = PersonLabWriter.create(h5)) {
            while (expected.size() < images) {
                PersonLabImage image = PersonLabImages.random(random, random.nextLong(1, 1_000_000));
                if (expected.putIfAbsent(Long.toString(image.id()), image) == null) {
                    write(writer, image);
                }
            }
            assertThat(writer.images()).isEqualTo(images);
            writer.commit();
            assertThat(writer.sizeBytes()).isEqualTo(Files.size(h5));
        }
        try (PersonLabFile file = PersonLabFile.open(h5)) {
            assertThat(file.ids())
                    .as("seed " + images)
                    .containsExactly(expected.keySet().stream()
                            .mapToLong(Long::parseLong)
                            .toArray());
            for (PersonLabImage image : expected.values()) {
                assertSame(file.read(image.id()), image);
            }
        }
        jhdfReads(h5, expected);
        Hdf5Structure.check(h5, new ArrayList<>(expected.keySet()));
    }

    /** By jHDF's own way through the group, which our reader does not take. */
    private static void jhdfReads(Path h5, Map<String, PersonLabImage> expected) {
        try (HdfFile hdf = new HdfFile(h5)) {
            Map<String, Node> children = ((Group) hdf.getChild("coco")).getChildren();
            assertThat(children.keySet()).containsExactlyElementsOf(expected.keySet());
            for (PersonLabImage image : expected.values()) {
                Dataset dataset = (Dataset) Objects.requireNonNull(children.get(Long.toString(image.id())));
                assertThat(dataset.getDimensions()).containsExactly(image.heightPx(), image.widthPx(), 4);
                assertThat(dataset.getMaxSize()).containsExactly(image.heightPx(), image.widthPx(), 4);
                Object numbers = dataset.getAttribute("keypoints").getData();
                int persons = image.keypoints().length;
                assertThat(dataset.getAttribute("keypoints").getDimensions())
                        .containsExactly(persons == 0 ? new int[] {0} : new int[] {persons, 51});
                assertThat(dataset.getAttribute("keypoints").getJavaType())
                        .isEqualTo(image.whole() && persons > 0 ? long.class : double.class);
                assertThat(numbers == null).isEqualTo(persons == 0);
            }
        }
    }

    @Test
    void headerOfAnImageIsThatOfH5py() throws IOException {
        Path h5 = temp.resolve("one.h5");
        writeAll(h5, List.of(drawn(9)));
        byte[] ours = Files.readAllBytes(h5);
        byte[] theirs = Files.readAllBytes(GOLDEN.resolve("one.h5"));
        // Sizes of the file and of the heap of /coco, its free block and where its data is.
        blank(ours, theirs, Hdf5Layout.FILE_END_OFFSET, 8);
        blank(ours, theirs, Hdf5Layout.COCO_HEAP + Hdf5Layout.HEAP_SIZE_OFFSET, 24);
        // The name itself: h5py's heap is still in the head.
        blank(ours, theirs, Hdf5Layout.COCO_HEAP + Hdf5Layout.HEAP_HEAD_BYTES, 88);
        // Where the only symbol node is.
        blank(ours, theirs, Hdf5Layout.COCO_TREE + 32, 8);
        assertThat(Arrays.copyOf(ours, Hdf5Layout.HEAD_BYTES)).isEqualTo(Arrays.copyOf(theirs, Hdf5Layout.HEAD_BYTES));
        // Number of messages, size of the header, where the pixels are.
        blank(ours, theirs, Hdf5Layout.HEAD_BYTES + 2, 1);
        blank(ours, theirs, Hdf5Layout.HEAD_BYTES + 8, 4);
        blank(ours, theirs, Hdf5Layout.HEAD_BYTES + 130, 8);
        int messages = Hdf5Layout.HEAD_BYTES + 152;
        assertThat(Arrays.copyOfRange(ours, Hdf5Layout.HEAD_BYTES, messages))
                .isEqualTo(Arrays.copyOfRange(theirs, Hdf5Layout.HEAD_BYTES, messages));
        int mine = indexOf(ours, "keypoints");
        int other = indexOf(theirs, "keypoints");
        int attributeBytes = 8 + 8 + 16 + 24 + 40 + 51 * 8;
        assertThat(Arrays.copyOfRange(ours, mine - 16, mine - 16 + attributeBytes))
                .isEqualTo(Arrays.copyOfRange(theirs, other - 16, other - 16 + attributeBytes));
    }

    @Test
    void headerOfAnImageIsThatOfTheDocs() throws IOException {
        String docs = Files.readString(Path.of("docs/personlab-h5.md"));
        String golden = docs.substring(docs.indexOf("## Golden"))
                .lines()
                .filter(line -> line.matches(" {4}([0-9a-f]{2} ){16} .*"))
                .map(line -> line.substring(4, 52))
                .collect(Collectors.joining());
        byte[] expected = HexFormat.ofDelimiter(" ").parseHex(golden.strip());
        assertThat(expected).hasSize(17 * 16);
        Path h5 = temp.resolve("ten.h5");
        writeAll(h5, List.of(drawn(10)));
        byte[] actual = Files.readAllBytes(h5);
        assertThat(Arrays.copyOfRange(actual, Hdf5Layout.HEAD_BYTES, Hdf5Layout.HEAD_BYTES + expected.length))
                .isEqualTo(expected);
    }

    private static void blank(byte[] a, byte[] b, int offset, int length) {
        Arrays.fill(a, offset, offset + length, (byte) 0);
        Arrays.fill(b, offset, offset + length, (byte) 0);
    }

    private static int indexOf(byte[] bytes, String text) {
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        assertThat(at).isPositive();
        return at;
    }

    @ParameterizedTest
    @ValueSource(strings = {"personlab_synth_val.h5", "personlab_synth_edge.h5"})
    void whatTheOriginalWroteIsTheSameAgain(String name) throws IOException {
        assumeThat(SHARED.resolve(name))
                .as("golden files of the original script")
                .exists();
        Path h5 = temp.resolve(name);
        try (PersonLabFile theirs = PersonLabFile.open(SHARED.resolve(name))) {
            List<PersonLabImage> images = new ArrayList<>();
            for (long id : theirs.ids()) {
                images.add(theirs.read(id));
            }
            assertThat(images).hasSizeGreaterThan(30);
            writeAll(h5, images);
            try (PersonLabFile ours = PersonLabFile.open(h5)) {
                assertThat(ours.ids()).isEqualTo(theirs.ids());
                for (PersonLabImage image : images) {
                    assertSame(ours.read(image.id()), image);
                }
            }
        }
    }

    @Test
    void hasRoomForOneHundredAndSixtyPersons() throws IOException {
        Path h5 = temp.resolve("a.h5");
        List<PersonLabImage> images = List.of(drawn(1, 2, 2, 160, true), drawn(2, 2, 2, 160, false));
        writeAll(h5, images);
        try (PersonLabFile file = PersonLabFile.open(h5)) {
            assertSame(file.read(1), images.get(0));
            assertSame(file.read(2), images.get(1));
        }
        assertThat(PersonLabWriter.refusal(160)).isEmpty();
        assertThat(PersonLabWriter.refusal(161))
                .contains("more persons than an hdf5 attribute holds: persons=161, most=160");
    }

    @Test
    void refusesWhatItCannotStoreAndGoesOn() throws IOException {
        Path h5 = temp.resolve("a.h5");
        PersonLabImage good = drawn(5);
        MemorySegment pixels = good.bgre();
        try (PersonLabWriter writer = PersonLabWriter.create(h5)) {
            write(writer, good);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> write(writer, good))
                    .withMessage("image is there already: image_id=5");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write(6, pixels, 1, 1, new double[161 * 51], 161, true))
                    .withMessage("more persons than an hdf5 attribute holds: persons=161, most=160, image_id=6");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write(6, pixels, 0, 1, new double[0], 0, true));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write(6, pixels, 50_000, 50_000, new double[0], 0, true))
                    .withMessageContaining("expected=10000000000");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write(6, pixels, 1, 1, new double[101], 2, true));
            for (double fraction : new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY, 0x1p63, -0x1p64}) {
                double[] numbers = new double[51];
                numbers[50] = fraction;
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> writer.write(6, pixels, 1, 1, numbers, 1, true))
                        .withMessageStartingWith("key point is not whole: image_id=6, index=50");
            }
            write(writer, drawn(-7, 1, 2, 1, true));
            writer.commit();
            assertThatIllegalStateException().isThrownBy(() -> write(writer, drawn(8)));
            assertThatIllegalStateException().isThrownBy(writer::commit);
        }
        try (PersonLabFile file = PersonLabFile.open(h5)) {
            assertThat(file.ids()).containsExactly(-7, 5);
        }
    }

    @Test
    void isNoHdf5FileUntilItIsCommitted() throws IOException {
        Path h5 = temp.resolve("a.h5");
        Path partial = AtomicFile.partialOf(h5);
        try (PersonLabWriter writer = PersonLabWriter.create(h5)) {
            write(writer, drawn(1, 500, 500, 1, true));
            writer.checkpoint();
            assertThatThrownBy(() -> PersonLabFile.open(partial)).isInstanceOf(CorruptDataException.class);
            writer.discard();
        }
        assertThat(temp).isEmptyDirectory();
        try (PersonLabWriter writer = PersonLabWriter.create(h5)) {
            write(writer, drawn(1));
        }
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void pixelsMayBeNativeAndTheFileMayGoToDiskInSteps() throws IOException {
        Path heap = temp.resolve("heap.h5");
        List<PersonLabImage> images = List.of(drawn(1, 400, 500, 1, true), drawn(2, 300, 801, 0, true), drawn(3));
        writeAll(heap, images);
        Path steps = temp.resolve("steps.h5");
        try (Arena arena = Arena.ofConfined();
                PersonLabWriter writer = PersonLabWriter.create(steps)) {
            writer.forceEvery(100_000);
            for (PersonLabImage image : images) {
                MemorySegment copy = arena.allocate(image.bgre().byteSize() + 5);
                copy.copyFrom(image.bgre());
                PersonLabImage same = new PersonLabImage(
                        image.id(), image.heightPx(), image.widthPx(), copy, image.keypoints(), image.whole());
                write(writer, same);
            }
            writer.commit();
        }
        assertThat(steps).hasSameBinaryContentAs(heap);
    }

    private static void writeAll(Path h5, List<PersonLabImage> images) throws IOException {
        try (PersonLabWriter writer = PersonLabWriter.create(h5)) {
            for (PersonLabImage image : images) {
                write(writer, image);
            }
            writer.commit();
        }
    }
}
