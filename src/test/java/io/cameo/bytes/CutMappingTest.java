package io.cameo.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutMappingTest {
    private static final int SIZE_BYTES = 100_003;

    @TempDir
    Path temp;

    @Test
    void sumsOfMappingsAreThoseOfTheirBytes() throws IOException {
        byte[] bytes = random();
        Path file = Files.write(temp.resolve("f"), bytes);
        try (MappedFile mapped = MappedFile.open(file)) {
            for (int length : new int[] {0, 1, 8191, 8192, 8193, SIZE_BYTES - 7}) {
                CRC32C castagnoli = new CRC32C();
                castagnoli.update(bytes, 7, length);
                assertThat(Checksum.crc32c(mapped.segment().asSlice(7, length))).isEqualTo((int) castagnoli.getValue());
                CRC32 expected = new CRC32();
                expected.update(bytes, 7, length);
                CRC32 actual = new CRC32();
                Checksum.update(actual, mapped.segment().asSlice(7, length));
                assertThat(actual.getValue()).isEqualTo(expected.getValue());
                assertThat(Checksum.crc32c(MemorySegment.ofArray(bytes).asSlice(7, length)))
                        .isEqualTo((int) castagnoli.getValue());
            }
        }
    }

    @Test
    void sumOfPagesThatAreGoneNamesTheFile() throws IOException {
        Path file = Files.write(temp.resolve("f"), random());
        try (MappedFile mapped = MappedFile.open(file)) {
            truncate(file);
            assertThatThrownBy(() -> Checksum.crc32c(mapped.segment()))
                    .isInstanceOf(InternalError.class)
                    .satisfies(fault -> assertThat(PageFault.is(fault)).isTrue());
            assertThat(mapped.isCut()).isTrue();
            assertThatThrownBy(mapped::checkWhole)
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessage("file shrank while it was open: expected_size=100003, actual_size=5000: file=" + file
                            + ", offset=5000");
        }
        InternalError fault = new InternalError("a fault occurred in an unsafe memory access operation");
        assertThat(PageFault.among(temp.resolve("other"), fault))
                .hasMessageContaining("file=" + file)
                .hasCause(fault);
    }

    @Test
    void fileThatWasReplacedOrGrewIsNotCut() throws IOException {
        Path file = Files.write(temp.resolve("f"), random());
        try (MappedFile mapped = MappedFile.open(file)) {
            Files.write(file, new byte[10], StandardOpenOption.APPEND);
            assertThatCode(mapped::checkWhole).doesNotThrowAnyException();
            Path shorter = Files.write(temp.resolve("g"), new byte[10]);
            Files.move(shorter, file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(mapped.isCut()).isFalse();
            Files.delete(file);
            assertThat(mapped.isCut()).isFalse();
        }
    }

    @Test
    void otherErrorsOfTheJvmStayWhatTheyAre() {
        InternalError other = new InternalError("something else");
        assertThat(PageFault.is(other)).isFalse();
        assertThatThrownBy(() -> PageFault.in(temp, 0, other)).isSameAs(other);
    }

    private static byte[] random() {
        byte[] bytes = new byte[SIZE_BYTES];
        new SplittableRandom(20_270_219L).nextBytes(bytes);
        return bytes;
    }

    private static void truncate(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(5_000);
        }
    }
}
