package io.cameo.oracle;

import io.cameo.bytes.LittleEndian;
import io.cameo.record.IrHeader;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Seeded records that are hard on a container: empty ones, a few bytes, the magic word at every alignment, alone, in rows
 * and cut off, in headers and labels too, some of several megabytes. Record {@code i} depends on the seed and {@code i}
 * alone, so that none must be kept to compare with.
 */
record RandomRecords(long seed, int count) {
    private static final int MAGIC = 0xCED7230A;
    private static final int KINDS = 8;
    private static final int LARGE_EVERY = 997;
    private static final int LARGE_BYTES = 6_000_000;

    /**
     * One record.
     *
     * @param header null where the content is bare bytes
     * @param payload what stands behind the header, or all there is
     */
    record Sample(@Nullable IrHeader header, MemorySegment payload) {
        /** What a reader must give back. */
        MemorySegment content() {
            if (header == null) {
                return payload;
            }
            MemorySegment content = MemorySegment.ofArray(new byte[header.sizeBytes() + (int) payload.byteSize()]);
            header.writeTo(content, 0);
            MemorySegment.copy(payload, 0, content, header.sizeBytes(), payload.byteSize());
            return content;
        }
    }

    Sample at(int i) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + i);
        return new Sample(header(random), MemorySegment.ofArray(payload(i, random)));
    }

    private static @Nullable IrHeader header(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> IrHeader.scalar(label(random), number(random)).withId2(number(random));
            case 2 -> IrHeader.vector(labels(random), number(random));
            default -> IrHeader.vectorWithFirst(labels(random), number(random)).withId2(number(random));
        };
    }

    private static float[] labels(SplittableRandom random) {
        float[] labels = new float[random.nextInt(20)];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = label(random);
        }
        return labels;
    }

    private static float label(SplittableRandom random) {
        return random.nextInt(4) == 0 ? Float.intBitsToFloat(MAGIC) : random.nextInt(1000);
    }

    private static long number(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> Integer.toUnsignedLong(MAGIC);
            case 1 -> (long) MAGIC << 32;
            default -> random.nextLong();
        };
    }

    private static byte[] payload(int i, SplittableRandom random) {
        if (i % LARGE_EVERY == LARGE_EVERY - 1) {
            return sprinkled(random, random.nextInt(LARGE_BYTES / 2, LARGE_BYTES), 1000);
        }
        return switch (random.nextInt(KINDS)) {
            case 0 -> new byte[0];
            case 1 -> bytes(random, random.nextInt(1, 6));
            case 2 -> magics(random.nextInt(1, 9), random.nextInt(4));
            case 3, 4 -> sprinkled(random, random.nextInt(4, 3000), random.nextInt(1, 40));
            case 5 -> filledWithPieces(random, random.nextInt(4, 400));
            default -> bytes(random, random.nextInt(1, 20_000));
        };
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] out = new byte[length];
        random.nextBytes(out);
        return out;
    }

    /** Nothing but magic words, with 0 to 3 bytes behind them. */
    private static byte[] magics(int words, int tail) {
        byte[] out = new byte[4 * words + tail];
        for (int at = 0; at + 4 <= out.length; at += 4) {
            putMagic(out, at);
        }
        return out;
    }

    /** Noise with magic words anywhere. */
    private static byte[] sprinkled(SplittableRandom random, int length, int words) {
        byte[] out = bytes(random, length);
        for (int i = 0; i < words; i++) {
            putMagic(out, random.nextInt(length - 3));
        }
        return out;
    }

    /** Whole and partial magic words, one directly behind the other. */
    private static byte[] filledWithPieces(SplittableRandom random, int length) {
        byte[] out = new byte[length];
        for (int at = 0; at < length; ) {
            int piece = Math.min(random.nextInt(1, 5), length - at);
            for (int b = 0; b < piece; b++) {
                out[at++] = (byte) (MAGIC >>> (8 * b));
            }
        }
        return out;
    }

    private static void putMagic(byte[] target, int at) {
        MemorySegment.ofArray(target).set(LittleEndian.INT, at, MAGIC);
    }
}
