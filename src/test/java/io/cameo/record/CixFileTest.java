package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.Checksum;
import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CixFileTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"raw", "header", "insightface", "keys_int", "keys_str"})
    void saysOfEveryGoldenRecordWhatTheRecordsSay(String name) throws IOException {
        Path rec = copyThroughWriter(name);
        RecordIndex truth = RecordIndex.read(Golden.file(name + ".idx"));
        try (RecordFile file = RecordFile.open(rec)) {
            CixFile cix = Objects.requireNonNull(file.cix());
            assertThat(cix.bodyIsSound()).isTrue();
            assertThat(file.index().memoryBytes()).isZero();
            assertThat(file.size()).isEqualTo(truth.size());
            for (int i = 0; i < truth.size(); i++) {
                Record record = file.at(i);
                assertThat(record.keyText()).isEqualTo(truth.keyText(i));
                assertThat(cix.offset(i)).isEqualTo(truth.offset(i));
                assertThat(file.index().find(truth.keyText(i))).isEqualTo(truth.find(truth.keyText(i)));
                assertThat(cix.contentLength(i))
                        .isEqualTo((int) record.content().byteSize());
                assertThat(cix.contentCrc(i)).isEqualTo(Checksum.crc32c(record.content()));
                if (cix.flag(i) != CixLayout.NO_HEADER_FLAG) {
                    assertThat(Float.floatToRawIntBits(cix.label(i)))
                            .isEqualTo(Float.floatToRawIntBits(record.header().label()));
                    assertThat(cix.flag(i)).isEqualTo(record.header().flag());
                }
            }
        }
    }

    /** The .idx cannot tell how keys were given, so the .cix must not either. */
    @ParameterizedTest
    @CsvSource({"1, 0", "3, 1", "7919, 2", "-1000003, 3"})
    void textKeysThatAreAllNumbersAreNumbersInBothIndexes(long step, int kind) throws IOException {
        int records = 9_001;
        Path rec = temp.resolve("numbers.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < records; i++) {
                long key = kind == CixLayout.DENSE ? i * step % records : i * step;
                writer.write(Long.toString(key), MemorySegment.ofArray(new byte[] {(byte) i}));
            }
            writer.commit();
        }
        RecordIndex idx = RecordIndex.read(RecordIndex.besides(rec));
        try (RecordFile file = RecordFile.open(rec)) {
            CixFile cix = Objects.requireNonNull(file.cix());
            assertThat(cix.bodyIsSound()).isTrue();
            assertThat(cix.lookupKind()).isEqualTo(kind);
            assertThat(idx.hasTextKeys()).isFalse();
            assertThat(file.index().hasTextKeys()).isFalse();
            for (int i = 0; i < records; i++) {
                assertThat(file.index().key(i)).isEqualTo(idx.key(i));
                assertThat(file.index().find(idx.keyText(i))).isEqualTo(i);
                assertThat(cix.contentCrc(i))
                        .isEqualTo(Checksum.crc32c(file.at(i).content()));
            }
        }
    }

    @Test
    void numbersWithNeedlessZerosAreTextInBothIndexes() throws IOException {
        Path rec = temp.resolve("zeros.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (String key : new String[] {"007", "7", "010"}) {
                writer.write(key, MemorySegment.ofArray(new byte[4]));
            }
            writer.commit();
        }
        RecordIndex idx = RecordIndex.read(RecordIndex.besides(rec));
        assertThat(idx.hasTextKeys()).isTrue();
        try (RecordFile file = RecordFile.open(rec)) {
            assertThat(file.cix()).isNotNull();
            assertThat(file.index().hasTextKeys()).isTrue();
            assertThat(file.index().find("007")).isZero();
            assertThat(file.index().find("7")).isEqualTo(1).isEqualTo(idx.find("7"));
            assertThat(file.index().find("10")).isEqualTo(-1).isEqualTo(idx.find("10"));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "1000, 7, 1", "0, 7919, 2", "-50, 1000003, 3"})
    void everyKindOfLookUpFindsWhatAMapWould(long first, long step, int kind) throws IOException {
        int records = 5_000;
        long[] keys = new long[records];
        for (int i = 0; i < records; i++) {
            keys[i] = kind == CixLayout.DENSE ? i * step % records : first + i * step;
        }
        if (kind == CixLayout.SORTED) {
            long swap = keys[10];
            keys[10] = keys[4000];
            keys[4000] = swap;
        }
        Path rec = write(keys);
        try (RecordFile file = RecordFile.open(rec)) {
            CixFile cix = Objects.requireNonNull(file.cix());
            assertThat(cix.lookupKind()).isEqualTo(kind);
            for (int i = 0; i < records; i++) {
                assertThat(file.index().find(keys[i])).isEqualTo(i);
                assertThat(file.index().key(i)).isEqualTo(keys[i]);
            }
            long highest = Arrays.stream(keys).max().orElseThrow();
            long lowest = Arrays.stream(keys).min().orElseThrow();
            assertThat(file.index().find(highest + 1)).isEqualTo(-1);
            assertThat(file.index().find(lowest - 1)).isEqualTo(-1);
            assertThat(file.index().find("no number")).isEqualTo(-1);
            assertThat(file.index().find(Long.toString(keys[17]))).isEqualTo(17);
        }
    }

    @Test
    void denseKeysLeaveAtMostHalfOfTheTableFree() throws IOException {
        for (long highest : new long[] {5, 6}) {
            try (RecordFile file = RecordFile.open(write(new long[] {3, highest, 0}))) {
                CixFile cix = Objects.requireNonNull(file.cix());
                assertThat(cix.lookupKind()).isEqualTo(highest == 5 ? CixLayout.DENSE : CixLayout.SORTED);
                assertThat(cix.lookupCount()).isEqualTo(highest == 5 ? 6 : 3);
                assertThat(file.index().find(highest)).isEqualTo(1);
                assertThat(file.index().find(4)).isEqualTo(-1);
            }
        }
    }

    @Test
    void theLaterOfTwoEqualKeysWins() throws IOException {
        try (RecordFile rising = RecordFile.open(write(new long[] {1, 5, 5, 5, 9}))) {
            assertThat(rising.index().find(5)).isEqualTo(3);
        }
        try (RecordFile dense = RecordFile.open(write(new long[] {3, 1, 3, 2}))) {
            assertThat(dense.index().find(3)).isEqualTo(2);
        }
        try (RecordFile sorted = RecordFile.open(write(new long[] {1 << 30, 1, 1 << 30, 2}))) {
            assertThat(sorted.index().find(1 << 30)).isEqualTo(2);
        }
    }

    /** The example of docs/cix.md. */
    @Test
    void theDocumentedExampleIsWhatIsWritten() throws IOException {
        Path rec = temp.resolve("doc.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            writer.write(7, IrHeader.scalar(3f, 7), MemorySegment.ofArray("cameo".getBytes(StandardCharsets.UTF_8)));
            writer.commit();
        }
        String documented = Files.readString(Path.of("docs/cix.md"));
        String hex = documented.substring(documented.indexOf("<!-- bytes -->"), documented.indexOf("<!-- end -->"));
        StringBuilder digits = new StringBuilder();
        hex.lines()
                .filter(line -> line.matches("    [0-9a-f]{4}  .*"))
                .forEach(line -> digits.append(line.substring(10).replace(" ", "")));
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(CixFile.besides(rec))))
                .isEqualTo(digits.toString());
    }

    @Test
    void aCixOfAnotherFileIsNotUsed() throws IOException {
        Path rec = write(new long[] {0, 1, 2});
        byte[] cix = Files.readAllBytes(CixFile.besides(rec));
        Path other = write(new long[] {0, 1, 2, 3});
        Files.write(CixFile.besides(other), cix);
        try (RecordFile file = RecordFile.open(other)) {
            assertThat(file.cix()).isNull();
            assertThat(file.size()).isEqualTo(4);
        }
        byte[] changed = Files.readAllBytes(rec);
        changed[changed.length - 1] ^= 1;
        Files.write(rec, changed);
        Files.write(CixFile.besides(rec), cix);
        try (RecordFile file = RecordFile.open(rec)) {
            assertThat(file.cix()).as("same size, other end").isNull();
        }
    }

    @Test
    void cutAtAnyByteItIsRefusedOrPassedOver() throws IOException {
        Path rec = write(new long[] {5, 3, 4, 9});
        byte[] whole = Files.readAllBytes(CixFile.besides(rec));
        for (int size = 0; size < whole.length; size++) {
            Files.write(CixFile.besides(rec), Arrays.copyOf(whole, size));
            assertThatThrownBy(() -> CixFile.open(CixFile.besides(rec)).close())
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining(".cix");
            try (RecordFile file = RecordFile.open(rec)) {
                assertThat(file.cix()).isNull();
                assertThat(file.get(9).content().byteSize()).isEqualTo(27);
            }
        }
    }

    @Test
    void noFlippedBitReadsOutsideOrStaysUnnoticed() throws IOException {
        Path rec = write(new long[] {5, 3, 4, 9});
        byte[] whole = Files.readAllBytes(CixFile.besides(rec));
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] bytes = whole.clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(CixFile.besides(rec), bytes);
            if (bit / 8 < CixLayout.HEAD_BYTES) {
                assertThatThrownBy(() -> CixFile.open(CixFile.besides(rec)).close())
                        .isInstanceOf(CorruptDataException.class);
                continue;
            }
            try (CixFile cix = CixFile.open(CixFile.besides(rec))) {
                assertThat(cix.bodyIsSound()).isFalse();
                readEverything(cix);
            }
        }
    }

    private static void readEverything(CixFile cix) {
        RecordIndex index = cix.index();
        for (int i = 0; i < cix.records(); i++) {
            assertThat(index.keyText(i)).isNotEmpty();
            try {
                index.find(index.keyText(i));
            } catch (CorruptDataException damagedTable) {
                assertThat(damagedTable.reason()).contains("look-up table");
            }
        }
    }

    @Test
    void keysOfBothKindsAreRefused() throws IOException {
        try (RecordWriter writer = RecordWriter.create(temp.resolve("mixed.rec"))) {
            writer.write("a", MemorySegment.ofArray(new byte[3]));
            assertThatIllegalArgumentException().isThrownBy(() -> writer.write(1, MemorySegment.ofArray(new byte[3])));
        }
    }

    private Path copyThroughWriter(String name) throws IOException {
        Path rec = temp.resolve(name + ".rec");
        try (RecordFile source = RecordFile.open(Golden.file(name + ".rec"));
                RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < source.size(); i++) {
                if (source.index().hasTextKeys()) {
                    writer.write(source.index().keyText(i), source.at(i).content());
                } else {
                    writer.write(source.index().key(i), source.at(i).content());
                }
            }
            writer.commit();
        }
        return rec;
    }

    private Path write(long[] keys) throws IOException {
        Path rec = temp.resolve("keys" + Arrays.hashCode(keys) + ".rec");
        SplittableRandom random = new SplittableRandom(1);
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (long key : keys) {
                byte[] payload = new byte[3];
                random.nextBytes(payload);
                writer.write(key, IrHeader.scalar(1f, key), MemorySegment.ofArray(payload));
            }
            writer.commit();
        }
        return rec;
    }
}
