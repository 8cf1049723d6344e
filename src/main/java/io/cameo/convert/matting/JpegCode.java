package io.cameo.convert.matting;

import java.util.Arrays;

/**
 * A Huffman code of a JPEG (ITU T.81, annex C): lengths of what is coded, without what it means, and codes of differences.
 */
final class JpegCode {
    private static final int LENGTHS = 16;
    private static final int SYMBOLS = 256;
    private static final int FAST_BITS = 10;
    private static final int BLOCK = 64;
    private static final int SEVERAL_BITS = 12;
    private static final int SEVERAL_SAMPLES = 16;
    private static final int SIXTEEN_ZEROS = 0xf0;
    private static final int SKIP_SHIFT = 6;
    private static final int BITS_MASK = (1 << SKIP_SHIFT) - 1;

    private final boolean ofDifferences;
    private boolean sound = true;
    private byte[] known = {};
    /**
     * For each beginning: how many samples of a block it takes (of differences: how many bits its value has), and how many
     * bits with those of its value. 0 where no code begins.
     */
    private short[] fast = {};

    private short[] slow = {};
    /** The same for several codes together, of which most blocks consist. */
    private short[] several = {};

    /** For each symbol its code, and how long that is. */
    private final int[] codes = new int[SYMBOLS];

    private final int[] lengths = new int[SYMBOLS];

    JpegCode(boolean ofDifferences) {
        this.ofDifferences = ofDifferences;
    }

    /** Takes over another one. */
    void set(JpegCode other) {
        known = other.known;
        fast = other.fast;
        slow = other.slow;
        several = other.several;
        System.arraycopy(other.codes, 0, codes, 0, SYMBOLS);
        System.arraycopy(other.lengths, 0, lengths, 0, SYMBOLS);
    }

    /** Before bits are skipped that may be damaged. */
    void begin() {
        sound = true;
    }

    /** Whether everything that was skipped since had a code. */
    boolean isSound() {
        return sound;
    }

    boolean isMade() {
        return known.length > 0;
    }

    /**
     * Reads a table of a file: 16 counts, then the symbols.
     *
     * @return where it ends; beyond the file if it is cut off
     */
    int read(byte[] file, int from) {
        int end = from + LENGTHS;
        for (int i = 0; i < LENGTHS && from + i < file.length; i++) {
            end += file[from + i] & 0xff;
        }
        if (end > file.length || Arrays.equals(known, 0, known.length, file, from, end)) {
            return end;
        }
        known = Arrays.copyOfRange(file, from, end);
        fast = new short[1 << FAST_BITS];
        slow = new short[1 << LENGTHS];
        byte[] codeBits = new byte[1 << SEVERAL_BITS];
        Arrays.fill(lengths, 0);
        int code = 0;
        int symbolAt = LENGTHS;
        for (int length = 1; length <= LENGTHS; length++) {
            for (int i = known[length - 1] & 0xff; i > 0 && code < 1 << length; i--) {
                add(known[symbolAt++] & 0xff, code++, length, codeBits);
            }
            code <<= 1;
        }
        if (!ofDifferences) {
            several = new short[1 << SEVERAL_BITS];
            for (int i = 0; i < several.length; i++) {
                several[i] = several(i, codeBits);
            }
        }
        return end;
    }

    /** As many codes as begin with known bits, if no block can end before the last of them; 0 if the first has more bits. */
    private short several(int beginning, byte[] codeBits) {
        int samples = 0;
        int at = 0;
        while (at < SEVERAL_BITS && samples <= SEVERAL_SAMPLES) {
            int code = beginning << at & ((1 << SEVERAL_BITS) - 1);
            if (codeBits[code] == 0 || at + codeBits[code] > SEVERAL_BITS) {
                break;
            }
            int entry = slow[code << (LENGTHS - SEVERAL_BITS)];
            samples += entry >> SKIP_SHIFT;
            at += entry & BITS_MASK;
        }
        return (short) (samples << SKIP_SHIFT | at);
    }

