package io.cameo.convert.matting;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes gray PNGs of 8 bits without interlacing, faster than a general decoder: in mattes most filtered samples are 0 and the row
 * above is flat, where eight samples are had at once. Any other file, and any that is not as it should be, is left to the general
 * one, which also knows what to say of it. One for each thread.
 *
 * <p>Source: the PNG specification (ISO/IEC 15948), sections 9 to 11.
 */
final class GrayPng implements AutoCloseable {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long SIGNATURE = 0x0a1a_0a0d_474e_5089L;
    private static final int HEADER = 0x4948_4452; // IHDR
    private static final int DATA = 0x4944_4154; // IDAT
    private static final int END = 0x4945_4e44; // IEND
    /** What changes no sample: pHYs, tEXt, tIME, gAMA, sRGB, cHRM. */
    private static final Set<Integer> HARMLESS =
            Set.of(0x7048_5973, 0x7445_5874, 0x7449_4d45, 0x6741_4d41, 0x7352_4742, 0x6348_524d);

    private static final int SIGNATURE_BYTES = 8;
    private static final int HEADER_BYTES = 13;
    private static final int CHUNK_BYTES = 12;
    private static final int EIGHT_BITS = 8;
    private static final long MOST_SAMPLES = 1L << 28;
    private static final long MOST_FILE_BYTES = 1L << 29;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;

    private final RunInflate inflate = new RunInflate();
    private Arena arena = Arena.ofConfined();
    private MemorySegment filtered = MemorySegment.NULL;
    private MemorySegment samples = MemorySegment.NULL;
    private int width;
    private int height;

    /**
     * The samples, or null if the file is of another kind or not sound.
     *
     * @return valid until the next call
     */
    @Nullable
    Image decode(MemorySegment png) {
        if (!readHeader(png) || !inflate(png)) {
            return null;
        }
        filtered = MemorySegment.ofArray(inflate.bytes());
        // A row of zeros stands before the first.
        MemorySegment rows = samples;
        rows.asSlice(0, width).fill((byte) 0);
        for (int y = 0; y < height; y++) {
            long from = y * (width + 1L);
            long to = (y + 1L) * width;
            switch (filtered.get(ValueLayout.JAVA_BYTE, from)) {
                case 0 -> MemorySegment.copy(filtered, from + 1, rows, to, width);
                case 1 -> left(from + 1, to);
                case 2 -> above(from + 1, to);
                case 3 -> average(from + 1, to);
                case 4 -> paeth(from + 1, to);
                default -> {
                    return null;
                }
            }
        }
        return Image.wrap(rows.asSlice(width, (long) width * height), width, height, width, PixelFormat.GRAY8);
    }

    private boolean readHeader(MemorySegment png) {
        long header = SIGNATURE_BYTES + 2L * Integer.BYTES;
        if (png.byteSize() < header + HEADER_BYTES
                || png.get(LONG, 0) != SIGNATURE
                || png.get(INT, SIGNATURE_BYTES) != HEADER_BYTES
                || png.get(INT, SIGNATURE_BYTES + Integer.BYTES) != HEADER) {
            return false;
        }
        width = png.get(INT, header);
        height = png.get(INT, header + Integer.BYTES);
        long flags = header + 2L * Integer.BYTES;
        boolean gray = png.get(ValueLayout.JAVA_BYTE, flags) == EIGHT_BITS;
        for (int i = 1; i < HEADER_BYTES - 2 * Integer.BYTES; i++) {
            gray &= png.get(ValueLayout.JAVA_BYTE, flags + i) == 0; // gray, deflate, usual filters, no interlacing
        }
        return gray
                && width > 0
                && height > 0
                && (long) width * height <= MOST_SAMPLES
                && png.byteSize() <= MOST_FILE_BYTES;
    }

    /** Walks the chunks; false if there are others, or the stream does not end where the samples do. */
    private boolean inflate(MemorySegment png) {
        long expected = (width + 1L) * height;
        reserve();
        inflate.begin();
        long at = SIGNATURE_BYTES + HEADER_BYTES + CHUNK_BYTES;
        while (at <= png.byteSize() - CHUNK_BYTES) {
            long length = png.get(INT, at);
            int type = png.get(INT, at + Integer.BYTES);
            if (length < 0 || length > png.byteSize() - at - CHUNK_BYTES) {
                return false;
            }
            if (type == END) {
                return inflate.inflate((int) expected);
            }
            if (type == DATA) {
                inflate.add(png, at + 2 * Integer.BYTES, (int) length);
            } else if (!HARMLESS.contains(type)) {
                return false;
            }
            at += length + CHUNK_BYTES;
        }
        return false;
    }

    private void reserve() {
        if (samples.byteSize() < (height + 1L) * width) {
            arena.close();
            arena = Arena.ofConfined();
            samples = arena.allocate((height + 1L) * width, Long.BYTES);
        }
    }

    private void left(long from, long to) {
        sum(from, to, width, 0);
    }

    /** Each sample is added to the one before; returns the last. */
    private int sum(long from, long to, int count, int before) {
        int a = before;
        int x = 0;
        while (x < count) {
            if (x <= count - Long.BYTES && filtered.get(LONG, from + x) == 0) {
                samples.set(LONG, to + x, (a & 0xff) * ONES);
                x += Long.BYTES;
            } else {
                a += filtered.get(ValueLayout.JAVA_BYTE, from + x);
                samples.set(ValueLayout.JAVA_BYTE, to + x, (byte) a);
                x++;
            }
        }
        return a & 0xff;
    }

    private void above(long from, long to) {
        int x = 0;
        for (; x <= width - Long.BYTES; x += Long.BYTES) {
            long difference = filtered.get(LONG, from + x);
            long up = samples.get(LONG, to - width + x);
            // Eight sums without carries from one to the next.
            samples.set(LONG, to + x, ((difference & ~HIGH) + (up & ~HIGH)) ^ ((difference ^ up) & HIGH));
        }
        for (; x < width; x++) {
            put(to + x, filtered.get(ValueLayout.JAVA_BYTE, from + x) + at(to - width + x));
        }
    }

    private void average(long from, long to) {
        int a = 0;
        for (int x = 0; x < width; x++) {
            a = (filtered.get(ValueLayout.JAVA_BYTE, from + x) + (a + at(to - width + x)) / 2) & 0xff;
            put(to + x, a);
        }
    }

    private void paeth(long from, long to) {
        long up = to - width;
        int a = (filtered.get(ValueLayout.JAVA_BYTE, from) + at(up)) & 0xff;
        put(to, a);
        for (int x = 1; x < width; ) {
            // Where the row above is flat, the left one is nearest.
            if (x <= width - Long.BYTES && samples.get(LONG, up + x) == samples.get(LONG, up + x - 1)) {
                a = sum(from + x, to + x, Long.BYTES, a);
                x += Long.BYTES;
            } else {
                int end = Math.min(width, x + Long.BYTES);
                int c = at(up + x - 1);
                for (; x < end; x++) {
                    int b = at(up + x);
                    a = (filtered.get(ValueLayout.JAVA_BYTE, from + x) + nearest(a, b, c)) & 0xff;
                    put(to + x, a);
                    c = b;
                }
            }
        }
    }

    private static int nearest(int a, int b, int c) {
        int toA = Math.abs(b - c);
        int toB = Math.abs(a - c);
        int toC = Math.abs(a + b - 2 * c);
        return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
    }

    private int at(long offset) {
        return samples.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
    }

    private void put(long offset, int sample) {
        samples.set(ValueLayout.JAVA_BYTE, offset, (byte) sample);
    }

    @Override
    public void close() {
        arena.close();
    }
}
