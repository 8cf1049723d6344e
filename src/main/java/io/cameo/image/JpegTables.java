package io.cameo.image;

/**
 * Which quantization and Huffman tables a JPEG defines before its first scan, and which it uses there (ITU T.81, B.2.2 to
 * B.2.4). Sets of up to 16 numbers, as bits.
 */
final class JpegTables {
    private static final int QUANTIZED = 64;
    private static final int CODE_LENGTHS = 16;

    private final Probe probe;
    private int quantizationDefined;
    private int quantizationUsed;
    /** DC tables in the lower half, AC tables in the upper. */
    private int huffmanDefined;

    private int huffmanUsed;

    JpegTables(Probe probe) {
        this.probe = probe;
    }

    void clear() {
        quantizationDefined = 0;
        quantizationUsed = 0;
        huffmanDefined = 0;
        huffmanUsed = 0;
    }

    boolean areComplete() {
        return (quantizationUsed & ~quantizationDefined) == 0 && (huffmanUsed & ~huffmanDefined) == 0;
    }

    /** DQT: (precision 4 bits, number 4 bits, 64 values of 1 or 2 bytes)*. */
    void quantization(long offset, int length) {
        long end = offset + length;
        for (long at = offset; at < end; ) {
            int kind = probe.u8(at);
            at += 1 + (long) QUANTIZED * (kind >> 4 == 0 ? 1 : 2);
            if (at <= end) {
                quantizationDefined |= 1 << (kind & 15);
            }
        }
    }

    /** DHT: (class 4 bits, number 4 bits, 16 counts of codes, the values of all codes)*. */
    void huffman(long offset, int length) {
        long end = offset + length;
        for (long at = offset; at + CODE_LENGTHS < end; ) {
            int kind = probe.u8(at);
            int values = 0;
            for (int i = 1; i <= CODE_LENGTHS; i++) {
                values += probe.u8(at + i);
            }
            at += 1 + CODE_LENGTHS + values;
            if (at <= end) {
                huffmanDefined |= bit(kind >> 4, kind & 15);
            }
        }
    }

    /** SOF: precision, height 2 bytes, width 2 bytes, count, (component, sampling, table)*. */
    void frame(long offset, int length) {
        int components = probe.u8(offset + 5);
        for (int i = 0; i < components && 9 + 3 * i <= length; i++) {
            quantizationUsed |= 1 << (probe.u8(offset + 8 + 3L * i) & 15);
        }
    }

    /** SOS: count, (component, DC table 4 bits, AC table 4 bits)*, and what progressive scans need. */
    void scan(long offset, int length) {
        int components = length > 0 ? probe.u8(offset) : 0;
        for (int i = 0; i < components && 3 + 2 * i <= length; i++) {
            int numbers = probe.u8(offset + 2 + 2L * i);
            huffmanUsed |= bit(0, numbers >> 4) | bit(1, numbers & 15);
        }
    }

    private static int bit(int type, int number) {
        return 1 << (number + (type == 0 ? 0 : 16));
    }
}
