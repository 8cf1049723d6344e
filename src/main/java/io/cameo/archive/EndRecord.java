package io.cameo.archive;

import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the end of an archive: how many parts there are and where the directory is.
 *
 * @param position of the end record in the volume
 * @param directoryEnd where the directory ends: the position of the ZIP64 end record, or this one's
 * @param lastDisk number of the last part, from 0
 * @param directoryDisk number of the part that the directory begins in
 * @param directoryOffset where in that part
 */
record EndRecord(
        long position,
        long directoryEnd,
        int lastDisk,
        int directoryDisk,
        long entries,
        long directoryBytes,
        long directoryOffset) {
    private static final int MOST_COMMENT_BYTES = 0xFFFF;
    private static final int MOST_DISKS = 1 << 17;

    /** An end record and what may stand before it: the locator of the one that has room for large numbers. */
    record Tail(long position, MemorySegment end, @Nullable MemorySegment locator) {
        /** How many parts there are. */
        int disks(ZipVolume volume) {
            long last = u16(end, ZipLayout.END_DISK);
            MemorySegment large = locator;
            if (last == ZipLayout.IN_ZIP64_16 && large != null) {
                last = u32(large, ZipLayout.LOCATOR_DISKS) - 1;
            }
            if (last < 0 || last >= MOST_DISKS) {
                throw volume.corrupt(position, "impossible number of parts: last=" + last);
            }
            return (int) last + 1;
        }
    }

    /** The last end record of a volume, with a comment or other bytes behind it; null if there is none. */
    static @Nullable Tail find(ZipVolume volume) throws IOException {
        long size = volume.sizeBytes();
        long tailBytes = Math.min(size, ZipLayout.LOCATOR_BYTES + ZipLayout.END_BYTES + MOST_COMMENT_BYTES);
        MemorySegment tail = MemorySegment.ofArray(new byte[(int) tailBytes]);
        volume.read(size - tailBytes, tail);
        long found = -1;
        for (long at = tailBytes - ZipLayout.END_BYTES; at >= 0; at--) {
            if (tail.get(LittleEndian.INT, at) != ZipLayout.END_SIGNATURE) {
                continue;
            }
            long end = at + ZipLayout.END_BYTES + u16(tail, at + ZipLayout.END_COMMENT_LENGTH);
            if (end == tailBytes) {
                found = at;
                break;
            }
            if (found < 0 && end < tailBytes) {
                found = at; // unless there is one that ends where the volume does
            }
        }
        if (found < 0) {
            return null;
        }
        long before = found - ZipLayout.LOCATOR_BYTES;
        boolean large = before >= 0 && tail.get(LittleEndian.INT, before) == ZipLayout.LOCATOR_SIGNATURE;
        return new Tail(
                size - tailBytes + found,
                tail.asSlice(found, ZipLayout.END_BYTES),
                large ? tail.asSlice(before, ZipLayout.LOCATOR_BYTES) : null);
    }

    /**
     * Puts the numbers together.
     *
     * @param tail of this volume
     * @param starts where each part begins, as far as that is known
     */
    static EndRecord read(ZipVolume volume, Tail tail, long[] starts) throws IOException {
        MemorySegment end = tail.end();
        long disk = u16(end, ZipLayout.END_DISK);
        long directoryDisk = u16(end, ZipLayout.END_DIRECTORY_DISK);
        long entries = u16(end, ZipLayout.END_ENTRIES);
        long bytes = u32(end, ZipLayout.END_DIRECTORY_BYTES);
        long offset = u32(end, ZipLayout.END_DIRECTORY_OFFSET);
        long directoryEnd = tail.position();
        MemorySegment locator = tail.locator();
        if (locator != null) {
            directoryEnd = findLarge(volume, tail.position() - ZipLayout.LOCATOR_BYTES, locator, starts);
            MemorySegment large = MemorySegment.ofArray(new byte[ZipLayout.END64_BYTES]);
            volume.read(directoryEnd, large);
            Merge merge = new Merge(volume, tail.position());
            disk = merge.of("part", disk, ZipLayout.IN_ZIP64_16, u32(large, ZipLayout.END64_DISK));
            directoryDisk = merge.of(
                    "directory_part", directoryDisk, ZipLayout.IN_ZIP64_16, u32(large, ZipLayout.END64_DIRECTORY_DISK));
            entries = merge.of(
                    "entries", entries, ZipLayout.IN_ZIP64_16, large.get(LittleEndian.LONG, ZipLayout.END64_ENTRIES));
            bytes = merge.of(
                    "directory_bytes",
                    bytes,
                    ZipLayout.IN_ZIP64_32,
                    large.get(LittleEndian.LONG, ZipLayout.END64_DIRECTORY_BYTES));
            offset = merge.of(
                    "directory_offset",
                    offset,
                    ZipLayout.IN_ZIP64_32,
                    large.get(LittleEndian.LONG, ZipLayout.END64_DIRECTORY_OFFSET));
        }
        boolean possible = bytes >= 0
                && bytes <= directoryEnd
                && entries >= 0
                && entries <= bytes / ZipLayout.DIRECTORY_BYTES
                && directoryDisk <= disk
                && disk < MOST_DISKS
                && offset >= 0;
        if (!possible) {
            throw volume.corrupt(
                    tail.position(),
                    "end record is impossible: entries=" + entries + ", directory_bytes=" + bytes
                            + ", directory_offset=" + offset + ", directory_part=" + directoryDisk + ", part=" + disk);
        }
        return new EndRecord(tail.position(), directoryEnd, (int) disk, (int) directoryDisk, entries, bytes, offset);
    }

    /** Where the locator says, or directly before it: something may have been put in front of the archive. */
    private static long findLarge(ZipVolume volume, long locatorAt, MemorySegment locator, long[] starts)
            throws IOException {
        long disk = u32(locator, ZipLayout.LOCATOR_DISK);
        long offset = locator.get(LittleEndian.LONG, ZipLayout.LOCATOR_OFFSET);
        long told = disk < starts.length && starts[(int) disk] >= 0 ? starts[(int) disk] + offset : -1;
        MemorySegment head = MemorySegment.ofArray(new byte[ZipLayout.END64_REST_FROM]);
        for (long at : new long[] {told, locatorAt - ZipLayout.END64_BYTES}) {
            if (at < 0 || at > locatorAt - ZipLayout.END64_BYTES) {
                continue;
            }
            volume.read(at, head);
            long rest = head.get(LittleEndian.LONG, ZipLayout.END64_REST);
            if (head.get(LittleEndian.INT, 0) == ZipLayout.END64_SIGNATURE
                    && rest == locatorAt - at - ZipLayout.END64_REST_FROM) {
                return at;
            }
        }
        throw volume.corrupt(
                locatorAt, "no zip64 end record where its locator says: part=" + disk + ", offset=" + offset);
    }

    /** Info-ZIP leaves numbers that fit in the old record, so both may have them. */
    private record Merge(ZipVolume volume, long position) {
        long of(String name, long small, long elsewhere, long large) {
            if (small != elsewhere && small != large) {
                throw volume.corrupt(
                        position, "end records disagree: field=" + name + ", zip=" + small + ", zip64=" + large);
            }
            return large;
        }
    }

    static int u16(MemorySegment from, long offset) {
        return Short.toUnsignedInt(from.get(LittleEndian.SHORT, offset));
    }

    static long u32(MemorySegment from, long offset) {
        return Integer.toUnsignedLong(from.get(LittleEndian.INT, offset));
    }
}
