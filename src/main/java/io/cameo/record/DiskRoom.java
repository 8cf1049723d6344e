package io.cameo.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out before a long run that its result will not fit on the disk. */
final class DiskRoom {
    /** What the two indexes take at most for a record whose key is a number. */
    private static final int INDEX_BYTES = 96;

    private DiskRoom() {}

    /**
     * Refuses what does not fit.
     *
     * @param out where a file will be written
     * @param bytes what it and everything beside it will take, indexes not counted
     * @param records how many records the indexes will have
     */
    static void check(Path out, long bytes, long records) throws IOException {
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null) {
            check(folder, bytes, records, Files.getFileStore(folder).getUsableSpace());
        }
    }

    static void check(Path folder, long bytes, long records, long usableBytes) throws IOException {
        long needed = bytes + INDEX_BYTES * records;
        if (usableBytes < needed) {
            throw new IOException(
                    "not enough room on the disk: folder=" + folder + ", needed=" + needed + ", usable=" + usableBytes);
        }
    }
}
