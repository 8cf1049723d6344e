package io.cameo.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFileTest {
    private static final Path NOWHERE = Path.of("nowhere.npy");

    @Test
    void readsEveryTypeAndOrderAsNumpyDoes() throws IOException {
        Map<String, Integer> rowsSeen = new TreeMap<>();
        for (String[] line : Golden.table("rows.tsv")) {
            try (NpyFile file = NpyFile.open(Golden.FOLDER.resolve(line[0] + ".npy"))) {
                String[] expected = line[2].split(" ", -1);
                float[] row = new float[expected.length + 2];
                file.readRow(Long.parseLong(line[1]), row, 1);
                assertThat(file.rowLength()).as(line[0]).isEqualTo(expected.length);
                for (int i = 0; i < expected.length; i++) {
                    int bits = Integer.parseUnsignedInt(expected[i], 16);
                    assertThat(Float.floatToRawIntBits(row[i + 1]))
                            .as("%s row %s column %d", line[0], line[1], i)
                            .isEqualTo(bits);
                }
                assertThat(row[0]).isZero();
                assertThat(row[expected.length + 1]).isZero();
                rowsSeen.merge(line[0], 1, Integer::sum);
                assertThat(rowsSeen.get(line[0])).isLessThanOrEqualTo((int) file.rows());
            }
        }
        assertThat(rowsSeen).hasSize(18);
    }

    @Test
    void givesWholeNumbersExactly() throws IOException {
        try (NpyFile file = NpyFile.open(Golden.FOLDER.resolve("vector_i4.npy"))) {
            assertThat(file.shape()).containsExactly(9);
            assertThat(file.type()).isEqualTo(NpyType.INT32);
            for (int i = 0; i < 9; i++) {
                assertThat(file.longAt(i, 0)).isEqualTo(i - 3);
                assertThat(file.doubleAt(i, 0)).isEqualTo(i - 3);
            }
        }
    }

    @Test
    void readsAnArrayWithoutElements() throws IOException {
        try (NpyFile file = NpyFile.open(Golden.FOLDER.resolve("empty_f4.npy"))) {
            assertThat(file.rows()).isZero();
            assertThat(file.rowLength()).isEqualTo(512);
            assertThatThrownBy(() -> file.readRow(0, new float[512], 0)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void refusesRowsThatAreNotThere() throws IOException {
        try (NpyFile file = NpyFile.open(Golden.FOLDER.resolve("c_f4.npy"))) {
            float[] row = new float[7];
            assertThatThrownBy(() -> file.readRow(5, row, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> file.readRow(-1, row, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> file.readRow(0, row, 1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> file.longAt(0, 7)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"big_endian,array is big-endian", "fields,array head has no plain text", "complex,array type"})
    void refusesByName(String nameAndReason) {
        String[] parts = nameAndReason.split(",", -1);
        assertThatThrownBy(() -> NpyFile.open(Golden.FOLDER.resolve(parts[0] + ".npy")))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(parts[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c_f4", "fortran_f4", "v2_f4", "v3_f4", "cube_f4"})
    void isCutOffAtEveryByte(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Golden.FOLDER.resolve(name + ".npy"));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).as("length %d", cut.length).isInstanceOf(CorruptDataException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c_f4", "fortran_i8_3d", "v2_f4", "scalar_f8", "empty_f4"})
    void everyFlippedBitIsReadOrRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Golden.FOLDER.resolve(name + ".npy"));
        int refused = 0;
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                read(flipped);
            } catch (CorruptDataException expected) {
                assertThat(expected).hasMessageContaining("offset=");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4294967296), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0,), 'x': 1}",
                "{'descr': '<f4', 'fortran_order': False, 'fortran_order': False, 'shape': (0,)}",
                "{'descr': '<f4', 'fortran_order': False}",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (0,)}",
                "{'descr': '|O', 'fortran_order': False, 'shape': (0,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0,)} import os",
                "{'descr': __import__('os'), 'fortran_order': False, 'shape': (0,)}",
                "{'descr': '<f4'",
                "",
            })
    void refusesHostileHeads(String dictionary) {
        assertThatThrownBy(() -> read(withHead(dictionary))).isInstanceOf(CorruptDataException.class);
    }

    @Test
    void readsHeadsOfOtherWriters() {
        try (NpyFile file = read(withHead("{\"shape\":(0L,3L),\"fortran_order\":True,\"descr\":\"=f4\"}"))) {
            assertThat(file.shape()).containsExactly(0, 3);
            assertThat(file.fortranOrder()).isTrue();
        }
    }

    /** Reads everything there is; the caller sees whether that fails. */
    private static NpyFile read(byte[] bytes) {
        NpyFile file = NpyFile.of(NOWHERE, MemorySegment.ofArray(bytes));
        if (file.rows() * file.rowLength() > 0) {
            float[] row = new float[file.rowLength()];
            for (long i = 0; i < file.rows(); i++) {
                file.readRow(i, row, 0);
            }
        }
        return file;
    }

    private static byte[] withHead(String dictionary) {
        byte[] text = dictionary.getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = Arrays.copyOf(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, 10 + text.length);
        bytes[8] = (byte) text.length;
        bytes[9] = (byte) (text.length >> 8);
        System.arraycopy(text, 0, bytes, 10, text.length);
        return bytes;
    }
}
