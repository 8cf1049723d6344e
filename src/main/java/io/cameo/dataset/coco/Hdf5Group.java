package io.cameo.dataset.coco;

import static io.cameo.bytes.LittleEndian.BYTE;
import static io.cameo.bytes.LittleEndian.INT;
import static io.cameo.bytes.LittleEndian.LONG;
import static io.cameo.bytes.LittleEndian.SHORT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * What makes a file of images an HDF5 file: the nodes and names of {@code /coco}, which come last, and the head.
 *
 * <p>Entries are spread evenly over as few nodes as hold them, so that every node is at least half full. Tree nodes stand
 * before symbol nodes and names: some readers read a node as if it had twice its room, and must not meet the end of the
 * file.
 */
final class Hdf5Group {
    private final Hdf5Output out;
    private final SortedMap<String, Long> headers;
    private final int nodes;
    /** How many tree nodes each level has, from the leaves up; the last is the root alone. */
    private final List<Integer> levels = new ArrayList<>();

    private final long treeAddress;
    private final long symbolsAddress;
    private final long namesAddress;
    /** Where in the heap the last name of each child of the level at hand stands. */
    private long[] lastNames;

    private long nameBytes;

    private Hdf5Group(Hdf5Output out, SortedMap<String, Long> headers) {
        this.out = out;
        this.headers = headers;
        nodes = parts(headers.size(), Hdf5Layout.MOST_ENTRIES);
        int level = nodes;
        do {
            level = parts(level, Hdf5Layout.MOST_CHILDREN);
            levels.add(Math.max(level, 1));
        } while (level > 1);
        treeAddress = out.positionBytes();
        long treeNodes = levels.stream().mapToLong(Integer::longValue).sum() - 1;
        symbolsAddress = treeAddress + treeNodes * Hdf5Layout.TREE_BYTES;
        namesAddress = symbolsAddress + (long) nodes * Hdf5Layout.SYMBOLS_BYTES;
        lastNames = new long[nodes];
    }

    /**
     * Ends a file: appends the group and writes the head.
     *
     * @param out at the end of the last image
     * @param headers where each image's object header is, by its name, in the order of bytes
     */
    static void write(Hdf5Output out, SortedMap<String, Long> headers) throws IOException {
        new Hdf5Group(out, headers).write();
    }

    private void write() throws IOException {
        List<String> names = new ArrayList<>(headers.keySet());
        long[] nameOffsets = nameOffsets(names);
        for (int node = 0; node < nodes; node++) {
            lastNames[node] = nameOffsets[begin(node + 1, nodes, names.size()) - 1];
        }
        MemorySegment root = writeTree();
        writeSymbols(nameOffsets);
        writeNames(names);
        long end = out.positionBytes();
        out.flush();
        MemorySegment head = MemorySegment.ofArray(new byte[Hdf5Layout.HEAD_BYTES]);
        writeHead(head, end);
        MemorySegment.copy(root, 0, head, Hdf5Layout.COCO_TREE, Hdf5Layout.TREE_BYTES);
        out.overwrite(0, head);
    }

