package io.cameo.archive;

import static io.cameo.archive.EndRecord.u16;
import static io.cameo.archive.EndRecord.u32;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The header before the data of an entry: it says again what the directory says, and must not say otherwise. */
final class LocalHeader {
    private LocalHeader() {}

    /** Where the data begins, counted from the header; nothing of sense where there is no header. */
    static long dataOffset(MemorySegment bytes) {
        return bytes.byteSize() < ZipLayout.LOCAL_BYTES
                ? ZipLayout.LOCAL_BYTES
                : ZipLayout.LOCAL_BYTES
                        + (long) u16(bytes, ZipLayout.LOCAL_NAME_LENGTH)
                        + u16(bytes, ZipLayout.LOCAL_EXTRA_LENGTH);
    }

    /**
     * In what a header and the directory differ; null if in nothing that matters.
     *
     * @param bytes of the header and of what follows it, as much as there is
     */
    static @Nullable String disagreement(MemorySegment bytes, ArchiveEntry entry) {
        if (bytes.byteSize() < ZipLayout.LOCAL_BYTES || bytes.get(LittleEndian.INT, 0) != ZipLayout.LOCAL_SIGNATURE) {
            return "no local header: expected=0x" + Integer.toHexString(ZipLayout.LOCAL_SIGNATURE)
                    + (bytes.byteSize() < Integer.BYTES
                            ? ""
                            : ", actual=0x" + Integer.toHexString(bytes.get(LittleEndian.INT, 0)));
        }
        int nameBytes = u16(bytes, ZipLayout.LOCAL_NAME_LENGTH);
        int extraBytes = u16(bytes, ZipLayout.LOCAL_EXTRA_LENGTH);
        if (bytes.byteSize() < ZipLayout.LOCAL_BYTES + (long) nameBytes + extraBytes) {
            return "local header does not fit before what follows: name_bytes=" + nameBytes + ", extra_bytes="
                    + extraBytes;
        }
        boolean sameName =
                bytes.asSlice(ZipLayout.LOCAL_BYTES, nameBytes).mismatch(MemorySegment.ofArray(entry.storedName())) < 0;
        if (!sameName) {
            return "local header has another name than the directory";
        }
        int method = u16(bytes, ZipLayout.LOCAL_METHOD);
        if (method != entry.method()) {
            return "local header has another method than the directory: expected=" + entry.method() + ", actual="
                    + method;
        }
        int flags = u16(bytes, ZipLayout.LOCAL_FLAGS);
        int matter = ZipLayout.FLAG_ENCRYPTED
                | ZipLayout.FLAG_STRONG_ENCRYPTION
                | (EntryName.isAscii(entry.storedName()) ? 0 : ZipLayout.FLAG_UTF8);
        if (((flags ^ entry.flags()) & matter) != 0) {
            return "local header has other flags than the directory: expected=0x" + Integer.toHexString(entry.flags())
                    + ", actual=0x" + Integer.toHexString(flags);
        }
        return numbers(
                bytes,
                bytes.asSlice(ZipLayout.LOCAL_BYTES + (long) nameBytes, extraBytes),
                (flags & ZipLayout.FLAG_DESCRIPTOR) != 0,
                entry);
    }

    private static @Nullable String numbers(
            MemorySegment bytes, MemorySegment extras, boolean behind, ArchiveEntry entry) {
        long[] sizes = {u32(bytes, ZipLayout.LOCAL_SIZE), u32(bytes, ZipLayout.LOCAL_PACKED)};
        boolean[] otherName = {false};
        ExtraFields.forEach(extras, (id, field) -> {
            if (id == ZipLayout.EXTRA_ZIP64) {
                long at = 0;
                for (int i = 0; i < sizes.length; i++) {
                    if (sizes[i] == ZipLayout.IN_ZIP64_32 && at + Long.BYTES <= field.byteSize()) {
                        sizes[i] = field.get(LittleEndian.LONG, at);
                        at += Long.BYTES;
                    }
                }
            } else if (id == ZipLayout.EXTRA_UNICODE_NAME) {
                otherName[0] = !Arrays.equals(field.toArray(ValueLayout.JAVA_BYTE), entry.unicodeName());
            }
        });
        if (otherName[0]) {
            return "local header has another name in utf-8 than the directory";
        }
        long crc = u32(bytes, ZipLayout.LOCAL_CRC);
        if (!agrees(crc, Integer.toUnsignedLong(entry.crc32()), behind)) {
            return "local header has another checksum than the directory: expected=0x"
                    + Integer.toHexString(entry.crc32()) + ", actual=0x" + Long.toHexString(crc);
        }
        if (!agrees(sizes[0], entry.sizeBytes(), behind) || !agrees(sizes[1], entry.packedBytes(), behind)) {
            return "local header has other sizes than the directory: expected=" + entry.packedBytes() + "/"
                    + entry.sizeBytes() + ", actual=" + sizes[1] + "/" + sizes[0];
        }
        return null;
    }

    /** Where a descriptor behind the data has the numbers, the header may have none. */
    private static boolean agrees(long local, long expected, boolean behind) {
        return local == expected || (behind && (local == 0 || local == ZipLayout.IN_ZIP64_32));
    }
}
