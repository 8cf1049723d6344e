package io.cameo.loader;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.ImageCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One record file for all tests of a process, and what its pictures look like when they are decoded. */
final class MadeFile {
    static final int RECORDS = 6;
    static final Path REC = write();
    private static final List<MemorySegment> PIXELS = decode();

    private MadeFile() {}

    private static Path write() {
        try {
            Path folder = Files.createTempDirectory("cameo-stress");
            Path rec = MadeRecords.write(folder.resolve("made.rec"), 0, RECORDS);
            try (var files = Files.list(folder)) {
                files.forEach(file -> file.toFile().deleteOnExit());
            }
            return rec;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<MemorySegment> decode() {
        List<MemorySegment> pixels = new ArrayList<>();
        try (ImageCodec codec = ImageCodec.create()) {
            for (int key = 0; key < RECORDS; key++) {
                pixels.add(MemorySegment.ofArray(MadeRecords.rgb(codec, key)));
            }
        }
        return pixels;
    }

    /** Whether the bytes from an offset on are the picture with a key. */
    static boolean isPicture(long key, MemorySegment pixels, long offsetBytes) {
        return MemorySegment.mismatch(
                        pixels,
                        offsetBytes,
                        offsetBytes + MadeRecords.PIXEL_BYTES,
                        PIXELS.get((int) key),
                        0,
                        MadeRecords.PIXEL_BYTES)
                == -1;
    }

    /** Whether key, labels and pixels of all rows belong together. */
    static boolean isWhole(Batch batch) {
        boolean whole = true;
        for (int row = 0; row < batch.rows(); row++) {
            long key = batch.keys().get(LittleEndian.LONG, (long) row * Long.BYTES);
            whole &= key == batch.number() * batch.rows() + row
                    && batch.key(row) == key
                    && batch.isValid(row)
                    && batch.label(row) == Math.floorDiv(key, 4)
                    && batch.exactLabel(row) == Math.floorDiv(key, 4)
                    && isPicture(key, batch.images(), (long) row * MadeRecords.PIXEL_BYTES);
        }
        return whole;
    }
}
