package io.cameo.convert.matting;

import java.util.Arrays;

/**
 * Deflates bytes that are mostly long runs, and is told the runs: each is a literal and matches at distance 1. Finding other
 * matches, as zlib does, costs ten times as much and finds little in mattes. One thread; used again.
 *
 * <p>Source: RFC 1950 and RFC 1951.
 */
final class RunDeflate {
    private static final int END = 256;
    private static final int SYMBOLS = 286;
    private static final int MOST_BITS = 15;
    private static final int MOST_LENGTH_BITS = 7;
    private static final int LENGTHS = 19;
    private static final int FEW_ZEROS = 17;
    private static final int MANY_ZEROS = 18;
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int LEAST_MATCH = 3;
    private static final int MOST_MATCH = 258;
    private static final int ADLER = 65_521;
    private static final int EXTRA_SHIFT = 9;
    private static final int EXTRA_BITS_SHIFT = 14;

    /** For each length of a match its symbol, the bits that follow it, and how many these are. */
    private static final int[] MATCHES = matches();

    private final DeflateCode code = new DeflateCode(SYMBOLS, MOST_BITS);
    private final DeflateCode lengthCode = new DeflateCode(LENGTHS, MOST_LENGTH_BITS);
    private final int[] counts = new int[SYMBOLS];
    private final int[] lengthCounts = new int[LENGTHS];
    private final int[] lengthTokens = new int[SYMBOLS];
    private int[] tokens = new int[1 << 14];
    private int tokenCount;
    private int value;
    private long run;
    private long low;
    private long high;
    private byte[] out = new byte[1 << 15];
    private int size;
    private long bits;
    private int bitCount;

    private static int[] matches() {
        int[] matches = new int[MOST_MATCH + 1];
        int length = LEAST_MATCH;
        for (int symbol = END + 1; symbol < SYMBOLS - 1; symbol++) {
            int extra = Math.max(0, (symbol - END - 5) / 4);
            for (int i = 0; i < 1 << extra && length < MOST_MATCH; i++) {
                matches[length++] = symbol | (i << EXTRA_SHIFT) | (extra << EXTRA_BITS_SHIFT);
            }
        }
        matches[MOST_MATCH] = SYMBOLS - 1;
        return matches;
    }

    /** Begins a stream. */
    void begin() {
        tokenCount = 0;
        run = 0;
        low = 1;
        high = 0;
        Arrays.fill(counts, 0);
    }

    /** Adds a byte so many times. */
    void add(int sample, long times) {
        if (sample == value) {
            run += times;
            return;
        }
        flush();
        value = sample;
        run = times;
    }

    private void flush() {
        if (run == 0) {
            return;
        }
        sum();
        token(value);
        long left = run - 1;
        while (left >= MOST_MATCH) {
            token(MATCHES[MOST_MATCH]);
            left -= MOST_MATCH;
        }
        if (left >= LEAST_MATCH) {
            token(MATCHES[(int) left]);
            left = 0;
        }
        for (; left > 0; left--) {
            token(value);
        }
        run = 0;
    }

    private void token(int token) {
        if (tokenCount == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * tokenCount);
        }
        tokens[tokenCount++] = token;
        counts[token & ((1 << EXTRA_SHIFT) - 1)]++;
    }

    /** Adler-32 of a run in one step: its sum of sums is a triangle. Runs are cut where that could be too large. */
    private void sum() {
        for (long left = run; left > 0; ) {
            long n = Math.min(left, 1 << 24);
            high = (high + n * low + value * (n * (n + 1) / 2 % ADLER)) % ADLER;
            low = (low + n * value) % ADLER;
            left -= n;
        }
    }

    /**
     * Ends the stream: one block, with codes of its own, between header and check sum of zlib.
     *
     * @param at where it begins in {@link #bytes}
     * @return where it ends
     */
    int finish(int at) {
        flush();
        token(END);
        code.build(counts);
        ensure(at + (long) tokenCount * 4 + 1024);
        size = at;
        bits = 0;
        bitCount = 0;
        put(0x0178, 16);
        put(0b101, 3); // the last block, dynamic codes
        header();
        for (int i = 0; i < tokenCount; i++) {
            int token = tokens[i];
            int symbol = token & ((1 << EXTRA_SHIFT) - 1);
            put(code.code(symbol), code.length(symbol));
            if (symbol > END) {
                put(token >> EXTRA_SHIFT & 31, token >> EXTRA_BITS_SHIFT);
                put(0, 1); // distance 1: the only code
            }
        }
        put(0, (Byte.SIZE - bitCount % Byte.SIZE) % Byte.SIZE);
        for (long sum = high << 16 | low, byteOf = 3; byteOf >= 0; byteOf--) {
            put((int) (sum >> (Byte.SIZE * byteOf)) & 0xff, Byte.SIZE);
        }
        while (bitCount > 0) {
            drop();
        }
        return size;
    }

    /** The lengths of the codes of literals and lengths, and of the one distance. */
    private void header() {
        int symbols = SYMBOLS;
        while (code.length(symbols - 1) == 0) {
            symbols--;
        }
        Arrays.fill(lengthCounts, 0);
        int count = 0;
        for (int symbol = 0; symbol < symbols; ) {
            int zeros = zeros(symbol, symbols);
            int token = code.length(symbol);
            if (zeros >= 11) {
                token = MANY_ZEROS | (zeros - 11) << Byte.SIZE;
            } else if (zeros >= 3) {
                token = FEW_ZEROS | (zeros - 3) << Byte.SIZE;
            }
            symbol += zeros >= 3 ? zeros : 1;
            lengthTokens[count++] = token;
            lengthCounts[token & 0xff]++;
        }
        lengthCounts[1]++;
        lengthCounts[0]++; // two at least, so that the code is complete
        lengthCode.build(lengthCounts);
        put(symbols - 257, 5);
        put(0, 5);
        put(LENGTHS - 4, 4);
        for (int symbol : ORDER) {
            put(lengthCode.length(symbol), 3);
        }
        for (int i = 0; i < count; i++) {
            int symbol = lengthTokens[i] & 0xff;
            put(lengthCode.code(symbol), lengthCode.length(symbol));
            if (symbol >= FEW_ZEROS) {
                put(lengthTokens[i] >> Byte.SIZE, symbol == FEW_ZEROS ? 3 : 7);
            }
        }
        put(lengthCode.code(1), lengthCode.length(1));
    }

    private int zeros(int from, int end) {
        int to = from;
        while (to < end && to < from + 138 && code.length(to) == 0) {
            to++;
        }
        return to - from;
    }

    private void put(int value, int count) {
        bits |= (long) value << bitCount;
        bitCount += count;
        while (bitCount >= Integer.SIZE) {
            for (int i = 0; i < Integer.BYTES; i++) {
                drop();
            }
        }
    }

    private void drop() {
        out[size++] = (byte) bits;
        bits >>>= Byte.SIZE;
        bitCount -= Byte.SIZE;
    }

    private void ensure(long bytes) {
        if (out.length < bytes) {
            out = Arrays.copyOf(out, Math.toIntExact(2 * bytes));
        }
    }

    /** The memory of what was made; replaced when a stream begins that needs more. */
    byte[] bytes() {
        return out;
    }
}
