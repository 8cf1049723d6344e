package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.record.CixFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordAccessTest {
    private static final Path CORRUPT = Path.of("testdata/record/corrupt");

    @TempDir
    Path folder;

    private final RecordView view = new RecordView();

    private int readable(RecordAccess records) {
        int sound = 0;
        for (int position = 0; position < records.size(); position++) {
            try {
                records.read(position, view);
                sound++;
            } catch (CorruptDataException damaged) {
                assertThat(damaged.reason()).isNotEmpty();
            }
        }
        return sound;
    }

    @Test
    void goesOnBehindDamageWithoutAnIndex() throws IOException {
        try (RecordAccess records = RecordAccess.open(CORRUPT.resolve("bad_magic_rec20.rec"))) {
            assertThat(records.size()).isEqualTo(61);
            assertThat(readable(records)).isEqualTo(60);
            assertThatThrownBy(() -> records.read(20, view)).isInstanceOf(CorruptDataException.class);
            assertThat(records.keyText(21)).isEqualTo("21");
        }
        try (RecordAccess records = RecordAccess.open(CORRUPT.resolve("zero_tail_4096.rec"))) {
            assertThat(records.size()).isEqualTo(62);
            assertThat(readable(records)).isEqualTo(61);
        }
        try (RecordAccess records = RecordAccess.open(CORRUPT.resolve("trunc_in_payload.rec"))) {
            assertThat(readable(records)).isEqualTo(records.size() - 1);
        }
    }

    /** Whatever the bytes, opening ends, and each position either reads or says why not. */
    @Test
    void survivesGarbage() throws IOException {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] sound = Files.readAllBytes(Path.of("testdata/record/parts.rec"));
        Path rec = folder.resolve("g.rec");
        for (int round = 0; round < 60; round++) {
            byte[] bytes = Arrays.copyOf(sound, random.nextInt(sound.length + 1));
            for (int flips = random.nextInt(200); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(rec, bytes);
            try (RecordAccess records = RecordAccess.open(rec)) {
                assertThat(readable(records))
                        .as("seed=%d, round=%d", seed, round)
                        .isLessThanOrEqualTo(records.size());
                assertThat(records.size()).isLessThanOrEqualTo(bytes.length / 4 + 1);
            }
        }
    }

    @Test
    void aDamagedCixIsPassedOverForTheIdx() throws IOException {
        Path rec;
        try (Album album = new Album(folder.resolve("a.rec"))) {
            for (int key = 50; key < 60; key++) {
                album.add(key, 0, new byte[8]);
            }
            rec = album.commit();
        }
        Path cix = CixFile.besides(rec);
        byte[] bytes = Files.readAllBytes(cix);
        bytes[bytes.length - 5] ^= 4;
        Files.write(cix, bytes);
        try (RecordAccess records = RecordAccess.open(rec)) {
            assertThat(records.keyText(3)).isEqualTo("53");
            assertThat(records.indexFault()).isNull();
        }
        Files.writeString(RecordIndex.besides(rec), "nonsense\n");
        try (RecordAccess records = RecordAccess.open(rec)) {
            assertThat(records.indexFault()).startsWith("cix is damaged; ");
            assertThat(readable(records)).isEqualTo(10);
        }
        Files.delete(RecordIndex.besides(rec));
        try (RecordAccess records = RecordAccess.open(rec)) {
            assertThat(records.indexFault()).isEqualTo("cix is damaged");
            assertThat(records.keyText(3)).isEqualTo("3");
        }
    }

    @Test
    void staleIndexesGiveFaultsNotRecords() throws IOException {
        Path rec = folder.resolve("p.rec");
        Files.copy(Path.of("testdata/record/parts.rec"), rec);
        Files.writeString(folder.resolve("p.idx"), "0\t0\n1\t4\n2\t99999999\n");
        try (RecordAccess records = RecordAccess.open(rec)) {
            assertThat(records.size()).isEqualTo(3);
            assertThat(readable(records)).isEqualTo(1);
        }
    }

    /** Bytes are missing, so what follows stands at no multiple of four any more. */
    @Test
    void findsWhatLiesBehindMissingBytes() throws IOException {
        byte[] sound = Files.readAllBytes(Path.of("testdata/record/parts.rec"));
        int cut = 30_001;
        byte[] shifted = new byte[sound.length - 3];
        System.arraycopy(sound, 0, shifted, 0, cut);
        System.arraycopy(sound, cut + 3, shifted, cut, shifted.length - cut);
        Path rec = Files.write(folder.resolve("shifted.rec"), shifted);
        try (RecordAccess records = RecordAccess.open(rec)) {
            assertThat(readable(records)).isBetween(60, 61);
            records.read(records.size() - 1, view);
            assertThat(view.offsetBytes() % 4).isEqualTo(1);
            assertThat(view.id()).isEqualTo(60);
        }
    }
}
