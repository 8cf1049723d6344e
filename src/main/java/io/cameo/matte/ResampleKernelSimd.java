package io.cameo.matte;

import io.cameo.image.Image;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same for several samples at once, each in an int of its own. Along columns they are neighbours. Along rows they are one
 * above the other: as many rows as there are lanes are turned over, so that such a column lies together, and turned back.
 * The last vector, block or group of rows begins so early that it is whole: what lies in two of them becomes the same twice.
 * Vectors of less than eight ints, and images smaller than a vector, are left to the scalar twin.
 */
final class ResampleKernelSimd implements ResampleKernel {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = INTS.length();
    private static final int FOUR = 4 * LANES;
    private static final int COLOURS = 3;
    private static final int BLOCK = Long.BYTES;
    private static final boolean WIDE = LANES >= BLOCK;
    /** A byte for each int. */
    private static final VectorSpecies<Byte> BYTES =
            WIDE ? VectorSpecies.of(byte.class, VectorShape.forBitSize(LANES * Byte.SIZE)) : ByteVector.SPECIES_64;

    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    /** So many blocks of 8x8 bytes are turned over at a time, side by side. */
    private static final int BLOCKS = LONGS.length();

    private static final int STEP = BLOCK * BLOCKS;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int MOST = 255;

    private final ResampleKernelScalar scalar = new ResampleKernelScalar();
    private final long[] block = new long[BLOCK * BLOCKS];
    private MemorySegment turned = MemorySegment.NULL;
    private MemorySegment mixed = MemorySegment.NULL;

    @Override
    public void across(Image src, ResampleTaps taps, Image dst, RowSpans wanted) {
        if (!WIDE || src.heightPx() < LANES) {
            scalar.across(src, taps, dst, wanted);
            return;
        }
        int channels = src.format().channels();
        turned = room(turned, src.rowBytes());
        mixed = room(mixed, dst.rowBytes());
        int last = src.heightPx() - LANES;
        for (int next = 0; next < src.heightPx(); next += LANES) {
            int y = Math.min(next, last);
            int begin = wanted.begin(y, y + LANES);
            int end = wanted.end(y, y + LANES);
            if (begin < end) {
                int from = taps.first(begin) * channels;
                int to = (taps.first(end - 1) + taps.counts()[end - 1]) * channels;
                for (int row = 0; row < LANES; row += BLOCK) {
                    turn(src, y + row, from, to, row);
                }
                mix(taps, channels, begin, end);
                for (int row = 0; row < LANES; row += BLOCK) {
                    turnBack(dst, y + row, begin * channels, end * channels, row);
                }
            }
        }
    }

    private static MemorySegment room(MemorySegment known, long rowBytes) {
        long needed = rowBytes * LANES;
        return known.byteSize() >= needed ? known : Arena.ofAuto().allocate(Math.max(needed, 2 * known.byteSize()), 64);
    }

    private void mix(ResampleTaps taps, int channels, int begin, int end) {
        if (channels == COLOURS) {
            mixColours(taps, begin, end);
            return;
        }
        int[] weights = taps.weights();
        for (int x = begin; x < end; x++) {
            int at = x * taps.most();
            int behind = at + taps.counts()[x];
            long from = (long) taps.first(x) * LANES;
            IntVector sum = IntVector.broadcast(INTS, ResampleKernelScalar.HALF);
            for (int k = at; k < behind; k++) {
                sum = sum.add(load(turned, from).mul(weights[k]));
                from += LANES;
            }
            store(sum, mixed, (long) x * LANES);
        }
    }

