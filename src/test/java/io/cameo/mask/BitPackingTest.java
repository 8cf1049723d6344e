package io.cameo.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The public surface: numpy's own results, and ranges that are refused before anything is written. */
@Tag("backend")
class BitPackingTest {
    private final BitPacking packing = BitPacking.create();

    @Test
    void packsAndUnpacksAsNumpyDoes() throws IOException {
        JsonNode cases = Golden.json(Golden.DIRECTORY.resolve("packbits.json"));
        assertThat(cases).hasSize(16);
        for (JsonNode one : cases) {
            BitOrder order = one.get("order").textValue().equals("big") ? BitOrder.MSB_FIRST : BitOrder.LSB_FIRST;
            byte[] bytes = hex(one, "bytes");
            int rows =
                    one.get("shape").get(0).intValue() * one.get("shape").get(1).intValue();
            int count = one.get("shape").get(2).intValue();
            int packedRow = (count + 7) / 8;

            byte[] flat = new byte[(bytes.length + 7) / 8];
            packing.pack(MemorySegment.ofArray(bytes), 0, MemorySegment.ofArray(flat), 0, bytes.length, order);
            assertThat(flat).isEqualTo(hex(one, "packed_flat"));

            byte[] packed = new byte[rows * packedRow];
            packing.packRows(
                    MemorySegment.ofArray(bytes), count, MemorySegment.ofArray(packed), packedRow, rows, count, order);
            assertThat(packed).isEqualTo(hex(one, "packed_last_axis"));

            byte[] back = new byte[rows * count];
            packing.unpackRows(
                    MemorySegment.ofArray(packed), packedRow, MemorySegment.ofArray(back), count, rows, count, order);
            assertThat(back).isEqualTo(hex(one, "unpacked_last_axis"));

            byte[] bits = new byte[bytes.length * 8];
            packing.unpack(MemorySegment.ofArray(bytes), 0, MemorySegment.ofArray(bits), 0, bits.length, order);
            assertThat(bits).isEqualTo(hex(one, "unpacked_bytes"));
        }
    }

    /** What {@code generate_hdf5.py} does to its plane: unpack, replace planes 0 and 1, pack. */
    @Test
    void insertingPlanesIsTheScriptsDetourThroughBits() {
        byte[] index = {0, 1, 63, 5, 0, 17, 62, 2, 9};
        byte[] crowd = {0, 1, 0, 1, 1, 0, 0, 9, 0};
        byte[] lone = {1, 0, 0, 1, 0, 0, -1, 0, 1};
        byte[] bits = new byte[index.length * 8];
        packing.unpack(
                MemorySegment.ofArray(index), 0, MemorySegment.ofArray(bits), 0, bits.length, BitOrder.MSB_FIRST);
        for (int i = 0; i < index.length; i++) {
            bits[8 * i] = lone[i];
            bits[8 * i + 1] = crowd[i];
        }
        byte[] script = new byte[index.length];
        packing.pack(MemorySegment.ofArray(bits), 0, MemorySegment.ofArray(script), 0, bits.length, BitOrder.MSB_FIRST);

        MemorySegment plane = MemorySegment.ofArray(index.clone());
        packing.insertPlane(MemorySegment.ofArray(lone), 0, plane, 0, 7, index.length);
        packing.insertPlane(MemorySegment.ofArray(crowd), 0, plane, 0, 6, index.length);
        assertThat(plane.mismatch(MemorySegment.ofArray(script))).isEqualTo(-1);

        byte[] crowdBack = new byte[index.length];
        packing.extractPlane(plane, 0, 6, MemorySegment.ofArray(crowdBack), 0, index.length);
        assertThat(crowdBack).containsExactly(0, 1, 0, 1, 1, 0, 0, 1, 0);
    }

    @Test
    void marksBytesInWords() {
        byte[] bytes = new byte[70];
        bytes[0] = 3;
        bytes[69] = (byte) 0x83;
        long[] words = new long[2];
        packing.nonZero(MemorySegment.ofArray(bytes), 0, words, 0, bytes.length);
        assertThat(words).containsExactly(1, 1 << 5);
        packing.match(MemorySegment.ofArray(bytes), 0, (byte) 0x7f, (byte) 3, words, 0, bytes.length);
        assertThat(words).containsExactly(1, 1 << 5);
        packing.match(MemorySegment.ofArray(bytes), 0, (byte) 0xff, (byte) 3, words, 0, bytes.length);
        assertThat(words).containsExactly(1, 0);
    }

    @Test
    void rangesThatLeaveTheirMemoryAreRefused() {
        MemorySegment eight = MemorySegment.ofArray(new byte[8]);
        MemorySegment one = MemorySegment.ofArray(new byte[1]);
        long[] word = new long[1];
        assertRefused(() -> packing.pack(eight, 1, one, 0, 8, BitOrder.MSB_FIRST));
        assertRefused(() -> packing.pack(MemorySegment.ofArray(new byte[9]), 0, one, 0, 9, BitOrder.MSB_FIRST));
        assertRefused(() -> packing.pack(eight, Long.MAX_VALUE, one, 0, 8, BitOrder.MSB_FIRST));
        assertRefused(() -> packing.pack(eight, 0, one, 0, -1, BitOrder.MSB_FIRST));
        assertRefused(() -> packing.unpack(one, 0, eight, 0, 9, BitOrder.LSB_FIRST));
        assertRefused(() -> packing.unpack(one, 1, eight, 0, 8, BitOrder.LSB_FIRST));
        assertRefused(() -> packing.unpack(one, 0, eight, 0, Long.MAX_VALUE, BitOrder.LSB_FIRST));
        assertRefused(() -> packing.packRows(eight, 4, one, 1, 2, 4, BitOrder.LSB_FIRST));
        assertRefused(() -> packing.unpackRows(one, 1, eight, 4, 3, 4, BitOrder.LSB_FIRST));
        assertRefused(() -> packing.nonZero(eight, 0, word, 1, 8));
        assertRefused(() -> packing.nonZero(eight, 0, word, 0, -8));
        assertRefused(() -> packing.match(eight, 1, (byte) 1, (byte) 1, word, 0, 8));
        assertRefused(() -> packing.extractPlane(eight, 0, 8, eight, 0, 1));
        assertRefused(() -> packing.extractPlane(eight, 0, 0, one, 0, 2));
        assertRefused(() -> packing.insertPlane(one, 0, eight, 0, -1, 1));
        assertRefused(() -> packing.insertPlane(one, 0, eight, 0, 1, 2));
        assertThatThrownBy(() -> packing.packRows(eight, 3, one, 1, 1, 4, BitOrder.LSB_FIRST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rows overlap: rows=1, stride=3, row=4");
    }

    private static void assertRefused(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static byte[] hex(JsonNode one, String name) {
        return HexFormat.of().parseHex(one.get(name).textValue());
    }
}
