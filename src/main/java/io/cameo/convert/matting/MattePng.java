package io.cameo.convert.matting;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes planes as PNGs, without filters: most of a matte is 0, and filters, which a general encoder tries row by row, cost
 * three quarters of its time and make its files larger. One for each thread.
 *
 * <p>Source: the PNG specification (ISO/IEC 15948), sections 5 and 11.
 */
final class MattePng implements AutoCloseable {
    /** Above 3 zlib takes more than twice the time, for two thirds of the bytes. */
    private static final int LEVEL = 3;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int HEADER_BYTES = 13;
    private static final byte BITS = 8;
    private static final int CHUNK_BYTES = 12;
    private static final int FIRST_BYTES = 1 << 16;

    private final Deflater deflater = new Deflater(LEVEL);
    private final CRC32 sum = new CRC32();
    private byte[] rows = {};
    private byte[] packed = new byte[FIRST_BYTES];

    /**
     * The file of a plane.
     *
     * @param plane {@code GRAY8}
     * @return valid until the next call; heap memory
     * @throws IllegalArgumentException if the plane is of another format
     */
    MemorySegment encode(Image plane) {
        if (plane.format() != PixelFormat.GRAY8) {
            throw new IllegalArgumentException("not a plane of 8 bits: image=" + plane);
        }
        int width = plane.widthPx();
        int length = Math.multiplyExact(width + 1, plane.heightPx());
        if (rows.length < length) {
            rows = new byte[length];
        }
        for (int y = 0; y < plane.heightPx(); y++) {
            int at = y * (width + 1);
            rows[at] = 0; // the filter: none
            MemorySegment.copy(plane.pixels(), ValueLayout.JAVA_BYTE, y * plane.strideBytes(), rows, at + 1, width);
        }
        int before = SIGNATURE.length + CHUNK_BYTES + HEADER_BYTES;
        int size = deflate(length, before + 2 * Integer.BYTES);
        ByteBuffer file = ByteBuffer.wrap(packed).order(ByteOrder.BIG_ENDIAN);
        file.put(SIGNATURE);
        file.putInt(HEADER_BYTES).put(name("IHDR")).putInt(width).putInt(plane.heightPx());
        file.put(BITS).put(new byte[HEADER_BYTES - 2 * Integer.BYTES - 1]);
        close(file, HEADER_BYTES);
        file.putInt(size).put(name("IDAT")).position(file.position() + size);
        close(file, size);
        file.putInt(0).put(name("IEND"));
        close(file, 0);
        return MemorySegment.ofArray(packed).asSlice(0, file.position());
    }

    /** Deflates the rows to a place of the output, which grows; gives the size. */
    private int deflate(int length, int from) {
        deflater.reset();
        deflater.setInput(rows, 0, length);
        deflater.finish();
        int end = from;
        while (!deflater.finished()) {
            end += deflater.deflate(packed, end, packed.length - end - 2 * CHUNK_BYTES);
            if (packed.length - end < FIRST_BYTES / 2) {
                packed = Arrays.copyOf(packed, 2 * packed.length);
            }
        }
        return end - from;
    }

    private static byte[] name(String chunk) {
        return chunk.getBytes(StandardCharsets.US_ASCII);
    }

    /** Puts the check sum behind a chunk: of its name and what it holds. */
    private void close(ByteBuffer file, int length) {
        sum.reset();
        sum.update(packed, file.position() - length - Integer.BYTES, length + Integer.BYTES);
        file.putInt((int) sum.getValue());
    }

    @Override
    public void close() {
        deflater.end();
    }
}
