package io.cameo.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyWriterTest {
    @TempDir
    Path folder;

    @Test
    void writesWhatNumpyWrites() throws IOException {
        Path golden = Golden.FOLDER.resolve("c_f4.npy");
        Path written = folder.resolve("a.npy");
        try (NpyFile source = NpyFile.open(golden)) {
            NpyWriter.write(written, source);
        }
        assertThat(written).hasSameBinaryContentAs(golden);
    }

    @Test
    void keepsRowsThatFillManyBuffers() throws IOException {
        int rowLength = 513;
        float[] values = new float[rowLength * 400];
        Random random = new Random(11);
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt() & 0xbfffffff);
        }
        Path written = folder.resolve("b.npy");
        NpyWriter.write(written, FloatRows.of(values, rowLength));
        try (NpyFile file = NpyFile.open(written)) {
            assertThat(file.shape()).containsExactly(400, rowLength);
            float[] row = new float[values.length];
            for (int i = 0; i < 400; i++) {
                file.readRow(i, row, i * rowLength);
            }
            assertThat(row).isEqualTo(values);
        }
    }

    @Test
    void leavesNothingWhenItIsNotFinished() throws IOException {
        Path path = folder.resolve("c.npy");
        try (NpyWriter writer = NpyWriter.create(path, 2)) {
            writer.append(new float[] {1, 2}, 0);
        }
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void writesAnyShapeAndTypeAsNumpyDoes() throws IOException {
        for (String name :
                new String[] {"c_f4", "c_f8", "c_f2", "c_i8", "c_u1", "c_b1", "vector_i4", "cube_f4", "scalar_f8"}) {
            Path golden = Golden.FOLDER.resolve(name + ".npy");
            try (NpyFile file = NpyFile.open(golden)) {
                assertThat(NpyWriter.bytes(file.type(), file.data(), file.shape()))
                        .as(name)
                        .isEqualTo(Files.readAllBytes(golden));
            }
        }
        MemorySegment shorts = MemorySegment.ofArray(new short[] {1, 2, 3});
        assertThat(NpyWriter.bytes(NpyType.INT16, shorts, 3)).hasSize(128 + 6);
        assertThatThrownBy(() -> NpyWriter.bytes(NpyType.INT16, shorts, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NpyWriter.bytes(NpyType.INT16, shorts, -3, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesRowsWithoutLength() {
        assertThatThrownBy(() -> NpyWriter.create(folder.resolve("d.npy"), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FloatRows.of(new float[7], 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