    /** Three sums at a time: there are few weights, and a loop of so few costs as much as what it does. */
    private void mixColours(ResampleTaps taps, int begin, int end) {
        int[] weights = taps.weights();
        IntVector half = IntVector.broadcast(INTS, ResampleKernelScalar.HALF);
        for (int x = begin; x < end; x++) {
            int at = x * taps.most();
            int behind = at + taps.counts()[x];
            long from = taps.first(x) * (long) COLOURS * LANES;
            IntVector blue = half;
            IntVector green = half;
            IntVector red = half;
            for (int k = at; k < behind; k++) {
                IntVector weight = IntVector.broadcast(INTS, weights[k]);
                blue = blue.add(load(turned, from).mul(weight));
                green = green.add(load(turned, from + LANES).mul(weight));
                red = red.add(load(turned, from + 2L * LANES).mul(weight));
                from += (long) COLOURS * LANES;
            }
            long to = x * (long) COLOURS * LANES;
            store(blue, mixed, to);
            store(green, mixed, to + LANES);
            store(red, mixed, to + 2L * LANES);
        }
    }

    @Override
    public void down(Image src, int firstRow, ResampleTaps taps, Image dst, RowSpans wanted) {
        int bytes = (int) dst.rowBytes();
        int channels = dst.format().channels();
        if (!WIDE || bytes < LANES) {
            scalar.down(src, firstRow, taps, dst, wanted);
            return;
        }
        for (int y = 0; y < taps.results(); y++) {
            long from = (taps.first(y) - firstRow) * src.strideBytes();
            long to = y * dst.strideBytes();
            int begin = wanted.begins()[y] * channels;
            int end = wanted.ends()[y] * channels;
            if (bytes < FOUR) {
                for (int next = begin; next < end; next += LANES) {
                    int i = Math.min(next, bytes - LANES);
                    downOne(src, from + i, taps, y, dst.pixels(), to + i);
                }
            } else {
                for (int next = begin; next < end; next += FOUR) {
                    int i = Math.min(next, bytes - FOUR);
                    downFour(src, from + i, taps, y, dst.pixels(), to + i);
                }
            }
        }
    }

    private static void downOne(Image src, long from, ResampleTaps taps, int y, MemorySegment dst, long to) {
        int at = y * taps.most();
        int end = at + taps.counts()[y];
        long place = from;
        IntVector sum = IntVector.broadcast(INTS, ResampleKernelScalar.HALF);
        for (int k = at; k < end; k++) {
            sum = sum.add(load(src.pixels(), place).mul(taps.weights()[k]));
            place += src.strideBytes();
        }
        store(sum, dst, to);
    }

    private static void downFour(Image src, long from, ResampleTaps taps, int y, MemorySegment dst, long to) {
        int[] weights = taps.weights();
        MemorySegment pixels = src.pixels();
        int at = y * taps.most();
        int end = at + taps.counts()[y];
        long place = from;
        IntVector first = IntVector.broadcast(INTS, ResampleKernelScalar.HALF);
        IntVector second = first;
        IntVector third = first;
        IntVector fourth = first;
        for (int k = at; k < end; k++) {
            IntVector weight = IntVector.broadcast(INTS, weights[k]);
            first = first.add(load(pixels, place).mul(weight));
            second = second.add(load(pixels, place + LANES).mul(weight));
            third = third.add(load(pixels, place + 2L * LANES).mul(weight));
            fourth = fourth.add(load(pixels, place + 3L * LANES).mul(weight));
            place += src.strideBytes();
        }
        store(first, dst, to);
        store(second, dst, to + LANES);
        store(third, dst, to + 2L * LANES);
        store(fourth, dst, to + 3L * LANES);
    }

    private static IntVector load(MemorySegment src, long offset) {
        return (IntVector) ByteVector.fromMemorySegment(BYTES, src, offset, ORDER)
                .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
    }

    private static void store(IntVector sum, MemorySegment dst, long offset) {
        IntVector clipped =
                sum.lanewise(VectorOperators.ASHR, ResampleTaps.BITS).max(0).min(MOST);
        ((ByteVector) clipped.convertShape(VectorOperators.I2B, BYTES, 0)).intoMemorySegment(dst, offset, ORDER);
    }

