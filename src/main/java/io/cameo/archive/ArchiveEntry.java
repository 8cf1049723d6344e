package io.cameo.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file or folder of a {@link ZipArchive}, as its directory describes it. Immutable. */
public final class ArchiveEntry {
    private static final int TYPE_BITS = 0xF000;

    private final Head head;
    private final String name;
    private final byte[] storedName;
    private final byte @Nullable [] unicodeName;
    private final int extraBytes;
    private final @Nullable Instant modified;

    /** The numbers of a directory record, with those of its ZIP64 field in their places. */
    record Head(
            int flags,
            int method,
            int crc32,
            long packedBytes,
            long sizeBytes,
            int disk,
            long offsetBytes,
            int mode,
            long recordPosition) {}

    ArchiveEntry(
            Head head,
            String name,
            byte[] storedName,
            byte @Nullable [] unicodeName,
            int extraBytes,
            @Nullable Instant modified) {
        this.head = head;
        this.name = name;
        this.storedName = storedName;
        this.unicodeName = unicodeName;
        this.extraBytes = extraBytes;
        this.modified = modified;
    }

    /** The name as it stands in the archive, whatever it is; that of a folder ends in {@code /}. */
    public String name() {
        return name;
    }

    /** The name without the slash at the end of a folder's. */
    public String path() {
        return isFolder() ? name.substring(0, name.length() - 1) : name;
    }

    public boolean isFolder() {
        return name.endsWith("/");
    }

    /** APPNOTE's number: 0 stored, 8 deflated. */
    public int method() {
        return head.method();
    }

    /** The method in a word, or its number. */
    public String methodName() {
        return switch (head.method()) {
            case ZipLayout.STORED -> "stored";
            case ZipLayout.DEFLATED -> "deflate";
            case 9 -> "deflate64";
            case 12 -> "bzip2";
            case 14 -> "lzma";
            case 93 -> "zstd";
            case 95 -> "xz";
            case 98 -> "ppmd";
            case 99 -> "aes";
            default -> Integer.toString(head.method());
        };
    }

    /** Of the bytes as they were. */
    public int crc32() {
        return head.crc32();
    }

    /** How many bytes it takes in the archive, without headers. */
    public long packedBytes() {
        return head.packedBytes();
    }

    public long sizeBytes() {
        return head.sizeBytes();
    }

    /** The part that its header stands in, from 0, by the archive's own count. */
    public int part() {
        return head.disk();
    }

    /** Where in that part the header begins. */
    public long offsetBytes() {
        return head.offsetBytes();
    }

    /** When it was last changed; null if the archive gives no possible time. */
    public @Nullable Instant modified() {
        return modified;
    }

    /** Type and permissions as Unix counts them; 0 where the archive was made on a system that has none. */
    public int mode() {
        return head.mode();
    }

    /** Whether it needs a password. */
    public boolean isEncrypted() {
        return (head.flags() & (ZipLayout.FLAG_ENCRYPTED | ZipLayout.FLAG_STRONG_ENCRYPTION | ZipLayout.FLAG_MASKED))
                != 0;
    }

    int flags() {
        return head.flags();
    }

    /** The type bits of the mode, 0 if it has none. */
    int type() {
        return head.mode() & TYPE_BITS;
    }

    /** Where the directory record stands in the volume. */
    long recordPosition() {
        return head.recordPosition();
    }

    /** The name's bytes in the header; the array is not to be changed. */
    byte[] storedName() {
        return storedName;
    }

    /** The extra field of the name in UTF-8; null if there is none. */
    byte @Nullable [] unicodeName() {
        return unicodeName;
    }

    /** How many bytes of extra fields the directory record has; the local header may have more. */
    int extraBytes() {
        return extraBytes;
    }

    @Override
    public String toString() {
        return name;
    }
}
