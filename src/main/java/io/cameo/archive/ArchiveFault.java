package io.cameo.archive;

import io.cameo.bytes.CorruptDataException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with an archive.
 *
 * @param kind what
 * @param entry the name of the entry that it is about; null if it is about a part
 * @param part the file that it stands in
 * @param offsetBytes where in that file
 * @param reason lower-case, with actual and expected values where there are any
 */
public record ArchiveFault(Kind kind, @Nullable String entry, Path part, long offsetBytes, String reason) {
    /** What can be wrong. */
    public enum Kind {
        /** It cannot even be opened: parts are missing, or there is no directory. */
        ARCHIVE(true),
        /** A part is shorter than the directory says. */
        PART_SHORT(true),
        /** A name that leads out of the folder or cannot be a file's everywhere. */
        NAME(true),
        /** A name that stands twice, or both as a file and as a folder. */
        DUPLICATE(true),
        /** Two names that are one where case does not count. */
        CASE(true),
        /** Entries that share bytes. */
        OVERLAP(true),
        /** Needs a password. */
        ENCRYPTED(false),
        /** Neither stored nor deflated. */
        METHOD(false),
        /** A link or a device, or a folder with bytes. */
        TYPE(false),
        /** Sizes that cannot be. */
        SIZE(false),
        /** Header, packed bytes or checksum are damaged. */
        DATA(false);

        private final boolean ofArchive;

        Kind(boolean ofArchive) {
            this.ofArchive = ofArchive;
        }

        /** Whether the archive cannot stand in for a folder, whatever its other entries are. */
        public boolean ofArchive() {
            return ofArchive;
        }
    }

    /** What reading an entry threw, whose text names the entry already. */
    public static ArchiveFault of(ArchiveEntry entry, CorruptDataException damaged) {
        String named = "entry=" + entry.name();
        String reason = damaged.reason();
        int end = reason.length() - named.length();
        boolean says = end > 2 && reason.endsWith(named);
        return new ArchiveFault(
                Kind.DATA,
                entry.name(),
                damaged.file(),
                damaged.offsetBytes(),
                says ? reason.substring(0, end - 2) : reason);
    }

    /** {@code reason: entry=E, file=F, offset=N}. */
    public String text() {
        return reason + (reason.indexOf(':') < 0 ? ": " : ", ") + (entry == null ? "" : "entry=" + entry + ", ")
                + "file=" + part + ", offset=" + offsetBytes;
    }
}
