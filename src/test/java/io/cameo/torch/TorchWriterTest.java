package io.cameo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.numpy.NpyType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchWriterTest {
    private static final Path FACES = Path.of("testdata/ffhquv/pt");

    @Test
    void givesTheReleasesFilesBack() throws IOException {
        for (String name :
                List.of("000000_front_latent.pt", "000000_left_latent.pt", "000000_right_latent.pt", "00007.pt")) {
            byte[] bytes = Files.readAllBytes(FACES.resolve(name));
            TorchValue value =
                    TorchFile.of(Path.of(name), MemorySegment.ofArray(bytes)).value();
            assertThat(TorchWriter.bytes(value)).as(name).isEqualTo(bytes);
        }
    }

    /** torch 2 keeps each key as one text, the torch of the release made one anew each time; all else is the same. */
    @Test
    void picklesAsTorchDoes() throws IOException {
        for (String name : List.of("type_float32", "type_int64", "type_bool", "single", "empty")) {
            Path file = Path.of("testdata/torch", name + ".pt");
            MemorySegment bytes = MemorySegment.ofArray(Files.readAllBytes(file));
            TorchEntries.Entry golden =
                    Objects.requireNonNull(TorchEntries.read(file, bytes).find(TorchLayout.PICKLE));
            MemorySegment written = MemorySegment.ofArray(
                    TorchWriter.bytes(TorchFile.of(file, bytes).value()));
            TorchEntries.Entry ours =
                    Objects.requireNonNull(TorchEntries.read(file, written).find(TorchLayout.PICKLE));
            assertThat(ours.payload().mismatch(golden.payload())).as(name).isEqualTo(-1);
        }
    }

    @Test
    void keepsViewsAndSharesStorages() throws IOException {
        try (TorchFile file = TorchFile.open(Path.of("testdata/torch/coeffs.pt"))) {
            byte[] bytes = TorchWriter.bytes(file.value());
            assertThat(bytes.length).isLessThan(8_500);
            TorchFile again = TorchFile.of(Path.of("again.pt"), MemorySegment.ofArray(bytes));
            again.checkSums();
            for (String view : List.of("left", "front", "right")) {
                for (String name : List.of("id", "exp", "tex", "angle", "gamma", "trans")) {
                    TorchTensor expected = file.tensor(view, name);
                    TorchTensor actual = again.tensor(view, name);
                    assertThat(actual.offset()).isEqualTo(expected.offset());
                    assertThat(actual.strides()).isEqualTo(expected.strides());
                    assertThat(floats(actual)).isEqualTo(floats(expected));
                }
            }
        }
    }

    @Test
    void numbersStoragesThatHaveNoKey(@TempDir Path folder) throws IOException {
        TorchTensor first = TorchTensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        Map<String, TorchValue> values = new LinkedHashMap<>();
        values.put("a", first.on("cuda:1").requiringGrad(true));
        values.put("b", first.view(1, new long[] {2}, new long[] {3}));
        values.put("c", TorchTensor.of(NpyType.INT16, MemorySegment.ofArray(new short[] {7, -8}), 2));
        values.put("inner", new TorchMap(Map.of("d", TorchTensor.of(new float[] {9}))));
        values.put("none", new TorchMap(Map.of()));
        Path file = folder.resolve("values.pt");
        TorchWriter.write(file, new TorchMap(values));
        try (TorchFile read = TorchFile.open(file)) {
            read.checkSums();
            assertThat(read.tensor("a").location()).isEqualTo("cuda:1");
            assertThat(read.tensor("a").requiresGrad()).isTrue();
            assertThat(read.tensor("a").storageKey())
                    .isEqualTo("0")
                    .isEqualTo(read.tensor("b").storageKey());
            assertThat(floats(read.tensor("b"))).containsExactly(2, 5);
            assertThat(read.tensor("c").longAt(1)).isEqualTo(-8);
            assertThat(read.tensor("inner", "d").shape()).isEmpty();
            assertThat(floats(read.tensor("inner", "d"))).containsExactly(9);
            assertThat(((TorchMap) Objects.requireNonNull(((TorchMap) read.value()).get("none"))).values())
                    .isEmpty();
        }
    }

    @Test
    void writesManyTensors() {
        Map<String, TorchValue> values = new LinkedHashMap<>();
        List<Float> expected = new ArrayList<>();
        for (int i = 0; i < 2_345; i++) {
            values.put("tensor " + i, TorchTensor.of(new float[] {i}, 1, 1, 1, 1));
            expected.add((float) i);
        }
        MemorySegment bytes = MemorySegment.ofArray(TorchWriter.bytes(new TorchMap(values)));
        TorchMap read = (TorchMap) TorchFile.of(Path.of("many.pt"), bytes).value();
        assertThat(read.values().keySet()).containsExactlyElementsOf(values.keySet());
        assertThat(read.values().values().stream()
                        .map(value -> (float) ((TorchTensor) value).doubleAt(0, 0, 0, 0))
                        .toList())
                .isEqualTo(expected);
    }

    @Test
    void refusesWhatTorchCannotHave() {
        assertThatThrownBy(() -> TorchTensor.of(new float[5], 2, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TorchTensor.of(new float[6], -2, -3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TorchTensor.of(NpyType.UINT16, MemorySegment.ofArray(new short[2]), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("torch has no storage of this type: type=<u2");
        TorchTensor tensor = TorchTensor.of(new float[6], 6);
        for (long[] view :
                new long[][] {{0, 7, 1}, {1, 6, 1}, {0, 2, 6}, {-1, 1, 1}, {0, 2, -1}, {5, Long.MAX_VALUE, 3}}) {
            assertThatThrownBy(() -> tensor.view(view[0], new long[] {view[1]}, new long[] {view[2]}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tensor does not lie within its storage");
        }
        assertThat(tensor.view(5, new long[] {3, 1}, new long[] {0, 9}).values())
                .isEqualTo(3);
    }

    private static float[] floats(TorchTensor tensor) {
        float[] values = new float[(int) tensor.values()];
        tensor.copyTo(values, 0);
        return values;
    }
}
