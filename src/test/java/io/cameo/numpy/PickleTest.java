package io.cameo.numpy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PickleTest {
    private static final Path NOWHERE = Path.of("nowhere.bin");

    @Test
    void readsEveryDialect() throws IOException {
        Map<String, byte[]> pickles = Golden.pickles("pickles.tsv");
        assertThat(pickles).hasSize(58);
        pickles.forEach((name, bytes) -> {
            Pickle pickle = Pickle.read(NOWHERE, MemorySegment.ofArray(bytes));
            assertThat(pickle.endBytes()).as(name).isEqualTo(bytes.length);
            int protocol = name.charAt(name.length() - 1) - '0';
            assertThat(pickle.protocol()).as(name).isEqualTo(protocol < 2 ? 0 : protocol);
            PickleSequence set = (PickleSequence) pickle.value();
            assertThat(set.size()).as(name).isEqualTo(2);
            PickleSequence images = (PickleSequence) set.get(0);
            assertThat(images.size()).as(name).isEqualTo(6);
            for (int i = 0; i < 6; i++) {
                assertThat(bytesOf(images.get(i)).toBytes()).as(name).isEqualTo(Golden.image(i));
                assertThat(bytesOf(images.get(i)).sizeBytes()).as(name).isEqualTo(Golden.image(i).length);
            }
            assertThat(flags(set.get(1))).as(name).containsExactly(1, 0, 1);
        });
    }

    @Test
    void bytesOfNewProtocolsAreSlices() throws IOException {
        for (String name :
                new String[] {"py2_str_p2", "py3_bytes_p3", "py3_bytes_p4", "py3_column_p3", "py3_flat_p5"}) {
            Pickle pickle = Pickle.read(NOWHERE, MemorySegment.ofArray(Golden.pickle("pickles.tsv", name)));
            PickleSequence images = (PickleSequence) ((PickleSequence) pickle.value()).get(0);
            assertThat(bytesOf(images.get(3)).isSlice()).as(name).isTrue();
        }
    }

    @Test
    void keepsShapeAndType() throws IOException {
        Pickle pickle = Pickle.read(NOWHERE, MemorySegment.ofArray(Golden.pickle("pickles.tsv", "py3_column_p3")));
        PickleArray array = (PickleArray) ((PickleSequence) ((PickleSequence) pickle.value()).get(0)).get(1);
        assertThat(array.shape()).containsExactly(63, 1);
        assertThat(array.type()).isEqualTo(NpyType.UINT8);
        assertThat(array.values()).isEqualTo(63);
    }

    @Test
    void ignoresWhatFollowsAsPythonDoes() throws IOException {
        byte[] bytes = Golden.pickle("pickles.tsv", "py3_bytes_p4");
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 100);
        assertThat(Pickle.read(NOWHERE, MemorySegment.ofArray(longer)).endBytes())
                .isEqualTo(bytes.length);
    }

    @Test
    void everyDialectIsCutOffAtEveryByte() throws IOException {
        Golden.pickles("pickles.tsv").forEach((name, bytes) -> {
            int refused = 0;
            for (int length = 0; length < bytes.length; length++) {
                try {
                    Pickle.read(NOWHERE, MemorySegment.ofArray(bytes).asSlice(0, length));
                } catch (CorruptDataException expected) {
                    refused++;
                }
            }
            assertThat(refused).as(name).isEqualTo(bytes.length);
        });
    }

    @Test
    void everyFlippedBitIsReadOrRefused() throws IOException {
        int[] refused = {0};
        Golden.pickles("pickles.tsv").forEach((name, bytes) -> {
            // Every bit of two that have everything in them; of the others one in five, each place in turn.
            int step = name.equals("py3_column_p3") || name.equals("py2_str_p0") ? 1 : 5;
            for (int bit = 0; bit < bytes.length * 8; bit += step) {
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                try {
                    touch(Pickle.read(NOWHERE, MemorySegment.ofArray(bytes)).value());
                } catch (CorruptDataException expected) {
                    refused[0]++;
                }
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
            }
        });
        assertThat(refused[0]).isGreaterThan(10_000);
    }

    static PickleBytes bytesOf(PickleValue value) {
        return value instanceof PickleArray array ? array.data() : (PickleBytes) value;
    }

    private static long[] flags(PickleValue value) {
        if (value instanceof PickleArray array) {
            return array.toLongs();
        }
        PickleSequence sequence = (PickleSequence) value;
        long[] flags = new long[sequence.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = sequence.get(i) instanceof PickleValue.Whole whole
                    ? whole.value()
                    : sequence.get(i) == PickleValue.Truth.TRUE ? 1 : 0;
        }
        return flags;
    }

    /** Asks for everything that a value has. */
    private static void touch(PickleValue value) {
        switch (value) {
            case PickleSequence sequence -> {
                for (int i = 0; i < sequence.size(); i++) {
                    touch(sequence.get(i));
                }
            }
            case PickleArray array -> assertThat(array.toLongs()).hasSize((int) array.values());
            case PickleBytes bytes -> assertThat(bytes.toBytes()).hasSize((int) bytes.sizeBytes());
            default -> assertThat(value).isNotNull();
        }
    }
}
