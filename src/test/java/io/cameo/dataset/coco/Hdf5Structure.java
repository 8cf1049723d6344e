package io.cameo.dataset.coco;

import static io.cameo.bytes.LittleEndian.BYTE;
import static io.cameo.bytes.LittleEndian.INT;
import static io.cameo.bytes.LittleEndian.LONG;
import static io.cameo.bytes.LittleEndian.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the HDF5 specification asks of a group and no reader checks: nodes at least half full, siblings that name each other,
 * keys between which the names of a child lie. Offsets are written out once more here, from the specification.
 */
final class Hdf5Structure {
    private static final long NONE = -1;

    private final MemorySegment bytes;
    private final MemorySegment heap;
    private final List<String> names = new ArrayList<>();

    private Hdf5Structure(MemorySegment bytes) {
        this.bytes = bytes;
        long data = bytes.get(LONG, 1384 + 24);
        heap = bytes.asSlice(data, bytes.get(LONG, 1384 + 8));
    }

    static void check(Path h5, List<String> expected) throws IOException {
        MemorySegment bytes = MemorySegment.ofArray(Files.readAllBytes(h5));
        assertThat(bytes.get(LONG, 40)).as("end of file").isEqualTo(bytes.byteSize());
        assertThat(text(bytes, 840, 4)).isEqualTo("TREE");
        assertThat(text(bytes, 1384, 4)).isEqualTo("HEAP");
        Hdf5Structure structure = new Hdf5Structure(bytes);
        structure.heap();
        structure.tree(expected.size());
        assertThat(structure.names).isEqualTo(expected);
    }

    /** The free block at the end is all that is free. */
    private void heap() {
        assertThat(heap.get(LONG, 0)).isZero();
        long free = bytes.get(LONG, 1384 + 16);
        assertThat(heap.get(LONG, free)).as("next free block").isEqualTo(1);
        assertThat(free + heap.get(LONG, free + 8)).isEqualTo(heap.byteSize());
    }

    private void tree(int entries) {
        List<Long> nodes = List.of(840L);
        for (int level = bytes.get(BYTE, 845); level >= 0; level--) {
            List<Long> below = new ArrayList<>();
            String before = "";
            for (int i = 0; i < nodes.size(); i++) {
                long node = nodes.get(i);
                assertThat(text(bytes, node, 4)).isEqualTo("TREE");
                assertThat((int) bytes.get(BYTE, node + 5)).isEqualTo(level);
                assertThat(bytes.get(LONG, node + 8)).isEqualTo(i == 0 ? NONE : nodes.get(i - 1));
                assertThat(bytes.get(LONG, node + 16)).isEqualTo(i == nodes.size() - 1 ? NONE : nodes.get(i + 1));
                int children = bytes.get(SHORT, node + 6);
                assertThat(children).isBetween(nodes.size() == 1 ? 0 : 16, 32);
                for (int child = 0; child < children; child++) {
                    assertThat(name(bytes.get(LONG, node + 24 + 16L * child))).isEqualTo(before);
                    before = name(bytes.get(LONG, node + 40 + 16L * child));
                    below.add(bytes.get(LONG, node + 32 + 16L * child));
                    if (level == 0) {
                        symbols(below.getLast(), entries);
                        assertThat(names.getLast()).isEqualTo(before);
                    }
                }
            }
            nodes = below;
        }
    }

    private void symbols(long node, int entries) {
        assertThat(text(bytes, node, 4)).isEqualTo("SNOD");
        int count = bytes.get(SHORT, node + 6);
        assertThat(count).isBetween(Math.min(4, entries), 8);
        for (int i = 0; i < count; i++) {
            long entry = node + 8 + 40L * i;
            assertThat(bytes.get(INT, entry + 16)).isZero();
            names.add(name(bytes.get(LONG, entry)));
            assertThat(bytes.get(BYTE, bytes.get(LONG, entry + 8))).isEqualTo((byte) 1);
        }
    }

    private String name(long offset) {
        return heap.getString(offset, StandardCharsets.US_ASCII);
    }

    private static String text(MemorySegment from, long offset, int length) {
        return new String(from.asSlice(offset, length).toArray(BYTE), StandardCharsets.US_ASCII);
    }
}
