package io.cameo.convert.archive;

import io.cameo.archive.ArchiveEntry;
import java.util.Comparator;
import java.util.List;

/** The order in which entries lie on disk, so that whoever reads all reads front to back. */
final class EntryOrder {
    private static final Comparator<ArchiveEntry> ON_DISK =
            Comparator.comparingInt(ArchiveEntry::part).thenComparingLong(ArchiveEntry::offsetBytes);

    private EntryOrder() {}

    static List<ArchiveEntry> sorted(List<ArchiveEntry> entries) {
        return entries.stream().sorted(ON_DISK).toList();
    }
}
