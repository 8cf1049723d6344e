package io.cameo.dataset.insightface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.Checksum;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.dataset.insightface.FaceRecordWriter.Options;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdsFileTest {
    private static final Options C = Options.of(FaceLayout.C);

    @TempDir
    Path folder;

    private Path rec() {
        return folder.resolve("train.rec");
    }

    private Path ids() {
        return folder.resolve("train.ids");
    }

    /** The example of docs/insightface.md. */
    @Test
    void theDocumentedExampleIsWhatIsWritten() throws IOException {
        try (FaceRecordWriter writer = FaceRecordWriter.create(rec(), Options.of(FaceLayout.A))) {
            long[] labels = {7, 3, 7};
            for (int i = 0; i < labels.length; i++) {
                writer.write(
                        FaceSets.face(i, labels[i]), MemorySegment.ofArray("cameo".getBytes(StandardCharsets.UTF_8)));
            }
            writer.commit();
        }
        String documented = Files.readString(Path.of("docs/insightface.md"));
        String hex = documented.substring(documented.indexOf("<!-- bytes -->"), documented.indexOf("<!-- end -->"));
        StringBuilder digits = new StringBuilder();
        hex.lines()
                .filter(line -> line.matches("    [0-9a-f]{4}  .*"))
                .forEach(line -> digits.append(line.substring(10).replace(" ", "")));
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(ids()))).isEqualTo(digits.toString());
    }

    private boolean isUsed() throws IOException {
        try (FaceRecords faces = FaceRecords.open(rec())) {
            return faces.hasIds();
        }
    }

    @Test
    void theIdsOfAnotherFileIsNotUsed() throws IOException {
        FaceSets.write(rec(), C, 1, 2, 3, 1);
        byte[] old = Files.readAllBytes(ids());
        assertThat(isUsed()).isTrue();
        FaceSets.write(rec(), C, 1, 2, 3, 1, 1);
        Files.write(ids(), old);
        assertThat(isUsed()).as("another size").isFalse();
        byte[] changed = Files.readAllBytes(rec());
        FaceSets.write(rec(), C, 1, 2, 3, 1, 1);
        changed[changed.length - 1] ^= 1;
        Files.write(rec(), changed);
        assertThat(isUsed()).as("another end").isFalse();
    }

    /** Only the .cix tells: a label in the middle of a long file. */
    @Test
    void theIdsOfOtherLabelsIsNotUsed() throws IOException {
        byte[] kept = {};
        for (int round = 0; round < 2; round++) {
            try (RecordWriter writer = RecordWriter.create(rec())) {
                for (int i = 0; i < 30; i++) {
                    writer.write(i, IrHeader.scalar(i == 15 ? round : 0, i), MemorySegment.ofArray(new byte[1000]));
                }
                writer.commit();
            }
            if (round == 0) {
                try (FaceRecords faces = FaceRecords.open(rec())) {
                    kept = Files.readAllBytes(faces.writeIds());
                }
                assertThat(isUsed()).isTrue();
            }
        }
        assertThat(Files.readAllBytes(ids())).isEqualTo(kept);
        assertThat(isUsed()).isFalse();
        FaceSets.drop(rec(), ".cix");
        assertThat(isUsed()).as("nothing tells any more, as with an .idx").isTrue();
    }

    @Test
    void cutAtAnyByteItIsRefused() throws IOException {
        FaceSets.write(rec(), C, 5, 2, 5, 3);
        byte[] whole = Files.readAllBytes(ids());
        for (int size = 0; size <= whole.length + 4; size++) {
            if (size != whole.length) {
                Files.write(ids(), Arrays.copyOf(whole, size));
                assertThatThrownBy(() -> IdsFile.open(ids()))
                        .as("size %d", size)
                        .isInstanceOf(CorruptDataException.class);
                assertThat(isUsed()).isFalse();
            }
        }
    }

    @Test
    void aFlippedBitIsSeenInTheHeadAndHarmlessInTheBody() throws IOException {
        FaceSets.write(rec(), C, 5, 2, 5, 3, 3, 9, -1);
        byte[] whole = Files.readAllBytes(ids());
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(ids(), damaged);
            if (bit / 8 < IdsLayout.HEAD_BYTES) {
                assertThatThrownBy(() -> IdsFile.open(ids()))
                        .as("bit %d", bit)
                        .isInstanceOf(CorruptDataException.class);
                continue;
            }
            try (IdsFile file = IdsFile.open(ids())) {
                assertThat(file.bodyIsSound()).as("bit %d", bit).isFalse();
            }
            readEverything("bit " + bit);
        }
    }

    /** Heads with a right checksum and any numbers: refused, or every look-up gives something or refuses. */
    @Test
    void anyHeadWithARightChecksumIsRefusedOrReadable() throws IOException {
        FaceSets.write(rec(), C, 5, 2, 5, 3, 3, 9, -1);
        byte[] whole = Files.readAllBytes(ids());
        long[] hostile = {0, 1, -1, 6, 7, 8, 100, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 61, 1L << 32
        };
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] damaged = whole.clone();
            MemorySegment bytes = MemorySegment.ofArray(damaged);
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                int field = IdsLayout.VERSION_OFFSET + 8 * random.nextInt(8);
                bytes.set(LittleEndian.LONG, field, hostile[random.nextInt(hostile.length)]);
            }
            for (int i = random.nextInt(20); i > 0; i--) {
                int at = random.nextInt(IdsLayout.HEAD_BYTES, damaged.length);
                damaged[at] = (byte) random.nextInt();
            }
            int crc = Checksum.crc32c(bytes.asSlice(0, IdsLayout.HEAD_CRC_OFFSET));
            bytes.set(LittleEndian.INT, IdsLayout.HEAD_CRC_OFFSET, crc);
            Files.write(ids(), damaged);
            readEverything("seed " + seed);
        }
    }

    /** Nothing but what the caller is told to expect may come out. */
    private void readEverything(String what) throws IOException {
        try (IdsFile file = IdsFile.open(ids())) {
            IdentityTable table = file.table();
            for (int i = 0; i < table.images(); i++) {
                try {
                    assertThat(table.identityOf(i)).as(what).isBetween(0, table.identities() - 1);
                } catch (CorruptDataException damaged) {
                    assertThat(damaged.file()).as(what).isEqualTo(ids());
                }
            }
            for (int i = 0; i < table.identities(); i++) {
                try {
                    table.find(table.label(i));
                    for (int n = 0; n < table.count(i); n++) {
                        assertThat(table.image(i, n)).as(what).isBetween(0, table.images() - 1);
                    }
                } catch (CorruptDataException damaged) {
                    assertThat(damaged.file()).as(what).isEqualTo(ids());
                }
            }
        } catch (CorruptDataException refused) {
            assertThat(refused.file()).as(what).isEqualTo(ids());
        }
    }
}
