package io.cameo.dataset.insightface;

import io.cameo.bytes.Checksum;
import io.cameo.record.CixFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What lies around a data set of the size of WebFace42M: a record file of 430 GB and a {@code .cix} that are holes, and a
 * real {@code .ids}.
 */
final class FortyMillionFaces {
    static final int IMAGES = 42_474_557;
    static final int IDENTITIES = 2_059_906;
    private static final long RECORD_BYTES = 10_132;
    private static final int CIX_HEAD_BYTES = 128;
    private static final long CIX_ENTRY_BYTES = 32;

    private FortyMillionFaces() {}

    /** Makes the files in a new folder; images of an identity stand together, or anywhere. */
    static Path write(boolean shuffled) throws IOException {
        Path rec = Files.createTempDirectory("cameo-bench").resolve("many.rec");
        hole(rec, IMAGES * RECORD_BYTES);
        writeCix(rec);
        try (Arena arena = Arena.ofShared()) {
            IdentityTableBuilder builder = new IdentityTableBuilder(
                    rec, IMAGES, shuffled ? FortyMillionFaces::anyLabel : FortyMillionFaces::sortedLabel);
            IdsFile.write(rec, true, new IdsFile.Facts(FaceLayout.C, IMAGES, builder.runs()), builder.byLabel(arena));
        }
        return rec;
    }

    static void delete(Path rec) throws IOException {
        Files.deleteIfExists(IdsFile.besides(rec));
        Files.deleteIfExists(CixFile.besides(rec));
        Files.deleteIfExists(rec);
        Files.deleteIfExists(rec.getParent());
    }

    private static double sortedLabel(int image) {
        return Math.floorDiv((long) image * IDENTITIES, IMAGES);
    }

    private static double anyLabel(int image) {
        long mixed = (image + 1L) * 0x9e3779b97f4a7c15L;
        return Math.floorMod(mixed ^ (mixed >>> 29), (long) IDENTITIES);
    }

    private static void hole(Path file, long sizeBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), sizeBytes - 1);
        }
    }

    /** As {@code docs/cix.md} says: keys that count up, one label for all. */
    private static void writeCix(Path rec) throws IOException {
        Path cix = CixFile.besides(rec);
        long end = CIX_HEAD_BYTES + CIX_ENTRY_BYTES * IMAGES;
        hole(cix, end);
        ByteBuffer head = ByteBuffer.allocate(CIX_HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        head.put("CAMEOCIX".getBytes(StandardCharsets.US_ASCII)).putInt(1).putInt((int) CIX_ENTRY_BYTES);
        head.putLong(IMAGES).putLong(IMAGES * RECORD_BYTES);
        head.putInt(Checksum.crc32c(MemorySegment.ofArray(new byte[2 * IdsLayout.END_BYTES])));
        head.putInt(0).putLong(0).putLong(end).putLong(0).putLong(end).putLong(0);
        head.putInt(
                CIX_HEAD_BYTES - Integer.BYTES,
                Checksum.crc32c(MemorySegment.ofArray(head.array()).asSlice(0, CIX_HEAD_BYTES - Integer.BYTES)));
        try (FileChannel channel = FileChannel.open(cix, StandardOpenOption.WRITE)) {
            channel.write(head.clear(), 0);
        }
    }
}
