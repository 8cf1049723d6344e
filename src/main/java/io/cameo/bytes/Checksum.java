package io.cameo.bytes;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** CRC32C (Castagnoli), which the JVM computes with the processor's own instruction. */
public final class Checksum {
    private static final long SLICE_BYTES = 1L << 30; // a byte buffer ends at 2 GiB

    private Checksum() {}

    /** The CRC32C of a segment of any size. */
    public static int crc32c(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        for (long at = 0; at < bytes.byteSize(); at += SLICE_BYTES) {
            crc.update(bytes.asSlice(at, Math.min(SLICE_BYTES, bytes.byteSize() - at))
                    .asByteBuffer());
        }
        return (int) crc.getValue();
    }

    /** The CRC32C of a whole file. */
    public static int crc32c(Path file) throws IOException {
        try (MappedFile mapped = MappedFile.open(file)) {
            return crc32c(mapped.segment());
        }
    }
}
