package io.cameo.bytes;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** CRC32C (Castagnoli), which the JVM computes with the processor's own instruction. */
public final class Checksum {
    private static final long SLICE_BYTES = 1L << 30; // a byte buffer ends at 2 GiB
    private static final int PIECE_BYTES = 8 << 10; // copy and original fit the innermost cache

    private Checksum() {}

    /** The CRC32C of a segment of any size. */
    public static int crc32c(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        update(crc, bytes);
        return (int) crc.getValue();
    }

    /** The CRC32C of a whole file. */
    public static int crc32c(Path file) throws IOException {
        try (MappedFile mapped = MappedFile.open(file)) {
            return crc32c(mapped.segment());
        } catch (InternalError fault) {
            throw PageFault.in(file, 0, fault);
        }
    }

    /**
     * Adds a segment of any size to a sum. Bytes of a mapped file are copied in pieces on the way, because the intrinsics
     * behind {@link java.util.zip.CRC32C} and {@link java.util.zip.CRC32} end the process where a page is gone.
     *
     * @throws InternalError if a page is gone; see {@link PageFault}
     */
    public static void update(java.util.zip.Checksum sum, MemorySegment bytes) {
        if (bytes.isMapped()) {
            byte[] piece = new byte[PIECE_BYTES];
            // Copied between segments: into an array, the first copy of a process makes a class, which takes
            // milliseconds.
            MemorySegment room = MemorySegment.ofArray(piece);
            for (long done = 0; done < bytes.byteSize(); done += piece.length) {
                int size = (int) Math.min(piece.length, bytes.byteSize() - done);
                MemorySegment.copy(bytes, done, room, 0, size);
                sum.update(piece, 0, size);
            }
            PageFault.meet();
            return;
        }
        for (long at = 0; at < bytes.byteSize(); at += SLICE_BYTES) {
            sum.update(bytes.asSlice(at, Math.min(SLICE_BYTES, bytes.byteSize() - at))
                    .asByteBuffer());
        }
    }

    /**
     * Adds bytes of a mapped file to a sum and allocates nothing. If a page is gone the sum may be wrong and the
     * {@link InternalError} come after the call: {@link PageFault#meet()} before you say that something is damaged.
     *
     * @param piece where the bytes are copied to; best of 8 KiB
     */
    public static void update(
            java.util.zip.Checksum sum, MemorySegment mapped, long offset, long length, byte[] piece) {
        for (long done = 0; done < length; ) {
            int size = (int) Math.min(piece.length, length - done);
            MemorySegment.copy(mapped, LittleEndian.BYTE, offset + done, piece, 0, size);
            sum.update(piece, 0, size);
            done += size;
        }
    }
}
