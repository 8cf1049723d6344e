package io.cameo.dataset.coco;

import static io.cameo.dataset.coco.PersonLabImages.GOLDEN;
import static io.cameo.dataset.coco.PersonLabImages.assertSame;
import static io.cameo.dataset.coco.PersonLabImages.drawn;
import static io.cameo.dataset.coco.PersonLabImages.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonLabFileTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({"classic.h5, 160000, 160", "latest.h5, 200000, 200"})
    void readsWhatH5pyWrote(String name, long crowded, int persons) throws IOException {
        try (PersonLabFile file = PersonLabFile.open(GOLDEN.resolve(name))) {
            assertThat(file.images()).isEqualTo(name.equals("classic.h5") ? 43 : 41);
            assertThat(file.ids()).startsWith(1, 10, 11, 12, 13).endsWith(7, 8, 9);
            for (long id = 1; id <= 40; id++) {
                assertSame(file.read(id), drawn(id));
            }
            assertSame(file.read(crowded), drawn(crowded, 2, 3, persons, true));
            assertThat(file.contains(crowded)).isTrue();
            assertThat(file.contains(41)).isFalse();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> file.read(41))
                    .withMessage("no such image: image_id=41, file=" + GOLDEN.resolve(name));
        }
    }

    @Test
    void readsChunksAndFilters() throws IOException {
        try (PersonLabFile file = PersonLabFile.open(GOLDEN.resolve("chunked.h5"))) {
            assertThat(file.ids()).containsExactly(10, 20, 30);
            assertSame(file.read(10), drawn(10, 37, 29, 2, true));
            assertSame(file.read(20), drawn(20, 37, 29, 3, false));
            assertSame(file.read(30), drawn(30, 5, 300, 0, true));
        }
    }

    @Test
    void separatesImageAndPlane() throws IOException {
        try (PersonLabFile file = PersonLabFile.open(GOLDEN.resolve("classic.h5"));
                Arena arena = Arena.ofConfined()) {
            PersonLabImage image = file.read(38);
            PersonLabImage.Separate separate = image.separate(arena);
            assertThat(separate.bgr().widthPx()).isEqualTo(image.widthPx());
            assertThat(separate.bgr().sample(1, 2, 0)).isEqualTo((38 + 14 + 3) % 251);
            assertThat(separate.bgr().sample(1, 2, 2)).isEqualTo((38 + 14 + 3 + 22) % 251);
            assertThat(separate.plane().sampleAt(1, 2)).isEqualTo((38 + 14 + 3 + 33) % 251);
        }
    }

    @Test
    void manyThreadsMayRead() throws IOException {
        try (PersonLabFile file = PersonLabFile.open(GOLDEN.resolve("classic.h5"))) {
            LongStream.range(0, 4000).parallel().forEach(i -> {
                try {
                    assertSame(file.read(1 + i % 40), drawn(1 + i % 40));
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2  | image has no keypoints: image_id=2
        3  | dataset is no image of uint8 (H, W, 4): image_id=3, shape=[4, 4, 3]
        4  | dataset is no image of uint8 (H, W, 4): image_id=4, shape=[4, 4, 4]
        5  | keypoints are not numbers of shape (n, 51): image_id=5
        6  | keypoints are not numbers of shape (n, 51): image_id=6
        7  | pixels are not in the file: image_id=7
        8  | not a dataset: image_id=8
        9  | keypoints are not numbers of shape (n, 51): image_id=9
        12 | image has no size that this file can hold: image_id=12, height=4, width=0
        """)
    void namesWhatIsNoImage(long id, String reason) throws IOException {
        try (PersonLabFile file = PersonLabFile.open(GOLDEN.resolve("odd.h5"))) {
            assertThatThrownBy(() -> file.read(id))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageStartingWith(reason);
            assertSame(file.read(1), drawn(1, 4, 4, 1, true));
            assertSame(file.read(10), asFloats(drawn(10, 4, 4, 2, true)));
            assertSame(file.read(11), drawn(11, 4, 4, 2, true));
        }
    }

    private static PersonLabImage asFloats(PersonLabImage image) {
        return new PersonLabImage(
                image.id(), image.heightPx(), image.widthPx(), image.bgre(), image.keypoints(), false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        named.h5     | name in the group coco is no image id: name=other
        padded.h5    | name in the group coco is no image id: name=007
        linked.h5    | name leads nowhere in this file: name=7
        groupless.h5 | hdf5 file has no group of this name: name=coco
        README.md    | hdf5 structure is damaged or unknown: cause=
        """)
    void refusesAnotherFile(String name, String reason) {
        assertThatThrownBy(() -> PersonLabFile.open(GOLDEN.resolve(name)))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void filesThatAreNotThereAreNotDamaged() {
        assertThatThrownBy(() -> PersonLabFile.open(temp.resolve("none.h5"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> PersonLabFile.open(temp)).isInstanceOf(FileSystemException.class);
    }

    @Test
    void aFileThatIsCutIsDamaged() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        SplittableRandom random = new SplittableRandom(3);
        Path cut = temp.resolve("cut.h5");
        for (int i = 0; i < 300; i++) {
            int length = i < 10 ? bytes.length - 1 - i : random.nextInt(bytes.length);
            Files.write(cut, Arrays.copyOf(bytes, length));
            Throwable failure = catchThrowable(() -> readAll(cut));
            assertThat(failure).as("seed 3, length " + length).isInstanceOf(CorruptDataException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"written", "one.h5", "latest.h5", "chunked.h5"})
    void aFlippedBitGivesAnImageOrACleanError(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(name.equals("written") ? written() : GOLDEN.resolve(name));
        SplittableRandom random = new SplittableRandom(4);
        Path flipped = temp.resolve("flipped.h5");
        int refused = 0;
        for (int i = 0; i < 600; i++) {
            int at = i < 300 ? random.nextInt(Math.min(bytes.length, 4096)) : random.nextInt(bytes.length);
            byte bit = (byte) (1 << random.nextInt(8));
            bytes[at] ^= bit;
            Files.write(flipped, bytes);
            Throwable failure = catchThrowable(() -> readAll(flipped));
            bytes[at] ^= bit;
            if (failure != null) {
                refused++;
                assertThat(failure).as("seed 4, byte " + at + ", bit " + bit).isInstanceOf(CorruptDataException.class);
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void aFileThatIsCutWhileItIsOpenIsDamaged() throws IOException {
        for (String name : new String[] {"classic.h5", "chunked.h5", "latest.h5"}) {
            Path copy = Files.copy(GOLDEN.resolve(name), temp.resolve(name));
            try (PersonLabFile file = PersonLabFile.open(copy)) {
                long id = file.ids()[1];
                file.read(id);
                try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                    channel.truncate(3000);
                }
                assertThatThrownBy(() -> file.read(id)).as(name).isInstanceOf(CorruptDataException.class);
            }
        }
    }

    @Test
    void aClosedFileIsNotDamaged() throws IOException {
        PersonLabFile file = PersonLabFile.open(GOLDEN.resolve("classic.h5"));
        file.close();
        assertThatThrownBy(() -> file.read(1)).isInstanceOf(IOException.class);
    }

    @Test
    void readsTheGoldenFiles() throws IOException {
        Path shared = Path.of("../shared/golden/coco/h5");
        assumeThat(shared).as("golden files of the original script").exists();
        try (PersonLabFile file = PersonLabFile.open(shared.resolve("personlab_synth_edge.h5"))) {
            assertThat(file.images()).isEqualTo(31);
            assertThat(file.read(8).keypoints()).hasDimensions(130, 51);
            assertThat(file.read(14).keypoints()).isEmpty();
            assertThat(file.read(34).whole()).isFalse();
            assertThat(file.read(35).bgre().byteSize()).isEqualTo(4);
        }
    }

    private Path written() throws IOException {
        Path h5 = temp.resolve("written.h5");
        try (PersonLabWriter writer = PersonLabWriter.create(h5)) {
            for (long id = 1; id <= 300; id++) {
                write(writer, drawn(id, 1, 1, (int) (id % 30) / 29, true));
            }
            writer.commit();
        }
        return h5;
    }

    private static void readAll(Path h5) throws IOException {
        try (PersonLabFile file = PersonLabFile.open(h5)) {
            for (long id : file.ids()) {
                file.read(id);
            }
        }
    }
}
