package io.cameo.dataset.coco;

/**
 * How a PersonLab file lies on disk: HDF5 with superblock 0 and symbol table groups, as h5py makes it unless told otherwise.
 *
 * <pre>
 *  head, 1,832 bytes                                    behind it, for each image
 *  +------+---------------------------------------+     +-----------------------------------------------+
 *  |    0 | superblock                            |     | object header   see Hdf5ImageHeader           |
 *  |   96 | object header of /                    |     | pixels          u8 x H x W x 4, B G R E       |
 *  |  136 | tree of /, one leaf                   |     | zeros           up to a multiple of 8         |
 *  |  680 | heap of /, head and 88 bytes of data  |     +-----------------------------------------------+
 *  |  800 | object header of /coco                |     at the end, once
 *  |  840 | tree of /coco, its root               |     +-----------------------------------------------+
 *  | 1384 | heap of /coco, head                   |     | tree nodes of /coco, but for the root         |
 *  | 1416 | unused, 88 bytes                      |     | symbol nodes of /coco                         |
 *  | 1504 | symbol node of /                      |     | heap data of /coco, the names                 |
 *  +------+---------------------------------------+     +-----------------------------------------------+
 *
 *  tree node, 544 bytes           symbol node, 328 bytes         heap head, 32 bytes
 *  +----+-------------------+     +----+--------------------+    +----+------------------------------+
 *  |  0 | "TREE"            |     |  0 | "SNOD"             |    |  0 | "HEAP"                       |
 *  |  4 | u8  0, a group's  |     |  4 | u8  1, version     |    |  4 | u8  0, version               |
 *  |  5 | u8  level         |     |  6 | u16 entries        |    |  8 | u64 size of the data         |
 *  |  6 | u16 children      |     |  8 | 8 x entry          |    | 16 | u64 first free block         |
 *  |  8 | u64 left sibling  |     +----+--------------------+    | 24 | u64 address of the data      |
 *  | 16 | u64 right sibling |     entry, 40 bytes                +----+------------------------------+
 *  | 24 | u64 key 0         |     +----+--------------------+
 *  | 32 | u64 child 0       |     |  0 | u64 name in heap   |    free block of a heap
 *  | 40 | u64 key 1         |     |  8 | u64 object header  |    +----+------------------------------+
 *  |    | ...               |     | 16 | u32 1 for a group  |    |  0 | u64 next block, 1 for none   |
 *  | 536| u64 key 32        |     | 24 | u64 its tree       |    |  8 | u64 size of this one         |
 *  +----+-------------------+     | 32 | u64 its heap       |    +----+------------------------------+
 *                                 +----+--------------------+
 * </pre>
 *
 * <p>Little-endian; addresses count from the start of the file. A key is where in the heap a name stands: the last one of
 * the child before it. Source: HDF5 File Format Specification, version 1.1. In prose: {@code docs/personlab-h5.md}.
 */
final class Hdf5Layout {
    static final long SIGNATURE = 0x0A1A0A0D46444889L; // 89 "HDF" 0d 0a 1a 0a
    static final long UNDEFINED = -1;

    static final int SIZES_OFFSET = 13;
    static final int LEAF_K_OFFSET = 16;
    static final int INTERNAL_K_OFFSET = 18;
    static final int FREE_SPACE_OFFSET = 32;
    static final int FILE_END_OFFSET = 40;
    static final int DRIVER_OFFSET = 48;
    static final int ROOT_ENTRY_OFFSET = 56;

    static final int ROOT_HEADER = 96;
    static final int ROOT_TREE = 136;
    static final int ROOT_HEAP = 680;
    static final int ROOT_HEAP_DATA = 712;
    static final int ROOT_HEAP_DATA_BYTES = 88;
    static final int COCO_HEADER = 800;
    static final int COCO_TREE = 840;
    static final int COCO_HEAP = 1384;
    static final int ROOT_SYMBOLS = 1504;
    static final int HEAD_BYTES = 1832;

    static final int TREE_MAGIC = 0x45455254; // "TREE"
    static final int TREE_LEVEL_OFFSET = 5;
    static final int TREE_CHILDREN_OFFSET = 6;
    static final int TREE_LEFT_OFFSET = 8;
    static final int TREE_RIGHT_OFFSET = 16;
    static final int TREE_KEYS_OFFSET = 24;
    static final int TREE_BYTES = 544;
    /** A node has half as many children at least, but for a root. The superblock says so: internal K 16. */
    static final int MOST_CHILDREN = 32;

    static final int SYMBOLS_MAGIC = 0x444F4E53; // "SNOD"
    static final int SYMBOLS_COUNT_OFFSET = 6;
    static final int SYMBOLS_HEAD_BYTES = 8;
    static final int ENTRY_BYTES = 40;
    static final int ENTRY_HEADER_OFFSET = 8;
    static final int ENTRY_KIND_OFFSET = 16;
    static final int ENTRY_TREE_OFFSET = 24;
    static final int ENTRY_HEAP_OFFSET = 32;
    static final int SYMBOLS_BYTES = 328;
    /** Half as many at least, but for an only node: leaf K 4. */
    static final int MOST_ENTRIES = 8;

    static final int HEAP_MAGIC = 0x50414548; // "HEAP"
    static final int HEAP_SIZE_OFFSET = 8;
    static final int HEAP_FREE_OFFSET = 16;
    static final int HEAP_DATA_OFFSET = 24;
    static final int HEAP_HEAD_BYTES = 32;
    static final int FREE_BLOCK_BYTES = 16;

    static final String GROUP = "coco";
    static final String ATTRIBUTE = "keypoints";
    /** Samples of a pixel: blue, green, red and the instance plane. */
    static final int CHANNELS = 4;
    /** Numbers of a person: x, y and visibility of 17 key points. */
    static final int PERSON_NUMBERS = 51;

    private Hdf5Layout() {}
}
