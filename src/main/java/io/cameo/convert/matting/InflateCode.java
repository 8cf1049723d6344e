package io.cameo.convert.matting;

import java.util.Arrays;

/**
 * A Huffman code of deflate as tables: the next bits of the stream are the index of an entry, or of a second table for longer codes.
 *
 * <p>An entry holds how many bits the code has (8 bits), what it is (8 bits: {@link #LITERAL}, {@link #END}, {@link #MORE}, else
 * how many more bits its number has), and a number (16 bits). 0 where no code begins.
 *
 * <p>Source: RFC 1951, sections 3.2.2 and 3.2.5.
 */
final class InflateCode {
    /** The number is a byte. */
    static final int LITERAL = 0x80 << Byte.SIZE;

    /** The block ends. */
    static final int END = 0x40 << Byte.SIZE;

    /** The number is where a second table begins; the low bits of the kind are how many bits its index has. */
    static final int MORE = 0x20 << Byte.SIZE;

    static final int LOW = 0xff;
    /** The bits of a kind that count bits. */
    private static final int COUNT = 0x1f;

    static final int NUMBER_SHIFT = 2 * Byte.SIZE;

    /** Symbols of the code that needs no lengths. */
    static final int FIXED_LENGTHS = 288;

    static final int FIXED_DISTANCES = 32;

    private static final int MOST_BITS = 15;
    private static final int END_SYMBOL = 256;
    private static final int[] LENGTHS = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int DISTANCES = 30;

    /** What symbols mean. */
    enum Kind {
        /** Literals, the end, and lengths. */
        LENGTHS,
        /** Distances. */
        DISTANCES,
        /** Lengths of codes: the number is the symbol. */
        PLAIN
    }

    private final Kind kind;
    private final int rootBits;
    private final int[] counts = new int[MOST_BITS + 1];
    private final int[] next = new int[MOST_BITS + 1];
    private int[] table;
    private int used;

    InflateCode(Kind kind, int rootBits) {
        this.kind = kind;
        this.rootBits = rootBits;
        table = new int[2 << rootBits];
    }

    /** Entries; may be another array after {@link #make}. */
    int[] table() {
        return table;
    }

    /** The bits of an index of the first table. */
    int rootMask() {
        return (1 << rootBits) - 1;
    }

    /**
     * Makes the tables.
     *
     * @param lengths of the codes of symbols 0, 1, ...; 0 for those that do not occur
     * @return false if that is no complete code; a single distance of one bit, or none, is one too
     */
    boolean make(byte[] lengths, int from, int symbols) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < symbols; i++) {
            counts[lengths[from + i]]++;
        }
        counts[0] = 0;
        int left = 1;
        int code = 0;
        int present = 0;
        for (int bits = 1; bits <= MOST_BITS; bits++) {
            left = 2 * left - counts[bits];
            if (left < 0) {
                return false;
            }
            code = (code + counts[bits - 1]) << 1;
            next[bits] = code;
            present += counts[bits];
        }
        boolean few = kind == Kind.DISTANCES && (present == 0 || (present == 1 && counts[1] == 1));
        if (left > 0 && !few) {
            return false;
        }
        Arrays.fill(table, 0, 1 << rootBits, 0);
        used = 1 << rootBits;
        for (int symbol = 0; symbol < symbols; symbol++) {
            int bits = lengths[from + symbol];
            if (bits > 0) {
                add(Integer.reverse(next[bits]++) >>> (Integer.SIZE - bits), bits, meaning(symbol));
            }
        }
        return true;
    }

    private void add(int reversed, int bits, int meaning) {
        if (meaning == 0) {
            return; // a symbol that must not occur
        }
        if (bits <= rootBits) {
            fill(0, 1 << rootBits, reversed, bits, meaning);
            return;
        }
        int root = reversed & rootMask();
        int secondBits = MOST_BITS - rootBits;
        if (table[root] == 0) {
            int size = 1 << secondBits;
            if (table.length < used + size) {
                table = Arrays.copyOf(table, 2 * (used + size));
            }
            Arrays.fill(table, used, used + size, 0);
            table[root] = used << NUMBER_SHIFT | MORE | secondBits << Byte.SIZE | rootBits;
            used += size;
        }
        fill(table[root] >>> NUMBER_SHIFT, 1 << secondBits, reversed >>> rootBits, bits - rootBits, meaning);
    }

    private void fill(int from, int size, int index, int bits, int meaning) {
        for (int i = index; i < size; i += 1 << bits) {
            table[from + i] = meaning | bits;
        }
    }

    /** An entry without its code's bits; 0 for what stands for nothing. */
    private int meaning(int symbol) {
        return switch (kind) {
            case PLAIN -> symbol << NUMBER_SHIFT | LITERAL;
            case DISTANCES -> symbol < DISTANCES ? distance(symbol) : 0;
            case LENGTHS -> {
                if (symbol < END_SYMBOL) {
                    yield symbol << NUMBER_SHIFT | LITERAL;
                }
                int at = symbol - END_SYMBOL - 1;
                yield at < 0
                        ? END
                        : at < LENGTHS.length ? LENGTHS[at] << NUMBER_SHIFT | LENGTH_BITS[at] << Byte.SIZE : 0;
            }
        };
    }

    private static int distance(int symbol) {
        int more = symbol < 4 ? 0 : symbol / 2 - 1;
        int least = symbol < 4 ? symbol + 1 : ((2 + symbol % 2) << more) + 1;
        return least << NUMBER_SHIFT | more << Byte.SIZE;
    }

    /** The lengths of the code that needs none: of literals and lengths, then of distances. */
    static void putFixed(byte[] to) {
        Arrays.fill(to, 0, 144, (byte) 8);
        Arrays.fill(to, 144, 256, (byte) 9);
        Arrays.fill(to, 256, 280, (byte) 7);
        Arrays.fill(to, 280, FIXED_LENGTHS, (byte) 8);
        Arrays.fill(to, FIXED_LENGTHS, FIXED_LENGTHS + FIXED_DISTANCES, (byte) 5);
    }

    /** The entry of the code that a word begins with; its bits are those of both tables. */
    static int entry(int[] table, long word, int rootBits) {
        int entry = table[(int) word & ((1 << rootBits) - 1)];
        if ((entry & MORE) == 0) {
            return entry;
        }
        int second = entry >>> Byte.SIZE & COUNT;
        int index = (int) (word >>> rootBits) & ((1 << second) - 1);
        int longer = table[(entry >>> NUMBER_SHIFT) + index];
        return longer == 0 ? 0 : longer + rootBits;
    }

    /** The bits of a code and of what its number has more. */
    static int bits(int entry) {
        return (entry & LOW) + (entry >>> Byte.SIZE & COUNT);
    }

    /** The number with the bits that follow the code. */
    static int number(int entry, long word) {
        int more = entry >>> Byte.SIZE & COUNT;
        return (entry >>> NUMBER_SHIFT) + ((int) (word >>> (entry & LOW)) & ((1 << more) - 1));
    }
}
