package io.cameo.dataset.coco;

import static io.cameo.dataset.coco.PersonLabImages.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonLabResumeTest {
    @TempDir
    Path temp;

    @Test
    void aResumedFileIsThatOfOneRun() throws IOException {
        List<PersonLabImage> images = images(100);
        Path whole = temp.resolve("whole.h5");
        try (PersonLabWriter writer = PersonLabWriter.create(whole)) {
            writeAll(writer, images);
            writer.commit();
        }
        for (int stop : new int[] {0, 1, 50, 100}) {
            Path h5 = temp.resolve("stopped" + stop + ".h5");
            PersonLabWriter.Checkpoint at = stopAt(h5, images, stop);
            assertThat(PersonLabWriter.canResume(h5, at)).isTrue();
            try (PersonLabWriter writer = PersonLabWriter.resume(h5, at)) {
                assertThat(writer.images()).isEqualTo(stop);
                assertThat(writer.sizeBytes()).isEqualTo(at.sizeBytes());
                if (stop > 0) {
                    assertThatIllegalArgumentException().isThrownBy(() -> write(writer, images.getFirst()));
                }
                writeAll(writer, images.subList(stop, images.size()));
                writer.commit();
            }
            assertThat(h5).hasSameBinaryContentAs(whole);
        }
    }

    @Test
    void aCommitThatDidNotComeToItsEndIsTakenBack() throws IOException {
        List<PersonLabImage> images = images(20);
        Path whole = temp.resolve("whole.h5");
        PersonLabWriter.Checkpoint at = stopAt(whole, images, 10);
        try (PersonLabWriter writer = PersonLabWriter.resume(whole, at)) {
            writeAll(writer, images.subList(10, 20));
            writer.commit();
        }
        Path h5 = temp.resolve("a.h5");
        Files.copy(whole, AtomicFile.partialOf(h5));
        try (PersonLabWriter writer = PersonLabWriter.resume(h5, at)) {
            assertThatThrownBy(() -> PersonLabFile.open(AtomicFile.partialOf(h5)))
                    .isInstanceOf(CorruptDataException.class);
            writeAll(writer, images.subList(10, 20));
            writer.commit();
        }
        assertThat(h5).hasSameBinaryContentAs(whole);
    }

    @Test
    void anotherFileIsNotGoneOnWith() throws IOException {
        List<PersonLabImage> images = images(30);
        Path h5 = temp.resolve("a.h5");
        PersonLabWriter.Checkpoint at = stopAt(h5, images, 20);
        Path partial = AtomicFile.partialOf(h5);
        assertThat(PersonLabWriter.canResume(h5, new PersonLabWriter.Checkpoint(20, at.sizeBytes() << 20)))
                .isFalse();
        assertThat(PersonLabWriter.canResume(temp.resolve("b.h5"), at)).isFalse();
        assertThatThrownBy(() -> PersonLabWriter.resume(h5, new PersonLabWriter.Checkpoint(19, at.sizeBytes())))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("images=20, expected_images=19");
        assertThatThrownBy(() -> PersonLabWriter.resume(h5, new PersonLabWriter.Checkpoint(20, at.sizeBytes() - 8)))
                .isInstanceOf(CorruptDataException.class);
        byte[] bytes = Files.readAllBytes(partial);
        for (int offset : new int[] {0, 2, 24, 32, 56, 100, 130, 168, 184, 200}) {
            bytes[Hdf5Layout.HEAD_BYTES + offset] ^= 0x10;
            Files.write(partial, bytes);
            assertThatThrownBy(() -> PersonLabWriter.resume(h5, at))
                    .as("offset " + offset)
                    .isInstanceOf(CorruptDataException.class);
            bytes[Hdf5Layout.HEAD_BYTES + offset] ^= 0x10;
        }
    }

    private static PersonLabWriter.Checkpoint stopAt(Path h5, List<PersonLabImage> images, int stop)
            throws IOException {
        try (PersonLabWriter writer = PersonLabWriter.create(h5)) {
            writeAll(writer, images.subList(0, stop));
            PersonLabWriter.Checkpoint at = writer.checkpoint();
            assertThat(at.images()).isEqualTo(stop);
            writeAll(writer, images.subList(stop, Math.min(stop + 7, images.size())));
            return at;
        }
    }

    private static List<PersonLabImage> images(int count) {
        SplittableRandom random = new SplittableRandom(count);
        List<PersonLabImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(PersonLabImages.random(random, 1000L - 7L * i));
        }
        return images;
    }

    private static void writeAll(PersonLabWriter writer, List<PersonLabImage> images) throws IOException {
        for (PersonLabImage image : images) {
            write(writer, image);
        }
    }
}
