package io.cameo.spark;

import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;

/** Record files drawn from a seed: one label or several, ids, no header at all, magic words at and off multiples of four. */
final class DrawnRecords {
    private static final byte[] MAGIC = {0x0a, 0x23, (byte) 0xd7, (byte) 0xce};

    private DrawnRecords() {}

    static Path write(Path rec, long seed, int records, IntToLongFunction keys) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int rank = 0; rank < records; rank++) {
                MemorySegment payload = MemorySegment.ofArray(payload(random));
                long key = keys.applyAsLong(rank);
                if (random.nextInt(12) == 0) {
                    writer.write(key, payload.asSlice(0, Math.min(payload.byteSize(), 23)));
                } else {
                    writer.write(key, header(random, key), payload);
                }
            }
            writer.commit();
        }
        return rec;
    }

    private static IrHeader header(SplittableRandom random, long id) {
        float label = random.nextInt(8) == 0 ? strange(random) : random.nextInt(-2, 5);
        return switch (random.nextInt(4)) {
            case 0 -> IrHeader.vector(new float[] {label, random.nextFloat(), 1}, id);
            case 1 -> IrHeader.vectorWithFirst(new float[] {label}, id).withId2(random.nextLong());
            default -> IrHeader.scalar(label, id);
        };
    }

    private static float strange(SplittableRandom random) {
        float[] all = {Float.NaN, -0f, Float.POSITIVE_INFINITY, Float.MIN_VALUE, Float.intBitsToFloat(0xCED7230A)};
        return all[random.nextInt(all.length)];
    }

    private static byte[] payload(SplittableRandom random) {
        byte[] payload = new byte[random.nextInt(30) == 0 ? random.nextInt(5_000) : random.nextInt(100)];
        random.nextBytes(payload);
        for (int i = random.nextInt(4); i > 0 && payload.length >= 4; i--) {
            System.arraycopy(MAGIC, 0, payload, random.nextInt(payload.length - 3), 4);
        }
        return payload;
    }
}
