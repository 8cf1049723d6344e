package io.cameo.bundle;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Whether an entry of a directory can be trusted: everything that readers take from it is within its bounds. */
final class EntryCheck {
    private EntryCheck() {}

    /**
     * What is wrong with an entry, or null.
     *
     * @param entries the directory
     * @param at where the entry begins in it
     * @param bytes of the directory
     * @param free where the part before this one ends in the payload
     * @param directoryAt where the directory begins in the payload
     */
    static @Nullable String fault(ByteBuffer entries, int at, int bytes, long free, long directoryAt) {
        if (bytes - at < BundleLayout.ENTRY_BYTES) {
            return "directory of a bundle is too short: bytes=" + bytes;
        }
        int rank = unsigned(entries, at + BundleLayout.ENTRY_RANK);
        int codec = unsigned(entries, at + BundleLayout.ENTRY_CODEC);
        int dtype = unsigned(entries, at + BundleLayout.ENTRY_DTYPE);
        int media = entries.getShort(at + BundleLayout.ENTRY_MEDIA_BYTES) & 0xffff;
        if (rank > BundleLayout.MOST_RANK
                || codec > Codec.LZ4.code()
                || !DType.isCode(dtype)
                || media > BundleLayout.MOST_MEDIA_BYTES
                || unsigned(entries, at + BundleLayout.ENTRY_NAME_BYTES) == 0
                || entryBytes(entries, at) > bytes - at) {
            return "entry of a bundle cannot be: codec=" + codec + ", dtype=" + dtype + ", rank=" + rank
                    + ", media_bytes=" + media;
        }
        return extentFault(entries, at, free, directoryAt, DType.ofCode(dtype), rank, codec == Codec.LZ4.code());
    }

    private static @Nullable String extentFault(
            ByteBuffer entries, int at, long free, long directoryAt, DType dtype, int rank, boolean packed) {
        long offset = entries.getLong(at);
        long stored = entries.getLong(at + BundleLayout.ENTRY_STORED);
        long plain = entries.getLong(at + BundleLayout.ENTRY_PLAIN);
        long announced = dtype.bytes();
        for (int i = 0; i < rank; i++) {
            announced = BundleWriter.times(announced, entries.getLong(at + BundleLayout.ENTRY_BYTES + Long.BYTES * i));
        }
        boolean inside = offset >= free && stored >= 0 && offset <= directoryAt && stored <= directoryAt - offset;
        boolean agrees = plain == announced
                && announced >= 0
                && plain <= Integer.MAX_VALUE
                && (packed ? plain <= stored * BundleLayout.MOST_EXPANSION : plain == stored);
        if (inside && agrees) {
            return null;
        }
        return "entry of a bundle does not fit: offset=" + offset + ", stored=" + stored + ", plain=" + plain
                + ", free=" + free + ", directory=" + directoryAt;
    }

    /** The length of an entry, padding included. */
    static int entryBytes(ByteBuffer entries, int at) {
        return (int) BundleLayout.aligned((long) BundleLayout.ENTRY_BYTES
                + 8L * unsigned(entries, at + BundleLayout.ENTRY_RANK)
                + unsigned(entries, at + BundleLayout.ENTRY_NAME_BYTES)
                + (entries.getShort(at + BundleLayout.ENTRY_MEDIA_BYTES) & 0xffff));
    }

    private static int unsigned(ByteBuffer entries, int at) {
        return entries.get(at) & 0xff;
    }
}