    /** The heap begins with the empty name, which is the key before all others. */
    private long[] nameOffsets(List<String> names) {
        long[] offsets = new long[names.size()];
        long offset = 8;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = offset;
            offset += nameRoom(names.get(i));
        }
        nameBytes = offset;
        return offsets;
    }

    private static int nameRoom(String name) {
        return name.length() / 8 * 8 + 8;
    }

    /** Writes all levels but the root, and returns that. */
    private MemorySegment writeTree() throws IOException {
        long childAddress = symbolsAddress;
        long childBytes = Hdf5Layout.SYMBOLS_BYTES;
        int children = nodes;
        long address = treeAddress;
        for (int level = 0; ; level++) {
            int count = levels.get(level);
            long[] last = new long[count];
            for (int i = 0; i < count; i++) {
                int from = begin(i, count, children);
                int to = begin(i + 1, count, children);
                MemorySegment node = treeNode(level, from, to, childAddress, childBytes, lastNames);
                if (level == levels.size() - 1) {
                    return node;
                }
                long siblings = address + (long) i * Hdf5Layout.TREE_BYTES;
                node.set(LONG, Hdf5Layout.TREE_LEFT_OFFSET, i == 0 ? Hdf5Layout.UNDEFINED : siblings - node.byteSize());
                node.set(
                        LONG,
                        Hdf5Layout.TREE_RIGHT_OFFSET,
                        i == count - 1 ? Hdf5Layout.UNDEFINED : siblings + node.byteSize());
                out.write(node, 0, node.byteSize());
                last[i] = lastNames[to - 1];
            }
            lastNames = last;
            childAddress = address;
            childBytes = Hdf5Layout.TREE_BYTES;
            children = count;
            address += (long) count * Hdf5Layout.TREE_BYTES;
        }
    }

    private static MemorySegment treeNode(
            int level, int from, int to, long childAddress, long childBytes, long[] lastNames) {
        MemorySegment node = MemorySegment.ofArray(new byte[Hdf5Layout.TREE_BYTES]);
        node.set(INT, 0, Hdf5Layout.TREE_MAGIC);
        node.set(BYTE, Hdf5Layout.TREE_LEVEL_OFFSET, (byte) level);
        node.set(SHORT, Hdf5Layout.TREE_CHILDREN_OFFSET, (short) (to - from));
        node.set(LONG, Hdf5Layout.TREE_LEFT_OFFSET, Hdf5Layout.UNDEFINED);
        node.set(LONG, Hdf5Layout.TREE_RIGHT_OFFSET, Hdf5Layout.UNDEFINED);
        long at = Hdf5Layout.TREE_KEYS_OFFSET;
        node.set(LONG, at, from == 0 ? 0 : lastNames[from - 1]);
        for (int child = from; child < to; child++) {
            node.set(LONG, at + 8, childAddress + child * childBytes);
            node.set(LONG, at + 16, lastNames[child]);
            at += 16;
        }
        return node;
    }

    private void writeSymbols(long[] nameOffsets) throws IOException {
        MemorySegment node = MemorySegment.ofArray(new byte[Hdf5Layout.SYMBOLS_BYTES]);
        int inNode = 0;
        int number = 0;
        int entry = 0;
        for (long header : headers.values()) {
            long at = Hdf5Layout.SYMBOLS_HEAD_BYTES + (long) inNode * Hdf5Layout.ENTRY_BYTES;
            node.set(LONG, at, nameOffsets[entry++]);
            node.set(LONG, at + Hdf5Layout.ENTRY_HEADER_OFFSET, header);
            inNode++;
            if (entry == begin(number + 1, nodes, nameOffsets.length)) {
                symbolsHead(node, inNode);
                out.write(node, 0, node.byteSize());
                node.fill((byte) 0);
                inNode = 0;
                number++;
            }
        }
    }

    private void writeNames(List<String> names) throws IOException {
        out.write(MemorySegment.ofArray(new byte[8]), 0, 8);
        for (String name : names) {
            byte[] text = new byte[nameRoom(name)];
            byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(ascii, 0, text, 0, ascii.length);
            out.write(MemorySegment.ofArray(text), 0, text.length);
        }
        MemorySegment free = MemorySegment.ofArray(new byte[Hdf5Layout.FREE_BLOCK_BYTES]);
        freeBlock(free, 0, Hdf5Layout.FREE_BLOCK_BYTES);
        out.write(free, 0, free.byteSize());
    }

    private void writeHead(MemorySegment head, long fileEnd) {
        head.set(LONG, 0, Hdf5Layout.SIGNATURE);
        head.set(SHORT, Hdf5Layout.SIZES_OFFSET, (short) 0x0808);
        head.set(SHORT, Hdf5Layout.LEAF_K_OFFSET, (short) (Hdf5Layout.MOST_ENTRIES / 2));
        head.set(SHORT, Hdf5Layout.INTERNAL_K_OFFSET, (short) (Hdf5Layout.MOST_CHILDREN / 2));
        head.set(LONG, Hdf5Layout.FREE_SPACE_OFFSET, Hdf5Layout.UNDEFINED);
        head.set(LONG, Hdf5Layout.FILE_END_OFFSET, fileEnd);
        head.set(LONG, Hdf5Layout.DRIVER_OFFSET, Hdf5Layout.UNDEFINED);
        groupEntry(
                head,
                Hdf5Layout.ROOT_ENTRY_OFFSET,
                0,
                Hdf5Layout.ROOT_HEADER,
                Hdf5Layout.ROOT_TREE,
                Hdf5Layout.ROOT_HEAP);
        groupHeader(head, Hdf5Layout.ROOT_HEADER, Hdf5Layout.ROOT_TREE, Hdf5Layout.ROOT_HEAP);
        MemorySegment tree = treeNode(0, 0, 1, Hdf5Layout.ROOT_SYMBOLS, 0, new long[] {8});
        MemorySegment.copy(tree, 0, head, Hdf5Layout.ROOT_TREE, tree.byteSize());
        heap(head, Hdf5Layout.ROOT_HEAP, Hdf5Layout.ROOT_HEAP_DATA_BYTES, 16, Hdf5Layout.ROOT_HEAP_DATA);
        head.setString(Hdf5Layout.ROOT_HEAP_DATA + 8L, Hdf5Layout.GROUP, StandardCharsets.US_ASCII);
        freeBlock(head, Hdf5Layout.ROOT_HEAP_DATA + 16L, Hdf5Layout.ROOT_HEAP_DATA_BYTES - 16);
        groupHeader(head, Hdf5Layout.COCO_HEADER, Hdf5Layout.COCO_TREE, Hdf5Layout.COCO_HEAP);
        heap(head, Hdf5Layout.COCO_HEAP, nameBytes + Hdf5Layout.FREE_BLOCK_BYTES, nameBytes, namesAddress);
        MemorySegment symbols = head.asSlice(Hdf5Layout.ROOT_SYMBOLS, Hdf5Layout.SYMBOLS_BYTES);
        symbolsHead(symbols, 1);
        groupEntry(
                symbols,
                Hdf5Layout.SYMBOLS_HEAD_BYTES,
                8,
                Hdf5Layout.COCO_HEADER,
                Hdf5Layout.COCO_TREE,
                Hdf5Layout.COCO_HEAP);
    }

    private static void groupHeader(MemorySegment dst, long at, long tree, long heap) {
        dst.set(BYTE, at, (byte) 1);
        dst.set(SHORT, at + 2, (short) 1);
        dst.set(INT, at + 4, 1);
        dst.set(INT, at + 8, 24);
        dst.set(SHORT, at + 16, (short) 0x11); // the symbol table message
        dst.set(SHORT, at + 18, (short) 16);
        dst.set(LONG, at + 24, tree);
        dst.set(LONG, at + 32, heap);
    }

    private static void groupEntry(MemorySegment dst, long at, long name, long header, long tree, long heap) {
        dst.set(LONG, at, name);
        dst.set(LONG, at + Hdf5Layout.ENTRY_HEADER_OFFSET, header);
        dst.set(INT, at + Hdf5Layout.ENTRY_KIND_OFFSET, 1);
        dst.set(LONG, at + Hdf5Layout.ENTRY_TREE_OFFSET, tree);
        dst.set(LONG, at + Hdf5Layout.ENTRY_HEAP_OFFSET, heap);
    }

    private static void symbolsHead(MemorySegment node, int entries) {
        node.set(INT, 0, Hdf5Layout.SYMBOLS_MAGIC);
        node.set(BYTE, 4, (byte) 1);
        node.set(SHORT, Hdf5Layout.SYMBOLS_COUNT_OFFSET, (short) entries);
    }

    private static void heap(MemorySegment dst, long at, long sizeBytes, long free, long data) {
        dst.set(INT, at, Hdf5Layout.HEAP_MAGIC);
        dst.set(LONG, at + Hdf5Layout.HEAP_SIZE_OFFSET, sizeBytes);
        dst.set(LONG, at + Hdf5Layout.HEAP_FREE_OFFSET, free);
        dst.set(LONG, at + Hdf5Layout.HEAP_DATA_OFFSET, data);
    }

    private static void freeBlock(MemorySegment dst, long at, long sizeBytes) {
        dst.set(LONG, at, 1);
        dst.set(LONG, at + 8, sizeBytes);
    }

    private static int parts(int count, int most) {
        return (count + most - 1) / most;
    }

    /** Where part {@code i} begins if {@code count} things are spread over {@code parts}. */
    private static int begin(int i, int parts, int count) {
        return (int) ((long) i * count / parts);
    }
}
