package io.cameo.dataset.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationSetTest {
    static final Path GOLDEN = Path.of("testdata/dataset/verification");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"ver_bytes_p2.bin,TEXT,2", "ver_bytes_p4.bin,BYTES,4", "ver_ndarray_p3.bin,ARRAYS,3"})
    void readsEachGolden(String name, VerificationSet.Elements elements, int protocol) throws IOException {
        try (VerificationSet set = VerificationSet.open(GOLDEN.resolve(name));
                VerificationSet plain = VerificationSet.open(GOLDEN.resolve("ver_bytes_p4.bin"))) {
            assertThat(set.pairs()).isEqualTo(5);
            assertThat(set.images()).isEqualTo(10);
            assertThat(set.same()).containsExactly(true, false, true, false, true);
            assertThat(set.elements()).isEqualTo(elements);
            assertThat(set.protocol()).isEqualTo(protocol);
            assertThat(set.trailingBytes()).isZero();
            for (int i = 0; i < 10; i++) {
                assertThat(set.image(i).mismatch(plain.image(i)))
                        .as("image %d", i)
                        .isEqualTo(-1);
                assertThat(set.image(i).isNative()).isEqualTo(elements != VerificationSet.Elements.TEXT);
            }
            assertThatThrownBy(() -> set.image(10)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> set.same(5)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ver_bytes_p2.bin", "ver_bytes_p4.bin", "ver_ndarray_p3.bin"})
    void writesWhatPythonWrites(String source) throws IOException {
        Path copy = folder.resolve("copy.bin");
        try (VerificationSet set = VerificationSet.open(GOLDEN.resolve(source))) {
            copy(set, copy);
        }
        assertThat(copy).hasSameBinaryContentAs(GOLDEN.resolve("ver_bytes_p4.bin"));
    }

    /** The example of docs/verification.md. */
    @Test
    void writesTheDocumentedBytes() throws IOException {
        Path file = folder.resolve("documented.bin");
        try (VerificationWriter writer = VerificationWriter.create(file, 2)) {
            writer.add(text("a"), text("bb"), true);
            writer.add(text("ccc"), text("d"), false);
            writer.finish();
        }
        StringBuilder documented = new StringBuilder();
        for (String line : Files.readAllLines(Path.of("docs/verification.md"))) {
            if (line.matches("    ([0-9a-f]{2} )+ +[^ ].*")) {
                documented.append(line.strip().replaceFirst("  .*", "").replace(" ", ""));
            }
        }
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(file))).isEqualTo(documented.toString());
    }

    @Test
    void writesSetsOfAnySize() throws IOException {
        for (int pairs : new int[] {0, 1, 499, 500, 501, 1300}) {
            Path file = folder.resolve(pairs + ".bin");
            try (VerificationWriter writer = VerificationWriter.create(file, pairs)) {
                for (int i = 0; i < pairs; i++) {
                    writer.add(image(2 * i), image(2 * i + 1), i % 3 == 0);
                }
                writer.finish();
            }
            try (VerificationSet set = VerificationSet.open(file)) {
                assertThat(set.pairs()).isEqualTo(pairs);
                for (int i = 0; i < 2 * pairs; i++) {
                    assertThat(set.image(i).mismatch(image(i))).isEqualTo(-1);
                    assertThat(set.same(i / 2)).isEqualTo(i / 2 % 3 == 0);
                }
            }
        }
    }

    @Test
    void leavesNothingThatIsNotWhole() throws IOException {
        Path file = folder.resolve("half.bin");
        try (VerificationWriter writer = VerificationWriter.create(file, 2)) {
            writer.add(image(0), image(1), true);
            assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
            writer.add(image(0), image(1), true);
            assertThatThrownBy(() -> writer.add(image(0), image(1), true)).isInstanceOf(IllegalStateException.class);
        }
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
        assertThatThrownBy(() -> VerificationWriter.create(file, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isCutOffAtEveryByte() throws IOException {
        byte[] whole = small();
        for (int length = 0; length < whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut.bin"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> VerificationSet.open(cut)).isInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void everyFlippedBitIsReadOrRefused() throws IOException {
        byte[] whole = small();
        int refused = 0;
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Path file = Files.write(folder.resolve("flipped.bin"), flipped);
            try (VerificationSet set = VerificationSet.open(file)) {
                for (int i = 0; i < set.images(); i++) {
                    assertThat(set.image(i).byteSize()).isLessThanOrEqualTo(whole.length);
                }
            } catch (CorruptDataException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource({
        "'N.',not a verification set",
        "'(NNt.',not a verification set",
        "']].',pickle stops in the middle",
        "'](N].',pickle stops in the middle",
        "'(]Nt.',expected=a list of truth values",
        "'(](I01\nlt.',lacks images: pairs=1; images=0",
        "'((lp0\nI3\na(lp1\nt.',image that is no bytes",
        "'((lp0\nS''a''\naS''b''\na(lp1\nI7\nat.',neither the same nor different",
        "'((lp0\nS''a''\na(lp1\nI01\nat.',lacks images: pairs=1; images=1",
        "'(cos\nsystem\nS''x''\ntR.',name=os.system",
    })
    void saysWhatIsWrong(String pickle, String reason) throws IOException {
        Path file = Files.write(folder.resolve("bad.bin"), pickle.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> VerificationSet.open(file))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(reason.replace(';', ','));
    }

    static void copy(VerificationSet set, Path target) throws IOException {
        try (VerificationWriter writer = VerificationWriter.create(target, set.pairs())) {
            for (int i = 0; i < set.pairs(); i++) {
                writer.add(set.image(2 * i), set.image(2 * i + 1), set.same(i));
            }
            writer.finish();
        }
    }

    private byte[] small() throws IOException {
        Path file = folder.resolve("small.bin");
        try (VerificationWriter writer = VerificationWriter.create(file, 2)) {
            writer.add(image(3), image(4), true);
            writer.add(image(5), MemorySegment.ofArray(new byte[300]), false);
            writer.finish();
        }
        return Files.readAllBytes(file);
    }

    private static MemorySegment text(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MemorySegment image(int index) {
        byte[] bytes = new byte[1 + index % 700];
        Arrays.fill(bytes, (byte) index);
        MemorySegment segment = MemorySegment.ofArray(bytes);
        segment.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
        return segment;
    }
}
