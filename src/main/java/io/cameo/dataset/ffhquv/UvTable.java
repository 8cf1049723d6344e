package io.cameo.dataset.ffhquv;

import io.cameo.bytes.Checksum;
import io.cameo.bytes.CorruptDataException;
import io.cameo.table.Table;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The table beside a record file, {@code ffhq-uv.tbl}: what is known of each sample, a row each, in the order of the records.
 * {@code docs/uv-records.md} lists the columns. Any number of threads may read it until it is closed.
 *
 * <p>A table knows which record file it was made for, by its size and a checksum of its first and last 4 KiB.
 */
public final class UvTable implements AutoCloseable {
    static final String CHOSEN = "chosen";
    static final String REC_BYTES = "rec_bytes";
    static final String REC_ENDS = "rec_ends";
    private static final int END_BYTES = 4096;

    private final Table table;

    private UvTable(Table table) {
        this.table = table;
    }

    /** The table that belongs to a record file: the same name with {@code .tbl} for {@code .rec}. */
    public static Path besides(Path rec) {
        String name = rec.getFileName().toString();
        String stem = name.endsWith(".rec") ? name.substring(0, name.length() - 4) : name;
        return rec.resolveSibling(stem + ".tbl");
    }

    /**
     * Opens the table of a record file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws CorruptDataException if it is damaged, or was made for another record file, or for this one before it changed
     * @throws IOException if one of the two cannot be read
     */
    public static UvTable open(Path rec) throws IOException {
        UvTable opened = openAlone(besides(rec));
        try {
            if (!opened.belongsTo(rec)) {
                throw new CorruptDataException(opened.path(), 0, "table was made for another record file: rec=" + rec);
            }
            return opened;
        } catch (Throwable failure) {
            opened.close();
            throw failure;
        }
    }

    /**
     * Opens a table whatever stands beside it.
     *
     * @throws CorruptDataException if it is damaged, or no table
     * @throws IOException if it cannot be read
     */
    public static UvTable openAlone(Path tbl) throws IOException {
        return new UvTable(Table.open(tbl));
    }

    /** Whether this was made for a record file as it is now. Reads its ends. */
    public boolean belongsTo(Path rec) throws IOException {
        Kin kin = Kin.of(rec);
        return kin.bytes().equals(table.note(REC_BYTES)) && kin.ends().equals(table.note(REC_ENDS));
    }

    /** How a table knows its record file. */
    record Kin(String bytes, String ends) {
        static Kin of(Path rec) throws IOException {
            try (FileChannel channel = FileChannel.open(rec, StandardOpenOption.READ)) {
                long size = channel.size();
                int part = (int) Math.min(size, END_BYTES);
                byte[] ends = new byte[2 * part];
                read(channel, ByteBuffer.wrap(ends, 0, part), 0);
                read(channel, ByteBuffer.wrap(ends, part, part), size - part);
                int sum = Checksum.crc32c(MemorySegment.ofArray(ends));
                return new Kin(Long.toString(size), Integer.toHexString(sum));
            }
        }

        private static void read(FileChannel channel, ByteBuffer into, long from) throws IOException {
            long at = from;
            while (into.hasRemaining()) {
                int count = channel.read(into, at);
                if (count < 0) {
                    throw new IOException("file was cut while it was read: offset=" + at);
                }
                at += count;
            }
        }
    }

    /** Whether its samples were chosen from more: they are not all that were packed. */
    public boolean isChosen() {
        return table.note(CHOSEN) != null;
    }

    /** The columns; closed with this object. */
    public Table table() {
        return table;
    }

    public Path path() {
        return table.path();
    }

    /** Begins a new table of this one's columns. */
    public UvTableEdit edit() {
        return new UvTableEdit(table);
    }

    @Override
    public void close() {
        table.close();
    }
}
