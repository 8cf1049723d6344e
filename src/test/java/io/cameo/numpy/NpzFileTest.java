package io.cameo.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "deflated.npz"})
    void readsWhatNumpyPacked(String name) throws IOException {
        try (NpzFile archive = NpzFile.open(Golden.FOLDER.resolve(name));
                NpyFile expected = NpyFile.open(Golden.FOLDER.resolve("c_f4.npy"))) {
            assertThat(archive.names()).containsExactly("a", "b");
            NpyFile b = archive.array("b");
            assertThat(b.longAt(3, 0)).isEqualTo(3);
            NpyFile a = archive.array("a");
            assertThat(a.rows()).isEqualTo(5);
            assertThat(a.rowLength()).isEqualTo(7);
            assertThat(expected.rowLength()).isEqualTo(7);
        }
    }

    @Test
    void namesWhatIsMissingOrBroken() throws IOException {
        try (NpzFile archive = NpzFile.open(Golden.FOLDER.resolve("stored.npz"))) {
            assertThatThrownBy(() -> archive.array("c"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("name=c");
        }
        Path text = Files.writeString(folder.resolve("text.npz"), "no zip at all");
        assertThatThrownBy(() -> NpzFile.open(text)).isInstanceOf(CorruptDataException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "deflated.npz"})
    void everyFlippedByteIsReadOrRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Golden.FOLDER.resolve(name));
        Path copy = folder.resolve(name);
        int refused = 0;
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 0x41;
            Files.write(copy, flipped);
            try (NpzFile archive = NpzFile.open(copy)) {
                for (String array : archive.names()) {
                    archive.array(array);
                }
            } catch (CorruptDataException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length / 4);
    }
}
