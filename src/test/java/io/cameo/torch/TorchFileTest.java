package io.cameo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.numpy.NpyFile;
import io.cameo.numpy.NpyType;
import io.cameo.numpy.PickleArray;
import io.cameo.numpy.PickleMap;
import io.cameo.numpy.PickleSequence;
import io.cameo.numpy.PickleText;
import io.cameo.numpy.PickleValue;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchFileTest {
    private static final Path FILES = Path.of("testdata/torch");
    private static final Path FACES = Path.of("testdata/ffhquv");

    @Test
    void showsWhatTorchShows() throws IOException {
        List<String> lines = Files.readAllLines(FILES.resolve("tensors.tsv"));
        assertThat(lines).hasSize(38);
        for (String line : lines) {
            String[] cells = line.split("\t", -1);
            try (TorchFile file = TorchFile.open(FILES.resolve(cells[0] + ".pt"))) {
                String[] path = cells[1].isEmpty() ? new String[0] : cells[1].split("/", -1);
                TorchTensor tensor = file.tensor(path);
                assertThat(tensor.shape()).as(line).isEqualTo(numbers(cells[2]));
                assertThat(tensor.strides()).as(line).isEqualTo(numbers(cells[3]));
                assertThat(tensor.offset()).as(line).isEqualTo(Long.parseLong(cells[4]));
                assertThat(tensor.requiresGrad()).as(line).isEqualTo(Boolean.parseBoolean(cells[5]));
                assertThat(tensor.location()).as(line).isEqualTo("cpu");
                float[] values = new float[(int) tensor.values()];
                tensor.copyTo(values, 0);
                assertThat(values).as(line).isEqualTo(floats(cells[6]));
                file.checkSums();
            }
        }
    }

    @Test
    void keepsTypes() throws IOException {
        for (NpyType type : NpyType.values()) {
            String name = switch (type) {
                case BOOL -> "bool";
                case UINT16, UINT32 -> "";
                default -> type.name().toLowerCase(Locale.ROOT);
            };
            if (!name.isEmpty()) {
                try (TorchFile file = TorchFile.open(FILES.resolve("type_" + name + ".pt"))) {
                    assertThat(file.tensor().type()).isEqualTo(type);
                    assertThat(file.tensor().longAt(1, 0)).isEqualTo(type == NpyType.BOOL ? 1 : 3);
                    assertThat(file.tensor().doubleAt(1, 2)).isZero();
                }
            }
        }
    }

    @Test
    void readsTheReleasesOwnFiles() throws IOException {
        Path pt = FACES.resolve("pt/000000_front_latent.pt");
        try (TorchFile file = TorchFile.open(pt);
                NpyFile numpy = NpyFile.open(FACES.resolve("pt/front_000000.npy"))) {
            TorchTensor latent = file.tensor("latent");
            assertThat(latent.shape()).containsExactly(1, 18, 512);
            assertThat(latent.location()).isEqualTo("cuda:0");
            assertThat(latent.storageKey()).isEqualTo("93975236141376");
            assertThat(latent.isContiguous()).isTrue();
            assertThat(latent.data().mismatch(numpy.data())).isEqualTo(-1);
            // A slice of the mapping: it begins where the writer aligned it.
            assertThat(latent.data().address() % 64).isZero();
            assertThat(file.tensor("attribute").shape()).containsExactly(1, 17, 1, 1);
            assertThat(file.tensor("attribute").doubleAt(0, 15, 0, 0)).isEqualTo(23);
            assertThat(((TorchMap) file.value()).values().keySet()).containsExactly("latent", "attribute");
            file.checkSums();
            assertThatThrownBy(() -> file.tensor("nothing"))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessage("torch file lacks a tensor: key=nothing: file=" + pt + ", offset=0");
            assertThatThrownBy(file::tensor).hasMessageContaining("torch file has something else than a tensor");
        }
        try (TorchFile file = TorchFile.open(FACES.resolve("pt/00007.pt"))) {
            assertThat(file.tensor().requiresGrad()).isTrue();
            assertThat(file.tensor().values()).isEqualTo(9216);
        }
    }

    @Test
    void viewsShareAStorage() throws IOException {
        try (TorchFile file = TorchFile.open(FILES.resolve("coeffs.pt"))) {
            TorchTensor expression = file.tensor("left", "exp");
            assertThat(expression.storageValues()).isEqualTo(1049);
            assertThat(expression.offset()).isEqualTo(532);
            assertThat(expression.storageKey())
                    .isEqualTo(file.tensor("right", "trans").storageKey());
            assertThat(expression.data().byteSize()).isEqualTo(45 * 4);
        }
        try (TorchFile file = TorchFile.open(FILES.resolve("views.pt"))) {
            assertThat(file.tensor("transposed").isContiguous()).isFalse();
            assertThatThrownBy(() -> file.tensor("transposed").data())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tensor is not contiguous");
            assertThatThrownBy(() -> file.tensor("whole").doubleAt(24)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> file.tensor("whole").copyTo(new float[24], 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void givesWhatIsNoTensorAsThePickleHasIt() throws IOException {
        try (TorchFile file = TorchFile.open(FILES.resolve("plain.pt"))) {
            TorchMap map = (TorchMap) file.value();
            PickleArray points = (PickleArray) plain(map, "points");
            assertThat(points.shape()).containsExactly(68, 2);
            assertThat(points.type()).isEqualTo(NpyType.FLOAT32);
            assertThat(points.data().toBytes()).hasSize(68 * 2 * 4);
            PickleArray params = (PickleArray) plain(map, "params");
            assertThat(params.isOfObjects()).isTrue();
            PickleSequence objects = params.objects();
            assertThat(objects.get(0)).isEqualTo(new PickleValue.Real(1024));
            assertThat(objects.get(1)).isEqualTo(new PickleValue.Whole(768));
            assertThat(objects.get(2)).isEqualTo(new PickleValue.Real(0.5));
            assertThat(((PickleArray) objects.get(3)).values()).isEqualTo(1);
            assertThat(((PickleText) objects.get(4)).text()).isEqualTo("x");
            assertThat(objects.get(5)).isEqualTo(PickleValue.Nothing.NONE);
            assertThatThrownBy(params::type).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(points::objects).isInstanceOf(IllegalArgumentException.class);
            assertThat(((PickleSequence) plain(map, "list")).size()).isEqualTo(6);
        }
        try (TorchFile file = TorchFile.open(FILES.resolve("number_key.pt"))) {
            PickleMap map = (PickleMap) ((TorchPlain) file.value()).value();
            assertThat(map.key(0)).isEqualTo(new PickleValue.Whole(1));
        }
    }

    @Test
    void refusesWithFilePlaceAndName() {
        Path system = FACES.resolve("broken/000005_front_latent.pt");
        assertThatThrownBy(() -> TorchFile.open(system))
                .isInstanceOf(CorruptDataException.class)
                .hasMessage(
                        "pickle names something that is not allowed: name=os.system: file=" + system + ", offset=48");
        refuses(FACES.resolve("broken/000004_front_latent.pt"), "torch file is cut off: no end of a zip archive");
        refuses(FILES.resolve("refused_legacy.pt"), "torch file of the form before torch 1.6 is not read");
        refuses(FILES.resolve("refused_bfloat16.pt"), "name=torch.BFloat16Storage");
        refuses(FILES.resolve("refused_complex.pt"), "name=torch.ComplexFloatStorage");
        refuses(FILES.resolve("refused_sparse.pt"), "name=torch._utils._rebuild_sparse_tensor");
        refuses(FILES.resolve("refused_module.pt"), "name=torch.nn.modules.linear.Linear");
        refuses(FILES.resolve("tensors.tsv"), "not a torch file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type_float16", "views", "plain"})
    void isCutOffAtEveryByte(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(FILES.resolve(name + ".pt"));
        int refused = 0;
        for (int length = 0; length < bytes.length; length++) {
            try {
                touch(Arrays.copyOf(bytes, length));
            } catch (CorruptDataException expected) {
                refused++;
            }
        }
        assertThat(refused).isEqualTo(bytes.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"type_float16", "views", "plain"})
    void everyFlippedBitIsReadOrRefused(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(FILES.resolve(name + ".pt"));
        int refused = 0;
        int differs = 0;
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                touch(bytes);
                try {
                    TorchFile.of(FILES, segment(bytes)).checkSums();
                } catch (CorruptDataException seen) {
                    differs++;
                }
            } catch (CorruptDataException expected) {
                assertThat(expected.offsetBytes()).as("bit %d", bit).isBetween(0L, (long) bytes.length);
                refused++;
            }
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(refused).isGreaterThan(1_000);
        assertThat(differs).isGreaterThan(500);
    }

    private static void touch(byte[] bytes) {
        touch(TorchFile.of(FILES, segment(bytes)).value());
    }

    /** Asks for everything that a value has. */
    private static void touch(TorchValue value) {
        switch (value) {
            case TorchMap map -> map.values().values().forEach(TorchFileTest::touch);
            case TorchTensor tensor -> {
                if (tensor.values() < 10_000) { // a stride that was flipped to 0 may show many
                    tensor.copyTo(new float[(int) tensor.values()], 0);
                }
            }
            case TorchPlain plain -> assertThat(plain.value()).isNotNull();
        }
    }

    private static MemorySegment segment(byte[] bytes) {
        return MemorySegment.ofArray(bytes);
    }

    private static PickleValue plain(TorchMap map, String key) {
        return ((TorchPlain) Objects.requireNonNull(map.get(key))).value();
    }

    private static void refuses(Path file, String reason) {
        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(reason);
    }

    private static long[] numbers(String cell) {
        return cell.isEmpty()
                ? new long[0]
                : Arrays.stream(cell.split(",", -1)).mapToLong(Long::parseLong).toArray();
    }

    private static float[] floats(String cell) {
        String[] hex = cell.isEmpty() ? new String[0] : cell.split(",", -1);
        float[] values = new float[hex.length];
        for (int i = 0; i < hex.length; i++) {
            values[i] = Float.intBitsToFloat(Integer.reverseBytes(Integer.parseUnsignedInt(hex[i], 16)));
        }
        return values;
    }
}
