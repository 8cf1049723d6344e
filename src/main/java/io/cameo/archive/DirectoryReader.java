package io.cameo.archive;

import static io.cameo.archive.EndRecord.u16;
import static io.cameo.archive.EndRecord.u32;

import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the directory of an archive, front to back, through a window, so that its size need not be trusted. */
final class DirectoryReader implements AutoCloseable {
    /** The largest record: head, name, extra fields, comment. */
    private static final long MOST_RECORD_BYTES = ZipLayout.DIRECTORY_BYTES + 3L * 0xFFFF;

    private static final long WINDOW_BYTES = 1 << 20;
    private static final long NO_CHANGE_TIME = Long.MIN_VALUE;

    private final ZipVolume volume;
    private final long end;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment window;
    private long windowAt;
    private long windowBytes;

    private DirectoryReader(ZipVolume volume, long begin, long bytes) {
        this.volume = volume;
        end = begin + bytes;
        windowAt = begin;
        window = arena.allocate(Math.min(WINDOW_BYTES, Math.max(1, bytes)));
    }

    /** Extra fields that matter, of one record. */
    private static final class Extras {
        private @Nullable MemorySegment zip64;
        private byte @Nullable [] unicodeName;
        private long changedSeconds = NO_CHANGE_TIME;
    }

    /**
     * All entries in the order of the directory.
     *
     * @throws io.cameo.bytes.CorruptDataException if it does not have exactly that many, in exactly that many bytes
     */
    static List<ArchiveEntry> read(ZipVolume volume, long begin, long bytes, long entries) throws IOException {
        List<ArchiveEntry> all = new ArrayList<>();
        try (DirectoryReader reader = new DirectoryReader(volume, begin, bytes)) {
            long at = begin;
            for (long i = 0; i < entries; i++) {
                at = reader.next(at, all);
            }
            if (at != reader.end) {
                throw volume.corrupt(
                        at, "directory has more bytes than entries: entries=" + entries + ", bytes=" + bytes);
            }
        }
        return all;
    }

    private long next(long at, List<ArchiveEntry> into) throws IOException {
        if (at + MOST_RECORD_BYTES > windowAt + windowBytes && windowAt + windowBytes < end) {
            windowAt = at;
            windowBytes = Math.min(window.byteSize(), end - at);
            volume.read(at, window.asSlice(0, windowBytes));
        }
        long have = windowAt + windowBytes - at;
        if (have < ZipLayout.DIRECTORY_BYTES) {
            throw volume.corrupt(at, "directory ends within a record: entries_before=" + into.size());
        }
        MemorySegment record = window.asSlice(at - windowAt, have);
        if (record.get(LittleEndian.INT, 0) != ZipLayout.DIRECTORY_SIGNATURE) {
            throw volume.corrupt(
                    at,
                    "no directory record: entries_before=" + into.size() + ", expected=0x"
                            + Integer.toHexString(ZipLayout.DIRECTORY_SIGNATURE) + ", actual=0x"
                            + Integer.toHexString(record.get(LittleEndian.INT, 0)));
        }
        int nameBytes = u16(record, ZipLayout.DIRECTORY_NAME_LENGTH);
        int extraBytes = u16(record, ZipLayout.DIRECTORY_EXTRA_LENGTH);
        long whole = ZipLayout.DIRECTORY_BYTES
                + (long) nameBytes
                + extraBytes
                + u16(record, ZipLayout.DIRECTORY_COMMENT_LENGTH);
        if (have < whole) {
            throw volume.corrupt(at, "directory ends within a record: entries_before=" + into.size());
        }
        into.add(entry(
                at,
                record,
                record.asSlice(ZipLayout.DIRECTORY_BYTES, nameBytes),
                record.asSlice(ZipLayout.DIRECTORY_BYTES + (long) nameBytes, extraBytes)));
        return at + whole;
    }

