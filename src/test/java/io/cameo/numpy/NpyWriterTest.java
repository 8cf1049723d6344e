package io.cameo.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
    void refusesRowsWithoutLength() {
        assertThatThrownBy(() -> NpyWriter.create(folder.resolve("d.npy"), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FloatRows.of(new float[7], 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
