package io.cameo.archive;

import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a split archive begin in a file into which somebody joined them, as {@code cat} does. The directory
 * still counts offsets from the beginning of each part. A part begins as far before its first entry as that entry's offset
 * says, and the first entry of a part follows the last one of the part before.
 */
final class JoinedParts {
    /** Behind the data of an entry: extra fields that only its local header has, and a data descriptor. */
    private static final int MOST_BETWEEN_BYTES = 0xFFFF + 24;

    private JoinedParts() {}

    /** By part and then by offset. */
    static final Comparator<ArchiveEntry> IN_FILE =
            Comparator.comparingInt(ArchiveEntry::part).thenComparingLong(ArchiveEntry::offsetBytes);

    /**
     * Recovers the beginnings.
     *
     * @param limit where entries end: the directory
     * @return for each part its beginning, or -1 for one in which no entry begins
     * @throws io.cameo.bytes.CorruptDataException if the first entry of a part is not where it must be
     */
    static long[] starts(ZipVolume volume, List<ArchiveEntry> entries, int disks, long limit) throws IOException {
        long[] starts = new long[disks];
        Arrays.fill(starts, -1);
        starts[0] = 0;
        List<ArchiveEntry> ordered = entries.stream().sorted(IN_FILE).toList();
        long leastEnd = 0;
        ArchiveEntry before = null;
        for (ArchiveEntry entry : ordered) {
            if (entry.part() >= disks || Math.max(entry.offsetBytes(), entry.packedBytes()) > limit) {
                throw volume.corrupt(
                        entry.recordPosition(),
                        "entry cannot be where the directory says: part=" + (entry.part() + 1) + ", parts=" + disks
                                + ", offset=" + entry.offsetBytes() + ", packed=" + entry.packedBytes());
            }
            if (starts[entry.part()] < 0) {
                long at = find(volume, entry, leastEnd, limit);
                if (at < 0) {
                    throw volume.corrupt(
                            leastEnd,
                            "parts were joined and the first entry of one is not found: part=" + (entry.part() + 1)
                                    + ", entry=" + entry.name() + said(before));
                }
                starts[entry.part()] = at - entry.offsetBytes();
            }
            leastEnd = starts[entry.part()]
                    + entry.offsetBytes()
                    + ZipLayout.LOCAL_BYTES
                    + entry.storedName().length
                    + entry.packedBytes();
            before = entry;
        }
        return starts;
    }

    private static String said(@Nullable ArchiveEntry before) {
        return before == null ? "" : ", behind=" + before.name();
    }

    private static long find(ZipVolume volume, ArchiveEntry entry, long from, long limit) throws IOException {
        byte[] name = entry.storedName();
        long least = (long) ZipLayout.LOCAL_BYTES + name.length;
        long bytes = Math.min(MOST_BETWEEN_BYTES + least, limit - from);
        if (from < 0 || bytes < least) {
            return -1;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment area = arena.allocate(bytes);
            volume.read(from, area);
            MemorySegment expected = MemorySegment.ofArray(name);
            for (long at = 0; at + least <= bytes; at++) {
                if (area.get(LittleEndian.INT, at) == ZipLayout.LOCAL_SIGNATURE
                        && EndRecord.u16(area, at + ZipLayout.LOCAL_NAME_LENGTH) == name.length
                        && area.asSlice(at + ZipLayout.LOCAL_BYTES, name.length).mismatch(expected) < 0) {
                    return from + at;
                }
            }
        }
        return -1;
    }
}