    private ArchiveEntry entry(long at, MemorySegment record, MemorySegment nameBytes, MemorySegment extraBytes) {
        Extras extras = extras(extraBytes);
        Zip64 large = new Zip64(at, extras.zip64);
        int flags = u16(record, ZipLayout.DIRECTORY_FLAGS);
        int madeOn = u16(record, ZipLayout.DIRECTORY_MADE_BY) >>> 8;
        boolean unix = madeOn == ZipLayout.MADE_ON_UNIX || madeOn == ZipLayout.MADE_ON_DARWIN;
        byte[] stored = nameBytes.toArray(ValueLayout.JAVA_BYTE);
        String name = EntryName.decode(stored, extras.unicodeName, (flags & ZipLayout.FLAG_UTF8) != 0, unix);
        // In the order in which the field has them.
        long size = large.instead(u32(record, ZipLayout.DIRECTORY_SIZE));
        long packed = large.instead(u32(record, ZipLayout.DIRECTORY_PACKED));
        long offset = large.instead(u32(record, ZipLayout.DIRECTORY_OFFSET));
        long disk = large.disk(u16(record, ZipLayout.DIRECTORY_DISK));
        if (size < 0 || packed < 0 || offset < 0 || disk > Integer.MAX_VALUE) {
            throw volume.corrupt(
                    at, "numbers of an entry are impossible: size=" + size + ", packed=" + packed + ", part=" + disk);
        }
        ArchiveEntry.Head head = new ArchiveEntry.Head(
                flags,
                u16(record, ZipLayout.DIRECTORY_METHOD),
                record.get(LittleEndian.INT, ZipLayout.DIRECTORY_CRC),
                packed,
                size,
                (int) disk,
                offset,
                unix ? u16(record, ZipLayout.DIRECTORY_EXTERNAL + 2L) : 0,
                at);
        return new ArchiveEntry(
                head,
                name == null ? "" : name,
                stored,
                extras.unicodeName,
                (int) extraBytes.byteSize(),
                time(extras, u16(record, ZipLayout.DIRECTORY_DATE), u16(record, ZipLayout.DIRECTORY_TIME)));
    }

    private static Extras extras(MemorySegment bytes) {
        Extras found = new Extras();
        ExtraFields.forEach(bytes, (id, field) -> {
            switch (id) {
                case ZipLayout.EXTRA_ZIP64 -> found.zip64 = field;
                case ZipLayout.EXTRA_UNICODE_NAME -> found.unicodeName = field.toArray(ValueLayout.JAVA_BYTE);
                case ZipLayout.EXTRA_TIME -> {
                    boolean has = field.byteSize() >= 5 && (field.get(LittleEndian.BYTE, 0) & 1) != 0;
                    found.changedSeconds = has ? field.get(LittleEndian.INT, 1) : NO_CHANGE_TIME;
                }
                default -> {
                    // of no matter here
                }
            }
        });
        return found;
    }

    private static @Nullable Instant time(Extras extras, int date, int time) {
        if (extras.changedSeconds != NO_CHANGE_TIME) {
            return Instant.ofEpochSecond(extras.changedSeconds);
        }
        try {
            return LocalDateTime.of(
                            1980 + (date >>> 9),
                            date >>> 5 & 15,
                            date & 31,
                            time >>> 11,
                            time >>> 5 & 63,
                            Math.min(59, 2 * (time & 31)))
                    .atZone(ZoneId.systemDefault())
                    .toInstant();
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    /** Takes the numbers that the record has no room for, one after the other. */
    private final class Zip64 {
        private final long at;
        private final @Nullable MemorySegment field;
        private long next;

        Zip64(long at, @Nullable MemorySegment field) {
            this.at = at;
            this.field = field;
        }

        long instead(long small) {
            if (small != ZipLayout.IN_ZIP64_32) {
                return small;
            }
            return room(Long.BYTES) ? taken().get(LittleEndian.LONG, next - Long.BYTES) : small;
        }

        long disk(int small) {
            if (small != ZipLayout.IN_ZIP64_16) {
                return small;
            }
            return room(Integer.BYTES) ? u32(taken(), next - Integer.BYTES) : small;
        }

        /** Without the field the number is what it says: 4 GiB less one byte is a size like others. */
        private boolean room(int bytes) {
            MemorySegment numbers = field;
            if (numbers == null) {
                return false;
            }
            if (next + bytes > numbers.byteSize()) {
                throw volume.corrupt(at, "zip64 field is too short: bytes=" + numbers.byteSize());
            }
            next += bytes;
            return true;
        }

        private MemorySegment taken() {
            return Objects.requireNonNull(field);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
