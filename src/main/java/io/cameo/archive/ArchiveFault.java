package io.cameo.archive;

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

    /** {@code reason: entry=E, file=F, offset=N}. */
    public String text() {
        return reason + ": " + (entry == null ? "" : "entry=" + entry + ", ") + "file=" + part + ", offset="
                + offsetBytes;
    }
}
