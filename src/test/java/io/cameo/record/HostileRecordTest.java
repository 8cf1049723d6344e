package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged files end in an exception that names file, place and reason; never in a wrong record. */
class HostileRecordTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({
        "bad_magic_rec20, 20, record magic mismatch",
        "cflag2_first_rec20, 20, record does not begin with cflag 0 or 1",
        "len_too_big_rec20, 20, ''",
        "missing_bytes_before21, 20, ''",
        "trunc_in_payload, 40, record is cut off",
        "zero_tail_4096, 61, record magic mismatch"
    })
    void walkingStopsAtTheDamage(String name, int soundBefore, String reason) throws IOException {
        JsonNode truth = Golden.json("parts.json").get("records");
        Path rec = Golden.file("corrupt/" + name + ".rec");
        try (RecordFile file = RecordFile.open(rec)) {
            RecordReader reader = file.reader();
            RecordView view = new RecordView();
            List<String> hashes = new ArrayList<>();
            assertThatThrownBy(() -> {
                        while (reader.next(view)) {
                            hashes.add(Golden.sha256(Golden.bytes(view.content())));
                        }
                    })
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining(reason)
                    .hasMessageContaining("file=" + rec)
                    .hasMessageContaining("offset=");
            assertThat(hashes.size()).isBetween(soundBefore, soundBefore + 1);
            for (int i = 0; i < soundBefore; i++) {
                assertThat(hashes.get(i)).isEqualTo(truth.get(i).get("sha256").asText());
            }
        }
    }

    @Test
    void recordsBeyondTheDamageAreStillReadByKey() throws IOException {
        JsonNode truth = Golden.json("parts.json").get("records");
        RecordIndex index = RecordIndex.read(Golden.file("parts.idx"));
        for (String name : List.of("bad_magic_rec20", "cflag2_first_rec20", "len_too_big_rec20")) {
            try (RecordFile file = RecordFile.open(Golden.file("corrupt/" + name + ".rec"), index)) {
                int read = 0;
                for (int i = 0; i < file.size(); i++) {
                    try {
                        byte[] content = Golden.bytes(file.at(i).content());
                        if (Golden.sha256(content)
                                .equals(truth.get(i).get("sha256").asText())) {
                            read++;
                        }
                    } catch (CorruptDataException damaged) {
                        assertThat(i).isEqualTo(20);
                    }
                }
                assertThat(read).isEqualTo(60);
            }
        }
    }

    @Test
    void aFileCutAtAnyByteGivesItsWholeRecordsAndThenAnError() throws IOException {
        byte[] whole = Files.readAllBytes(Golden.file("header.rec"));
        RecordIndex truth = RecordIndex.read(Golden.file("header.idx"));
        Path cut = temp.resolve("cut.rec");
        for (int size = 0; size < whole.length; size++) {
            Files.write(cut, java.util.Arrays.copyOf(whole, size));
            int expected = 0;
            while (expected < truth.size() - 1 && truth.offset(expected + 1) <= size) {
                expected++;
            }
            try (RecordFile file = RecordFile.open(cut, null)) {
                int read = 0;
                boolean damaged = false;
                RecordReader reader = file.reader();
                RecordView view = new RecordView();
                try {
                    while (reader.next(view)) {
                        read++;
                    }
                } catch (CorruptDataException expectedDamage) {
                    damaged = true;
                    assertThat(expectedDamage.offsetBytes()).isBetween(0L, (long) size);
                }
                assertThat(read).as("size %d", size).isEqualTo(expected);
                assertThat(damaged).as("size %d", size).isEqualTo(size != truth.offset(expected));
            }
        }
    }

    @Test
    void noSingleFlippedBitInAHeadCrashesOrReadsOutside() throws IOException {
        byte[] whole = Files.readAllBytes(Golden.file("header.rec"));
        RecordIndex truth = RecordIndex.read(Golden.file("header.idx"));
        Path flipped = temp.resolve("flipped.rec");
        for (int i = 0; i < truth.size(); i++) {
            for (int bit = 0; bit < 64; bit++) {
                byte[] bytes = whole.clone();
                bytes[(int) truth.offset(i) + bit / 8] ^= (byte) (1 << bit % 8);
                Files.write(flipped, bytes);
                walkQuietly(flipped, bytes.length);
            }
        }
    }

    @Test
    void randomBytesAreRefused() throws IOException {
        long seed = 20_261_121L;
        SplittableRandom random = new SplittableRandom(seed);
        Path file = temp.resolve("random.rec");
        for (int round = 0; round < 300; round++) {
            byte[] bytes = new byte[random.nextInt(1, 200)];
            random.nextBytes(bytes);
            for (int i = 0; i + 4 <= bytes.length && random.nextInt(4) > 0; i += 4 * random.nextInt(1, 4)) {
                bytes[i] = 0x0a;
                bytes[i + 1] = 0x23;
                bytes[i + 2] = (byte) 0xd7;
                bytes[i + 3] = (byte) 0xce;
            }
            Files.write(file, bytes);
            walkQuietly(file, bytes.length);
        }
    }

    @Test
    void anIndexThatPointsNowhereIsNamedAtTheAccess() throws IOException {
        Path idx = Files.writeString(temp.resolve("wild.idx"), "0\t0\n1\t2\n2\t999999999999\n3\t44\n4\t60348\n");
        try (RecordFile file = RecordFile.open(Golden.file("parts.rec"), RecordIndex.read(idx))) {
            assertThat(file.at(0).content().byteSize()).isEqualTo(864);
            assertThatThrownBy(() -> file.at(1)).hasMessageContaining("multiple of 4");
            assertThatThrownBy(() -> file.at(2)).hasMessageContaining("outside the file");
            assertThatThrownBy(() -> file.at(3)).hasMessageContaining("magic mismatch");
            assertThatThrownBy(() -> file.at(4)).isInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void aHeaderThatAnnouncesMoreLabelsThanThereAreBytesIsRefused() throws IOException {
        Path rec = temp.resolve("labels.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            byte[] content = new byte[28];
            java.util.Arrays.fill(content, 0, 4, (byte) 0xff);
            writer.write(0, java.lang.foreign.MemorySegment.ofArray(content));
            writer.write(1, java.lang.foreign.MemorySegment.ofArray(new byte[23]));
            writer.commit();
        }
        try (RecordFile file = RecordFile.open(rec)) {
            RecordView view = new RecordView();
            file.read(0, view);
            assertThat(view.hasHeader()).isFalse();
            assertThatThrownBy(view::payloadLength)
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("flag=4294967295");
            assertThatThrownBy(() -> file.at(0).header()).isInstanceOf(CorruptDataException.class);
            assertThatThrownBy(() -> file.at(1).header()).hasMessageContaining("too short for an image header");
        }
    }

    private static void walkQuietly(Path rec, int size) throws IOException {
        try (RecordFile file = RecordFile.open(rec, null)) {
            RecordReader reader = file.reader();
            RecordView view = new RecordView();
            long total = 0;
            try {
                while (reader.next(view)) {
                    total += view.contentLength() + 8L;
                    assertThat(Golden.bytes(view.content())).hasSize(view.contentLength());
                }
            } catch (CorruptDataException damaged) {
                assertThat(damaged.offsetBytes()).isBetween(0L, (long) size);
            }
            assertThat(total).isLessThanOrEqualTo(size);
        }
    }
}
