package io.cameo.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PickleWriterTest {
    @TempDir
    Path folder;

    @Test
    void writesWhatPythonWrites() throws IOException, NoSuchAlgorithmException {
        List<String[]> cases = Golden.table("frames.tsv");
        assertThat(cases).hasSize(9);
        for (String[] line : cases) {
            int[] sizes = Arrays.stream(line[1].split(" ", -1))
                    .filter(size -> !size.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
            byte[] written = Files.readAllBytes(write(line[0], sizes));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(written);
            assertThat(HexFormat.of().formatHex(hash)).as(line[0]).isEqualTo(line[2]);
        }
    }

    @Test
    void writesWhatItReads() throws IOException {
        byte[] bytes = Files.readAllBytes(write("again", new int[] {3, 70_000, 300, 66_000}));
        PickleSequence set = (PickleSequence) Pickle.read(folder.resolve("again"), MemorySegment.ofArray(bytes))
                .value();
        PickleSequence images = (PickleSequence) set.get(0);
        assertThat(images.size()).isEqualTo(4);
        assertThat(((PickleBytes) images.get(1)).toBytes()).isEqualTo(image(1, 70_000));
    }

    @Test
    void writesOtherValues() throws IOException {
        Path file = folder.resolve("values");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            PickleWriter writer = new PickleWriter(channel);
            writer.beginTuple();
            writer.whole(7);
            writer.whole(65_535);
            writer.beginTuple();
            writer.nothing();
            writer.text("a\u00e9");
            writer.endTuple(2);
            writer.endTuple(3);
            writer.finish();
        }
        // python3 -c "import pickle; print(pickle.dumps((7, 65535, (None, 'a\u00e9')), 4).hex())"
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(file)))
                .isEqualTo("80049511000000000000004b074dffff4e8c0361c3a994869487942e");
    }

    @Test
    void refusesListsOfAnotherLength() throws IOException {
        Path file = folder.resolve("list");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            PickleWriter writer = new PickleWriter(channel);
            PickleWriter.ListState list = writer.beginList(1);
            assertThatThrownBy(() -> writer.endList(list)).isInstanceOf(IllegalStateException.class);
            writer.item(list);
            assertThatThrownBy(() -> writer.item(list)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> writer.whole(-1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> writer.endTuple(4)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    private Path write(String name, int[] sizes) throws IOException {
        Path file = folder.resolve(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            PickleWriter writer = new PickleWriter(channel);
            writer.beginTuple();
            PickleWriter.ListState images = writer.beginList(sizes.length);
            for (int i = 0; i < sizes.length; i++) {
                writer.item(images);
                writer.bytes(MemorySegment.ofArray(image(i, sizes[i])));
            }
            writer.endList(images);
            PickleWriter.ListState flags = writer.beginList(sizes.length / 2);
            for (int i = 0; i < sizes.length / 2; i++) {
                writer.item(flags);
                writer.truth(i % 3 != 1);
            }
            writer.endList(flags);
            writer.endTuple(2);
            writer.finish();
        }
        return file;
    }

    /** As {@code make_frames.py} draws it. */
    private static byte[] image(int seed, int size) {
        byte[] image = new byte[size];
        long state = seed;
        for (int i = 0; i < size; i++) {
            state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
            image[i] = (byte) (state >> 16);
        }
        return image;
    }
}
