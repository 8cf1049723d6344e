package io.cameo.convert.ffhquv;

import io.cameo.bytes.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Writes a zip whose entries are stored as they are, without times: the same entries give the same bytes. Sizes have 64 bits
 * where they need them (APPNOTE.TXT 6.3.10, 4.5.3). Appears whole, or not at all. One thread at a time.
 */
final class StoredZip implements AutoCloseable {
    private static final int LOCAL = 0x04034b50;
    private static final int DIRECTORY = 0x02014b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR = 0x07064b50;
    private static final int END = 0x06054b50;
    private static final int LOCAL_BYTES = 30;
    private static final int DIRECTORY_BYTES = 46;
    private static final int FIELD_BYTES = 20; // two sizes of 64 bits
    private static final int DIRECTORY_FIELD_BYTES = 28; // and an offset
    private static final int TAIL_BYTES = 56 + 20 + 22;
    private static final short NEEDED = 45; // what ZIP64 needs
    private static final short MADE_BY = 3 << 8 | NEEDED; // Unix
    private static final short DATE = 0x21; // 1980-01-01
    private static final int REGULAR_FILE = 0100644 << 16;
    private static final long IN_FIELD = 0xffff_ffffL;
    private static final int MOST_SHORT = 0xffff;
    private static final int PIECE_BYTES = 1 << 16;

    private final AtomicFile file;
    private final FileChannel channel;
    private final ByteBuffer pending =
            ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN); // gathers small writes
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private final CRC32 sum = new CRC32();
    private long written;
    private long entries;
    private byte[] name = {};
    private long entryBegin;
    private long dataBegin;

    private StoredZip(AtomicFile file) {
        this.file = file;
        channel = file.channel();
    }

    static StoredZip create(Path path) throws IOException {
        return new StoredZip(AtomicFile.create(path));
    }

    /** Adds an entry in one go. */
    void add(String entry, byte[] data) throws IOException {
        begin(entry, false);
        sum.update(data);
        put(ByteBuffer.allocate(LOCAL_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(LOCAL)
                .putShort(NEEDED)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(DATE)
                .putInt((int) sum.getValue())
                .putInt(data.length)
                .putInt(data.length)
                .putShort((short) name.length)
                .putShort((short) 0)
                .array());
        put(name);
        put(data);
        list((int) sum.getValue(), data.length);
    }

    /** Begins an entry of any size. */
    void begin(String entry) throws IOException {
        begin(entry, true);
    }

    private void begin(String entry, boolean anySize) throws IOException {
        name = entry.getBytes(StandardCharsets.US_ASCII);
        sum.reset();
        entryBegin = written;
        if (anySize) {
            put(localOfAnySize(0, 0));
        }
        dataBegin = written;
    }

    /** Adds to the entry that was begun. */
    void write(byte[] data) throws IOException {
        sum.update(data);
        put(data);
    }

    /** Ends the entry that was begun. */
    void end() throws IOException {
        end((int) sum.getValue());
    }

    /**
     * Ends the entry that was begun, with another beginning than was written: it has become known since.
     *
     * @param head as long as what it replaces
     */
    void endWith(byte[] head) throws IOException {
        flush();
        writeAt(head, dataBegin);
        CRC32 again = new CRC32();
        ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
        try (FileChannel in = FileChannel.open(AtomicFile.partialOf(file.target()))) {
            for (long at = dataBegin; at < written; at += piece.position()) {
                piece.clear();
                if (in.read(piece, at) < 0) {
                    throw new IOException("file was cut while it was written: file=" + file.target());
                }
                again.update(piece.array(), 0, piece.position());
            }
        }
        end((int) again.getValue());
    }

    private void end(int crc) throws IOException {
        flush();
        long size = written - dataBegin;
        writeAt(localOfAnySize(crc, size), entryBegin);
        list(crc, size);
    }

    private byte[] localOfAnySize(int crc, long size) {
        return ByteBuffer.allocate(LOCAL_BYTES + name.length + FIELD_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(LOCAL)
                .putShort(NEEDED)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(DATE)
                .putInt(crc)
                .putInt((int) IN_FIELD)
                .putInt((int) IN_FIELD)
                .putShort((short) name.length)
                .putShort((short) FIELD_BYTES)
                .put(name)
                .putShort((short) 1)
                .putShort((short) (FIELD_BYTES - 4))
                .putLong(size)
                .putLong(size)
                .array();
    }

    private void list(int crc, long size) {
        boolean large = size >= IN_FIELD || entryBegin >= IN_FIELD;
        ByteBuffer record = ByteBuffer.allocate(DIRECTORY_BYTES + name.length + (large ? DIRECTORY_FIELD_BYTES : 0))
                .order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(DIRECTORY).putShort(MADE_BY).putShort(NEEDED).putShort((short) 0);
        record.putShort((short) 0).putShort((short) 0).putShort(DATE).putInt(crc);
        record.putInt((int) (large ? IN_FIELD : size)).putInt((int) (large ? IN_FIELD : size));
        record.putShort((short) name.length).putShort((short) (large ? DIRECTORY_FIELD_BYTES : 0));
        record.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        record.putInt(REGULAR_FILE)
                .putInt((int) (large ? IN_FIELD : entryBegin))
                .put(name);
        if (large) {
            record.putShort((short) 1).putShort((short) (DIRECTORY_FIELD_BYTES - 4));
            record.putLong(size).putLong(size).putLong(entryBegin);
        }
        directory.writeBytes(record.array());
        entries++;
    }

    /** Writes the directory and gives the file its name. */
    void finish() throws IOException {
        long at = written;
        long bytes = directory.size();
        put(directory.toByteArray());
        boolean large = at >= IN_FIELD || entries >= MOST_SHORT;
        ByteBuffer tail = ByteBuffer.allocate(TAIL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (large) {
            long end64 = written;
            tail.putInt(END64)
                    .putLong(44)
                    .putShort(MADE_BY)
                    .putShort(NEEDED)
                    .putInt(0)
                    .putInt(0);
            tail.putLong(entries).putLong(entries).putLong(bytes).putLong(at);
            tail.putInt(LOCATOR).putInt(0).putLong(end64).putInt(1);
        }
        short count = (short) Math.min(entries, MOST_SHORT);
        tail.putInt(END).putInt(0).putShort(count).putShort(count);
        tail.putInt((int) bytes).putInt((int) Math.min(at, IN_FIELD)).putShort((short) 0);
        byte[] end = new byte[tail.position()];
        tail.flip().get(end);
        put(end);
        flush();
        file.commit();
    }

    private void put(byte[] data) throws IOException {
        int at = 0;
        while (at < data.length) {
            int count = Math.min(pending.remaining(), data.length - at);
            pending.put(data, at, count);
            at += count;
            written += count;
            if (!pending.hasRemaining()) {
                flush();
            }
        }
    }

    private void flush() throws IOException {
        pending.flip();
        while (pending.hasRemaining()) {
            channel.write(pending);
        }
        pending.clear();
    }

    private void writeAt(byte[] data, long at) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(data);
        while (bytes.hasRemaining()) {
            channel.write(bytes, at + bytes.position());
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