    /** @param codeBits takes how long the codes are that so many bits begin with */
    private void add(int symbol, int code, int length, byte[] codeBits) {
        codes[symbol] = code;
        lengths[symbol] = length;
        int valueBits = symbol & 15;
        // 0xf0 is sixteen zeros; all others without a value end the block, though only 0x00 should.
        int samples = valueBits == 0 && symbol != SIXTEEN_ZEROS ? BLOCK : (symbol >> 4) + 1;
        short entry = (short) ((ofDifferences ? valueBits : samples) << SKIP_SHIFT | (length + valueBits));
        int shift = LENGTHS - length;
        Arrays.fill(slow, code << shift, (code + 1) << shift, entry);
        if (length <= SEVERAL_BITS) {
            int shorter = SEVERAL_BITS - length;
            Arrays.fill(codeBits, code << shorter, (code + 1) << shorter, (byte) length);
        }
        if (length <= FAST_BITS) {
            int fastShift = FAST_BITS - length;
            Arrays.fill(fast, code << fastShift, (code + 1) << fastShift, entry);
        }
    }

    /** Where the other 63 samples of a block end, or what is no code. */
    int skipBlock(byte[] bits, int from) {
        int at = from;
        int sample = 1;
        while (sample < BLOCK - SEVERAL_SAMPLES) {
            long word = CodedJpeg.word(bits, at);
            int entry = several[(int) (word >>> (Long.SIZE - SEVERAL_BITS))];
            if (entry == 0) {
                break;
            }
            sample += entry >> SKIP_SHIFT;
            at += entry & BITS_MASK;
            // A word has 57 bits, of which an entry takes 42 at most.
            entry = several[(int) (word << entry >>> (Long.SIZE - SEVERAL_BITS))];
            if (sample < BLOCK - SEVERAL_SAMPLES) {
                sample += entry >> SKIP_SHIFT;
                at += entry & BITS_MASK;
            }
        }
        while (sample < BLOCK) {
            int entry = entry(bits, at);
            if (entry == 0) {
                sound = false;
                return at;
            }
            sample += entry >> SKIP_SHIFT;
            at += entry & BITS_MASK;
        }
        return at;
    }

    private int entry(byte[] bits, int at) {
        long word = CodedJpeg.word(bits, at);
        int entry = fast[(int) (word >>> (Long.SIZE - FAST_BITS))];
        return entry == 0 ? slow[(int) (word >>> (Long.SIZE - LENGTHS))] : entry;
    }

    /** Where a difference ends. */
    int skip(byte[] bits, int at) {
        return at + (int) step(bits, at);
    }

    /** A difference. */
    int difference(byte[] bits, int at) {
        return (int) (step(bits, at) >> Integer.SIZE);
    }

    /** A difference, and in the low half how many bits it takes: those of its value count up from the least of as many. */
    long step(byte[] bits, int at) {
        long word = CodedJpeg.word(bits, at);
        int entry = fast[(int) (word >>> (Long.SIZE - FAST_BITS))];
        if (entry == 0) {
            entry = slow[(int) (word >>> (Long.SIZE - LENGTHS))];
            sound &= entry != 0;
        }
        int all = entry & BITS_MASK;
        int size = entry >> SKIP_SHIFT;
        long from = word << (all - size);
        long value = from >>> 1 >>> (Long.SIZE - 1 - size);
        // Where the first bit is 0 it is negative.
        value += ~from >> (Long.SIZE - 1) & (1 - (1L << size));
        return value << Integer.SIZE | all;
    }

    /** Whether there is a code for a difference. */
    boolean has(int difference) {
        return lengths[size(difference)] > 0;
    }

    private static int size(int difference) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(difference));
    }

    /** Writes a difference that it {@link #has}. */
    void put(int difference, BitRow out) {
        int size = size(difference);
        out.put(codes[size], lengths[size]);
        if (size > 0) {
            long value = difference < 0 ? difference - 1 : difference;
            out.put(value & ((1L << size) - 1), size);
        }
    }
}
