package io.cameo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipPiecesTest {
    /** A little more than is given out in one piece. */
    private static final int LARGE_BYTES = (1 << 26) + 12_345;

    private static byte[] large() {
        byte[] bytes = new byte[LARGE_BYTES];
        for (int i = 0; i < bytes.length; i += 999) {
            bytes[i] = (byte) (i >> 9);
        }
        return bytes;
    }

    /** What was given out, as its sum; the number of pieces is in the last place of {@code counts}. */
    private static long sum(TinyZip.Item item, int[] counts) throws IOException {
        byte[] zip = new TinyZip()
                .add(TinyZip.stored("small", new byte[] {1, 2}))
                .add(item)
                .bytes();
        CRC32 sum = new CRC32();
        try (ZipArchive archive = ZipArchive.of(Path.of("a.zip"), new MemoryParts(List.of(zip)));
                ZipReader reader = archive.reader()) {
            ArchiveEntry entry = archive.entries().getLast();
            long bytes = reader.read(entry, piece -> {
                sum.update(piece.asByteBuffer());
                counts[0]++;
            });
            assertThat(bytes).isEqualTo(entry.sizeBytes());
            // Another one can be read behind it, whole.
            assertThat(reader.read(archive.entries().getFirst()).toArray(ValueLayout.JAVA_BYTE))
                    .containsExactly(1, 2);
        }
        return sum.getValue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLargeEntryComesInPieces(boolean deflated) throws IOException {
        byte[] bytes = large();
        CRC32 expected = new CRC32();
        expected.update(bytes);
        int[] pieces = new int[1];
        assertThat(sum(deflated ? TinyZip.deflated("x", bytes) : TinyZip.stored("x", bytes), pieces))
                .isEqualTo(expected.getValue());
        assertThat(pieces[0]).isGreaterThan(LARGE_BYTES >> 18);
    }

    @Test
    void aSmallOneComesAtOnceAndIsRight() throws IOException {
        int[] pieces = new int[1];
        TinyZip.Item wrong = TinyZip.deflated("x", new byte[100_000]);
        wrong.crc++;
        wrong.localCrc++;
        assertThatThrownBy(() -> sum(wrong, pieces)).hasMessageContaining("checksum mismatch");
        assertThat(pieces[0]).isZero();
        sum(TinyZip.deflated("x", new byte[100_000]), pieces);
        assertThat(pieces[0]).isEqualTo(1);
    }

    @Test
    void damageOfALargeOneIsToldAtItsEnd() {
        TinyZip.Item wrong = TinyZip.stored("x", large());
        wrong.crc++;
        wrong.localCrc++;
        assertThatThrownBy(() -> sum(wrong, new int[1]))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("checksum mismatch");
        TinyZip.Item liar = TinyZip.deflated("x", large());
        liar.size--;
        assertThatThrownBy(() -> sum(liar, new int[1])).hasMessageContaining("inflates beyond its size");
        liar.size += 2;
        assertThatThrownBy(() -> sum(liar, new int[1])).hasMessageContaining("size mismatch");
    }
}
