package io.cameo.matte;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads streams that a {@link StreamWriter} wrote, out of memory that nobody needs to trust. One thread. */
final class StreamReader implements AutoCloseable {
    /** What must follow the last stream, whatever it holds: words are read whole. */
    static final int SLACK_BYTES = 2 * Long.BYTES;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** As many codes are certainly there after a word was read. */
    private static final int CODES_A_WORD = 5;

    /** A byte of a deflate stream stands for at most so many. */
    private static final int MOST_EXPANSION = 1032;

    private final Inflater inflater = new Inflater(true);
    private final HuffmanCode code = new HuffmanCode();
    private final short[] table = new short[HuffmanCode.TABLE];
    private byte[] plain = {};
    private int length;

    /** The bytes of the stream that was read last. */
    byte[] plain() {
        return plain;
    }

    /** How many bytes it has. */
    int length() {
        return length;
    }

    /** Has no bytes from now on. */
    void clear() {
        length = 0;
    }

    /**
     * Reads a stream.
     *
     * @param src with {@link #SLACK_BYTES} behind {@code end}
     * @param most bytes that it can have
     * @return where the next begins
     * @throws BadPlaneException if it is none
     */
    int read(byte[] src, int at, int end, long most) {
        int begin = at + PlaneLayout.STREAM_HEADER_BYTES;
        if (begin > end) {
            throw new BadPlaneException("stream is cut off: bytes=" + (end - at));
        }
        int mode = (int) INT.get(src, at);
        int bytes = (int) INT.get(src, at + PlaneLayout.STREAM_PLAIN);
        int stored = (int) INT.get(src, at + PlaneLayout.STREAM_STORED);
        if (stored < 0 || stored > end - begin || bytes < 0 || bytes > most || bytes > mostOf(mode, stored)) {
            throw new BadPlaneException("stream does not fit: mode=" + mode + ", plain=" + bytes + ", stored=" + stored
                    + ", left=" + (end - begin) + ", most=" + most);
        }
        if (plain.length < bytes) {
            plain = new byte[bytes + bytes / 4];
        }
        length = bytes;
        switch (mode) {
            case PlaneLayout.MODE_HUFFMAN -> decode(src, begin, begin + stored);
            case PlaneLayout.MODE_DEFLATE -> inflate(src, begin, stored);
            default -> System.arraycopy(src, begin, plain, 0, bytes);
        }
        return begin + stored;
    }

    private static long mostOf(int mode, int stored) {
        return switch (mode) {
            case PlaneLayout.MODE_STORED -> stored;
            case PlaneLayout.MODE_HUFFMAN -> 8L * stored;
            case PlaneLayout.MODE_DEFLATE -> (long) MOST_EXPANSION * stored;
            default -> -1;
        };
    }

    private void decode(byte[] src, int at, int end) {
        int from = code.readLengths(src, at, end);
        code.fillTable(table);
        long word = 0;
        int bits = 0;
        for (int i = 0; i < length; ) {
            if (from > end + Long.BYTES) { // a word may be ahead
                throw new BadPlaneException("codes are cut off: bytes=" + (end - at) + ", decoded=" + i);
            }
            word |= (long) LONG.get(src, from) << bits;
            from += (Long.SIZE - 1 - bits) >>> 3;
            bits |= Long.SIZE - 8;
            int stop = Math.min(length, i + CODES_A_WORD);
            for (; i < stop; i++) {
                int entry = table[(int) word & (HuffmanCode.TABLE - 1)];
                plain[i] = (byte) entry;
                word >>>= entry >> 8;
                bits -= entry >> 8;
            }
        }
        long usedBits = 8L * (from - at) - bits;
        if ((usedBits + 7) / 8 > end - at) {
            throw new BadPlaneException("codes are cut off: bytes=" + (end - at) + ", decoded=" + length);
        }
    }

    private void inflate(byte[] src, int at, int stored) {
        inflater.reset();
        inflater.setInput(src, at, stored);
        try {
            int bytes = inflater.inflate(plain, 0, length);
            if (bytes != length) {
                throw new BadPlaneException("deflated stream is short: expected=" + length + ", actual=" + bytes);
            }
        } catch (DataFormatException bad) {
            throw new BadPlaneException("not a deflated stream: " + bad.getMessage());
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
