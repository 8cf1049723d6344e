package io.cameo.matte;

/**
 * Where everything stands in a coded plane; {@code docs/matting-records.md} says why. Numbers are little-endian.
 *
 * <pre>
 *   0         1       2        3   4       8        12      16      20          24           28     30  32
 *   +---------+-------+--------+---+-------+--------+-------+-------+-----------+------------+------+---+---------
 *   | version | bytes | method | 0 | width | height | box x | box y | box width | box height | full | 0 | streams
 *   | u8      | u8    | u8     |u8 | u32   | u32    | u32   | u32   | u32       | u32        | u16  |u16|
 *   +---------+-------+--------+---+-------+--------+-------+-------+-----------+------------+------+---+---------
 *
 *   stream  0      1       4       8        12
 *           +------+-------+-------+--------+--------+
 *           | mode | 0     | plain | stored | bytes  |   runs, then residuals, then their high bytes where there are 2
 *           | u8   | 3 * u8| u32   | u32    |        |
 *           +------+-------+-------+--------+--------+
 * </pre>
 */
final class PlaneLayout {
    static final int VERSION = 1;

    static final int BYTES = 1;
    static final int METHOD = 2;
    static final int WIDTH = 4;
    static final int HEIGHT = 8;
    static final int BOX_X = 12;
    static final int BOX_Y = 16;
    static final int BOX_WIDTH = 20;
    static final int BOX_HEIGHT = 24;
    static final int FULL = 28;
    static final int HEADER_BYTES = 32;

    static final int STREAM_PLAIN = 4;
    static final int STREAM_STORED = 8;
    static final int STREAM_HEADER_BYTES = 12;

    /** All samples, row by row. */
    static final int METHOD_SAMPLES = 0;
    /** Runs of the rows of the box, and what is soft in them. */
    static final int METHOD_RUNS = 1;

    static final int MODE_STORED = 0;
    static final int MODE_HUFFMAN = 1;
    static final int MODE_DEFLATE = 2;

    static final int MOST_SIDE_PX = 65_535;

    /** A row ends with this token: the run that is open goes to the end. */
    static final int TOKEN_END = 0;
    /** Tokens from here on: twice the step of the run's end, zigzag, plus which of two kinds comes next. */
    static final int TOKEN_STEP = 1;

    static final int MOST_STEP = 125;
    /** And these two: the length of the run follows, seven bits a byte, the lowest first. */
    static final int TOKEN_LENGTH = 253;

    private PlaneLayout() {}
}
