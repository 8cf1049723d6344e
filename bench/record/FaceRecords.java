package io.cameo.record;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A record file of the size and shape of a face data set: 112x112 JPEGs of 4 to 12 KB, keys in shuffled order. */
final class FaceRecords {
    static final int RECORDS = 10_000;
    private static final long SEED = 20_261_121L;

    private FaceRecords() {}

    /** Writes the file into a new folder; the pages stay in the cache. */
    static Path write() throws IOException {
        Path rec = Files.createTempDirectory("cameo-bench").resolve("faces.rec");
        SplittableRandom random = new SplittableRandom(SEED);
        int[] keys = shuffled(RECORDS, random);
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int key : keys) {
                byte[] payload = new byte[random.nextInt(4_000, 12_000)];
                random.nextBytes(payload);
                writer.write(key, IrHeader.scalar(key % 40, key), MemorySegment.ofArray(payload));
            }
            writer.commit();
        }
        return rec;
    }

    static void delete(Path rec) throws IOException {
        Files.deleteIfExists(rec);
        Files.deleteIfExists(RecordIndex.besides(rec));
        Files.deleteIfExists(CixFile.besides(rec));
        Files.deleteIfExists(rec.getParent());
    }

    static int[] shuffled(int size, SplittableRandom random) {
        int[] out = new int[size];
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            out[i] = out[other];
            out[other] = i;
        }
        return out;
    }
}
