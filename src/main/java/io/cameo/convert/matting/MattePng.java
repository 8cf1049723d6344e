package io.cameo.convert.matting;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import io.cameo.matte.AlphaBox;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Writes planes as PNGs, by their runs and without filters: most of a matte is 0 or 255, and a general encoder, which tries
 * filters row by row and looks for matches everywhere, takes many times as long for a larger file. One for each
 * thread.
 *
 * <p>Source: the PNG specification (ISO/IEC 15948), sections 5 and 11.
 */
final class MattePng {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int HEADER_BYTES = 13;
    private static final byte BITS = 8;
    private static final int CHUNK_BYTES = 12;
    private static final long ONES = 0x0101_0101_0101_0101L;

    private final RunDeflate deflate = new RunDeflate();
    private final CRC32 sum = new CRC32();
    private byte[] file = new byte[1 << 16];

    /**
     * The file of a plane.
     *
     * @param plane {@code GRAY8}
     * @return valid until the next call; heap memory
     * @throws IllegalArgumentException if the plane is of another format
     */
    MemorySegment encode(Image plane) {
        return encode(plane, new AlphaBox(0, 0, plane.widthPx(), plane.heightPx()));
    }

    /**
     * The same for a plane that is 0 outside of a box, which is not looked at there.
     *
     * @throws IllegalArgumentException if the plane is of another format
     */
    MemorySegment encode(Image plane, AlphaBox box) {
        if (plane.format() != PixelFormat.GRAY8) {
            throw new IllegalArgumentException("not a plane of 8 bits: image=" + plane);
        }
        deflate.begin();
        long rowBytes = 1L + plane.widthPx(); // the filter, none, and the samples
        long right = (long) plane.widthPx() - box.xPx() - box.widthPx();
        deflate.add(0, box.yPx() * rowBytes);
        for (int y = box.yPx(); y < box.yPx() + box.heightPx(); y++) {
            deflate.add(0, 1L + box.xPx());
            addRow(plane.pixels(), y * plane.strideBytes() + box.xPx(), box.widthPx());
            deflate.add(0, right);
        }
        deflate.add(0, (plane.heightPx() - box.yPx() - box.heightPx()) * rowBytes);
        int size = deflate.finish(0);
        int bytes = SIGNATURE.length + 3 * CHUNK_BYTES + HEADER_BYTES + size;
        if (file.length < bytes) {
            file = new byte[2 * bytes];
        }
        ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.BIG_ENDIAN);
        out.put(SIGNATURE);
        out.putInt(HEADER_BYTES).put(name("IHDR")).putInt(plane.widthPx()).putInt(plane.heightPx());
        out.put(BITS).put(new byte[HEADER_BYTES - 2 * Integer.BYTES - 1]);
        close(out, HEADER_BYTES);
        out.putInt(size).put(name("IDAT")).put(deflate.bytes(), 0, size);
        close(out, size);
        out.putInt(0).put(name("IEND"));
        close(out, 0);
        return MemorySegment.ofArray(file).asSlice(0, out.position());
    }

    private void addRow(MemorySegment pixels, long at, int width) {
        long end = at + width;
        for (long from = at; from < end; ) {
            byte sample = pixels.get(ValueLayout.JAVA_BYTE, from);
            long to = from + 1;
            long word = (sample & 0xff) * ONES;
            while (to <= end - Long.BYTES && pixels.get(ValueLayout.JAVA_LONG_UNALIGNED, to) == word) {
                to += Long.BYTES;
            }
            while (to < end && pixels.get(ValueLayout.JAVA_BYTE, to) == sample) {
                to++;
            }
            deflate.add(sample & 0xff, to - from);
            from = to;
        }
    }

    private static byte[] name(String chunk) {
        return chunk.getBytes(StandardCharsets.US_ASCII);
    }

    /** Puts the check sum behind a chunk: of its name and what it holds. */
    private void close(ByteBuffer out, int length) {
        sum.reset();
        sum.update(file, out.position() - length - Integer.BYTES, length + Integer.BYTES);
        out.putInt((int) sum.getValue());
    }
}
