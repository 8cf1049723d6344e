package io.cameo.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.Checksum;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.MappedFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BundleTest {
    private static final Path GOLDEN = Path.of("testdata/bundle/bundle.bin");
    private static final Path NAME = Path.of("some.rec");

    private final Bundle bundle = new Bundle();

    @Test
    void readsWhatAnotherProgramWrote() throws IOException {
        bundle.wrap(MemorySegment.ofArray(Files.readAllBytes(GOLDEN)), GOLDEN, 0);

        assertThat(bundle.names()).containsExactly("image", "plane", "boxes", "größe", "none");
        assertThat(bundle.mediaType(0)).isEqualTo("image/jpeg");
        assertThat(bundle.mediaType(2)).isEmpty();
        assertThat(bundle.codec(0)).isEqualTo(Codec.STORED);
        assertThat(bundle.codec(1)).isEqualTo(Codec.LZ4);
        assertThat(bundle.dtype(2)).isEqualTo(DType.FLOAT64);
        assertThat(bundle.shape(1)).containsExactly(20, 24);
        assertThat(bundle.rank(3)).isZero();
        assertThat(bundle.size(4, 1)).isEqualTo(51);
        assertThat(new String(bundle.read(0), StandardCharsets.ISO_8859_1)).isEqualTo("ÿØ no real one ÿÙ");
        assertThat(bundle.read(1)).isEqualTo(new byte[480]);
        assertThat(MemorySegment.ofArray(bundle.read(2)).get(LittleEndian.DOUBLE, 32))
                .isEqualTo(1e300);
        assertThat(MemorySegment.ofArray(bundle.read(bundle.require("größe"))).get(LittleEndian.INT, 0))
                .isEqualTo(-7);
        assertThat(bundle.read(4)).isEmpty();
        assertThat(bundle.find("grösse")).isEqualTo(-1);
    }

    @Test
    void writesWhatAnotherProgramWrote() throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN);
        bundle.wrap(MemorySegment.ofArray(golden), GOLDEN, 0);
        BundleWriter writer = new BundleWriter();
        for (int part = 0; part < bundle.parts(); part++) {
            writer.add(
                    bundle.name(part),
                    bundle.mediaType(part),
                    bundle.dtype(part),
                    bundle.codec(part),
                    MemorySegment.ofArray(bundle.read(part)),
                    bundle.shape(part));
        }
        assertThat(write(writer)).isEqualTo(golden);
    }

    @Test
    void givesBackWhatWasPutIn() {
        SplittableRandom random = new SplittableRandom(5);
        BundleWriter writer = new BundleWriter();
        for (int round = 0; round < 200; round++) {
            writer.clear();
            byte[][] contents = new byte[random.nextInt(12)][];
            for (int part = 0; part < contents.length; part++) {
                contents[part] = new byte[8 * random.nextInt(1 + random.nextInt(4000))];
                if (random.nextBoolean()) {
                    random.nextBytes(contents[part]);
                }
                Codec codec = random.nextBoolean() ? Codec.LZ4 : Codec.STORED;
                long rows = contents[part].length / 8;
                writer.add("p" + part, "", DType.INT64, codec, MemorySegment.ofArray(contents[part]), rows);
            }
            byte[] written = write(writer);
            assertThat(written.length).isLessThanOrEqualTo((int) writer.maxBytes());
            bundle.wrap(MemorySegment.ofArray(written), NAME, 0);
            assertThat(bundle.parts()).as("round %d", round).isEqualTo(contents.length);
            for (int part = 0; part < contents.length; part++) {
                bundle.check(part);
                assertThat(bundle.read(bundle.require("p" + part)))
                        .as("round %d", round)
                        .isEqualTo(contents[part]);
            }
        }
    }

    @Test
    void theFirstPartStandsAtTheBeginning() {
        byte[] image = {(byte) 0xff, (byte) 0xd8, 3, 4, 5};
        BundleWriter writer = new BundleWriter()
                .add("image", "image/jpeg", DType.UINT8, Codec.STORED, MemorySegment.ofArray(image), 5)
                .add("zeros", "", DType.UINT8, Codec.LZ4, MemorySegment.ofArray(new byte[1000]), 10, 100);
        byte[] written = write(writer);

        assertThat(Arrays.copyOf(written, 5)).isEqualTo(image);
        assertThat(written.length).as("a thousand zeros compressed").isLessThan(300);
        assertThat(Bundle.isBundle(MemorySegment.ofArray(written))).isTrue();
        assertThat(Bundle.isBundle(MemorySegment.ofArray(image))).isFalse();
    }

    @Test
    void whatDoesNotShrinkIsStored() {
        byte[] noise = new byte[500];
        new SplittableRandom(1).nextBytes(noise);
        BundleWriter writer =
                new BundleWriter().add("n", "", DType.UINT8, Codec.LZ4, MemorySegment.ofArray(noise), 500);
        bundle.wrap(MemorySegment.ofArray(write(writer)), NAME, 0);
        assertThat(bundle.codec(0)).isEqualTo(Codec.STORED);
        assertThat(bundle.stored(0).toArray(LittleEndian.BYTE)).isEqualTo(noise);
    }

    @Test
    void everyFlippedBitIsFoundWhereItMatters() throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN);
        byte[][] parts = new byte[5][];
        bundle.wrap(MemorySegment.ofArray(golden), GOLDEN, 0);
        for (int part = 0; part < parts.length; part++) {
            parts[part] = bundle.read(part);
        }
        int found = 0;
        for (int bit = 0; bit < golden.length * 8; bit++) {
            byte[] bad = golden.clone();
            bad[bit / 8] ^= (byte) (1 << (bit % 8));
            try {
                bundle.wrap(MemorySegment.ofArray(bad), GOLDEN, 1000);
                for (int part = 0; part < parts.length; part++) {
                    assertThat(bundle.read(part)).as("bit %d", bit).isEqualTo(parts[part]);
                }
            } catch (CorruptDataException expected) {
                assertThat(expected.file()).isEqualTo(GOLDEN);
                assertThat(expected.offsetBytes()).isBetween(1000L, 1000L + golden.length);
                found++;
            }
        }
        // Only the zeros between parts are under no checksum.
        assertThat(golden.length * 8 - found).isEqualTo(8 * (7 + 4 + 4));
    }

    @Test
    void everyCutIsFound() throws IOException {
        MemorySegment golden = MemorySegment.ofArray(Files.readAllBytes(GOLDEN));
        for (int length = 0; length < golden.byteSize(); length++) {
            MemorySegment cut = golden.asSlice(0, length);
            assertThatThrownBy(() -> bundle.wrap(cut, GOLDEN, 0)).isInstanceOf(CorruptDataException.class);
        }
    }

    /** Entries whose checksum is right and whose numbers are not: what an attacker would write. */
    @Test
    void hostileEntriesAreRefusedBeforeAnythingIsAllocated() throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN);
        MemorySegment bytes = MemorySegment.ofArray(golden);
        long footer = bytes.byteSize() - BundleLayout.FOOTER_BYTES;
        long directory = bytes.get(LittleEndian.LONG, footer);
        record Lie(int at, long value) {}
        List<Lie> lies = List.of(
                new Lie(0, -8),
                new Lie(0, Long.MAX_VALUE),
                new Lie(BundleLayout.ENTRY_STORED, -1),
                new Lie(BundleLayout.ENTRY_STORED, Long.MAX_VALUE),
                new Lie(BundleLayout.ENTRY_PLAIN, Long.MAX_VALUE),
                new Lie(BundleLayout.ENTRY_BYTES, 18),
                new Lie(BundleLayout.ENTRY_BYTES, -17),
                new Lie(BundleLayout.ENTRY_BYTES, Long.MIN_VALUE));
        for (Lie lie : lies) {
            MemorySegment bad = MemorySegment.ofArray(golden.clone());
            bad.set(LittleEndian.LONG, directory + lie.at, lie.value);
            sign(bad);
            assertThatThrownBy(() -> bundle.wrap(bad, GOLDEN, 0))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("part=0");
        }
        MemorySegment version = MemorySegment.ofArray(golden.clone());
        version.set(LittleEndian.INT, footer + BundleLayout.FOOTER_VERSION, 2);
        assertThatThrownBy(() -> bundle.wrap(version, GOLDEN, 0)).hasMessageContaining("expected=1, actual=2");
    }

    @Test
    void readsFromAMappedFile() throws IOException {
        try (MappedFile mapped = MappedFile.open(GOLDEN);
                Arena arena = Arena.ofConfined()) {
            bundle.wrap(mapped.segment(), GOLDEN, 0);
            MemorySegment plane = arena.allocate(480);
            plane.fill((byte) 1);
            bundle.read(bundle.require("plane"), plane, 0);
            assertThat(plane.toArray(LittleEndian.BYTE)).isEqualTo(new byte[480]);
        }
    }

    @Test
    void refusesPartsThatCannotBe() {
        MemorySegment four = MemorySegment.ofArray(new byte[4]);
        BundleWriter writer = new BundleWriter().add("a", "", DType.UINT8, Codec.STORED, four, 4);
        assertThatThrownBy(() -> writer.add("a", "", DType.UINT8, Codec.STORED, four, 4))
                .hasMessageContaining("there already");
        assertThatThrownBy(() -> writer.add("b", "", DType.UINT8, Codec.STORED, four, 5))
                .hasMessageContaining("shape and bytes differ");
        assertThatThrownBy(() -> writer.add("b", "", DType.INT16, Codec.STORED, four, -1, -2))
                .hasMessageContaining("shape and bytes differ");
        assertThatThrownBy(() -> writer.add("", "", DType.UINT8, Codec.STORED, four, 4))
                .hasMessageContaining("no name");
        assertThatThrownBy(() -> writer.add("b", "bücher", DType.UINT8, Codec.STORED, four, 4))
                .hasMessageContaining("media type");
        assertThatThrownBy(() -> writer.writeTo(MemorySegment.ofArray(new byte[10]), 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void sign(MemorySegment bytes) {
        long footer = bytes.byteSize() - BundleLayout.FOOTER_BYTES;
        long directory = bytes.get(LittleEndian.LONG, footer);
        MemorySegment summed = bytes.asSlice(directory, footer + BundleLayout.FOOTER_CRC - directory);
        bytes.set(LittleEndian.INT, footer + BundleLayout.FOOTER_CRC, Checksum.crc32c(summed));
    }

    private static byte[] write(BundleWriter writer) {
        byte[] room = new byte[(int) writer.maxBytes()];
        return Arrays.copyOf(room, (int) writer.writeTo(MemorySegment.ofArray(room), 0));
    }
}
