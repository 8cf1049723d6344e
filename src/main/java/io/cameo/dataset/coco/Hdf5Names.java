package io.cameo.dataset.coco;

import static io.cameo.bytes.LittleEndian.BYTE;
import static io.cameo.bytes.LittleEndian.INT;
import static io.cameo.bytes.LittleEndian.LONG;
import static io.cameo.bytes.LittleEndian.SHORT;

import io.cameo.bytes.CorruptDataException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names of a symbol table group and where their objects are, without a look at the objects. jHDF reads every object's
 * header and attributes, and keeps them, before it gives one name.
 *
 * <p>For addresses and lengths of 8 bytes and a file without a user block, which is all that h5py writes by default.
 */
final class Hdf5Names {
    /** A table that holds a billion names at two a node has fewer levels. */
    private static final int MOST_LEVELS = 32;

    private final Path path;
    private final Hdf5Channel channel;
    private final long fileBytes;
    private final MemorySegment heap;
    private final Map<String, Long> places = new LinkedHashMap<>();

    private Hdf5Names(Path path, Hdf5Channel channel, long heapAddress) throws IOException {
        this.path = path;
        this.channel = channel;
        fileBytes = channel.size();
        MemorySegment head = read(heapAddress, Hdf5Layout.HEAP_HEAD_BYTES);
        expect(heapAddress, "local heap", Hdf5Layout.HEAP_MAGIC, head);
        long size = head.get(LONG, Hdf5Layout.HEAP_SIZE_OFFSET);
        heap = read(head.get(LONG, Hdf5Layout.HEAP_DATA_OFFSET), size);
    }

    /**
     * Reads a group.
     *
     * @throws CorruptDataException if tree, nodes or heap are damaged
     */
    static Map<String, Long> read(Path path, Hdf5Channel channel, long treeAddress, long heapAddress)
            throws IOException {
        Hdf5Names names = new Hdf5Names(path, channel, heapAddress);
        MemorySegment root = names.tree(treeAddress);
        names.children(root, treeAddress, names.level(root, treeAddress, MOST_LEVELS));
        return names.places;
    }

    private MemorySegment tree(long address) throws IOException {
        MemorySegment head = read(address, Hdf5Layout.TREE_KEYS_OFFSET);
        expect(address, "group tree", Hdf5Layout.TREE_MAGIC, head);
        int count = Short.toUnsignedInt(head.get(SHORT, Hdf5Layout.TREE_CHILDREN_OFFSET));
        return read(address, Hdf5Layout.TREE_KEYS_OFFSET + 16L * count + 8);
    }

    /** Levels fall by one from node to node, so that no path leads back. */
    private int level(MemorySegment node, long address, int limit) {
        int kind = node.get(BYTE, 4);
        int level = node.get(BYTE, Hdf5Layout.TREE_LEVEL_OFFSET);
        if (kind != 0 || level < 0 || level >= limit) {
            throw corrupt(address, "not a node of a group tree: kind=" + kind + ", level=" + level);
        }
        return level;
    }

    private void children(MemorySegment node, long address, int level) throws IOException {
        int count = Short.toUnsignedInt(node.get(SHORT, Hdf5Layout.TREE_CHILDREN_OFFSET));
        for (int i = 0; i < count; i++) {
            long child = node.get(LONG, Hdf5Layout.TREE_KEYS_OFFSET + 16L * i + 8);
            if (level == 0) {
                symbols(child);
                continue;
            }
            MemorySegment below = tree(child);
            if (level(below, child, level) != level - 1) {
                throw corrupt(child, "tree node is of another level: expected=" + (level - 1));
            }
            children(below, child, level - 1);
        }
        if (count == 0 && !places.isEmpty()) {
            throw corrupt(address, "tree node is empty");
        }
    }

    private void symbols(long address) throws IOException {
        MemorySegment head = read(address, Hdf5Layout.SYMBOLS_HEAD_BYTES);
        expect(address, "symbol table node", Hdf5Layout.SYMBOLS_MAGIC, head);
        int count = Short.toUnsignedInt(head.get(SHORT, Hdf5Layout.SYMBOLS_COUNT_OFFSET));
        long at = address + Hdf5Layout.SYMBOLS_HEAD_BYTES;
        MemorySegment entries = read(at, (long) count * Hdf5Layout.ENTRY_BYTES);
        for (int i = 0; i < count; i++, at += Hdf5Layout.ENTRY_BYTES) {
            MemorySegment entry = entries.asSlice((long) i * Hdf5Layout.ENTRY_BYTES, Hdf5Layout.ENTRY_BYTES);
            String name = name(at, entry.get(LONG, 0));
            long place = entry.get(LONG, Hdf5Layout.ENTRY_HEADER_OFFSET);
            int kind = entry.get(INT, Hdf5Layout.ENTRY_KIND_OFFSET);
            if (kind == 2 || place < 0 || place >= fileBytes) {
                throw corrupt(at, "name leads nowhere in this file: name=" + name + ", address=" + place);
            }
            // A tree that leads to one node on many ways would be walked without end in sight; this ends it early.
            if (places.put(name, place) != null) {
                throw corrupt(at, "name is there twice: name=" + name);
            }
        }
    }

    private String name(long at, long offset) {
        if (offset < 0 || offset >= heap.byteSize()) {
            throw corrupt(at, "name is not in the heap: offset_in_heap=" + offset + ", heap=" + heap.byteSize());
        }
        long end = offset;
        while (end < heap.byteSize() && heap.get(BYTE, end) != 0) {
            end++;
        }
        byte[] text = heap.asSlice(offset, end - offset).toArray(BYTE);
        return new String(text, StandardCharsets.UTF_8);
    }

    private void expect(long address, String what, int magic, MemorySegment actual) {
        if (actual.get(INT, 0) != magic) {
            throw corrupt(address, "no " + what + " here");
        }
    }

    private MemorySegment read(long address, long sizeBytes) throws IOException {
        if (address < 0 || sizeBytes < 0 || address > fileBytes || sizeBytes > fileBytes - address) {
            throw corrupt(
                    Math.max(address, 0),
                    "group leaves the file: address=" + address + ", bytes=" + sizeBytes + ", file=" + fileBytes);
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(sizeBytes));
        try {
            channel.readFully(bytes, address);
        } catch (EOFException cut) {
            CorruptDataException corrupt = corrupt(address, "file shrank while it was open");
            corrupt.initCause(cut);
            throw corrupt;
        }
        return MemorySegment.ofBuffer(bytes.flip());
    }

    private CorruptDataException corrupt(long offset, String reason) {
        return new CorruptDataException(path, offset, reason);
    }
}