    /** Eight rows: sample i of them, from one to another at least, goes to eight bytes at {@code i * LANES + lane}. */
    private void turn(Image image, int row, int begin, int end, int lane) {
        MemorySegment src = image.pixels();
        long stride = image.strideBytes();
        long offset = row * stride;
        int count = (int) image.rowBytes();
        for (int next = begin; next < end && count >= STEP; next += STEP) {
            int i = Math.min(next, count - STEP);
            for (int r = 0; r < BLOCK; r++) {
                LongVector.fromMemorySegment(LONGS, src, offset + r * stride + i, ByteOrder.LITTLE_ENDIAN)
                        .intoArray(block, r * BLOCKS);
            }
            flip(block);
            for (int s = 0; s < BLOCK; s++) {
                long to = (long) (i + s) * LANES + lane;
                for (int j = 0; j < BLOCKS; j++) {
                    turned.set(LONG, to + (long) j * BLOCK * LANES, block[s * BLOCKS + j]);
                }
            }
        }
        for (int i = begin; i < end && count < STEP; i++) {
            for (int r = 0; r < BLOCK; r++) {
                byte sample = src.get(ValueLayout.JAVA_BYTE, offset + r * stride + i);
                turned.set(ValueLayout.JAVA_BYTE, (long) i * LANES + lane + r, sample);
            }
        }
    }

    private void turnBack(Image image, int row, int begin, int end, int lane) {
        MemorySegment dst = image.pixels();
        long stride = image.strideBytes();
        long offset = row * stride;
        int count = (int) image.rowBytes();
        for (int next = begin; next < end && count >= STEP; next += STEP) {
            int i = Math.min(next, count - STEP);
            for (int s = 0; s < BLOCK; s++) {
                long from = (long) (i + s) * LANES + lane;
                for (int j = 0; j < BLOCKS; j++) {
                    block[s * BLOCKS + j] = mixed.get(LONG, from + (long) j * BLOCK * LANES);
                }
            }
            flip(block);
            for (int r = 0; r < BLOCK; r++) {
                LongVector.fromArray(LONGS, block, r * BLOCKS)
                        .intoMemorySegment(dst, offset + r * stride + i, ByteOrder.LITTLE_ENDIAN);
            }
        }
        for (int i = begin; i < end && count < STEP; i++) {
            for (int r = 0; r < BLOCK; r++) {
                byte sample = mixed.get(ValueLayout.JAVA_BYTE, (long) i * LANES + lane + r);
                dst.set(ValueLayout.JAVA_BYTE, offset + r * stride + i, sample);
            }
        }
    }

    /**
     * Transposes blocks of 8x8 bytes, a block a lane, row r of them from {@code r * BLOCKS} on: halves of blocks change places, of
     * 1, 2 and 4 bytes (Warren, Hacker's Delight, 7-3).
     */
    private static void flip(long[] rows) {
        for (int i = 0; i < BLOCK; i += 2) {
            swap(rows, i, i + 1, 8, 0x00ff00ff00ff00ffL);
        }
        for (int i = 0; i < 2; i++) {
            swap(rows, i, i + 2, 16, 0x0000ffff0000ffffL);
            swap(rows, i + 4, i + 6, 16, 0x0000ffff0000ffffL);
        }
        for (int i = 0; i < 4; i++) {
            swap(rows, i, i + 4, 32, 0x00000000ffffffffL);
        }
    }

    private static void swap(long[] rows, int upper, int lower, int shift, long mask) {
        LongVector above = LongVector.fromArray(LONGS, rows, upper * BLOCKS);
        LongVector below = LongVector.fromArray(LONGS, rows, lower * BLOCKS);
        LongVector changed = above.lanewise(VectorOperators.LSHR, shift)
                .lanewise(VectorOperators.XOR, below)
                .and(mask);
        below.lanewise(VectorOperators.XOR, changed).intoArray(rows, lower * BLOCKS);
        above.lanewise(VectorOperators.XOR, changed.lanewise(VectorOperators.LSHL, shift))
                .intoArray(rows, upper * BLOCKS);
    }
}
